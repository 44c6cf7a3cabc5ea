#include "notify/private.h"

enum { BODY_WIDTH = 76, CONTEXT_WIDTH = 74, CONTEXT_CHARACTERS = 600 };

/* ---- the posts it shows
 * ----------------------------------------------------------------------------------------------- */

static enum outcome gone(struct fault *why)
{
    return fault_set(why, REFUSED, "5.3.0", "what this notice is about is no longer there");
}

/* A post that must be visible to who reads the letter, as it stood before the notice's frozen date: an edit between two attempts changes no
 * byte. */
enum outcome letter_visible(const struct letter *l, uint64_t id, struct post *out, struct fault *why)
{
    bool sees = false;
    enum outcome outcome = store_post_get(l->f->db, l->ctx, id, out, why);

    if (outcome == DONE)
        outcome = forum_sees(l->f, l->n->person, out, &sees, why);
    while (outcome == DONE && out->id != 0 && out->revision > 1 && out->revised >= l->n->date)
        outcome = store_post_revision(l->f->db, l->ctx, id, out->revision - 1, out, why);
    return outcome == DONE && (!sees || out->state != POST_VISIBLE) ? gone(why) : outcome;
}

/* What a question came of, as long as it is there. */
static enum outcome read_follows(struct letter *l, struct fault *why)
{
    struct post question = {0};
    enum outcome outcome = l->post.follows == 0 ? DONE : letter_visible(l, l->post.follows, &l->follows, why);

    if (outcome == DONE && l->follows.id != 0)
        outcome = letter_visible(l, l->follows.thread, &question, why);
    if (outcome == REFUSED) {
        l->follows = (struct post){0};
        return DONE;
    }
    if (outcome != DONE || l->follows.id == 0)
        return outcome;
    values_put(&l->values, "follows", forum_label(l->ctx, &l->follows));
    values_put(&l->values, "origin", forum_label(l->ctx, &question));
    values_line(&l->values, "origin_title", question.title);
    if (l->n->kind == NOTICE_FOLLOWED)
        l->parent = l->follows; /* theirs: shown again, that they know what it is about */
    return DONE;
}

static enum outcome read_post(struct letter *l, struct fault *why)
{
    struct post now;
    enum outcome outcome = letter_visible(l, l->n->post, &now, why);

    if (outcome == DONE)
        outcome = store_post_revision(l->f->db, l->ctx, l->n->post, l->n->revision, &l->post, why);
    if (outcome == DONE && l->post.id == 0)
        return gone(why);
    l->post_id = l->n->post;
    if (outcome == DONE && l->post.parent != 0)
        outcome = letter_visible(l, l->post.parent, &l->parent, why);
    if (outcome != DONE)
        return outcome;
    if (l->post.kind == POST_QUESTION)
        outcome = read_follows(l, why);
    if (outcome != DONE)
        return outcome;
    if (l->post.kind == POST_QUESTION)
        l->question = l->post;
    else if (l->post.parent == l->post.thread)
        l->question = l->parent;
    else
        outcome = letter_visible(l, l->post.thread, &l->question, why);
    return outcome == DONE ? store_category_get(l->f->db, l->ctx, l->question.category, &l->category, why) : outcome;
}

/* ---- threading
 * -------------------------------------------------------------------------------------------------------- */

/* The Message-ID of this person's mail about a post; where they had none (or it is long forgotten), the one it would
 * have had: what refers to it still falls into one thread. */
static enum outcome refer_to(struct letter *l, uint64_t post, struct fault *why)
{
    struct notice before;
    enum outcome outcome = store_notice_of(l->f->db, l->ctx, l->n->person, post, &before, why);
    bool known = outcome == DONE && before.id != 0 && before.date != 0;

    if (outcome == DONE)
        l->references[l->reference_count++] = link_message_id(l, MESSAGE_ID_POST, post, known ? before.revision : 1);
    return outcome;
}

static enum outcome refer(struct letter *l, struct fault *why)
{
    enum outcome outcome = DONE;

    if (l->post.kind != POST_QUESTION)
        outcome = refer_to(l, l->post.thread, why);
    if (outcome == DONE && l->post.kind != POST_QUESTION && l->post.parent != l->post.thread)
        outcome = refer_to(l, l->post.parent, why);
    if (outcome == DONE && l->n->corrects != 0)
        outcome = refer_to(l, l->post_id, why);
    return outcome;
}

/* ---- values
 * ----------------------------------------------------------------------------------------------------------- */

static const char *const kind_words[] = {
    [POST_QUESTION] = "question", [POST_ANSWER] = "answer", [POST_COMMENT] = "comment"};

/* What was answered or commented on, short: enough to know it again. */
static void put_context(struct letter *l)
{
    struct str body = str_trim(str_of(l->parent.body)), shown = utf8_prefix(body, CONTEXT_CHARACTERS);
    char *text;

    if (shown.n < body.n) {
        size_t space = shown.n;

        while (space > shown.n / 2 && shown.p[space - 1] != ' ' && shown.p[space - 1] != '\n')
            space--;
        shown = str_trim_end(str_from(shown.p, space > shown.n / 2 ? space : shown.n));
        text = mem_format(l->ctx, "%.*s \xe2\x80\xa6", STR_ARGS(shown));
    } else {
        text = str_dup(l->ctx, shown);
    }
    letter_markdown(l, "context", text, CONTEXT_WIDTH);
}

/* "> " before every line, so that it cannot be taken for the post itself. */
static void quote_context(struct letter *l)
{
    const struct value *value = values_get(&l->values, "context");
    struct buf out;
    struct str rest, line;

    if (value == NULL)
        return;
    rest = str_of(value->text);
    buf_init(&out, l->ctx, 64 * 1024);
    while (str_next_line(&rest, &line)) {
        buf_text(&out, line.n == 0 ? ">" : "> ");
        buf_str(&out, line);
        if (rest.n > 0)
            buf_char(&out, '\n');
    }
    values_html(&l->values, "context", buf_string(&out), value->html);
}

static void put_values(struct letter *l)
{
    struct values *v = &l->values;

    values_line(v, "title", l->question.title);
    values_put(v, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)l->question.id));
    if (l->post.kind != POST_QUESTION)
        values_put(v, "post", forum_label(l->ctx, &l->post));
    values_line(v, "category", l->category.title);
    letter_kind(l, "kind", "a", kind_words[l->post.kind]);
    if (l->post.kind != POST_QUESTION)
        values_put(v, "re", "Re: ");
    if (l->post.kind == POST_QUESTION)
        values_put(v, "answerable", "yes");
    if (l->n->corrects != 0)
        values_put(v, "corrected", "yes");
    if (l->n->content == FROZEN_FULL || l->n->kind == NOTICE_RECEIPT)
        values_line(v, "author", l->post.name);
    if (l->n->content == FROZEN_TITLE)
        return;
    letter_markdown(l, "body", l->post.body, BODY_WIDTH);
    if (l->parent.id == 0 || l->n->kind == NOTICE_RECEIPT)
        return;
    letter_kind(l, "parent", "on", kind_words[l->parent.kind]);
    if (l->parent.author == l->n->person)
        values_put(v, "own", "yes");
    else
        values_line(v, "context_author", l->parent.name);
    put_context(l);
    quote_context(l);
}

/* ---- addresses and words
 * ----------------------------------------------------------------------------------------------- */

/* The category the person subscribes to that this question fell into: to leave another would leave nothing. */
static enum outcome subscription(const struct letter *l, struct category *out, struct fault *why)
{
    struct category c = l->category;
    enum outcome outcome = DONE;
    bool yes = false;

    *out = l->category;
    for (unsigned depth = 0; depth < CATEGORY_DEPTH && c.id != 0 && !yes && outcome == DONE; depth++) {
        outcome = (depth == 0 ? store_subscribed : store_subscribed_below)(l->f->db, c.id, l->n->person, &yes, why);
        if (outcome == DONE && yes)
            *out = c;
        else if (outcome == DONE && c.parent == 0)
            break;
        else if (outcome == DONE)
            outcome = store_category_get(l->f->db, l->ctx, c.parent, &c, why);
    }
    return outcome;
}

static enum outcome put_leave(struct letter *l, struct fault *why)
{
    struct category category;
    enum outcome outcome;

    if (l->n->kind == NOTICE_THREAD && *l->n->because != '\0')
        values_put(&l->values, "by_follow", "yes");
    if (l->n->kind != NOTICE_QUESTION && l->n->kind != NOTICE_CATEGORY) {
        l->leave_address = link_token(l, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_THREAD, l->question.id);
        return DONE;
    }
    if (*l->n->because != '\0') {
        l->leave_address = link_token(l, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_FOLLOW, l->question.id);
        values_line(&l->values, "leave_category", l->n->because);
        values_put(&l->values, "by_follow", "yes");
        return DONE;
    }
    outcome = subscription(l, &category, why);
    if (outcome != DONE)
        return outcome;
    l->leave_address = link_token(l, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_CATEGORY, category.id);
    values_line(&l->values, "leave_category", category.title);
    return DONE;
}

/* Of a receipt: how long nobody hears of it. */
static uint64_t undo_minutes(const struct letter *l)
{
    uint64_t minutes = 0;

    return str_number(str_of(pairs_get(&l->pairs, "undo_minutes")), 1000000, &minutes) ? minutes : 0;
}

static void put_words(struct letter *l)
{
    struct word words[4];
    size_t count = 0;
    bool receipt = l->n->kind == NOTICE_RECEIPT;

    if (receipt) {
        if (undo_minutes(l) > 0)
            words[count++] = (struct word){"undo", link_token(l, TOKEN_DO, VERB_UNDO, l->post_id),
                                           PHRASE("takes it back before anybody sees it")};
        words[count++] = (struct word){"delete", link_token(l, TOKEN_DO, VERB_DELETE, l->post_id), PHRASE("takes it down")};
    }
    if (!receipt && l->n->content == FROZEN_TITLE)
        words[count++] = (struct word){"get", link_token(l, TOKEN_DO, VERB_GET, l->post_id), PHRASE("mails you the text")};
    if (!receipt && l->n->kind == NOTICE_ANSWER)
        words[count++] = (struct word){"best", link_token(l, TOKEN_DO, VERB_BEST, l->post_id), PHRASE("chooses this answer")};
    if (!receipt && l->n->kind != NOTICE_COMMENT && l->n->content == FROZEN_FULL)
        words[count++] = (struct word){"+1", link_token(l, TOKEN_DO, VERB_UP, l->post_id), PHRASE("thanks for it")};
    words[count++] =
        (struct word){"mute", link_token(l, TOKEN_DO, VERB_MUTE, l->question.id), PHRASE("no more mail about this question")};
    if (l->n->kind == NOTICE_QUESTION && *l->n->because != '\0')
        words[count++] = (struct word){"unfollow", l->leave_address, PHRASE("no more of what you follow there")};
    else if (l->n->kind == NOTICE_QUESTION || l->n->kind == NOTICE_CATEGORY)
        words[count++] = (struct word){"unsubscribe", l->leave_address, PHRASE("no more questions of this category")};
    if (count < 4)
        words[count++] = (struct word){"stop", link_token(l, TOKEN_DO, VERB_STOP, 0), PHRASE("no more mail at all")};
    link_words(l, words, count);
}

static void put_receipt(struct letter *l)
{
    static const char *const names[] = {"changed", "cut", "notice"};
    uint64_t minutes = undo_minutes(l);

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        values_put(&l->values, names[i], pairs_get(&l->pairs, names[i]));
    if (minutes > 0)
        values_put(&l->values, "undo_minutes",
                   mem_format(l->ctx, lang_count(l->lang, minutes, "%llu minute", "%llu minutes"), (unsigned long long)minutes));
}

enum outcome render_post(struct letter *l, struct fault *why)
{
    bool receipt = l->n->kind == NOTICE_RECEIPT;
    enum outcome outcome = read_post(l, why);

    if (outcome == DONE)
        outcome = refer(l, why);
    if (outcome == DONE)
        outcome = put_leave(l, why);
    if (outcome != DONE)
        return outcome;
    put_values(l);
    if (l->post.kind == POST_QUESTION && l->n->corrects == 0 && (outcome = render_related(l, why)) != DONE)
        return outcome;
    if (receipt)
        put_receipt(l);
    else if (l->n->content == FROZEN_FULL)
        l->from_name = mem_format(l->ctx, lang_say(l->lang, "%s via %s"), utf8_line(l->ctx, str_of(l->post.name)), l->f->conf->forum.name);
    l->reply_address = link_token(l, TOKEN_REPLY, receipt ? REPLY_TO_RECEIPT : REPLY_TO_NOTICE, l->post_id);
    l->reply_name =
        mem_format(l->ctx, lang_say(l->lang, receipt ? "Correct Q%llu" : "Reply to Q%llu"), (unsigned long long)l->question.id);
    if (l->n->kind == NOTICE_CATEGORY)
        values_line(&l->values, "request", conf_address(l->ctx, l->f->conf, "request"));
    if (l->n->kind == NOTICE_ANSWER || l->n->kind == NOTICE_THREAD || l->n->kind == NOTICE_CATEGORY)
        values_html(&l->values, "ask_on", "yes",
                    link_mailto(l->ctx, l->reply_address, mem_format(l->ctx, lang_say(l->lang, "Follow-up to %s"), forum_label(l->ctx, &l->post)),
                                lang_say(l->lang, "Follow-up: ")));
    put_words(l);
    return DONE;
}
