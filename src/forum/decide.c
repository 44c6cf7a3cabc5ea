#include "forum/private_moderate.h"

/* What a moderator decides of a post that waits, by reply, and what follows from it. The first answer wins. */

enum { REASON_BYTES = 1000 };

static enum outcome count_accepted(const struct moderate_case *c, struct fault *why)
{
    struct person author;
    enum outcome o = store_person_get(c->f->db, c->ctx, c->post.author, &author, why);

    if (o != DONE || author.id == 0)
        return o;
    author.accepted++;
    if (author.rung < RUNG_TRUSTED && author.accepted >= c->f->conf->people.trusted_after)
        author.rung = RUNG_TRUSTED;
    return store_person_accepted(c->f->db, &author, why);
}

/* From now on it is as if it had been posted now; its author gets the receipt. Who has the receipt had it posted before: then it is only
 * the text that is new, and those who have the earlier one are sent it. */
static enum outcome publish(struct moderate_case *c, struct fault *why)
{
    const struct lang *l = language_of(c->f, c->ctx, c->post.author);
    struct notice receipt = {0};
    struct change *change;
    int64_t at = c->f->now + posting_delay(c->f, c->post.anonymous);
    enum outcome o;

    if ((o = points_state(c->f, c->ctx, &c->post, POST_VISIBLE, why)) != DONE ||
        (o = store_notice_of(c->f->db, c->ctx, c->post.author, c->post.id, &receipt, why)) != DONE)
        return o;
    if (receipt.id != 0) {
        moderate_tell(c, NOTICE_OUTCOME, c->post.author, "edited", mem_format(c->ctx, lang_say(l, "Your new text stands: %s"), forum_title(c->ctx, c->post.author, &c->question)),
                  mem_format(c->ctx, lang_say(l, c->changed ? "A moderator looked at it and changed it. What you wrote in Q%llu now reads:\n\n%s\n" : "A moderator looked at it. What you wrote in Q%llu now reads:\n\n%s\n"),
                             (unsigned long long)c->post.thread, c->post.body));
        change = change_add(c->ctx, c->out, CHANGE_EDITED);
        change->person = c->post.author;
        change->post = c->post.id;
        change->revision = c->post.revision;
        return DONE;
    }
    if ((o = store_post_publish(c->f->db, c->post.id, at, why)) != DONE ||
        (o = store_participant_add(c->f->db, c->post.thread, c->post.author, c->post.kind, why)) != DONE ||
        (o = count_accepted(c, why)) != DONE)
        return o;
    change = change_add(c->ctx, c->out, CHANGE_POSTED);
    change->person = c->post.author;
    change->post = c->post.id;
    change->due = at;
    change_pair(c->ctx, change, "category", c->line.count > 0 ? c->line.list[0].title : "");
    change_pair(c->ctx, change, "notice", c->line.count > 0 ? text_in(l, c->ctx, c->line.list[0].notice) : "");
    change_pair(c->ctx, change, "changed", c->changed ? "yes" : "");
    return DONE;
}

static enum outcome refuse(struct moderate_case *c, const char *reason, struct fault *why)
{
    enum outcome o = points_state(c->f, c->ctx, &c->post, POST_HIDDEN, why);
    const struct lang *l = language_of(c->f, c->ctx, c->post.author);

    if (o == DONE && c->expired)
        moderate_tell(c, NOTICE_OUTCOME, c->post.author, "not-posted", mem_format(c->ctx, lang_say(l, "It was not posted: %s"), forum_title(c->ctx, c->post.author, &c->question)),
                  mem_format(c->ctx, lang_say(l, "No moderator found the time to look at %s, so it was not posted.\n\nYou may send it anew. This was it:\n\n%s\n"),
                             kind_yours(l, c->post.kind), c->post.body));
    else if (o == DONE)
        moderate_tell(c, NOTICE_OUTCOME, c->post.author, "not-posted", mem_format(c->ctx, lang_say(l, "It was not posted: %s"), forum_title(c->ctx, c->post.author, &c->question)),
                  mem_format(c->ctx, lang_say(l, "A moderator decided not to post %s.%s%s\n\nYou may change it and send it anew. This was it:\n\n%s\n"), kind_yours(l, c->post.kind),
                             *reason == '\0' ? "" : lang_say(l, " Their reason: "), reason, c->post.body));
    return o;
}

static enum outcome was_asked(const struct moderate_case *c, uint64_t person, const struct review *r, bool *yes, struct fault *why)
{
    enum notify_value value = NOTIFY_NOW;
    enum outcome o = store_notify_get(c->f->db, person, NOTIFY_HELD, &value, why);

    *yes = value == NOTIFY_NOW || r->reason == REVIEW_CRISIS || r->stage != STAGE_ASKED;
    return o;
}

/* The others hear that nothing is left to do; what waits for their digests goes from there by itself. */
static enum outcome tell_others(const struct moderate_case *c, uint64_t decider, bool accepted, struct fault *why)
{
    const char *text = c->expired ? PHRASE("Nobody decided about it in time, so it was not posted. You need do nothing.\n")
                       : accepted ? PHRASE("Another moderator let it be posted. You need do nothing.\n")
                                  : PHRASE("Another moderator refused it. You need do nothing.\n");
    uint64_t *people;
    size_t count = 0;
    struct review r;
    bool asked;
    enum outcome o = store_review_get(c->f->db, c->post.id, &r, why);

    if (o == DONE)
        o = store_role_bearers(c->f->db, c->ctx, c->line.ids, c->line.count, RUNG_MODERATOR, MODERATORS, &people, &count, why);
    for (size_t i = 0; i < count && o == DONE; i++)
        if (people[i] != decider && people[i] != c->post.author && (o = was_asked(c, people[i], &r, &asked, why)) == DONE && asked)
            moderate_tell(c, NOTICE_TOLD, people[i], "decided", mem_format(c->ctx, lang_say(language_of(c->f, c->ctx, people[i]), "Decided: %s"), c->question.title),
                      lang_say(language_of(c->f, c->ctx, people[i]), text));
    return o;
}

static enum outcome decide(struct moderate_case *c, uint64_t decider, bool accept, const char *reason, bool *first, struct fault *why)
{
    enum outcome o = DONE;

    *first = false;
    if (c->post.state != POST_WAITING ||
        (o = store_review_decide(c->f->db, c->post.id, decider, accept, c->f->now, first, why)) != DONE || !*first)
        return o;
    if ((o = accept ? publish(c, why) : refuse(c, reason, why)) != DONE ||
        (o = moderate_record(c->f, decider, accept ? "approve" : c->expired ? "expire" : "refuse", &c->post, reason, why)) != DONE)
        return o;
    return tell_others(c, decider, accept, why);
}

enum outcome moderate_decide(const struct forum *f, const void *ctx, struct changes *out, uint64_t post, uint64_t decider, bool accept,
                             const char *reason, bool *first, struct fault *why)
{
    struct moderate_case c;
    enum outcome o = moderate_case_of(f, ctx, out, post, &c, why);

    *first = false;
    return o == DONE ? decide(&c, decider, accept, reason, first, why) : o;
}

enum outcome moderate_expire(const struct forum *f, const void *ctx, struct changes *out, uint64_t post, struct fault *why)
{
    struct moderate_case c;
    bool first;
    enum outcome o = store_review_stage(f->db, post, STAGE_EXPIRED, why);

    if (o != DONE || (o = moderate_case_of(f, ctx, out, post, &c, why)) != DONE || c.post.id == 0)
        return o;
    c.expired = true;
    return decide(&c, 0, false, "", &first, why);
}

enum outcome moderate_refused(const struct forum *f, uint64_t post, bool *yes, struct fault *why)
{
    struct review review = {0};
    enum outcome o = store_review_get(f->db, post, &review, why);

    *yes = review.decided != 0 && !review.accepted;
    return o;
}

enum outcome moderate_withdrawn(const struct forum *f, const struct post *p, struct fault *why)
{
    bool first;

    return store_review_decide(f->db, p->id, p->author, false, f->now, &first, why);
}

/* ---- a moderator's reply ---- */

static struct guard guard_of(struct act *a, struct str words)
{
    struct identity_marks marks = posting_marks(a, "");
    struct guard guard = {0};

    reply_guard(a->ctx, words, &marks, &guard);
    return guard;
}

struct str moderate_unsigned(struct act *a, struct str words)
{
    return str_trim(str_of(guard_of(a, words).words));
}

char *moderate_guarded(struct act *a, struct str words, size_t limit)
{
    return str_dup(a->ctx, utf8_prefix_bytes(str_trim(str_of(guard_of(a, words).redacted)), limit));
}

/* A telephone number may be one that helps. */
char *moderate_tells(struct act *a, const char *before, const char *text)
{
    static const char *const marks[] = {"your address", "your name"};
    struct guard then = guard_of(a, str_of(before)), now = guard_of(a, str_of(text));

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (now.found && strstr(now.found_what, marks[i]) != NULL && strstr(then.found_what, marks[i]) == NULL)
            return mem_format(a->ctx, say(a, "It has %s in it, and would stand under the name of who wrote it. Send it once more, without.\n"), say(a, marks[i]));
    return NULL;
}

char *moderate_words(struct act *a, struct str words)
{
    return utf8_line(a->ctx, str_of(moderate_guarded(a, words, REASON_BYTES)));
}

static enum outcome edit_first(struct act *a, const struct post *p, struct str words, struct fault *why)
{
    char *body = str_dup(a->ctx, utf8_prefix_bytes(moderate_unsigned(a, words), (size_t)a->f->conf->limits.body_stored));
    enum outcome o = store_post_revise(a->f->db, p->id, p->title, body, a->f->now, why);

    if (o == DONE)
        o = store_post_editor(a->f->db, p->id, a->actor.id, why);
    return o == DONE ? moderate_record(a->f, a->actor.id, "edit", p, "", why) : o;
}

static enum outcome not_open(struct act *a, const struct review *r, struct fault *why)
{
    const char *text = r->post == 0                ? PHRASE("That post waits for nobody.\n")
                       : r->decided == 0           ? PHRASE("It was taken back by its author.\n")
                       : r->stage == STAGE_EXPIRED ? PHRASE("Nobody decided about it in time, so it was not posted.\n")
                       : r->decider == a->actor.id ? PHRASE("You decided that before.\n")
                       : r->accepted               ? PHRASE("Another moderator let it be posted before.\n")
                                                   : PHRASE("Another moderator refused it before.\n");

    act_event(a, "review-late");
    return change_answer(a, "review-late", say(a, "It was decided already"), say(a, text), why);
}

/* Whatever else a moderator writes, a question back or a doubt, must not be published under the author's name. */
static enum outcome not_understood(struct act *a, struct fault *why)
{
    act_event(a, "not-understood");
    return change_answer(a, "not-understood", say(a, "Your decision was not understood"),
                         say(a, "It still waits. Reply \"ok\" to the mail that asks you, or \"no\" and a reason, or \"Edit:\" and below it the whole "
                         "text as it should stand.\n"),
                         why);
}

/* Whether what they read is not what waits now. The address of a mail from before that stood in it does not tell which text it showed. */
static bool is_older(const struct act *a, const struct post *p)
{
    return a->r.token.verb == VERB_DECIDE ? a->r.token.expiry != (p->revision & 0x3fff) : p->revision > 1;
}

static enum outcome show_newer(struct act *a, const struct post *p, const struct review *r, struct fault *why)
{
    struct moderate_case c;
    enum outcome o = moderate_case_of(a->f, a->ctx, a->out, p->id, &c, why);

    act_event(a, "review-older");
    if (o == DONE)
        moderate_ask_one(&c, a->actor.id, r->reason, ASK_NEWER);
    return o;
}

/* "ok" lets it be posted, "no" and a reason refuses it, "Edit:" and a text, or a text much like it, takes its place and lets it be posted. */
enum outcome review_decide(struct act *a, struct post *p, struct str words, struct fault *why)
{
    struct str reason;
    struct review r = {0};
    struct moderate_case c;
    char *tells;
    bool refused = intent_answer_word(desk_word(words, &reason), "") == ANSWER_NO, accept = !refused, changed, first;
    enum outcome o = store_review_get(a->f->db, p->id, &r, why);

    if (o != DONE)
        return o;
    if (p->state != POST_WAITING || r.post == 0 || r.decided != 0)
        return not_open(a, &r, why);
    if (is_older(a, p))
        return show_newer(a, p, &r, why);
    changed = accept && intent_answer_word(words, a->m->origin.from_name == NULL ? "" : a->m->origin.from_name) != ANSWER_YES;
    if (changed) {
        if (!intent_replaces(a->ctx, &words, str_of(p->body)) || words.n == 0)
            return not_understood(a, why);
        if ((tells = moderate_tells(a, p->body, str_dup(a->ctx, moderate_unsigned(a, words)))) != NULL)
            return edit_cannot(a, tells, why);
        if ((o = edit_first(a, p, words, why)) != DONE)
            return o;
    }
    a->out->post = p->id;
    act_event(a, accept ? "review-accepted" : "review-not-accepted");
    if ((o = moderate_case_of(a->f, a->ctx, a->out, p->id, &c, why)) != DONE)
        return o;
    c.changed = changed;
    return decide(&c, a->actor.id, accept, refused ? moderate_words(a, reason) : "", &first, why);
}
