/* Authentication-Results (RFC 8601 2.2), as our own MTA wrote it:
 *
 *     authserv-id [version] *(";" method ["/" version] "=" result ["reason=" value] *(ptype "." property "=" pvalue))
 *
 * Everything fails closed. An instance counts only when its field name is spelled out right before the colon, its
 * authserv-id is byte for byte ours, and it stands where our MTA writes. Above the Received field of our MTA nobody
 * else does: what stands there is read as one, for each milter writes a line of its own (OpenDMARC two, over the one
 * of OpenDKIM that they rest on). Right below the Received fields our MTA added itself, where milters may insert as
 * well, a sender's own fields follow, so only the topmost is read, and only if there was none above. A syntax error
 * anywhere leaves no verdict. That the MTA deletes forged instances of its own id (RFC 8601 5) is still a duty of its
 * configuration. */
#include "base/address.h"
#include "base/mem.h"
#include "mime/private.h"

enum { PROPERTIES = 32 };

struct property {
    struct str key, value; /* "header.d", "example.org"; the value unquoted */
};

struct result {
    struct str method, result;
    struct property properties[PROPERTIES];
    size_t count;
};

struct reader {
    const void *ctx;
    struct str text;
    size_t at;
};

/* What the instance says in all. */
struct tally {
    bool dmarc_pass, dmarc_other, dmarc_fail, dmarc_of_another;
    bool aligned, failed;
};

char *mime_domain(const void *ctx, struct str domain)
{
    char *address = mem_format(ctx, "a@%.*s", STR_ARGS(domain));
    char *canonical = str_index(domain, '\0') < domain.n ? NULL : address_canonical(ctx, str_of(address));

    mem_free(address);
    return canonical == NULL ? NULL : canonical + 2;
}

static bool skip(struct reader *r)
{
    return mime_skip_comments(r->text, &r->at);
}

static bool at_char(const struct reader *r, char c)
{
    return r->at < r->text.n && r->text.p[r->at] == c;
}

/* A run of bytes that are neither blank, control, nor one of `stops`. */
static struct str run(struct reader *r, const char *stops)
{
    size_t begin = r->at;

    while (r->at < r->text.n) {
        unsigned char c = (unsigned char)r->text.p[r->at];

        if (c <= ' ' || c == 0x7f || strchr(stops, c) != NULL)
            break;
        r->at++;
    }
    return str_cut(r->text, begin, r->at - begin);
}

/* A quoted-string at r, appended unquoted. */
static bool quoted(struct reader *r, struct buf *out)
{
    for (r->at++; r->at < r->text.n; r->at++) {
        char c = r->text.p[r->at];

        if (c == '"') {
            r->at++;
            return true;
        }
        if (c == '\\' && ++r->at < r->text.n)
            c = r->text.p[r->at];
        buf_char(out, c);
    }
    return false;
}

/* pvalue: a token, a quoted-string, or an address that may begin with one. Unquoted values may hold "=" (VERP
 * senders). */
static bool read_value(struct reader *r, struct str *value)
{
    struct buf out;

    buf_init(&out, r->ctx, r->text.n);
    while (r->at < r->text.n) {
        if (at_char(r, '"')) {
            if (!quoted(r, &out))
                return false;
            continue;
        }
        struct str plain = run(r, "\";()");

        if (plain.n == 0)
            break;
        buf_str(&out, plain);
    }
    *value = buf_view(&out);
    return skip(r);
}

/* key "=" value, with white space and comments anywhere around. */
static bool read_pair(struct reader *r, struct str *key, struct str *value)
{
    *key = run(r, "=;()\"/");
    if (key->n == 0 || !skip(r))
        return false;
    if (at_char(r, '/')) { /* method version */
        r->at++;
        if (!skip(r) || run(r, "=;()\"").n == 0 || !skip(r))
            return false;
    }
    if (!at_char(r, '='))
        return false;
    r->at++;
    return skip(r) && read_value(r, value);
}

/* resinfo after its semicolon; false on a syntax error. An empty one, as after a final semicolon, has no method. */
static bool read_result(struct reader *r, struct result *out)
{
    struct property property;

    *out = (struct result){.method = STR_EMPTY, .result = STR_EMPTY};
    if (!skip(r))
        return false;
    if (r->at >= r->text.n || at_char(r, ';'))
        return true;
    if (str_equal_nocase(str_cut(r->text, r->at, 4), STR("none"))) {
        r->at += 4;
        return skip(r) && r->at >= r->text.n;
    }
    if (!read_pair(r, &out->method, &out->result))
        return false;
    while (r->at < r->text.n && !at_char(r, ';')) {
        if (!read_pair(r, &property.key, &property.value))
            return false;
        if (out->count < PROPERTIES)
            out->properties[out->count++] = property;
    }
    return true;
}

static struct str property_of(const struct result *r, const char *key)
{
    for (size_t i = 0; i < r->count; i++)
        if (str_equal_nocase(r->properties[i].key, str_of(key)))
            return r->properties[i].value;
    return STR_EMPTY;
}

static unsigned labels(const char *domain)
{
    unsigned count = 1;

    for (; *domain != '\0'; domain++)
        count += *domain == '.';
    return count;
}

/* Relaxed alignment (RFC 7489 3.1.1), the organisational domain approximated: the same, or one below the other,
 * which has at least two labels. `who` is a domain, "@domain" or an address. */
static bool aligned(const void *ctx, struct str who, const char *from_domain)
{
    struct str domain = str_index(who, '@') < who.n ? address_domain(who) : who;
    char *other = domain.n == 0 ? NULL : mime_domain(ctx, domain);

    if (other == NULL)
        return false;
    if (strcmp(other, from_domain) == 0)
        return true;

    const char *longer = strlen(other) > strlen(from_domain) ? other : from_domain;
    const char *shorter = longer == other ? from_domain : other;

    return labels(shorter) >= 2 && str_ends(str_of(longer), str_of(mem_format(ctx, ".%s", shorter)));
}

static void weigh_dmarc(const void *ctx, const struct result *r, bool pass, const char *from_domain, struct tally *t)
{
    struct str from = property_of(r, "header.from");

    if (!pass) {
        t->dmarc_fail |= str_equal_nocase(r->result, STR("fail"));
        t->dmarc_other = true;
        return;
    }
    if (from.n > 0) {
        char *domain = mime_domain(ctx, str_index(from, '@') < from.n ? address_domain(from) : from);

        if (domain == NULL || strcmp(domain, from_domain) != 0)
            t->dmarc_of_another = true; /* our MTA read another From than we did */
    }
    t->dmarc_pass = true;
}

static void weigh(const void *ctx, const struct result *r, const char *from_domain, struct tally *t)
{
    bool pass = str_equal_nocase(r->result, STR("pass"));

    if (str_equal_nocase(r->method, STR("dmarc"))) {
        weigh_dmarc(ctx, r, pass, from_domain, t);
    } else if (str_equal_nocase(r->method, STR("dkim"))) {
        struct str signer = property_of(r, "header.d");

        if (signer.n == 0)
            signer = property_of(r, "header.i");
        t->aligned |= pass && aligned(ctx, signer, from_domain);
        t->failed |= str_equal_nocase(r->result, STR("fail"));
    } else if (str_equal_nocase(r->method, STR("spf"))) {
        t->aligned |= pass && aligned(ctx, property_of(r, "smtp.mailfrom"), from_domain);
        t->failed |= str_equal_nocase(r->result, STR("fail"));
    }
}

/* Adds what one instance says; false on a syntax error. */
static bool read_results(struct reader *r, const char *from_domain, struct tally *t)
{
    struct result result;

    while (r->at < r->text.n) {
        if (!at_char(r, ';'))
            return false;
        r->at++;
        if (!read_result(r, &result))
            return false;
        weigh(r->ctx, &result, from_domain, t);
    }
    return true;
}

static enum verdict judge(const struct tally *t)
{
    if (t->dmarc_fail || t->dmarc_of_another)
        return VERDICT_FAIL;
    if ((t->dmarc_pass && !t->dmarc_other) || t->aligned)
        return VERDICT_PASS;
    return t->failed ? VERDICT_FAIL : VERDICT_NONE;
}

/* The id and the version; false unless the id is ours and the version one we know. No comment may stand before the
 * id. */
static bool our_instance(struct reader *r, const char *authserv_id)
{
    struct str id, version;

    r->text = str_trim(r->text);
    id = run(r, ";()\"");
    if (!str_equal(id, str_of(authserv_id)))
        return false;
    if (!skip(r)) { /* ours, but unreadable: it holds no result */
        r->at = r->text.n;
        return true;
    }
    version = run(r, ";()\"");
    if (version.n > 0 && !str_equal(version, STR("1")))
        r->at -= version.n; /* unreadable as well */
    else if (!skip(r))
        r->at = r->text.n;
    return true;
}

/* Whether a Received field says "by" our MTA, going by its authserv-id. */
static bool received_by(const void *ctx, const struct field *f, const char *authserv_id)
{
    struct str rest = mime_unfold(ctx, f->value), word;
    bool by = false;

    while (str_next_word(&rest, &word)) {
        if (by)
            return str_equal_nocase(word, str_of(authserv_id));
        by = str_equal_nocase(word, STR("by"));
    }
    return false;
}

/* How many fields stand above our MTA's own Received field; 0 when the first one is another's, or there is none. */
static size_t above_received(const void *ctx, const struct headers *h, const char *authserv_id)
{
    for (size_t i = 0; i < h->count; i++)
        if (str_equal_nocase(h->fields[i].name, STR("Received")))
            return received_by(ctx, &h->fields[i], authserv_id) ? i : 0;
    return 0;
}

enum verdict mime_verdict(const void *ctx, const struct headers *h, const char *authserv_id, const char *from_domain,
                          bool *seen)
{
    struct tally t = {false, false, false, false, false, false};
    bool received = false, readable = from_domain != NULL;
    size_t above;

    *seen = false;
    if (authserv_id[0] == '\0')
        return VERDICT_NONE;
    above = above_received(ctx, h, authserv_id);
    for (size_t i = 0; i < h->count && !(*seen && i >= above); i++) {
        const struct field *f = &h->fields[i];

        if (str_equal_nocase(f->name, STR("Received"))) {
            if (received && !received_by(ctx, f, authserv_id))
                break; /* from here on, others wrote */
            received = true;
        }
        if (!str_equal_nocase(f->name, STR("Authentication-Results")) || f->name.p[f->name.n] != ':')
            continue;
        struct reader r = {ctx, mime_unfold(ctx, f->value), 0};

        if (!our_instance(&r, authserv_id))
            continue;
        *seen = true;
        readable = readable && read_results(&r, from_domain, &t);
    }
    return readable ? judge(&t) : VERDICT_NONE;
}
