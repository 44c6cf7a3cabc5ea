#include "notify/private.h"

enum { BODY_WIDTH = 76, PROBLEMS_LIMIT = 16 * 1024, PROBLEMS_MAX = 20, LINES_LIMIT = 768 * 1024 };

static uint64_t pair_number(const struct letter *l, const char *name, uint64_t max)
{
    uint64_t number = 0;

    return str_number(str_of(pairs_get(&l->pairs, name)), max, &number) ? number : 0;
}

static void put_text(struct letter *l)
{
    char *text = str_dup(l->ctx, str_trim_end(str_of(pairs_get(&l->pairs, "text"))));
    struct buf html;

    buf_init(&html, l->ctx, LINES_LIMIT);
    html_lines(l->ctx, text, &html);
    values_html(&l->values, "text", text, html.full ? NULL : buf_string(&html));
}

/* What stands in pairs under the same name as in templates. */
static void put_pairs(struct letter *l)
{
    static const char *const lines[] = {"kind", "category", "title",   "name",  "cut",    "what",
                                        "time", "about",    "choices", "count", "subject"};

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        values_line(&l->values, lines[i], pairs_get(&l->pairs, lines[i]));
    values_put(&l->values, "notice", pairs_get(&l->pairs, "notice"));
    if (strcmp(pairs_get(&l->pairs, "whose"), "yes") == 0)
        values_put(&l->values, "whose", "yes");
    letter_markdown(l, "redacted", pairs_get(&l->pairs, "redacted"), BODY_WIDTH);
    if (l->n->kind == NOTICE_TOLD || l->n->kind == NOTICE_FAREWELL || l->n->kind == NOTICE_LIST || l->n->kind == NOTICE_WELCOME || l->n->kind == NOTICE_OPERATOR)
        put_text(l);
    else
        letter_markdown(l, "body", pairs_get(&l->pairs, "text"), BODY_WIDTH);
}

/* ---- the words each may be answered with
 * --------------------------------------------------------------------------------- */

static void put_words(struct letter *l, const char *const *words)
{
    struct word list[4];
    size_t count = 0;

    for (; *words != NULL && count < 4; words += 2)
        list[count++] = (struct word){words[0], l->reply_address, words[1]};
    link_words(l, list, count);
}

static void confirm_at(struct letter *l, const char *name)
{
    if (l->n->held == 0)
        return;
    l->reply_address = link_token(l, TOKEN_CONFIRM, 0, l->n->held);
    l->reply_name = name;
}

static enum outcome preview(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"ok", "posts it as it stands here", "drop", "throws it away", NULL};
    uint64_t people = pair_number(l, "people", UINT32_MAX);

    (void)why;
    confirm_at(l, mem_format(l->ctx, "Confirm your %s", pairs_get(&l->pairs, "kind")));
    values_put(&l->values, "waits", pairs_get(&l->pairs, "waits"));
    values_put(&l->values, "unclear", pairs_get(&l->pairs, "unclear"));
    if (people > 0)
        values_put(&l->values, "people",
                   mem_format(l->ctx, people == 1 ? "%llu person" : "%llu people", (unsigned long long)people));
    put_words(l, words);
    return DONE;
}

static enum outcome guard(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"redact", "posts it without that", "as is", "posts it as you wrote it",
                                        "drop",   "throws it away",        NULL};
    enum outcome outcome = preview(l, why);

    put_words(l, words);
    return outcome;
}

static enum outcome ask(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"mine", "you wrote it: take it", "theirs", "somebody else did",
                                        "drop", "throws it away",        NULL};

    (void)why;
    confirm_at(l, "Is it yours?");
    put_words(l, words);
    return DONE;
}

static enum outcome fresh(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"ok", "takes what you wrote as it stands", "drop", "throws it away", NULL};
    uint64_t post = pair_number(l, "post", (1ull << 34) - 1);

    (void)why;
    if (post != 0)
        values_put(&l->values, "fresh",
                   link_token(l, TOKEN_REPLY, (unsigned)pair_number(l, "reply_to", REPLY_TO_PROBLEM), post));
    confirm_at(l, "Take it");
    put_words(l, words);
    return DONE;
}

/* The words of "add, replace or drop" as links, for HTML. */
static void put_choices(struct letter *l)
{
    struct str rest = str_of(pairs_get(&l->pairs, "choices")), word;
    struct word list[4];
    size_t count = 0;

    while (count < 4 && str_next_word(&rest, &word)) {
        if (str_ends(word, STR(",")))
            word.n--;
        if (!str_equal(word, STR("or")) && word.n > 0)
            list[count++] = (struct word){str_dup(l->ctx, word), l->reply_address, ""};
    }
    if (l->reply_address != NULL)
        link_words(l, list, count);
}

static enum outcome choice(struct letter *l, struct fault *why)
{
    const char *reason = pairs_get(&l->pairs, "why");
    uint64_t post = pair_number(l, "post", (1ull << 34) - 1);

    (void)why;
    confirm_at(l, "Your choice");
    values_line(&l->values, "request", conf_address(l->ctx, l->f->conf, "request"));
    put_choices(l);
    values_put(&l->values, "items", str_dup(l->ctx, str_trim_end(str_of(pairs_get(&l->pairs, "items")))));
    values_put(&l->values,
               strcmp(reason, "receipt") == 0     ? "why_receipt"
               : strcmp(reason, "words") == 0     ? "why_words"
               : strcmp(reason, "digest") == 0    ? "why_digest"
               : strcmp(reason, "unrelated") == 0 ? "why_unrelated"
               : strcmp(reason, "expired") == 0   ? "why_expired"
                                                  : "why_misaddressed",
               "yes");
    if (post != 0)
        values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)post));
    return DONE;
}

/* All the rules it broke, each with its remedy, as a numbered list. */
static enum outcome refusal(struct letter *l, struct fault *why)
{
    struct buf list;

    (void)why;
    buf_init(&list, l->ctx, PROBLEMS_LIMIT);
    for (unsigned i = 1; i <= PROBLEMS_MAX; i++) {
        const char *problem = pairs_get(&l->pairs, mem_format(l->ctx, "problem%u", i));

        if (*problem == '\0')
            break;
        buf_format(&list, "%u. %s %s\n", i, problem, pairs_get(&l->pairs, mem_format(l->ctx, "mend%u", i)));
    }
    letter_markdown(l, "problems", buf_string(&list), BODY_WIDTH);
    if (l->n->held != 0) {
        l->reply_address = link_token(l, TOKEN_REPLY, REPLY_TO_PROBLEM, l->n->held);
        l->reply_name = mem_format(l->ctx, "Your corrected %s", pairs_get(&l->pairs, "kind"));
    }
    return DONE;
}

static enum outcome told(struct letter *l, struct fault *why)
{
    unsigned verb = (unsigned)pair_number(l, "undo_verb", 63);
    struct word undo = {.word = "undo", .what = "takes that back"};

    (void)why;
    if (l->n->held != 0) { /* a command that waits for their word */
        static const char *const words[] = {"ok", "does it", "drop", "does not", NULL};

        confirm_at(l, "Confirm it");
        put_words(l, words);
        return DONE;
    }
    l->reply_name = l->f->conf->forum.name;
    l->reply_address = conf_address(l->ctx, l->f->conf, "request");
    if (verb == 0)
        return DONE;
    l->reply_name = "Undo";
    l->reply_address = link_token(l, TOKEN_DO, verb, pair_number(l, "undo_object", (1ull << 34) - 1));
    undo.address = l->reply_address;
    link_words(l, &undo, 1);
    return DONE;
}

/* Categories and questions, and then what every command's answer has. */
static enum outcome welcome(struct letter *l, struct fault *why)
{
    enum outcome outcome = render_list(l, why);

    if (outcome != DONE)
        return outcome;
    render_categories(l);
    values_line(&l->values, "request", conf_address(l->ctx, l->f->conf, "request"));
    return told(l, why);
}

/* Nothing of the answer stands in it: its writer knows it. */
static enum outcome best(struct letter *l, struct fault *why)
{
    uint64_t question = pair_number(l, "post", (1ull << 34) - 1);
    const struct word words[] = {
        {"get", link_token(l, TOKEN_DO, VERB_GET, question), "mails you the question and its answers"},
        {"mute", link_token(l, TOKEN_DO, VERB_MUTE, question), "no more mail about this question"}};

    (void)why;
    l->reply_name = l->f->conf->forum.name;
    l->reply_address = conf_address(l->ctx, l->f->conf, "request");
    values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)question));
    link_words(l, words, sizeof words / sizeof *words);
    return DONE;
}

static enum outcome review(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"ok", "lets it be posted", "no", "refuses it; a reason may follow", NULL};
    uint64_t post = pair_number(l, "post", (1ull << 34) - 1);

    (void)why;
    l->reply_name = mem_format(l->ctx, "Decide about Q%llu", (unsigned long long)post);
    l->reply_address = link_token(l, TOKEN_DO, VERB_REVIEW, post);
    values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)post));
    values_line(&l->values, "why", pairs_get(&l->pairs, "why"));
    values_put(&l->values, "again", pairs_get(&l->pairs, "again"));
    values_put(&l->values, "crisis", pairs_get(&l->pairs, "crisis"));
    put_words(l, words);
    return DONE;
}

static enum outcome confirm(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"ok", "subscribes you", "drop", "does not", NULL};

    (void)why;
    confirm_at(l, "Confirm your subscription");
    put_words(l, words);
    return DONE;
}

static enum outcome operator(struct letter *l, struct fault *why) {(void)l; (void)why; return DONE; }

static const struct teller {
    enum notice_kind kind;
    enum outcome (*tell)(struct letter *l, struct fault *why);
} tellers[] = {{NOTICE_PREVIEW, preview}, {NOTICE_GUARD, guard}, {NOTICE_ASK, ask}, {NOTICE_FRESH, fresh},
               {NOTICE_CHOICE, choice}, {NOTICE_REFUSAL, refusal}, {NOTICE_TOLD, told}, {NOTICE_FAREWELL, told}, {NOTICE_CONFIRM, confirm}, {NOTICE_BEST, best}, {NOTICE_LIST, render_list}, {NOTICE_DIGEST, render_digest}, {NOTICE_WELCOME, welcome}, {NOTICE_REVIEW, review},
               {
                   NOTICE_OPERATOR,
                   operator},
};

enum outcome render_tell(struct letter *l, struct fault *why)
{
    put_pairs(l);
    if (l->n->person != 0)
        l->leave_address = link_token(l, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, 0);
    for (size_t i = 0; i < sizeof tellers / sizeof tellers[0]; i++)
        if (tellers[i].kind == l->n->kind)
            return tellers[i].tell(l, why);
    return fault_set(why, REFUSED, "5.3.0", "there is nothing to say in this kind of notice");
}
