#include "base/clock.h"

#include "notify/private.h"

/* The day a token of that kind in this mail expires: all count from the frozen date. */
static unsigned expiry_of(const struct notice *n, enum token_kind kind)
{
    return n->expiry - token_days(TOKEN_REPLY) + token_days(kind);
}

static char *link_of(const struct letter *l, struct token token)
{
    char local[SEAL_TOKEN_TEXT + 1];

    token.generation = l->n->generation;
    token.person = l->n->person;
    token_make(l->f->seal, &token, local);
    return conf_address(l->ctx, l->f->conf, local);
}

char *link_token(const struct letter *l, enum token_kind kind, unsigned verb, uint64_t object)
{
    return link_of(l, (struct token){.kind = kind, .verb = verb, .expiry = expiry_of(l->n, kind), .object = object});
}

char *link_decide(const struct letter *l, uint64_t post, unsigned revision)
{
    return link_of(l, (struct token){.kind = TOKEN_DO, .verb = VERB_DECIDE, .expiry = revision & 0x3fff, .object = post});
}

/* The generation is left out: raising it must not break threads. 14 bits hold more revisions than a post will have;
 * beyond, they repeat. */
static void message_id(const struct forum *f, uint64_t person, enum message_id_of verb, uint64_t object,
                       unsigned revision, char out[SEAL_TOKEN_TEXT + 1])
{
    struct token token = {
        .kind = TOKEN_MESSAGE_ID, .verb = verb, .expiry = revision & 0x3fff, .person = person, .object = object};

    token_make(f->seal, &token, out);
}

char *link_message_id(const struct letter *l, enum message_id_of verb, uint64_t object, unsigned revision)
{
    char local[SEAL_TOKEN_TEXT + 1];

    message_id(l->f, l->n->person, verb, object, revision, local);
    return mem_format(l->ctx, "%s@%s", local, l->f->conf->forum.domain);
}

void notify_message_id(const struct forum *f, const struct notice *n, char *out, size_t size)
{
    const struct kind *kind = kind_of(n->kind);
    char local[SEAL_TOKEN_TEXT + 1];

    if (kind != NULL && kind->about_post)
        message_id(f, n->person, MESSAGE_ID_POST, n->post, n->revision, local);
    else
        message_id(f, n->person, MESSAGE_ID_NOTICE, n->id, 0, local);
    snprintf(out, size, "%s@%s", local, f->conf->forum.domain);
}

/* RFC 6068: everything but unreserved characters percent-encoded. */
static void percent(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        char c = *text;
        bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || memchr("-._~", c, 4) != NULL;

        if (plain)
            buf_char(out, c);
        else
            buf_format(out, "%%%02X", (unsigned char)c);
    }
}

char *link_mailto(const void *ctx, const char *address, const char *subject, const char *body)
{
    struct buf out;

    buf_init(&out, ctx, 4096);
    buf_format(&out, "mailto:%s", address);
    if (subject != NULL) {
        buf_text(&out, "?subject=");
        percent(&out, subject);
    }
    if (body != NULL) {
        buf_text(&out, subject != NULL ? "&amp;body=" : "?body=");
        percent(&out, body);
    }
    return out.p;
}

/* The words' own HTML, as everything of ours in HTML: styled in place, because mail clients drop style sheets. */
static void word_html(struct letter *l, const struct word *word, struct buf *out)
{
    char *typed = lang_typed(l->lang, l->ctx, word->word), *subject = typed;

    if (l->question.id != 0)
        subject = mem_format(l->ctx, "%s Q%llu", typed, (unsigned long long)l->question.id);
    buf_format(
        out,
        "<a href=\"%s\" style=\"display:inline-block;margin:0 8px 8px 0;padding:6px 14px;border:1px solid #8a94a0;"
        "border-radius:16px;color:inherit;text-decoration:none\">%s</a>",
        link_mailto(l->ctx, word->address, subject, typed), typed);
}

void link_words(struct letter *l, const struct word *words, size_t count)
{
    struct buf text, html;

    buf_init(&text, l->ctx, 4096);
    buf_init(&html, l->ctx, 16384);
    for (size_t i = 0; i < count; i++) {
        buf_format(&text, "%s%s (%s)", i == 0 ? "" : i + 1 == count ? lang_say(l->lang, " or ") : ", ", lang_typed(l->lang, l->ctx, words[i].word), lang_say(l->lang, words[i].what));
        word_html(l, &words[i], &html);
    }
    values_html(&l->values, "words", buf_string(&text), buf_string(&html));
}

void html_escaped(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '&')
            buf_text(out, "&amp;");
        else if (*text == '<')
            buf_text(out, "&lt;");
        else if (*text == '>')
            buf_text(out, "&gt;");
        else if (*text == '"')
            buf_text(out, "&quot;");
        else
            buf_char(out, *text);
    }
}
