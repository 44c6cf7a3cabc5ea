#include "forum/private.h"

/* One's own post, anew: replaced after its receipt, or corrected after a refusal. */

/* Takes a first line "Title: ..." off the words. */
static char *title_line(const void *ctx, char **words)
{
    struct str rest = str_of(*words), line = STR_EMPTY, title;

    while (str_next_line(&rest, &line) && str_trim(line).n == 0)
        continue;
    title = intent_title_line(str_trim(line));
    if (title.p == NULL)
        return NULL;
    *words = str_dup(ctx, str_trim(rest));
    return utf8_line(ctx, title);
}

enum outcome edit_cannot(struct act *a, const char *text, struct fault *why)
{
    act_event(a, "edit-refused");
    return change_answer(a, "not-edited", say(a, "Nothing was changed"), text, why);
}

char *edit_complete(struct act *a, const struct post *post, struct mail *m)
{
    struct intent *i = &m->intent;
    char *words = i->words, *title = *i->title != '\0' ? i->title : title_line(a->ctx, &words), *problem;
    bool named = title != NULL && post->kind == POST_QUESTION;

    i->title = named ? title : post->title;
    i->words = *words == '\0' && named ? post->body : words;
    if (named || post->body == NULL)
        return NULL;
    title = post->title;
    words = post->body;
    if (!substitute(forum_language(a->f, &a->actor), a->ctx, str_of(i->words), &title, &words, &problem))
        return NULL;
    i->title = title;
    i->words = words;
    return problem;
}

/* Guard and rules, as of a new post; a title that stays as it is was looked at before. */
static enum outcome look(struct act *a, const struct post *post, struct proposal *p, struct problems *list, struct fault *why)
{
    enum outcome o;

    p->kind = post->kind == POST_QUESTION && strcmp(a->m->intent.title, post->title) != 0 ? POST_QUESTION : POST_COMMENT;
    p->parent = *post;
    if ((o = store_category_get(a->f->db, a->ctx, post->category, &p->category, why)) != DONE ||
        (o = posting_prepare(a, p, post->thread, list, why)) != DONE)
        return o;
    if (p->kind == POST_COMMENT) {
        p->title = post->title;
        p->asked = post->kind == POST_QUESTION;
        p->kind = post->kind == POST_QUESTION ? POST_ANSWER : post->kind;
    }
    p->category.closed = false; /* it stands there already */
    return rules_check(a, p, list, why);
}

enum outcome edit_was_read(struct act *a, uint64_t post, unsigned revision, bool *read, struct fault *why)
{
    struct people first = {.limit = 1};
    enum outcome o = store_notice_readers(a->f->db, a->ctx, post, revision, true, &first, why);

    *read = first.count > 0;
    return o;
}

void edit_corrects(struct act *a, const struct post *before)
{
    struct change *c = change_add(a->ctx, a->out, CHANGE_EDITED);

    c->person = a->actor.id;
    c->post = before->id;
    c->revision = before->revision + 1;
    c->due = a->f->now + posting_hold_time(a);
    a->out->post = before->id;
}

static enum outcome revise(struct act *a, const struct post *post, const struct proposal *p, struct fault *why)
{
    struct change *c;
    bool read, titled = strcmp(p->title, post->title) != 0;
    struct wait wait;
    enum outcome o;

    if ((o = moderate_wait(a, p, &wait, why)) != DONE || (o = store_post_revise(a->f->db, post->id, p->title, p->body, a->f->now, why)) != DONE ||
        (o = edit_was_read(a, post->id, post->revision + 1, &read, why)) != DONE)
        return o;
    if (wait.reason != 0) /* what nobody may see unseen may not come in by an edit either */
        return (o = points_state(a->f, a->ctx, post, POST_WAITING, why)) != DONE ? o : moderate_queue(a, post, &wait, why);
    edit_corrects(a, post);
    act_event(a, "post-edited");
    c = change_told(a, a->actor.id, "edited", mem_format(a->ctx, say(a, "Q%llu: your text was replaced"), (unsigned long long)post->thread),
                mem_format(a->ctx, say(a, "What you wrote in Q%llu now reads:\n\n%s%s%s\n%s"), (unsigned long long)post->thread, titled ? p->title : "",
                           titled ? "\n\n" : "", p->body, read ? say(a, "\nThose who got the earlier text are sent this one as a correction.\n") : ""));
    change_asked(a, c);
    return DONE;
}

enum outcome edit_budget(struct act *a, bool *allowed, struct fault *why)
{
    char *again;
    enum outcome o = gate_budget(a->f, "edits", a->actor.id, HOUR, a->f->conf->limits.answers_per_hour, allowed, why);

    if (o != DONE || *allowed || (o = gate_budget_again(a, "edits", a->actor.id, &again, why)) != DONE)
        return o;
    return edit_cannot(a, mem_format(a->ctx, say(a, "Those are more changes than one person makes in an hour. %s\n"), again), why);
}

static enum outcome edit_whole(struct act *a, const struct post *post, struct fault *why)
{
    struct proposal p = {0};
    struct problems list = {0};
    bool allowed;
    enum outcome o = look(a, post, &p, &list, why);

    if (o != DONE)
        return o;
    if (list.count > 0)
        return rules_refuse(a, &p, &list, why);
    if (a->show != 0 || (*p.found != '\0' && !a->as_is && !a->redact))
        return posting_hold(a, &p, why);
    if (strcmp(p.title, post->title) == 0 && strcmp(p.body, post->body) == 0)
        return edit_cannot(a, say(a, "It reads like that already.\n"), why);
    if ((o = edit_budget(a, &allowed, why)) != DONE || !allowed)
        return o;
    return revise(a, post, &p, why);
}

static enum outcome edit_post(struct act *a, uint64_t number, struct fault *why)
{
    struct post post = {0};
    const struct mail *given = a->m;
    struct mail whole = *given;
    char *problem;
    enum outcome o = see_post(a, number, &post, why);

    if (o != DONE)
        return o;
    if (post.id == 0 || post.author != a->actor.id || post.state != POST_VISIBLE)
        return change_answer(a, "gone", say(a, "Nothing was changed"), say(a, "That post cannot be changed any more.\n"), why);
    problem = edit_complete(a, &post, &whole);
    a->m = &whole;
    o = problem != NULL ? edit_cannot(a, problem, why) : edit_whole(a, &post, why);
    a->m = given;
    return o;
}

enum outcome edit_apply(struct act *a, struct fault *why)
{
    if (a->r.target == TARGET_PROBLEM)
        return corrected_apply(a, why);
    if (a->r.target != TARGET_RECEIPT)
        return answer_apply(a, why);
    return edit_post(a, a->r.token.object, why);
}

enum outcome ambiguous_apply(struct act *a, struct fault *why)
{
    if (a->r.target == TARGET_PROBLEM)
        return corrected_apply(a, why);
    act_event(a, "held-choice");
    return hold_choice(a, HOLD_CHOICE, "receipt", a->r.token.object, PHRASE("add, replace or drop"), why);
}

/* The refused mail with what its author now wrote: words, and title, name and tags where they gave any. */
static void correct(struct act *a, const struct mail *before, struct mail *out)
{
    const struct intent *now = &a->m->intent;
    char *words = now->words, *title = title_line(a->ctx, &words);

    *out = *before;
    out->origin = a->m->origin;
    memcpy(out->body_hash, a->m->body_hash, sizeof out->body_hash);
    out->quote_cut = a->m->quote_cut;
    out->signature_cut = a->m->signature_cut;
    out->encrypted = a->m->encrypted;
    out->attachments = a->m->attachments;
    out->attachment_count = a->m->attachment_count;
    out->intent.only_attachments = now->only_attachments;
    if (title != NULL)
        out->intent.title = title;
    if (title == NULL || *words != '\0') /* a new title alone leaves the words as they were */
        out->intent.words = words;
    if (now->tag_count > 0 || title != NULL) {
        out->intent.tags = now->tags;
        out->intent.tag_count = now->tag_count;
    }
    if (now->name != NULL || now->anonymous) {
        out->intent.name = now->name;
        out->intent.anonymous = now->anonymous;
    }
}

/* A reply to a refusal: the mail it was about, corrected. */
enum outcome corrected_apply(struct act *a, struct fault *why)
{
    struct held h = {0};
    struct mail before, corrected;
    enum outcome o = store_held_get(a->f->db, a->ctx, a->r.token.object, &h, why);

    if (o != DONE)
        return o;
    if (h.id == 0 || h.person != a->actor.id || h.state != HELD_WAITING || h.reason != HOLD_REFUSED) {
        act_event(a, "correction-late");
        return change_answer(a, "gone", say(a, "Too late to correct it"),
                             say(a, "That message is not kept any more. Please send it anew.\n"), why);
    }
    if ((o = hold_open(a->f, a->ctx, &h, &before, why)) != DONE)
        return o;
    correct(a, &before, &corrected);
    return hold_release(a, &h, &a->actor, &corrected, why);
}
