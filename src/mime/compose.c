/* struct draft → bytes. One writer for all header fields: whatever a value holds, it leaves as one field. */
#include <stdio.h>
#include <string.h>

#include "base/address.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum {
    HEADER_WIDTH = 76,      /* RFC 2047, 2: lines with encoded-words; we keep all of them there where words allow */
    ENCODED_WORD_LIMIT = 75,
    LINE_LIMIT = 998,       /* RFC 5322, 2.1.1 */
    WORD_LIMIT = 400,       /* an unbroken ASCII word longer than this is encoded, so it can be folded */
    NAME_LIMIT = 200,       /* bytes of a display name */
    VALUE_LIMIT = 8000,
    REFERENCE_LIMIT = 20    /* the first and the newest are kept */
};

static const char hex[] = "0123456789ABCDEF";

/* ---- encoded-words (RFC 2047) ---------------------------------------------------------------------------------------- */

/* Only these may stand bare in a Q encoded-word inside a phrase (RFC 2047, 5 (3)). */
static bool bare_in_q(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != '\0' && strchr("!*+-/", c) != NULL);
}

static size_t q_length(struct str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ' || bare_in_q((unsigned char)s.p[i]) ? 1 : 3;
    return n;
}

static void put_q(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == ' ') {
            buf_char(out, '_');
        } else if (bare_in_q(c)) {
            buf_char(out, (char)c);
        } else {
            buf_char(out, '=');
            buf_char(out, hex[c >> 4]);
            buf_char(out, hex[c & 15]);
        }
    }
}

static void put_base64(struct buf *out, struct str s)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t v = (uint32_t)(unsigned char)s.p[i] << 16;
        size_t left = s.n - i;

        v |= left > 1 ? (uint32_t)(unsigned char)s.p[i + 1] << 8 : 0;
        v |= left > 2 ? (uint32_t)(unsigned char)s.p[i + 2] : 0;
        buf_char(out, alphabet[v >> 18]);
        buf_char(out, alphabet[v >> 12 & 63]);
        buf_char(out, left > 1 ? alphabet[v >> 6 & 63] : '=');
        buf_char(out, left > 2 ? alphabet[v & 63] : '=');
    }
}

/* A header field under construction: *column is where its last line stands. */
struct header {
    struct buf *out;
    size_t column;
};

static void header_fold(struct header *h)
{
    buf_text(h->out, "\r\n ");
    h->column = 1;
}

/* Text as encoded-words, split between characters, each at most 75 bytes and each line at most 76. */
static void put_encoded(struct header *h, struct str text)
{
    bool q = q_length(text) <= (text.n + 2) / 3 * 4;
    const size_t frame = sizeof "=?utf-8?q?" - 1 + sizeof "?=" - 1;

    while (text.n > 0) {
        size_t room = h->column < HEADER_WIDTH ? HEADER_WIDTH - h->column : 0, taken = 0;

        room = room > ENCODED_WORD_LIMIT ? ENCODED_WORD_LIMIT : room;
        while (taken < text.n) {
            size_t next = taken;

            utf8_next(text, &next);
            if (frame + (q ? q_length(str_cut(text, 0, next)) : (next + 2) / 3 * 4) > room)
                break;
            taken = next;
        }
        if (taken == 0) {
            header_fold(h);
            continue;
        }
        size_t before = h->out->n;

        buf_text(h->out, q ? "=?utf-8?q?" : "=?utf-8?b?");
        (q ? put_q : put_base64)(h->out, str_cut(text, 0, taken));
        buf_text(h->out, "?=");
        h->column += h->out->n - before;
        text = str_from_index(text, taken);
        if (text.n > 0)
            header_fold(h);
    }
}

/* ---- header fields ----------------------------------------------------------------------------------------------------- */

static struct header field_start(struct buf *out, const char *name)
{
    struct header h = {.out = out, .column = strlen(name) + 1};

    buf_text(out, name);
    buf_char(out, ':');
    return h;
}

static void field_end(struct header *h)
{
    buf_text(h->out, "\r\n");
}

static bool ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || (unsigned char)s.p[i] > 0x7e)
            return false;
    return true;
}

/* Whether a word cannot stand as it is: not ASCII, too long to fold, or what a reader would take for an encoded-word. */
static bool must_encode(struct str word)
{
    return !ascii(word) || word.n > WORD_LIMIT || str_find(word, STR("=?")) < word.n;
}

static void put_token(struct header *h, struct str word)
{
    if (h->column + 1 + word.n > HEADER_WIDTH && h->column > 1)
        buf_text(h->out, "\r\n"), h->column = 0;
    buf_char(h->out, ' ');
    buf_str(h->out, word);
    h->column += 1 + word.n;
}

/* A value as words with single spaces between; runs of words that need it become encoded-words (RFC 2047, 5 (1)). */
static void put_words(struct header *h, struct str value)
{
    struct str word;

    while (str_next_word(&value, &word)) {
        if (!must_encode(word)) {
            put_token(h, word);
            continue;
        }
        struct str rest = value, next, run = word;

        while (str_next_word(&rest, &next) && must_encode(next)) {
            run.n = (size_t)(next.p + next.n - run.p);
            value = rest;
        }
        if (h->column + 1 + 24 > HEADER_WIDTH) /* no room for even one character */
            buf_text(h->out, "\r\n"), h->column = 0;
        buf_char(h->out, ' ');
        h->column++;
        put_encoded(h, run);
    }
}

/* One safe line of valid UTF-8 within the limit. */
static struct str safe_value(const void *ctx, const char *value, size_t limit)
{
    struct buf repaired;
    struct str s = str_of(value);

    buf_init(&repaired, ctx, VALUE_LIMIT * 3);
    utf8_repair(&repaired, str_cut(s, 0, VALUE_LIMIT));
    return utf8_prefix_bytes(str_of(utf8_line(ctx, buf_view(&repaired))), limit);
}

static void put_field(const void *ctx, struct buf *out, const char *name, const char *value)
{
    struct header h = field_start(out, name);

    put_words(&h, safe_value(ctx, value, VALUE_LIMIT));
    field_end(&h);
}

/* name-addr (RFC 5322, 3.4): the name as a quoted string where it is short ASCII, as encoded-words elsewhere. */
static void put_mailbox(const void *ctx, struct buf *out, const char *field, const char *name, const char *address)
{
    struct header h = field_start(out, field);
    struct str shown = safe_value(ctx, name == NULL ? "" : name, NAME_LIMIT);
    struct buf token;

    buf_init(&token, ctx, ADDRESS_LIMIT + 2);
    buf_char(&token, '<');
    buf_text(&token, address);
    buf_char(&token, '>');
    if (shown.n > 0 && !must_encode(shown) && shown.n <= 60) {
        struct buf quoted;

        buf_init(&quoted, ctx, 2 * NAME_LIMIT + 2);
        buf_char(&quoted, '"');
        for (size_t i = 0; i < shown.n; i++) {
            if (shown.p[i] == '"' || shown.p[i] == '\\')
                buf_char(&quoted, '\\');
            buf_char(&quoted, shown.p[i]);
        }
        buf_char(&quoted, '"');
        put_token(&h, buf_view(&quoted));
    } else if (shown.n > 0) {
        buf_char(out, ' ');
        h.column++;
        put_encoded(&h, shown);
    }
    put_token(&h, buf_view(&token));
    field_end(&h);
}

static bool id_valid(const char *id)
{
    struct str s = str_of(id);

    if (s.n == 0 || s.n > 250 || !ascii(s) || str_index(s, '@') == 0 || str_index(s, '@') + 1 >= s.n)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (strchr(" <>()\\\",;:", s.p[i]) != NULL)
            return false;
    return true;
}

static void put_id(struct header *h, const char *id)
{
    char token[256];

    snprintf(token, sizeof token, "<%s>", id);
    put_token(h, str_of(token));
}

static void put_references(const struct draft *d, struct buf *out)
{
    struct header h = field_start(out, "References");

    for (size_t i = 0; i < d->reference_count; i++)
        if (i == 0 || i + REFERENCE_LIMIT > d->reference_count)
            put_id(&h, d->references[i]);
    field_end(&h);
}

/* ---- bodies ------------------------------------------------------------------------------------------------------------- */

static void put_part(const void *ctx, struct buf *out, const char *subtype, const char *text)
{
    buf_format(out, "Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", subtype);
    mime_quoted_printable(out, mime_clean_text(ctx, text));
}

/* "=_" cannot stand in quoted-printable text, so no line of a part can be the boundary. FNV-1a: only to differ between mails. */
static void put_multipart(const void *ctx, const struct draft *d, struct buf *out)
{
    uint64_t hash = 14695981039346656037U;

    for (const char *p = d->message_id; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * 1099511628211U;
    buf_format(out, "Content-Type: multipart/alternative; boundary=\"=_%016llx\"\r\n\r\n--=_%016llx\r\n", (unsigned long long)hash,
               (unsigned long long)hash);
    put_part(ctx, out, "plain", d->text);
    buf_format(out, "\r\n--=_%016llx\r\n", (unsigned long long)hash);
    put_part(ctx, out, "html", d->html);
    buf_format(out, "\r\n--=_%016llx--\r\n", (unsigned long long)hash);
}

/* ---- the whole ------------------------------------------------------------------------------------------------------------ */

static const char *const own_fields[] = {"From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID",
                                         "In-Reply-To", "References", "MIME-Version", "Content-Type",
                                         "Content-Transfer-Encoding", "Return-Path", "Received"};

static bool field_name_valid(const char *name)
{
    struct str s = str_of(name);

    if (s.n == 0 || s.n > 60)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= 0x20 || (unsigned char)s.p[i] >= 0x7f || s.p[i] == ':')
            return false;
    for (size_t i = 0; i < sizeof own_fields / sizeof *own_fields; i++)
        if (str_equal_nocase(s, str_of(own_fields[i])))
            return false;
    return true;
}

static bool address_fits(const char *address)
{
    return address != NULL && address_valid(str_of(address)) && ascii(str_of(address));
}

static enum outcome check_draft(const struct draft *d, struct fault *why)
{
    if (!address_fits(d->from_address))
        return fault_set(why, REFUSED, "5.1.7", "the From address cannot stand in a mail");
    if (d->reply_to_name != NULL && !address_fits(d->reply_to_address))
        return fault_set(why, REFUSED, "5.1.7", "the Reply-To address cannot stand in a mail");
    if (d->message_id == NULL || !id_valid(d->message_id))
        return fault_set(why, REFUSED, "5.6.0", "the Message-ID is malformed");
    if (d->in_reply_to != NULL && d->in_reply_to[0] != '\0' && !id_valid(d->in_reply_to))
        return fault_set(why, REFUSED, "5.6.0", "an In-Reply-To id is malformed");
    for (size_t i = 0; i < d->reference_count; i++)
        if (!id_valid(d->references[i]))
            return fault_set(why, REFUSED, "5.6.0", "a References id is malformed");
    if (d->field_count > sizeof d->fields / sizeof *d->fields)
        return fault_set(why, REFUSED, "5.6.0", "too many fields");
    for (size_t i = 0; i < d->field_count; i++)
        if (!field_name_valid(d->fields[i].name))
            return fault_set(why, REFUSED, "5.6.0", "a field has a name it may not have");
    return DONE;
}

static void put_header(const void *ctx, const struct draft *d, struct buf *out)
{
    char date[32];

    put_mailbox(ctx, out, "From", d->from_name, d->from_address);
    if (d->reply_to_name != NULL)
        put_mailbox(ctx, out, "Reply-To", d->reply_to_name, d->reply_to_address);
    put_field(ctx, out, "Subject", d->subject == NULL ? "" : d->subject);
    clock_rfc5322(d->date, date);
    buf_format(out, "Date: %s\r\nMessage-ID: <%s>\r\n", date, d->message_id);
    if (d->in_reply_to != NULL && d->in_reply_to[0] != '\0')
        buf_format(out, "In-Reply-To: <%s>\r\n", d->in_reply_to);
    if (d->reference_count > 0)
        put_references(d, out);
    for (size_t i = 0; i < d->field_count; i++)
        put_field(ctx, out, d->fields[i].name, d->fields[i].value);
    buf_text(out, "MIME-Version: 1.0\r\n");
}

enum outcome mime_compose(const void *ctx, const struct draft *draft, struct buf *out, struct fault *why)
{
    enum outcome outcome = check_draft(draft, why);
    size_t before = out->n;
    void *job;

    if (outcome != DONE)
        return outcome;
    job = talloc_new(ctx);
    put_header(job, draft, out);
    if (draft->html == NULL)
        put_part(job, out, "plain", draft->text == NULL ? "" : draft->text);
    else
        put_multipart(job, draft, out);
    mem_free(job);
    if (out->full)
        return fault_set(why, REFUSED, "5.3.4", "the mail is too long");
    return mime_check_bytes(str_from_index(buf_view(out), before), why);
}

enum outcome mime_compose_to(const char *address, struct buf *out, struct fault *why)
{
    if (!address_fits(address))
        return fault_set(why, REFUSED, "5.6.7", "the recipient's address cannot stand in a 7-bit header");
    buf_format(out, "To: <%s>\r\n", address);
    return out->full ? fault_set(why, REFUSED, "5.3.4", "the mail is too long") : DONE;
}

static bool header_line_fits(struct str line, bool first)
{
    size_t colon = str_index(line, ':');

    if (line.p[0] == ' ' || line.p[0] == '\t')
        return !first && str_trim(line).n > 0;
    if (colon == 0 || colon == line.n)
        return false;
    for (size_t i = 0; i < colon; i++)
        if (line.p[i] <= 0x20)
            return false;
    return true;
}

enum outcome mime_check_bytes(struct str bytes, struct fault *why)
{
    bool in_header = true;
    size_t start = 0;

    for (size_t i = mime_printable_run(bytes, 0); i < bytes.n; i++, i += mime_printable_run(bytes, i)) {
        unsigned char c = (unsigned char)bytes.p[i];

        if (c >= 0x7f || (c < 0x20 && c != '\t' && c != '\r' && c != '\n'))
            return fault_set(why, REFUSED, "5.6.0", "byte %zu is not printable ASCII", i);
        if (c == '\n' && (i == start || bytes.p[i - 1] != '\r'))
            return fault_set(why, REFUSED, "5.6.0", "byte %zu is a bare LF", i);
        if (c == '\r' && (i + 1 == bytes.n || bytes.p[i + 1] != '\n'))
            return fault_set(why, REFUSED, "5.6.0", "byte %zu is a bare CR", i);
        if (c != '\n')
            continue;
        struct str line = str_cut(bytes, start, i - 1 - start);

        if (line.n > LINE_LIMIT)
            return fault_set(why, REFUSED, "5.6.0", "the line at byte %zu is too long", start);
        if (in_header && line.n > 0 && !header_line_fits(line, start == 0))
            return fault_set(why, REFUSED, "5.6.0", "the line at byte %zu is no header field", start);
        if (line.n == 0 && start == 0)
            return fault_set(why, REFUSED, "5.6.0", "the mail begins with an empty line");
        in_header = in_header && line.n > 0;
        start = i + 1;
    }
    if (start != bytes.n || bytes.n == 0)
        return fault_set(why, REFUSED, "5.6.0", "the last line has no end");
    return in_header ? fault_set(why, REFUSED, "5.6.0", "no empty line ends the header") : DONE;
}
