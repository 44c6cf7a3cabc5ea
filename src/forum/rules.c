#include "forum/private.h"
#include "store/own.h"

void problem_add(struct problems *list, const char *problem, const char *mend)
{
    if (list->count == sizeof list->problem / sizeof *list->problem)
        return;
    list->problem[list->count] = problem;
    list->mend[list->count++] = mend;
}

static void check_title(struct act *a, const struct proposal *p, struct problems *out)
{
    const struct conf *conf = a->f->conf;
    size_t length = p->title == NULL ? 0 : utf8_count(str_of(p->title));

    if (p->kind != POST_QUESTION)
        return;
    if (length < conf->limits.title_min)
        problem_add(out,
                    mem_format(a->ctx, say(a, "The title has %zu characters; it needs at least %llu."), length,
                               (unsigned long long)conf->limits.title_min),
                    say(a, "Begin your reply with a line \"Title: ...\" that says in a few words what you ask."));
    if (length > conf->limits.title_max)
        problem_add(out,
                    mem_format(a->ctx, say(a, "The title has %zu characters; %llu is the most."), length,
                               (unsigned long long)conf->limits.title_max),
                    say(a, "Begin your reply with a shorter line \"Title: ...\"; the rest may go into the text."));
}

static void check_words(struct act *a, const struct proposal *p, struct problems *out)
{
    const struct conf *conf = a->f->conf;
    size_t length = utf8_count(str_trim(str_of(p->body)));
    uint64_t least = p->kind == POST_QUESTION ? 0 : p->asked ? 1 : conf->limits.body_min; /* a title may say all of a question */

    if (a->m->encrypted)
        problem_add(out, say(a, "The message is encrypted or sealed, and the forum cannot read it."),
                    say(a, "Send it again without encryption; a signature must leave the text in clear."));
    else if (length == 0 && (a->m->intent.only_attachments || a->m->attachment_count > 0))
        problem_add(out, say(a, "There were only attachments, which the forum cannot pass on."),
                    say(a, "Please describe it in words."));
    else if (length < least)
        problem_add(out,
                    mem_format(a->ctx, say(a, "The text has %zu characters; it needs at least %llu."), length,
                               (unsigned long long)least),
                    say(a, "Write a little more, above or below what you quote."));
    if (strlen(p->body) > conf->limits.body_stored)
        problem_add(out,
                    mem_format(a->ctx, say(a, "The text is longer than the %llu bytes that can be kept."),
                               (unsigned long long)conf->limits.body_stored),
                    say(a, "Shorten it, or send it in two parts."));
}

static void check_tags(struct act *a, const struct proposal *p, struct problems *out)
{
    if (p->kind == POST_QUESTION && a->m->intent.tag_count > a->f->conf->limits.tags)
        problem_add(out,
                    mem_format(a->ctx, say(a, "There are %zu tags; %llu are the most."), a->m->intent.tag_count,
                               (unsigned long long)a->f->conf->limits.tags),
                    say(a, "Keep the ones that matter most."));
}

/* More links than text would bear: what advertisers send. */
enum { LINKS_FREE = 5, LINK_WORTH = 100 };

static void check_links(struct act *a, const struct proposal *p, struct problems *out)
{
    struct str rest = str_of(p->body);
    size_t links = 0, length = rest.n;

    for (size_t at; (at = str_find(rest, STR("://"))) < rest.n; links++)
        rest = str_from_index(rest, at + 3);
    if (links > LINKS_FREE && links > length / LINK_WORTH)
        problem_add(out, say(a, "There are more links than words about them."),
                    say(a, "Say in your own words what the links would tell, and keep a few."));
}

static void check_closed(struct act *a, const struct proposal *p, struct problems *out)
{
    const struct post *q = &p->question;
    const char *reason = *q->closing == '\0' ? "" : mem_format(a->ctx, ": %s", q->closing);
    unsigned long long other = q->duplicate;

    if (q->duplicate != 0)
        problem_add(out, mem_format(a->ctx, say(a, "The question was closed, because Q%llu asks the same."), other),
                    mem_format(a->ctx, say(a, "Send \"get Q%llu\" to the request address to read that one, and answer it from there."), other));
    else
        problem_add(out, mem_format(a->ctx, say(a, "The question was closed%s%s"), reason, str_ends(str_of(reason), STR(".")) ? "" : "."),
                    say(a, "Who asked it, or an editor, can open it again; to ask something else, write to a category."));
}

static void check_place(struct act *a, const struct proposal *p, struct problems *out)
{
    if (p->question.id != 0 && p->question.closed != 0)
        check_closed(a, p, out);
    if (p->nowhere)
        problem_add(out, say(a, "There is no category with that address."), say(a, "Send \"categories\" to the request address to see those there are."));
    if (p->kind == POST_QUESTION && p->category.closed)
        problem_add(out, say(a, "That category takes no new questions."),
                    say(a, "Send \"categories\" to the request address to see which do."));
    if (p->follows.id != 0 && p->follows.state != POST_VISIBLE)
        problem_add(out, say(a, "What your question follows up on has been taken away."), say(a, "Ask it by mail to a category."));
    if (p->kind != POST_QUESTION && (p->parent.id == 0 || p->parent.state != POST_VISIBLE))
        problem_add(out, say(a, "What you replied to has been taken away."), say(a, "Ask your question anew, by mail to a category."));
}

static char *too_many(struct act *a, enum post_kind kind, uint64_t n)
{
    const struct lang *l = forum_language(a->f, &a->actor);
    unsigned long long count = n;

    if (kind == POST_QUESTION)
        return mem_format(a->ctx, lang_count(l, n, "You sent %llu question within an hour, and that is the most.", "You sent %llu questions within an hour, and that is the most."), count);
    if (kind == POST_ANSWER)
        return mem_format(a->ctx, lang_count(l, n, "You sent %llu answer within an hour, and that is the most.", "You sent %llu answers within an hour, and that is the most."), count);
    return mem_format(a->ctx, lang_count(l, n, "You sent %llu comment within an hour, and that is the most.", "You sent %llu comments within an hour, and that is the most."), count);
}

static enum outcome check_rate(struct act *a, const struct proposal *p, struct problems *out, struct fault *why)
{
    const struct conf *conf = a->f->conf;
    const uint64_t limits[] = {[POST_QUESTION] = conf->limits.questions_per_hour,
                               [POST_ANSWER] = conf->limits.answers_per_hour,
                               [POST_COMMENT] = conf->limits.comments_per_hour};
    uint64_t count = 0;
    int64_t oldest = 0, wait = 0;
    enum outcome o = a->actor.id == 0 ? DONE : store_post_rate_most(a->f->db, a->actor.id, a->f->now - HOUR, &count, why);

    if (o == DONE && count >= limits[p->kind]) /* hardly ever: then it is looked at which of them count */
        o = store_post_rate(a->f->db, a->actor.id, p->kind, a->f->now - HOUR, &count, &oldest, why);
    if (o == DONE && count >= limits[p->kind])
        problem_add(out, too_many(a, p->kind, count), gate_again(a, oldest + HOUR - a->f->now));
    if (o == DONE && (o = gate_domain(a, false, &wait, why)) == DONE && wait > 0)
        problem_add(out, say(a, "New people with addresses like yours have posted as much as they may within an hour."), gate_again(a, wait));
    return o;
}

/* All that is wrong at once, so that one corrected reply is enough. */
enum outcome rules_check(struct act *a, const struct proposal *p, struct problems *out, struct fault *why)
{
    check_place(a, p, out);
    check_title(a, p, out);
    check_words(a, p, out);
    check_tags(a, p, out);
    check_links(a, p, out);
    return check_rate(a, p, out, why);
}

enum outcome rules_refuse(struct act *a, const struct proposal *p, const struct problems *list, struct fault *why)
{
    bool newcomer = !person_registered(&a->actor), allowed;
    const char *subject;
    uint64_t id;
    enum outcome o;

    act_event(a, "refused");
    /* A newcomer who corrects a refusal answered what was sent to them: no stranger's mail causes that. */
    if ((o = hold_mail(a, HOLD_REFUSED, a->actor.id, &id, why)) != DONE ||
        (o = gate_may_answer(a, a->actor.id, newcomer && !a->invited, &allowed, why)) != DONE || !allowed ||
        (o = posting_subject(a, p, &subject, why)) != DONE)
        return o;

    struct change *c = posting_tell(a, NOTICE_REFUSAL, id, p, subject);

    change_number(a->ctx, c, "count", list->count);
    for (size_t i = 0; i < list->count; i++) {
        change_pair(a->ctx, c, mem_format(a->ctx, "problem%zu", i + 1), list->problem[i]);
        change_pair(a->ctx, c, mem_format(a->ctx, "mend%zu", i + 1), list->mend[i]);
    }
    return store_held_asked(a->f->db, id, a->f->now, why);
}
