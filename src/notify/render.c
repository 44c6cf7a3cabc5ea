#include "notify/private.h"

enum {
    TEXT_LIMIT = 512 * 1024,
    HTML_LIMIT = 1024 * 1024,
    MAIL_LIMIT = 4 * 1024 * 1024,
    TEXT_WIDTH = 78
};

static const char promise[] = PHRASE("Your email address will only be used for sending these notifications.");

void letter_markdown(struct letter *l, const char *name, const char *markdown, unsigned width)
{
    struct letter_text made;

    if (markdown == NULL || *markdown == '\0')
        return;
    made = letter_text(l->ctx, markdown, width);
    values_html(&l->values, name, made.text, made.html);
}

char *letter_people(const struct letter *l, uint64_t count)
{
    return mem_format(l->ctx, lang_count(l->lang, count, "%llu person", "%llu people"), (unsigned long long)count);
}

void letter_kind(struct letter *l, const char *name, const char *prefix, const char *english)
{
    if (*english == '\0')
        return;
    values_line(&l->values, name, lang_say(l->lang, english));
    values_put(&l->values, mem_format(l->ctx, "%s_%s", prefix, english), "yes");
}

/* ---- what every mail has ---- */

static void put_common(struct letter *l)
{
    const struct conf *conf = l->f->conf;

    bool sealed = l->sent->content == FROZEN_DISCREET;

    values_put(&l->values, "language", lang_code(l->lang));
    values_put(&l->values, "direction", lang_direction(l->lang));
    values_put(&l->values, "side", lang_side(l->lang));
    /* Name and postal address can say what a forum is about; its domain stands in every address anyway. */
    values_line(&l->values, "forum", l->discreet ? conf->forum.domain : conf->forum.name);
    values_line(&l->values, "postal", l->discreet ? "" : conf->forum.postal_address);
    values_line(&l->values, "name", sealed ? "" : l->n->name);
    if (l->n->kind == NOTICE_PREVIEW && !sealed)
        values_put(&l->values, "assurance", lang_say(l->lang, promise)); /* part of what is said ok to */
    else if (l->n->promise || l->n->kind == NOTICE_CONFIRM)
        values_put(&l->values, "promise", lang_say(l->lang, promise));
    if (l->n->audience > 0 && !sealed)
        values_put(&l->values, "audience", letter_people(l, l->n->audience));
    if (l->n->content == FROZEN_FULL)
        values_put(&l->values, "full", "yes");
    if (l->sent->content == FROZEN_VEILED)
        values_put(&l->values, "veil", "yes");
    values_put(&l->values, "leave_word", lang_say(l->lang, "Leave"));
    if (l->leave_address != NULL)
        values_html(&l->values, "leave", mem_format(l->ctx, "mailto:%s", l->leave_address),
                    link_mailto(l->ctx, l->leave_address, "unsubscribe", "unsubscribe"));
}

/* What the footer gives as the reason, and what the one button of HTML says. */
static void put_reason(struct letter *l)
{
    static const struct {
        enum notice_kind kind;
        const char *reason, *button;
    } rows[] = {
        {NOTICE_QUESTION, "is_question", PHRASE("Answer")}, {NOTICE_ANSWER, "is_answer", PHRASE("Comment")},
        {NOTICE_THREAD, "is_thread", PHRASE("Comment")}, {NOTICE_CATEGORY, "is_category", PHRASE("Comment")},   {NOTICE_COMMENT, "is_comment", PHRASE("Comment")},
        {NOTICE_AFTER, "is_after", PHRASE("Comment")},      {NOTICE_MENTION, "is_mention", PHRASE("Reply")},
        {NOTICE_FOLLOWED, "is_followed", PHRASE("Answer")}, {NOTICE_RECEIPT, "is_receipt", PHRASE("Correct")},  {NOTICE_OPERATOR, "is_operator", ""},
        {NOTICE_REFUSAL, "is_told", PHRASE("Correct it")},  {NOTICE_BEST, "is_best", ""}, {NOTICE_DIGEST, "is_digest", ""}, {NOTICE_REVIEW, "is_moderator", ""},
        {NOTICE_FLAGGED, "is_moderator", ""}, {NOTICE_ROLE, "is_moderator", ""}, {NOTICE_OUTCOME, "is_receipt", PHRASE("Reply")}, {NOTICE_BLOCKED, "is_member", ""}, {NOTICE_NOTE, "is_member", ""},
    };
    const char *reason = "is_told", *button = PHRASE("Reply");

    if (l->sent->content == FROZEN_DISCREET) {
        values_put(&l->values, "button", lang_say(l->lang, PHRASE("Show")));
        return;
    }

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].kind != l->n->kind)
            continue;
        reason = rows[i].reason;
        button = rows[i].button;
    }
    if (l->n->kind == NOTICE_NOTE && *pairs_get(&l->pairs, "from_author") != '\0')
        reason = "is_moderator";
    values_put(&l->values, reason, "yes");
    values_put(&l->values, "because", "yes");
    values_put(&l->values, "several", pairs_get(&l->pairs, "several"));
    values_put(&l->values, "button", lang_say(l->lang, button));
}

/* ---- headers
 * ---------------------------------------------------------------------------------------------------------- */

static void add_field(struct draft *d, const char *name, const char *value)
{
    if (value != NULL && d->field_count < sizeof d->fields / sizeof d->fields[0])
        d->fields[d->field_count++] = (struct draft_field){name, value};
}

/* RFC 2919: the category's path under our domain, or the forum as a whole. */
static char *list_id(const struct letter *l)
{
    const struct conf *conf = l->f->conf;
    bool category = l->category.id != 0;

    return mem_format(l->ctx, "<%s%s%s>", category ? l->category.path : "all", ".", conf->forum.domain);
}

static char *help_link(const struct letter *l)
{
    return mem_format(l->ctx, "<mailto:%s?subject=help>", conf_address(l->ctx, l->f->conf, "request"));
}

static void add_fields(struct letter *l, struct draft *d)
{
    add_field(d, "List-Id", list_id(l));
    if (l->kind->about_post && l->reply_address != NULL)
        add_field(d, "List-Post", mem_format(l->ctx, "<mailto:%s>", l->reply_address));
    add_field(d, "List-Help", help_link(l));
    if (l->leave_address != NULL)
        add_field(d, "List-Unsubscribe", mem_format(l->ctx, "<mailto:%s?subject=unsubscribe>", l->leave_address));
    add_field(d, "Auto-Submitted", "auto-generated");
    add_field(d, "Precedence", "list");
    add_field(d, "X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply");
    add_field(d, "X-Loop", conf_address(l->ctx, l->f->conf, "reply"));
}

/* ---- text
 * ------------------------------------------------------------------------------------------------------------ */

/* The template's first line is "Subject: ..."; the rest is the text. */
static enum outcome expand_text(struct letter *l, const char *template, char **subject, struct buf *text, struct fault *why)
{
    static const struct str mark = {"Subject: ", 9};
    struct buf raw;
    struct str rest, line;
    enum outcome outcome;

    buf_init(&raw, l->ctx, TEXT_LIMIT);
    outcome = template_expand(l->lang, mem_format(l->ctx, "%s.txt", template), &l->values, &raw, why);
    if (outcome != DONE)
        return outcome;
    rest = buf_view(&raw);
    if (raw.full || !str_next_line(&rest, &line) || !str_starts(line, mark))
        return fault_set(why, REFUSED, "5.3.5", "template %s.txt: too long, or no Subject in its first line", template);
    *subject = utf8_line(l->ctx, str_from_index(line, mark.n));
    text_wrap(str_trim(rest), TEXT_WIDTH, text);
    return DONE;
}

static enum outcome make_text(struct letter *l, char **subject, struct str *text, struct fault *why)
{
    struct buf wrapped;
    char *unsaid;
    enum outcome outcome = DONE;
    bool veiled = l->sent->content == FROZEN_VEILED;

    buf_init(&wrapped, l->ctx, 2 * TEXT_LIMIT);
    if (veiled) {
        outcome = expand_text(l, "veil", subject, &wrapped, why);
        buf_text(&wrapped, "\n\n");
    }
    if (outcome == DONE)
        outcome = expand_text(l, l->template, veiled ? &unsaid : subject, &wrapped, why);
    *text = buf_view(&wrapped);
    return outcome;
}

static enum outcome make_html(struct letter *l, const char **html, struct fault *why)
{
    struct buf out;
    enum outcome outcome;

    *html = NULL;
    if (!l->n->html)
        return DONE;
    buf_init(&out, l->ctx, HTML_LIMIT);
    outcome = template_expand(l->lang, mem_format(l->ctx, "%s.html", l->template), &l->values, &out, why);
    if (outcome == DONE && !out.full)
        *html = buf_string(&out); /* too long for HTML: the text says it all */
    return outcome;
}

/* ---- the mail
 * -------------------------------------------------------------------------------------------------------- */

static enum outcome address_it(const struct letter *l, struct rendered *out, struct fault *why)
{
    out->envelope_from = kind_of(l->sent->kind)->null_sender ? mem_string(l->ctx, "") : link_token(l, TOKEN_BOUNCE, 0, l->sent->id);
    out->sealed_to = STR_EMPTY;
    out->to = NULL;
    if (l->n->kind == NOTICE_OPERATOR) {
        out->to = mem_string(l->ctx, l->f->conf->forum.operator);
        return DONE;
    }
    return store_address_of(l->f->db, l->ctx, l->n->person, &out->sealed_to, why);
}

/* The subject of a reply. */
static const char *again(const struct letter *l, const char *subject)
{
    return str_starts_nocase(str_of(subject), STR("Re:")) ? subject : mem_format(l->ctx, "Re: %s", subject);
}

static enum outcome compose(struct letter *l, struct rendered *out, struct fault *why)
{
    char id[ADDRESS_LIMIT + SEAL_TOKEN_TEXT + 2];
    struct draft d = {.from_name = l->from_name,
                      .reply_to_name = l->reply_name,
                      .reply_to_address = l->reply_address,
                      .in_reply_to = "",
                      .reference_count = l->reference_count,
                      .date = l->n->date};
    struct buf bytes;
    char *subject = NULL;
    enum outcome outcome = make_text(l, &subject, &out->text, why);

    if (outcome == DONE && l->reply_address != NULL)
        values_html(&l->values, "reply", l->reply_address,
                    link_mailto(l->ctx, l->reply_address, again(l, subject), l->sent->content == FROZEN_DISCREET ? "show" : NULL));
    if (outcome == DONE)
        outcome = make_html(l, &d.html, why);
    if (outcome != DONE)
        return outcome;
    out->html = str_of(d.html);
    if (l->reply_address == NULL)
        d.reply_to_name = NULL;
    notify_message_id(l->f, l->sent, id, sizeof id);
    d.message_id = id;
    out->subject = d.subject = subject;
    out->discreet = l->discreet;
    d.from_address = conf_address(l->ctx, l->f->conf, "reply");
    d.references = (const char *const *)l->references;
    if (l->reference_count > 0)
        d.in_reply_to = l->references[l->reference_count - 1];
    d.text = out->text.n == 0 ? "" : out->text.p;
    add_fields(l, &d);
    buf_init(&bytes, l->ctx, MAIL_LIMIT);
    outcome = mime_compose(l->ctx, &d, &bytes, why);
    if (outcome == DONE && bytes.full)
        return fault_set(why, REFUSED, "5.3.4", "the mail is too long");
    out->bytes = buf_view(&bytes);
    return outcome;
}

/* `n` is what it says, `sent` what leaves: another only when it shows what was said discreetly before. */
static enum outcome render(const struct forum *f, const void *ctx, const struct notice *n, const struct notice *sent, struct rendered *out,
                           struct fault *why)
{
    struct letter l = {.f = f, .ctx = ctx, .n = n, .sent = sent, .kind = kind_of(n->kind), .values = {.ctx = ctx}, .from_name = f->conf->forum.name};
    enum outcome outcome;

    *out = (struct rendered){0};
    if (l.kind == NULL || n->date == 0)
        return fault_set(why, REFUSED, "5.3.0", "this notice was never claimed");
    l.template = l.kind->template;
    l.lang = lang_get(sent->language);
    l.discreet = sent->content == FROZEN_DISCREET || sent->content == FROZEN_VEILED;
    outcome = payload_open(f, ctx, n->payload, &l.pairs, why);
    if (outcome == DONE)
        outcome = l.kind->about_post ? render_post(&l, why) : render_tell(&l, why);
    if (outcome != DONE)
        return outcome;
    if (sent->content == FROZEN_DISCREET)
        discreet_seal(&l);
    if (l.discreet)
        discreet_heads(&l);
    put_common(&l);
    put_reason(&l);
    outcome = compose(&l, out, why);
    return outcome == DONE ? address_it(&l, out, why) : outcome;
}

enum outcome notify_render(const struct forum *f, const void *ctx, const struct notice *n, struct rendered *out,
                           struct fault *why)
{
    struct notice original, shown;
    enum outcome outcome;

    if (n->kind != NOTICE_SHOWN)
        return render(f, ctx, n, n, out, why);
    outcome = discreet_original(f, ctx, n, &original, why);
    if (outcome == DONE && original.id == 0)
        return fault_set(why, REFUSED, "5.3.0", "what was to be shown is no longer there");
    shown = discreet_shown(n, &original);
    return outcome == DONE ? render(f, ctx, &shown, n, out, why) : outcome;
}

enum outcome notify_known(const struct forum *f, const void *ctx, const struct notice *n, struct rendered *out, struct fault *why)
{
    struct notice shown = discreet_shown(n, n), sent = *n;
    struct rendered full;
    struct buf text, html;
    enum outcome outcome = notify_render(f, ctx, n, out, why);

    if (outcome != DONE || n->content != FROZEN_DISCREET)
        return outcome;
    sent.content = FROZEN_VEILED;
    if ((outcome = render(f, ctx, &shown, &sent, &full, why)) != DONE)
        return outcome;
    buf_init(&text, ctx, 4 * TEXT_LIMIT);
    buf_init(&html, ctx, 2 * HTML_LIMIT);
    buf_format(&text, "%.*s\n%.*s", STR_ARGS(out->text), STR_ARGS(full.text));
    buf_format(&html, "%.*s\n%.*s", STR_ARGS(out->html), STR_ARGS(full.html));
    out->text = buf_view(&text);
    out->html = buf_view(&html);
    return DONE;
}
