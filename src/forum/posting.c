/* A post on its way in: the name it is shown under, the disclosure guard, the rules, a preview where one is due, and
 * the row. */
#include "base/random.h"
#include "forum/private.h"
#include "reply/reply.h"

static const char *const kind_names[] = {
    [POST_QUESTION] = "question", [POST_ANSWER] = "answer", [POST_COMMENT] = "comment"};

/* "the quoted text, your signature, photo.jpg (image/jpeg)" */
static char *cut_line(struct act *a, bool guard_cut)
{
    struct buf b;
    const struct mail *m = a->m;

    buf_init(&b, a->ctx, 2000);
    if (m->quote_cut)
        buf_text(&b, say(a, "the quoted text"));
    if (m->signature_cut || guard_cut)
        buf_format(&b, "%s%s", b.n > 0 ? ", " : "", say(a, "your signature"));
    for (size_t i = 0; i < m->attachment_count; i++)
        buf_format(&b, "%s%s", b.n > 0 ? ", " : "", utf8_line(a->ctx, utf8_prefix(str_of(m->attachments[i]), 80)));
    return mem_string(a->ctx, buf_string(&b));
}

/* "your address, a phone number", as the guard tells it. */
static char *found_words(struct act *a, const char *found)
{
    static const char *const words[] = {PHRASE("your address"), PHRASE("your name"), PHRASE("a phone number")};
    struct str rest = str_of(found);
    struct buf out;

    (void)words; /* what it may say: collected, said below */
    buf_init(&out, a->ctx, 2000);
    while (rest.n > 0) {
        size_t end = str_find(rest, STR(", "));

        buf_format(&out, "%s%s", out.n > 0 ? ", " : "", say(a, str_dup(a->ctx, str_from(rest.p, end))));
        rest = str_from_index(rest, end + 2 <= rest.n ? end + 2 : rest.n);
    }
    return mem_string(a->ctx, buf_string(&out));
}

/* A "Name:" line: checked as a handle is, and nobody else's. */
static enum outcome given_name(struct act *a, struct proposal *p, uint64_t thread, struct problems *list,
                               struct fault *why)
{
    bool taken = false;
    struct person owner = {0};
    char *name = utf8_line(a->ctx, str_of(a->m->intent.name));
    const char *problem = name_problem(a->f, a->ctx, str_of(name));
    enum outcome o =
        problem != NULL ? DONE : store_person_by_handle(a->f->db, a->ctx, name_fold(a->ctx, str_of(name)), &owner, why);

    if (problem == NULL && owner.id != 0 && owner.id != a->actor.id)
        problem = PHRASE("That name belongs to somebody else.");
    if (o == DONE && (o = forum_name_taken(a->f, a->ctx, a->actor.id, thread, name, &taken, why)) == DONE && problem == NULL && taken)
        problem = PHRASE("Somebody else in this thread has that name, or one that looks like it.");
    if (problem != NULL)
        problem_add(list, say(a, problem), say(a, "Choose another in the first line, \"Name: ...\", or leave that line out."));
    p->name = name;
    p->anonymous = owner.id == 0 || owner.id != a->actor.id;
    p->keep_name = true;
    return o;
}

static enum outcome settle_name(struct act *a, struct proposal *p, uint64_t thread, struct problems *list,
                                struct fault *why)
{
    const struct intent *i = &a->m->intent;

    p->anonymous = true;
    if (i->anonymous) {
        p->name = mem_string(a->ctx, lang_say(forum_language(a->f, NULL), PHRASE("Anonymous")));
        return DONE;
    }
    if (i->name != NULL)
        return given_name(a, p, thread, list, why);
    if (thread == 0 && a->actor.name_mode == NAME_PSEUDONYM) {
        p->name = name_of_new_thread(a->f, a->ctx, a->actor.id, a->m->body_hash);
        p->keep_name = true;
        return DONE;
    }

    /* Kept at once: what the preview shows is what it will be. */
    enum outcome o = forum_shown_name(a->f, a->ctx, &a->actor, thread, thread != 0, &p->name, why);

    p->anonymous = o != DONE || a->actor.name_mode != NAME_HANDLE || a->actor.handle == NULL ||
                   strcmp(p->name, a->actor.handle) != 0;
    return o;
}

struct identity_marks posting_marks(const struct act *a, const char *shown)
{
    const struct lang *everybodys = forum_language(a->f, NULL);

    return (struct identity_marks){.address = a->m->origin.from,
                                   .name = a->m->origin.from_name,
                                   .shown_name = shown,
                                   .domain = a->f->conf->forum.domain,
                                   .put_address = lang_say(everybodys, "[address]"),
                                   .put_name = lang_say(everybodys, "[name]"),
                                   .put_phone = lang_say(everybodys, "[phone]")};
}

/* A title has no closing line: whatever the guard would take from it is something to ask about. */
static void prepare_title(struct act *a, struct proposal *p, const struct identity_marks *marks)
{
    struct guard guard = {0};
    struct buf clean;

    buf_init(&clean, a->ctx, 4096);
    token_scrub(&clean, str_of(a->m->intent.title), str_of(a->f->conf->forum.domain), STR(""));
    p->title = utf8_line(a->ctx, buf_view(&clean));
    reply_guard(a->ctx, str_of(p->title), marks, &guard);
    if (!guard.found && !guard.cut)
        return;
    if (*p->found == '\0')
        p->found = guard.found ? found_words(a, guard.found_what) : mem_string(a->ctx, say(a, "your name"));
    if (a->redact)
        p->title = utf8_line(a->ctx, str_of(guard.redacted));
}

enum outcome posting_prepare(struct act *a, struct proposal *p, uint64_t thread, struct problems *list,
                             struct fault *why)
{
    const struct intent *i = &a->m->intent;
    struct guard guard = {0};
    enum outcome o = settle_name(a, p, thread, list, why);

    if (o != DONE)
        return o;

    struct identity_marks marks = posting_marks(a, p->name);

    reply_guard(a->ctx, str_of(i->words), &marks, &guard);
    p->body = a->redact ? guard.redacted : guard.words;
    p->redacted = guard.redacted;
    p->found = guard.found ? found_words(a, guard.found_what) : mem_string(a->ctx, "");
    p->cut = cut_line(a, guard.cut);
    if (p->kind == POST_QUESTION)
        prepare_title(a, p, &marks);
    return DONE;
}

/* The post it will be, without when. */
static struct post future(struct act *a, const struct proposal *p)
{
    return (struct post){
        .kind = p->kind,
        .thread = p->kind == POST_QUESTION ? 0 : p->parent.thread,
        .parent = p->kind == POST_QUESTION ? 0 : p->parent.id,
        .category = p->category.id,
        .author = a->actor.id,
        .name = p->name,
        .anonymous = p->anonymous,
        .title = p->title == NULL ? mem_string(a->ctx, "") : p->title,
        .body = p->body,
        .follows = p->follows.id,
        .tags = p->kind == POST_QUESTION ? sort_tags(a->ctx, a->m->intent.tags, a->m->intent.tag_count) : NULL,
    };
}

enum outcome posting_subject(struct act *a, const struct proposal *p, const char **subject, struct fault *why)
{
    struct post question = {0};
    enum outcome o = DONE;

    *subject = "";
    if (p->kind != POST_QUESTION && p->parent.thread != 0 &&
        (o = store_post_get(a->f->db, a->ctx, p->parent.thread, &question, why)) == DONE && question.id != 0)
        *subject = forum_title(a->ctx, a->actor.id, &question);
    return o;
}

struct change *posting_tell(struct act *a, enum notice_kind kind, uint64_t held, const struct proposal *p, const char *subject)
{
    struct change *c = change_tell(a, kind, a->actor.id, held);

    change_pair(a->ctx, c, "kind", kind_names[p->kind]);
    change_pair(a->ctx, c, "category", p->category.title);
    change_number(a->ctx, c, "place", p->category.id);
    change_pair(a->ctx, c, "title", p->title);
    change_pair(a->ctx, c, "subject", *subject == '\0' && p->kind != POST_QUESTION ? say(a, "your reply") : subject);
    change_pair(a->ctx, c, "text", p->body);
    return c;
}

/* What it will look like, and the question: ok? or, when the guard found something: redact, as is or drop? */
static enum outcome show_preview(struct act *a, const struct proposal *p, uint64_t held, enum notice_kind kind,
                                 struct fault *why)
{
    const char *subject, *notice = text_in(forum_language(a->f, &a->actor), a->ctx, p->category.notice);
    struct wait wait;
    enum outcome o = posting_subject(a, p, &subject, why);

    if (o != DONE || (o = moderate_wait(a, p, &wait, why)) != DONE)
        return o;

    struct change *c = posting_tell(a, kind, held, p, subject);
    struct post *shown = mem_new(a->ctx, struct post);

    *shown = future(a, p);
    c->shown = shown;
    change_pair(a->ctx, c, "name", p->name);
    change_pair(a->ctx, c, "notice", mem_format(a->ctx, "%s%s%s", wait.crisis, *wait.crisis == '\0' || *notice == '\0' ? "" : "\n\n", notice));
    change_pair(a->ctx, c, "cut", p->cut);
    change_pair(a->ctx, c, "waits", wait.reason != 0 ? "yes" : "");
    change_pair(a->ctx, c, "unclear", a->unclear ? "yes" : "");
    if (kind == NOTICE_GUARD) {
        change_pair(a->ctx, c, "redacted", p->redacted);
        change_pair(a->ctx, c, "what", p->found);
    }
    return store_held_asked(a->f->db, held, a->f->now, why);
}

enum outcome posting_hold(struct act *a, const struct proposal *p, struct fault *why)
{
    bool guard = *p->found != '\0' && !a->as_is && !a->redact, newcomer = !person_registered(&a->actor), allowed;
    enum notice_kind notice = guard ? NOTICE_GUARD : NOTICE_PREVIEW;
    uint64_t id;
    enum outcome o;

    if (a->show != 0)
        return show_preview(a, p, a->show, notice, why);
    act_event(a, guard ? "held-guard" : "held-newcomer");
    if ((o = hold_mail(a, guard ? HOLD_GUARD : HOLD_NEWCOMER, a->actor.id, &id, why)) != DONE ||
        (o = gate_may_answer(a, a->actor.id, newcomer && !a->invited, &allowed, why)) != DONE || !allowed)
        return o;
    return show_preview(a, p, id, notice, why);
}

int64_t posting_hold_time(const struct act *a)
{
    return a->actor.rung >= RUNG_TRUSTED ? a->f->conf->limits.hold_trusted : a->f->conf->limits.hold_newcomer;
}

/* Drawn once and stored with the post: nothing that could be asked twice, or that two posts of one person share. */
int64_t posting_delay(const struct forum *f, bool anonymous)
{
    int64_t least = f->conf->privacy.publish_delay_least, most = f->conf->privacy.publish_delay_most;

    return !anonymous || most < least ? 0 : least + random_below((uint32_t)(most - least) + 1);
}

static enum outcome count_accepted(struct act *a, struct fault *why)
{
    a->actor.accepted++;
    if (a->actor.rung < RUNG_ALIGNED && a->verdict == VERDICT_PASS)
        a->actor.rung = RUNG_ALIGNED;
    if (a->actor.rung < RUNG_TRUSTED && a->actor.accepted >= a->f->conf->people.trusted_after)
        a->actor.rung = RUNG_TRUSTED;
    return store_person_accepted(a->f->db, &a->actor, why);
}

/* A name of one's own choice, or the pseudonym of a thread that was only now begun. REFUSED: taken there. */
static enum outcome keep_name(struct act *a, const struct proposal *p, uint64_t thread, struct fault *why)
{
    return p->keep_name ? store_pseudonym_set(a->f->db, thread, a->actor.id, p->name, why) : DONE;
}

static void add_receipt(struct act *a, const struct proposal *p, const struct post *post)
{
    struct change *c = change_add(a->ctx, a->out, CHANGE_POSTED);

    c->person = a->actor.id;
    c->post = post->id;
    c->shown = post;
    c->due = post->publish;
    change_pair(a->ctx, c, "cut", p->cut);
    change_pair(a->ctx, c, "quote_only", strcmp(p->cut, say(a, "the quoted text")) == 0 ? "yes" : "");
    change_number(a->ctx, c, "undo_minutes", (uint64_t)((post->publish - post->created) / 60));
    change_pair(a->ctx, c, "notice", text_in(forum_language(a->f, &a->actor), a->ctx, p->category.notice));
    change_pair(a->ctx, c, "category", p->category.title);
}

static enum outcome store_it(struct act *a, struct proposal *p, const struct wait *wait, struct fault *why)
{
    static const char *const events[] = {
        [POST_QUESTION] = "question-posted", [POST_ANSWER] = "answer-posted", [POST_COMMENT] = "comment-posted"};
    struct post *post = mem_new(a->ctx, struct post);
    enum outcome o;

    *post = future(a, p);
    post->state = wait->reason != 0 ? POST_WAITING : POST_VISIBLE;
    post->created = a->f->now;
    post->publish = a->f->now + posting_hold_time(a) + posting_delay(a->f, p->anonymous);
    post->no_archive = a->m->origin.no_archive || !a->f->conf->privacy.archive;
    o = p->kind == POST_QUESTION ? related_find(a, p, post->tags, &post->related, why) : DONE;

    if (o != DONE || (o = store_post_add(a->f->db, post, why)) != DONE ||
        (p->kind == POST_QUESTION && (o = keep_name(a, p, post->thread, why)) != DONE))
        return o;
    if (wait->reason != 0)
        return moderate_queue(a, post, wait, why);
    if ((o = store_participant_add(a->f->db, post->thread, a->actor.id, p->kind, why)) != DONE ||
        (o = points_posted(a->f, post, why)) != DONE || (o = count_accepted(a, why)) != DONE)
        return o;
    a->out->post = post->id;
    act_event(a, events[p->kind]);
    add_receipt(a, p, post);
    return DONE;
}

static bool needs_preview(struct act *a)
{
    return !person_registered(&a->actor) && a->f->conf->people.newcomers == NEWCOMERS_CONFIRM;
}

/* The very same post: somebody else's question is one more problem, one's own post is told; an answer or comment that is refused anyhow is not compared. */
static enum outcome look_for_same(struct act *a, const struct proposal *p, struct problems *list, bool *told, struct fault *why)
{
    struct post same = {0};
    enum outcome o = a->show == 0 && (p->kind == POST_QUESTION || list->count == 0) ? related_same(a, p, &same, why) : DONE;

    *told = o == DONE && same.id != 0 && same.author == a->actor.id;
    if (o != DONE || same.id == 0)
        return o;
    if (*told)
        return related_told(a, p, &same, why);
    problem_add(list, mem_format(a->ctx, say(a, "Q%llu asks the same, word for word."), (unsigned long long)same.id),
                mem_format(a->ctx, say(a, "Send \"get Q%llu\" to the request address to read it and its answers; or say what is different for you."),
                           (unsigned long long)same.id));
    return DONE;
}

enum outcome posting_apply(struct act *a, struct proposal *p, struct fault *why)
{
    struct problems list = {0};
    uint64_t thread = p->kind == POST_QUESTION ? 0 : p->parent.thread;
    struct wait wait;
    bool told;
    int64_t none;
    enum outcome o;

    if ((o = posting_prepare(a, p, thread, &list, why)) != DONE || (o = rules_check(a, p, &list, why)) != DONE ||
        (o = look_for_same(a, p, &list, &told, why)) != DONE || told)
        return o;
    /* A name chosen for an old thread must be free there. */
    if (list.count == 0 && thread != 0 && p->keep_name && (o = keep_name(a, p, thread, why)) == REFUSED) {
        problem_add(&list, say(a, "Somebody else in this thread has that name."),
                    say(a, "Choose another in the first line, \"Name: ...\"."));
        o = DONE;
    }
    if (o != DONE)
        return o;
    if (list.count > 0)
        return rules_refuse(a, p, &list, why);
    if (a->show != 0 || needs_preview(a) || (*p->found != '\0' && !a->as_is && !a->redact))
        return posting_hold(a, p, why);
    if ((o = moderate_wait(a, p, &wait, why)) != DONE || (o = gate_domain(a, true, &none, why)) != DONE)
        return o;
    return store_it(a, p, &wait, why);
}
