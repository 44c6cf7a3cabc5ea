#include "forum/private.h"

/* Posts that nobody sees before a moderator did: why one waits, who is asked, and what their replies decide. */

enum { MODERATORS = 50, REMIND_AFTER = 12 * HOUR, ADMINS_AFTER = 24 * HOUR, REMINDED = 50, REASON_BYTES = 1000 };

static const char *const kind_names[] = {
    [POST_QUESTION] = "question", [POST_ANSWER] = "answer", [POST_COMMENT] = "comment"};

/* ---- the category and those it lies in ---- */

struct line {
    struct category list[CATEGORY_DEPTH];
    uint64_t ids[CATEGORY_DEPTH];
    size_t count;
};

static enum outcome line_of(const struct forum *f, const void *ctx, uint64_t category, struct line *out, struct fault *why)
{
    enum outcome o = DONE;

    *out = (struct line){0};
    while (category != 0 && out->count < CATEGORY_DEPTH && o == DONE) {
        struct category *c = &out->list[out->count];

        o = store_category_get(f->db, ctx, category, c, why);
        if (o != DONE || c->id == 0)
            break;
        out->ids[out->count++] = c->id;
        category = c->parent;
    }
    return o;
}

static enum outcome rung_in(const struct forum *f, const struct person *p, const struct line *line, enum rung *rung, struct fault *why)
{
    enum outcome o = store_role_get(f->db, p->id, line->ids, line->count, rung, why);

    if (o == DONE && p->rung > *rung)
        *rung = p->rung;
    return o;
}

enum outcome moderate_rung(const struct forum *f, const void *ctx, const struct person *p, uint64_t category, enum rung *rung,
                           struct fault *why)
{
    struct line line;
    enum outcome o = line_of(f, ctx, category, &line, why);

    return o == DONE ? rung_in(f, p, &line, rung, why) : o;
}

/* ---- why a post waits ---- */

/* However carefully it was typed, and wrapped over lines. */
static struct str comparable(const void *ctx, struct str text)
{
    return utf8_base(ctx, str_of(utf8_line(ctx, text)));
}

/* Whether one of the phrases, one a line, stands in it as words. Both are folded; at most 64 KB and a few phrases. */
static bool has_phrase(const void *ctx, const char *phrases, struct str folded)
{
    struct str rest = str_of(phrases), phrase, wanted;

    while (str_next_line(&rest, &phrase)) {
        phrase = str_trim(phrase);
        if (phrase.n == 0)
            continue;
        wanted = comparable(ctx, phrase);
        for (size_t at = 0; at < folded.n;) {
            size_t found = at + str_find(str_from_index(folded, at), wanted);

            if (found >= folded.n)
                break;
            if (found == 0 || (unsigned char)folded.p[found] >= 0x80 || strchr(" \n.,;:!?\"'()-*_", folded.p[found - 1]) != NULL)
                return true;
            at = found + 1;
        }
    }
    return false;
}

static bool in_crisis(struct act *a, const struct proposal *p, const struct line *line)
{
    struct str folded;
    bool found = false;

    for (size_t i = 0; i < line->count; i++)
        found = found || line->list[i].crisis_words[0] != '\0';
    if (!found)
        return false;
    folded = comparable(a->ctx, str_of(mem_format(a->ctx, "%s\n%s", p->title == NULL ? "" : p->title, p->body)));
    for (size_t i = 0; i < line->count; i++)
        if (has_phrase(a->ctx, line->list[i].crisis_words, folded))
            return true;
    return false;
}

static enum moderation policy_of(const struct forum *f, const struct line *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->list[i].moderation != MODERATION_DEFAULT)
            return line->list[i].moderation;
    return (enum moderation)(f->conf->people.moderation + 1); /* behind MODERATION_DEFAULT */
}

enum outcome moderate_reason(struct act *a, const struct proposal *p, enum review_reason *reason, struct fault *why)
{
    struct line line;
    enum rung rung;
    enum moderation policy;
    enum outcome o;

    *reason = 0;
    if ((o = line_of(a->f, a->ctx, p->category.id, &line, why)) != DONE ||
        (o = rung_in(a->f, &a->actor, &line, &rung, why)) != DONE || rung >= RUNG_MODERATOR)
        return o;
    policy = policy_of(a->f, &line);
    if (in_crisis(a, p, &line))
        *reason = REVIEW_CRISIS;
    else if (policy == MODERATION_ALL && rung < RUNG_EXPERT)
        *reason = REVIEW_ALL;
    else if (policy == MODERATION_FIRST && a->actor.accepted == 0 && rung < RUNG_TRUSTED)
        *reason = REVIEW_FIRST;
    return DONE;
}

/* ---- asking ---- */

static const char *crisis_text(const struct line *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (line->list[i].crisis[0] != '\0')
            return line->list[i].crisis;
    return "";
}

/* What happens in time: to whom it belongs, a sentence about it. */
struct case_ {
    const struct forum *f;
    const void *ctx;
    struct changes *out;
    struct post post, question;
    struct line line;
    bool changed; /* by the moderator who decides */
};

static enum outcome case_of(const struct forum *f, const void *ctx, struct changes *out, uint64_t post, struct case_ *c, struct fault *why)
{
    enum outcome o;

    *c = (struct case_){.f = f, .ctx = ctx, .out = out};
    if ((o = store_post_get(f->db, ctx, post, &c->post, why)) != DONE || c->post.id == 0 ||
        (o = store_post_get(f->db, ctx, c->post.thread, &c->question, why)) != DONE)
        return o;
    return line_of(f, ctx, c->post.category, &c->line, why);
}

static struct change *tell(const struct case_ *c, enum notice_kind kind, uint64_t person)
{
    struct change *change = change_add(c->ctx, c->out, CHANGE_TELL);

    change->notice = kind;
    change->person = person;
    change->due = c->f->now;
    return change;
}

static void tell_told(const struct case_ *c, uint64_t person, const char *what, const char *subject, const char *text)
{
    struct change *change = tell(c, NOTICE_TOLD, person);

    change_pair(c->ctx, change, "what", what);
    change_pair(c->ctx, change, "subject", subject);
    change_pair(c->ctx, change, "text", text);
}

static const char *reason_words(enum review_reason reason)
{
    return reason == REVIEW_CRISIS ? "it has words of a crisis in it" : reason == REVIEW_ALL ? "all posts here are looked at first"
                                                                                             : "it is the first post of its author";
}

/* Everybody who may decide, but `but`. *asked counts them. */
static enum outcome ask(const struct case_ *c, enum rung least, enum review_reason reason, uint64_t but, bool again, size_t *asked,
                        struct fault *why)
{
    uint64_t *people;
    size_t count = 0;
    enum outcome o = store_role_bearers(c->f->db, c->ctx, c->line.ids, c->line.count, least, MODERATORS, &people, &count, why);

    *asked = 0;
    for (size_t i = 0; i < count && o == DONE; i++) {
        struct change *change;

        if (people[i] == but)
            continue;
        ++*asked;
        change = tell(c, NOTICE_REVIEW, people[i]);
        change_pair(c->ctx, change, "kind", kind_names[c->post.kind]);
        change_pair(c->ctx, change, "category", c->line.count > 0 ? c->line.list[0].title : "");
        change_pair(c->ctx, change, "title", c->question.title);
        change_pair(c->ctx, change, "text", c->post.body);
        change_pair(c->ctx, change, "name", c->post.name);
        change_pair(c->ctx, change, "why", reason_words(reason));
        change_pair(c->ctx, change, "again", again ? "yes" : "");
        change_pair(c->ctx, change, "crisis", reason == REVIEW_CRISIS ? "yes" : "");
        change_number(c->ctx, change, "post", c->post.id);
    }
    return o;
}

enum outcome moderate_record(const struct forum *f, uint64_t actor, const char *verb, const struct post *p, const char *words, struct fault *why)
{
    struct audit_entry e = {.at = f->now, .actor = actor, .verb = verb, .post = p->id, .person = p->author, .words = words};

    return store_audit_add(f->db, &e, why);
}

/* The author is told that it waits, and, where words of a crisis stand in it, what the category says to that; moderators are asked. */
enum outcome moderate_queue(struct act *a, const struct post *post, enum review_reason reason, struct fault *why)
{
    struct case_ c;
    size_t asked;
    struct change *told;
    const char *help;
    enum outcome o;

    if ((o = store_review_add(a->f->db, post->id, reason, a->f->now, why)) != DONE ||
        (o = case_of(a->f, a->ctx, a->out, post->id, &c, why)) != DONE ||
        (o = ask(&c, RUNG_MODERATOR, reason, post->author, false, &asked, why)) != DONE)
        return o;
    help = reason == REVIEW_CRISIS ? crisis_text(&c.line) : "";
    told = change_told(a, post->author, "waiting", mem_format(a->ctx, "It waits for a moderator: %s", c.question.title),
                       mem_format(a->ctx, "%s%sA moderator looks at your %s before others can see it. You will hear of it.\n", help,
                                  *help == '\0' ? "" : "\n\n", kind_names[post->kind]));
    change_undo(a, told, VERB_UNDO, post->id);
    a->out->post = post->id;
    act_event(a, reason == REVIEW_CRISIS ? "waits-crisis" : reason == REVIEW_ALL ? "waits-all" : "waits-first");
    return DONE;
}

/* ---- deciding ---- */

static enum outcome count_accepted(const struct case_ *c, struct fault *why)
{
    struct person author;
    enum outcome o = store_person_get(c->f->db, c->ctx, c->post.author, &author, why);

    if (o != DONE || author.id == 0)
        return o;
    author.accepted++;
    if (author.rung < RUNG_TRUSTED && author.accepted >= c->f->conf->people.trusted_after)
        author.rung = RUNG_TRUSTED;
    return person_save(c->f, &author, why);
}

/* From now on it is as if it had been posted now; its author gets the receipt. Who has the receipt had it posted before: then it is only
 * the text that is new, and those who have the earlier one are sent it. */
static enum outcome publish(struct case_ *c, struct fault *why)
{
    struct notice receipt = {0};
    struct change *change;
    int64_t at = c->f->now + posting_delay(c->f, c->post.anonymous);
    enum outcome o;

    if ((o = points_state(c->f, c->ctx, &c->post, POST_VISIBLE, why)) != DONE ||
        (o = store_notice_of(c->f->db, c->ctx, c->post.author, c->post.id, &receipt, why)) != DONE)
        return o;
    if (receipt.id != 0) {
        tell_told(c, c->post.author, "edited", mem_format(c->ctx, "Your new text stands: %s", c->question.title),
                  mem_format(c->ctx, "A moderator looked at it%s. What you wrote in Q%llu now reads:\n\n%s\n", c->changed ? " and changed it" : "",
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
    change_pair(c->ctx, change, "notice", c->line.count > 0 ? c->line.list[0].notice : "");
    change_pair(c->ctx, change, "changed", c->changed ? "yes" : "");
    return DONE;
}

static enum outcome refuse(struct case_ *c, const char *reason, struct fault *why)
{
    enum outcome o = points_state(c->f, c->ctx, &c->post, POST_HIDDEN, why);
    const char *kind = kind_names[c->post.kind];

    if (o == DONE)
        tell_told(c, c->post.author, "not-posted", mem_format(c->ctx, "It was not posted: %s", c->question.title),
                  mem_format(c->ctx, "A moderator decided that your %s is not posted.%s%s\n\nThis was it:\n\n%s\n", kind,
                             *reason == '\0' ? "" : " Their reason: ", reason, c->post.body));
    return o;
}

/* The others hear that nothing is left to do. */
static enum outcome tell_others(const struct case_ *c, uint64_t decider, bool accepted, struct fault *why)
{
    uint64_t *people;
    size_t count = 0;
    enum outcome o = store_role_bearers(c->f->db, c->ctx, c->line.ids, c->line.count, RUNG_MODERATOR, MODERATORS, &people, &count, why);

    for (size_t i = 0; i < count && o == DONE; i++)
        if (people[i] != decider && people[i] != c->post.author)
            tell_told(c, people[i], "decided", mem_format(c->ctx, "Decided: %s", c->question.title),
                      accepted ? "Another moderator let it be posted. You need do nothing.\n"
                               : "Another moderator refused it. You need do nothing.\n");
    return o;
}

static enum outcome decide(struct case_ *c, uint64_t decider, bool accept, const char *reason, bool *first, struct fault *why)
{
    enum outcome o = DONE;

    *first = false;
    if (c->post.state != POST_WAITING ||
        (o = store_review_decide(c->f->db, c->post.id, decider, accept, c->f->now, first, why)) != DONE || !*first)
        return o;
    if ((o = accept ? publish(c, why) : refuse(c, reason, why)) != DONE ||
        (o = moderate_record(c->f, decider, accept ? "approve" : "refuse", &c->post, reason, why)) != DONE)
        return o;
    return tell_others(c, decider, accept, why);
}

enum outcome moderate_decide(const struct forum *f, const void *ctx, struct changes *out, uint64_t post, uint64_t decider, bool accept,
                             const char *reason, bool *first, struct fault *why)
{
    struct case_ c;
    enum outcome o = case_of(f, ctx, out, post, &c, why);

    *first = false;
    return o == DONE ? decide(&c, decider, accept, reason, first, why) : o;
}

enum outcome moderate_withdrawn(const struct forum *f, const struct post *p, struct fault *why)
{
    bool first;

    return store_review_decide(f->db, p->id, p->author, false, f->now, &first, why);
}

/* ---- a moderator's reply ---- */

/* What stands behind "no", on its line and below. */
static struct str reason_of(struct str words, bool *refused)
{
    struct str rest = str_trim(words), word;

    *refused = false;
    if (!str_next_word(&rest, &word))
        return STR_EMPTY;
    while (word.n > 0 && strchr(".,:;!-", word.p[word.n - 1]) != NULL)
        word.n--;
    *refused = intent_answer_word(word, "") == ANSWER_NO;
    return str_trim(rest);
}

/* A moderator's words without their name and address at the end, and without our tokens: others read them. */
static struct str without_moderator(struct act *a, struct str words)
{
    struct identity_marks marks = {a->m->origin.from, a->m->origin.from_name, "", a->f->conf->forum.domain};
    struct guard guard = {0};

    reply_guard(a->ctx, words, &marks, &guard);
    return str_trim(str_of(guard.words));
}

char *moderate_words(struct act *a, struct str words)
{
    return utf8_line(a->ctx, utf8_prefix_bytes(without_moderator(a, words), REASON_BYTES));
}

static enum outcome edit_first(struct act *a, const struct post *p, struct str words, struct fault *why)
{
    char *body = str_dup(a->ctx, utf8_prefix_bytes(without_moderator(a, words), (size_t)a->f->conf->limits.body_stored));
    enum outcome o = store_post_revise(a->f->db, p->id, p->title, body, a->f->now, why);

    return o == DONE ? moderate_record(a->f, a->actor.id, "edit", p, "", why) : o;
}

static enum outcome not_open(struct act *a, const struct review *r, struct fault *why)
{
    const char *text = r->post == 0                ? "That post waits for nobody.\n"
                       : r->decided == 0           ? "It was taken back by its author.\n"
                       : r->decider == a->actor.id ? "You decided that before.\n"
                       : r->accepted               ? "Another moderator let it be posted before.\n"
                                                   : "Another moderator refused it before.\n";

    act_event(a, "review-late");
    return change_answer(a, "review-late", "It was decided already", text, why);
}

/* Whatever else a moderator writes, a question back or a doubt, must not be published under the author's name. */
static enum outcome not_understood(struct act *a, struct fault *why)
{
    act_event(a, "not-understood");
    return change_answer(a, "not-understood", "Your decision was not understood",
                         "It still waits. Reply \"ok\" to the mail that asks you, or \"no\" and a reason, or \"Edit:\" and below it the whole "
                         "text as it should stand.\n",
                         why);
}

/* "ok" lets it be posted, "no" and a reason refuses it, "Edit:" and a text, or a text much like it, takes its place and lets it be posted. */
enum outcome review_apply(struct act *a, struct fault *why)
{
    struct str words = str_trim(str_of(a->m->intent.words)), reason;
    uint64_t number = a->r.token.object;
    struct post p = {0};
    struct review r = {0};
    struct case_ c;
    enum rung rung;
    bool refused, accept, changed, first;
    enum outcome o;

    if ((o = store_post_get(a->f->db, a->ctx, number, &p, why)) != DONE || (o = store_review_get(a->f->db, number, &r, why)) != DONE ||
        (o = moderate_rung(a->f, a->ctx, &a->actor, p.category, &rung, why)) != DONE)
        return o;
    if (rung < RUNG_MODERATOR) {
        act_event(a, "review-refused");
        return change_answer(a, "review-refused", "Nothing was done", "Only moderators of that category decide about it.\n", why);
    }
    if (p.state != POST_WAITING || r.post == 0 || r.decided != 0)
        return not_open(a, &r, why);
    reason = reason_of(words, &refused);
    if (refused)
        reason = without_moderator(a, reason);
    accept = !refused;
    changed = accept && intent_answer_word(words, a->m->origin.from_name == NULL ? "" : a->m->origin.from_name) != ANSWER_YES;
    if (changed) {
        if (!intent_replaces(a->ctx, &words, str_of(p.body)) || words.n == 0)
            return not_understood(a, why);
        if ((o = edit_first(a, &p, words, why)) != DONE)
            return o;
    }
    a->out->post = p.id;
    act_event(a, accept ? "review-accepted" : "review-not-accepted");
    if ((o = case_of(a->f, a->ctx, a->out, p.id, &c, why)) != DONE)
        return o;
    c.changed = changed;
    return decide(&c, a->actor.id, accept, refused ? utf8_line(a->ctx, utf8_prefix_bytes(reason, REASON_BYTES)) : "", &first, why);
}

/* ---- time ---- */

static enum outcome remind(const struct forum *f, const void *ctx, struct changes *out, const struct review *r, enum review_stage next,
                           struct fault *why)
{
    struct case_ c;
    size_t asked;
    enum outcome o = case_of(f, ctx, out, r->post, &c, why);

    if (o == DONE && c.post.id != 0)
        o = ask(&c, next == STAGE_ADMINS ? RUNG_ADMIN : RUNG_MODERATOR, r->reason, c.post.author, true, &asked, why);
    if (o == DONE && c.post.id != 0 && next == STAGE_ADMINS)
        tell_told(&c, c.post.author, "waiting", mem_format(ctx, "It still waits: %s", c.question.title),
                  "No moderator has looked at it for a day. They were reminded; it is not posted before one has.\n");
    return o == DONE ? store_review_stage(f->db, r->post, next, why) : o;
}

/* A reminder after half a day, to admins and the author after one; nothing is ever posted because nobody looked. */
enum outcome moderate_tick(const struct forum *f, const void *ctx, struct changes *out, struct fault *why)
{
    struct review *list;
    size_t count;
    enum outcome o = store_reviews(f->db, ctx, STAGE_ASKED, f->now - REMIND_AFTER, REMINDED, &list, &count, why);

    for (size_t i = 0; i < count && o == DONE; i++)
        o = remind(f, ctx, out, &list[i], STAGE_REMINDED, why);
    if (o == DONE)
        o = store_reviews(f->db, ctx, STAGE_REMINDED, f->now - ADMINS_AFTER, REMINDED, &list, &count, why);
    for (size_t i = 0; i < count && o == DONE; i++)
        o = remind(f, ctx, out, &list[i], STAGE_ADMINS, why);
    return o;
}
