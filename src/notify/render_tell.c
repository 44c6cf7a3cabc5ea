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
    html_lines(l->ctx, l->lang, text, &html);
    values_html(&l->values, "text", text, html.full ? NULL : buf_string(&html));
}

/* What stands in pairs under the same name as in templates. */
static void put_pairs(struct letter *l)
{
    static const char *const lines[] = {"category", "title",   "name",  "cut",    "what",
                                        "time", "about",    "count", "subject"};

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        values_line(&l->values, lines[i], pairs_get(&l->pairs, lines[i]));
    letter_kind(l, "kind", "a", pairs_get(&l->pairs, "kind"));
    values_put(&l->values, "notice", pairs_get(&l->pairs, "notice"));
    if (strcmp(pairs_get(&l->pairs, "whose"), "yes") == 0)
        values_put(&l->values, "whose", "yes");
    letter_markdown(l, "redacted", pairs_get(&l->pairs, "redacted"), BODY_WIDTH);
    if (l->n->kind == NOTICE_TOLD || l->n->kind == NOTICE_OUTCOME || l->n->kind == NOTICE_FAREWELL || l->n->kind == NOTICE_LIST || l->n->kind == NOTICE_WELCOME || l->n->kind == NOTICE_OPERATOR)
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
    static const char *const words[] = {"ok", PHRASE("posts it as it stands here"), "drop", PHRASE("throws it away"), NULL};
    const char *kind = pairs_get(&l->pairs, "kind");
    uint64_t people = pair_number(l, "people", UINT32_MAX);

    (void)why;
    confirm_at(l, mem_format(l->ctx, lang_say(l->lang, "Confirm your %s"), lang_say(l->lang, kind)));
    values_put(&l->values, "waits", pairs_get(&l->pairs, "waits"));
    values_put(&l->values, "unclear", pairs_get(&l->pairs, "unclear"));
    if (people > 0)
        values_put(&l->values, "people", letter_people(l, people));
    put_words(l, words);
    return DONE;
}

static enum outcome guard(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"redact", PHRASE("posts it without that"), "as is", PHRASE("posts it as you wrote it"),
                                        "drop",   PHRASE("throws it away"),        NULL};
    enum outcome outcome = preview(l, why);

    put_words(l, words);
    return outcome;
}

static enum outcome ask(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"mine", PHRASE("you wrote it: take it"), "theirs", PHRASE("somebody else did"),
                                        "drop", PHRASE("throws it away"),        NULL};

    (void)why;
    confirm_at(l, lang_say(l->lang, "Is it yours?"));
    put_words(l, words);
    return DONE;
}

static enum outcome fresh(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"ok", PHRASE("takes what you wrote as it stands"), "drop", PHRASE("throws it away"), NULL};
    uint64_t post = pair_number(l, "post", (1ull << 34) - 1);

    (void)why;
    if (post != 0)
        values_put(&l->values, "fresh",
                   link_token(l, TOKEN_REPLY, (unsigned)pair_number(l, "reply_to", REPLY_TO_PROBLEM), post));
    confirm_at(l, lang_say(l->lang, "Take it"));
    put_words(l, words);
    return DONE;
}

/* The words of "add, replace or drop", as the reader would type them, and as links. */
static void put_choices(struct letter *l)
{
    struct str rest = str_of(pairs_get(&l->pairs, "choices"));
    struct word list[4];
    size_t count = 0;
    struct buf text;

    buf_init(&text, l->ctx, 1024);
    while (count < 4 && rest.n > 0) {
        size_t comma = str_find(rest, STR(", ")), or = str_find(rest, STR(" or ")), end = comma < or ? comma : or;
        struct str word = str_from(rest.p, end);

        rest = str_from_index(rest, end + (end == rest.n ? 0 : comma < or ? 2 : 4));
        buf_format(&text, "%s%s", count == 0 ? "" : rest.n == 0 ? lang_say(l->lang, " or ") : ", ",
                   lang_typed(l->lang, l->ctx, str_dup(l->ctx, word)));
        list[count++] = (struct word){str_dup(l->ctx, word), l->reply_address, ""};
    }
    values_put(&l->values, "choices", buf_string(&text));
    if (l->reply_address != NULL)
        link_words(l, list, count);
}

static enum outcome choice(struct letter *l, struct fault *why)
{
    const char *reason = pairs_get(&l->pairs, "why");
    uint64_t post = pair_number(l, "post", (1ull << 34) - 1);

    (void)why;
    confirm_at(l, lang_say(l->lang, "Your choice"));
    values_line(&l->values, "request", conf_address(l->ctx, l->f->conf, "request"));
    put_choices(l);
    values_put(&l->values, "items", str_dup(l->ctx, str_trim_end(str_of(pairs_get(&l->pairs, "items")))));
    values_put(&l->values,
               strcmp(reason, "receipt") == 0     ? "why_receipt"
               : strcmp(reason, "words") == 0     ? "why_words"
               : strcmp(reason, "digest") == 0    ? "why_digest"
               : strcmp(reason, "edit") == 0      ? "why_edit"
               : strcmp(reason, "aside") == 0     ? "why_aside"
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
    const char *kind = pairs_get(&l->pairs, "kind");
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
        l->reply_name = mem_format(l->ctx, lang_say(l->lang, "Your corrected %s"), lang_say(l->lang, kind));
    }
    return DONE;
}

static enum outcome told(struct letter *l, struct fault *why)
{
    unsigned verb = (unsigned)pair_number(l, "undo_verb", 63);
    struct word undo = {.word = "undo", .what = PHRASE("takes that back")};

    (void)why;
    if (l->n->held != 0) { /* a command that waits for their word */
        static const char *const words[] = {"ok", PHRASE("does it"), "drop", PHRASE("does not"), NULL};

        confirm_at(l, lang_say(l->lang, "Confirm it"));
        put_words(l, words);
        return DONE;
    }
    l->reply_name = l->f->conf->forum.name;
    l->reply_address = conf_address(l->ctx, l->f->conf, "request");
    if (verb == 0)
        return DONE;
    l->reply_name = lang_say(l->lang, "Undo");
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
        {"get", link_token(l, TOKEN_DO, VERB_GET, question), PHRASE("mails you the question and its answers")},
        {"mute", link_token(l, TOKEN_DO, VERB_MUTE, question), PHRASE("no more mail about this question")}};

    (void)why;
    l->reply_name = l->f->conf->forum.name;
    l->reply_address = conf_address(l->ctx, l->f->conf, "request");
    values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)question));
    link_words(l, words, sizeof words / sizeof *words);
    return DONE;
}

static enum outcome review(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"ok", PHRASE("lets it be posted"), "no", PHRASE("refuses it; a reason may follow"), NULL};
    uint64_t post = pair_number(l, "post", (1ull << 34) - 1), revision = pair_number(l, "revision", UINT32_MAX);
    const char *waits = pairs_get(&l->pairs, "why");

    (void)why;
    l->reply_name = mem_format(l->ctx, lang_say(l->lang, "Decide about Q%llu"), (unsigned long long)post);
    l->reply_address = revision == 0 ? link_token(l, TOKEN_DO, VERB_REVIEW, post) /* planned before mails carried it */
                                     : link_decide(l, post, (unsigned)revision);
    values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)post));
    values_line(&l->values, "why", lang_say(l->lang, waits));
    values_put(&l->values, "again", pairs_get(&l->pairs, "again"));
    values_put(&l->values, "crisis", pairs_get(&l->pairs, "crisis"));
    values_put(&l->values, "newer", pairs_get(&l->pairs, "newer"));
    put_words(l, words);
    return DONE;
}

static enum outcome flagged(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"ok", PHRASE("clears the reports; it is seen, or seen again"), "hide", PHRASE("takes it away; a reason may follow"),
                                        NULL};
    uint64_t post = pair_number(l, "post", (1ull << 34) - 1);

    (void)why;
    l->reply_name = mem_format(l->ctx, lang_say(l->lang, "About Q%llu"), (unsigned long long)post);
    l->reply_address = link_token(l, TOKEN_DO, VERB_FLAGGED, post);
    values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)post));
    values_line(&l->values, "reason", pairs_get(&l->pairs, "reason"));
    values_put(&l->values, "hidden", pairs_get(&l->pairs, "hidden"));
    values_put(&l->values, "people", letter_people(l, pair_number(l, "count", UINT32_MAX)));
    if (strcmp(pairs_get(&l->pairs, "count"), "1") == 0)
        values_put(&l->values, "once", "yes");
    put_words(l, words);
    return DONE;
}

static enum outcome note(struct letter *l, struct fault *why)
{
    uint64_t post = pair_number(l, "post", (1ull << 34) - 1);

    bool from_author = *pairs_get(&l->pairs, "from_author") != '\0';

    (void)why;
    l->reply_name = lang_say(l->lang, from_author ? PHRASE("The author") : PHRASE("The moderators"));
    l->reply_address = link_token(l, TOKEN_DO, VERB_NOTE, post);
    values_put(&l->values, "number", mem_format(l->ctx, "Q%llu", (unsigned long long)post));
    values_put(&l->values, "from_author", pairs_get(&l->pairs, "from_author"));
    return DONE;
}

/* NOTICE_BLOCKED and NOTICE_ROLE: commands may answer them. */
static enum outcome standing(struct letter *l, struct fault *why)
{
    (void)why;
    l->reply_name = l->f->conf->forum.name;
    l->reply_address = conf_address(l->ctx, l->f->conf, "request");
    values_line(&l->values, "request", l->reply_address);
    values_line(&l->values, "reason", pairs_get(&l->pairs, "reason"));
    values_put(&l->values, "lifted", pairs_get(&l->pairs, "lifted"));
    return DONE;
}

static enum outcome confirm(struct letter *l, struct fault *why)
{
    static const char *const words[] = {"ok", PHRASE("subscribes you"), "drop", PHRASE("does not"), NULL};

    (void)why;
    confirm_at(l, lang_say(l->lang, "Confirm your subscription"));
    put_words(l, words);
    return DONE;
}

static enum outcome operator(struct letter *l, struct fault *why) {(void)l; (void)why; return DONE; }

static const struct teller {
    enum notice_kind kind;
    enum outcome (*tell)(struct letter *l, struct fault *why);
} tellers[] = {{NOTICE_PREVIEW, preview}, {NOTICE_GUARD, guard}, {NOTICE_ASK, ask}, {NOTICE_FRESH, fresh},
               {NOTICE_CHOICE, choice}, {NOTICE_REFUSAL, refusal}, {NOTICE_TOLD, told}, {NOTICE_OUTCOME, told}, {NOTICE_FAREWELL, told}, {NOTICE_CONFIRM, confirm}, {NOTICE_BEST, best}, {NOTICE_LIST, render_list}, {NOTICE_DIGEST, render_digest}, {NOTICE_WELCOME, welcome}, {NOTICE_REVIEW, review}, {NOTICE_FLAGGED, flagged}, {NOTICE_NOTE, note}, {NOTICE_BLOCKED, standing}, {NOTICE_ROLE, standing},
               {
                   NOTICE_OPERATOR,
                   operator},
};

enum outcome render_tell(struct letter *l, struct fault *why)
{
    put_pairs(l);
    if (l->n->person != 0 && l->n->kind != NOTICE_FAREWELL)
        l->leave_address = link_token(l, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_ALL, 0);
    for (size_t i = 0; i < sizeof tellers / sizeof tellers[0]; i++)
        if (tellers[i].kind == l->n->kind)
            return tellers[i].tell(l, why);
    return fault_set(why, REFUSED, "5.3.0", "there is nothing to say in this kind of notice");
}
