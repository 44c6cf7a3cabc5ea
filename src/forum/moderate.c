#include "forum/private_moderate.h"

/* Posts that nobody sees before a moderator did: why one waits, and who is asked. */

const char *const moderate_kinds[] = {
    [POST_QUESTION] = "question", [POST_ANSWER] = "answer", [POST_COMMENT] = "comment"};

enum { DIGEST_TEXT = 16 * 1024 /* of a longer one a digest would not hold the whole */ };

/* ---- the category and those it lies in ---- */

/* From one on that was read before. */
static enum outcome line_from(const struct forum *f, const void *ctx, const struct category *first, struct moderate_line *out, struct fault *why)
{
    struct category c = *first;
    enum outcome o = DONE;

    *out = (struct moderate_line){0};
    while (o == DONE && c.id != 0 && out->count < CATEGORY_DEPTH) {
        out->ids[out->count] = c.id;
        out->list[out->count++] = c;
        if (c.parent == 0)
            break;
        o = store_category_get(f->db, ctx, c.parent, &c, why);
    }
    return o;
}

static enum outcome moderate_line_of(const struct forum *f, const void *ctx, uint64_t category, struct moderate_line *out, struct fault *why)
{
    struct category first = {0};
    enum outcome o = category == 0 ? DONE : store_category_get(f->db, ctx, category, &first, why);

    return o == DONE ? line_from(f, ctx, &first, out, why) : o;
}

static enum outcome rung_in(const struct forum *f, const struct person *p, const struct moderate_line *line, enum rung *rung, struct fault *why)
{
    enum outcome o = store_role_get(f->db, p->id, line->ids, line->count, rung, why);

    if (o == DONE && p->rung > *rung)
        *rung = p->rung;
    return o;
}

enum outcome moderate_rung(const struct forum *f, const void *ctx, const struct person *p, uint64_t category, enum rung *rung,
                           struct fault *why)
{
    struct moderate_line line;
    enum outcome o = moderate_line_of(f, ctx, category, &line, why);

    return o == DONE ? rung_in(f, p, &line, rung, why) : o;
}

/* ---- why a post waits ---- */

static enum moderation policy_of(const struct forum *f, const struct moderate_line *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->list[i].moderation != MODERATION_DEFAULT)
            return line->list[i].moderation;
    return (enum moderation)(f->conf->people.moderation + 1); /* behind MODERATION_DEFAULT */
}

enum outcome moderate_wait(struct act *a, const struct proposal *p, struct wait *wait, struct fault *why)
{
    struct moderate_line line;
    enum rung rung;
    enum moderation policy;
    enum outcome o;

    *wait = (struct wait){.crisis = ""};
    if ((o = line_from(a->f, a->ctx, &p->category, &line, why)) != DONE ||
        (o = rung_in(a->f, &a->actor, &line, &rung, why)) != DONE || rung >= RUNG_MODERATOR)
        return o;
    policy = policy_of(a->f, &line);
    if (crisis_found(a, p, &line, &wait->crisis))
        wait->reason = REVIEW_CRISIS;
    else if (policy == MODERATION_ALL && rung < RUNG_EXPERT)
        wait->reason = REVIEW_ALL;
    else if (policy == MODERATION_FIRST && a->actor.accepted == 0 && rung < RUNG_TRUSTED)
        wait->reason = REVIEW_FIRST;
    return DONE;
}

/* ---- asking ---- */

enum outcome moderate_case_of(const struct forum *f, const void *ctx, struct changes *out, uint64_t post, struct moderate_case *c, struct fault *why)
{
    enum outcome o;

    *c = (struct moderate_case){.f = f, .ctx = ctx, .out = out};
    if ((o = store_post_get(f->db, ctx, post, &c->post, why)) != DONE || c->post.id == 0 ||
        (o = store_post_get(f->db, ctx, c->post.thread, &c->question, why)) != DONE)
        return o;
    return moderate_line_of(f, ctx, c->post.category, &c->line, why);
}

static struct change *tell(const struct moderate_case *c, enum notice_kind kind, uint64_t person)
{
    struct change *change = change_add(c->ctx, c->out, CHANGE_TELL);

    change->notice = kind;
    change->person = person;
    change->due = c->f->now;
    change->about = c->post.id;
    return change;
}

void moderate_tell(const struct moderate_case *c, enum notice_kind kind, uint64_t person, const char *what, const char *subject, const char *text)
{
    struct change *change = tell(c, kind, person);

    change_pair(c->ctx, change, "what", what);
    change_pair(c->ctx, change, "subject", subject);
    change_pair(c->ctx, change, "text", text);
    change_number(c->ctx, change, "post", c->post.id);
}

static const char *reason_words(enum review_reason reason)
{
    return reason == REVIEW_CRISIS ? PHRASE("it has words of a crisis in it") : reason == REVIEW_ALL ? PHRASE("all posts here are looked at first")
                                                                                             : PHRASE("it is the first post of its author");
}

void moderate_ask_one(const struct moderate_case *c, uint64_t person, enum review_reason reason, enum moderate_asking asking)
{
    struct change *change = tell(c, NOTICE_REVIEW, person);

    change_pair(c->ctx, change, "kind", moderate_kinds[c->post.kind]);
    change_pair(c->ctx, change, "category", c->line.count > 0 ? c->line.list[0].title : "");
    change_pair(c->ctx, change, "title", c->question.title);
    change_pair(c->ctx, change, "text", c->post.body);
    change_pair(c->ctx, change, "name", c->post.name);
    change_pair(c->ctx, change, "why", reason_words(reason));
    change_pair(c->ctx, change, "again", asking == ASK_AGAIN ? "yes" : "");
    change_pair(c->ctx, change, "newer", asking == ASK_NEWER ? "yes" : "");
    change_pair(c->ctx, change, "crisis", reason == REVIEW_CRISIS ? "yes" : "");
    change_pair(c->ctx, change, "at_once", reason == REVIEW_CRISIS || asking != ASK_FIRST || strlen(c->post.body) > DIGEST_TEXT ? "yes" : "");
    change_number(c->ctx, change, "post", c->post.id);
    change_number(c->ctx, change, "revision", c->post.revision);
}

enum outcome moderate_ask(const struct moderate_case *c, enum rung least, enum review_reason reason, uint64_t but, bool again, size_t *asked,
                          struct fault *why)
{
    uint64_t *people;
    size_t count = 0;
    enum outcome o = store_role_bearers(c->f->db, c->ctx, c->line.ids, c->line.count, least, MODERATORS, &people, &count, why);

    *asked = 0;
    for (size_t i = 0; i < count && o == DONE; i++) {
        if (people[i] == but)
            continue;
        ++*asked;
        moderate_ask_one(c, people[i], reason, again ? ASK_AGAIN : ASK_FIRST);
    }
    return o;
}

enum outcome moderate_record(const struct forum *f, uint64_t actor, const char *verb, const struct post *p, const char *words, struct fault *why)
{
    struct audit_entry e = {.at = f->now, .actor = actor, .verb = verb, .post = p->id, .person = p->author, .words = words};

    return store_audit_add(f->db, &e, why);
}

/* The author is told that it waits, and, where words of a crisis stand in it, what the category says to that; moderators are asked. */
enum outcome moderate_queue(struct act *a, const struct post *post, const struct wait *wait, struct fault *why)
{
    const struct lang *l = language_of(a->f, a->ctx, post->author);
    struct moderate_case c;
    size_t asked;
    struct change *told;
    enum outcome o;

    if ((o = store_review_add(a->f->db, post->id, wait->reason, a->f->now, why)) != DONE ||
        (o = moderate_case_of(a->f, a->ctx, a->out, post->id, &c, why)) != DONE ||
        (o = moderate_ask(&c, RUNG_MODERATOR, wait->reason, post->author, false, &asked, why)) != DONE)
        return o;
    told = change_told(a, post->author, "waiting", mem_format(a->ctx, lang_say(l, "It waits for a moderator: %s"), forum_title(a->ctx, post->author, &c.question)),
                       mem_format(a->ctx, lang_say(l, "%s%sA moderator looks at %s before others can see it. You will hear of it.\n"), wait->crisis,
                                  *wait->crisis == '\0' ? "" : "\n\n", kind_yours(l, post->kind)));
    change_undo(a, told, VERB_UNDO, post->id);
    a->out->post = post->id;
    act_event(a, wait->reason == REVIEW_CRISIS ? "waits-crisis" : wait->reason == REVIEW_ALL ? "waits-all" : "waits-first");
    return DONE;
}
