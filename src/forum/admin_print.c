#include "base/clock.h"
#include "base/utf8.h"
#include "forum/admin.h"

enum { COLUMN_LIMIT = 48 };

json_t *admin_text(const void *ctx, const char *text)
{
    struct buf b;

    buf_init(&b, ctx, TEXT_LIMIT * 3);
    utf8_repair(&b, str_of(text));
    return json_stringn(buf_string(&b), b.n);
}

json_t *admin_line(const void *ctx, const char *text)
{
    return admin_text(ctx, utf8_line(ctx, str_of(text)));
}

json_t *admin_time(int64_t seconds)
{
    char text[20];

    if (seconds == 0)
        return json_string("");
    clock_short(seconds, text);
    return json_string(text);
}

void admin_put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value == NULL ? json_string("") : value);
}

void admin_number(json_t *object, const char *key, uint64_t value)
{
    admin_put(object, key, json_integer((json_int_t)value));
}

enum outcome admin_id(const char *word, uint64_t *id, struct fault *why)
{
    *id = command_number(str_of(word));
    return *id != 0 ? DONE : fault_set(why, REFUSED, "", "\"%.60s\" is not a number", word);
}

void admin_done(struct admin *a, const char *text)
{
    a->result = json_object();
    admin_put(a->result, "done", admin_line(a->ctx, text));
}

/* What is below a space was written out by jansson. */
const char *forum_json_safe(const void *ctx, const char *json)
{
    struct str s = str_of(json);
    struct buf out;

    buf_init(&out, ctx, 6 * s.n + 1);
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);

        if (c < 0x7f || !utf8_unsafe(c))
            utf8_put(&out, c);
        else if (c < 0x10000)
            buf_format(&out, "\\u%04X", (unsigned)c);
        else
            buf_format(&out, "\\u%04X\\u%04X", (unsigned)(0xd800 + ((c - 0x10000) >> 10)), (unsigned)(0xdc00 + (c & 0x3ff)));
    }
    return buf_string(&out);
}

/* ---- as text ---- */

static const char *plain(const void *ctx, const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_integer(value))
        return mem_format(ctx, "%lld", (long long)json_integer_value(value));
    return json_is_true(value) ? "yes" : json_is_false(value) ? "no" : "";
}

/* Nothing from a mail may reach the terminal but text: control and bidirectional characters become spaces, lines stay.
 */
static void put_safe(const void *ctx, struct buf *out, const char *text, const char *indent)
{
    struct str rest = str_of(text), line;

    while (str_next_line(&rest, &line))
        buf_format(out, "%s%s\n", indent, utf8_line(ctx, line));
}

static void print_table(const void *ctx, const json_t *array, struct buf *out);

static void print_object(const void *ctx, const json_t *object, struct buf *out)
{
    bool after_group = false;
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)object, key, value)
    {
        const char *text = plain(ctx, value);

        if (after_group || (json_is_object(value) && out->n > 0)) /* a group stands between blank lines */
            buf_char(out, '\n');
        after_group = json_is_object(value);
        if (json_is_array(value) && json_array_size(value) > 0) {
            buf_format(out, "%s:\n", key);
            print_table(ctx, value, out);
        } else if (json_is_object(value)) {
            buf_format(out, "%s:%s\n", key, json_object_size(value) == 0 ? " none" : "");
            print_object(ctx, value, out);
        } else if (strchr(text, '\n') != NULL) {
            buf_format(out, "%s:\n", key);
            put_safe(ctx, out, text, "    ");
        } else if (strcmp(key, "done") == 0) {
            put_safe(ctx, out, text, "");
        } else if (!json_is_array(value)) {
            buf_format(out, "%s: %s\n", key, utf8_line(ctx, str_of(text)));
        }
    }
}

static bool has_lines(const json_t *object)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)object, key, value)
    {
        if (json_is_string(value) && strcmp(key, "body") == 0)
            return true;
    }
    return false;
}

static size_t column_width(const void *ctx, const json_t *array, const char *key)
{
    size_t width = strlen(key), i;
    json_t *row;

    json_array_foreach(array, i, row)
    {
        size_t n = utf8_width(str_of(plain(ctx, json_object_get(row, key))));

        width = n > width ? n : width;
    }
    return width > COLUMN_LIMIT ? COLUMN_LIMIT : width;
}

static void pad(struct buf *out, size_t from, size_t to)
{
    for (; from < to + 2; from++)
        buf_char(out, ' ');
}

static void print_row(const void *ctx, const json_t *row, const json_t *first, const json_t *array, struct buf *out)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)first, key, value)
    {
        const char *text = row == NULL ? key : utf8_line(ctx, str_of(plain(ctx, json_object_get(row, key))));
        size_t width = column_width(ctx, array, key);

        buf_text(out, text);
        pad(out, utf8_width(str_of(text)) < width ? utf8_width(str_of(text)) : width, width);
    }
    while (out->n > 0 && out->p[out->n - 1] == ' ')
        buf_truncate(out, out->n - 1);
    buf_char(out, '\n');
}

static void print_table(const void *ctx, const json_t *array, struct buf *out)
{
    const json_t *first = json_array_get(array, 0);
    size_t i;
    json_t *row;

    if (first == NULL)
        return;
    if (!json_is_object(first)) {
        json_array_foreach(array, i, row) buf_format(out, "    %s\n", utf8_line(ctx, str_of(plain(ctx, row))));
        return;
    }
    if (!has_lines(first))
        print_row(ctx, NULL, first, array, out);
    json_array_foreach(array, i, row)
    {
        if (has_lines(first)) {
            print_object(ctx, row, out);
            buf_char(out, '\n');
        } else {
            print_row(ctx, row, first, array, out);
        }
    }
}

void admin_print(const void *ctx, const json_t *result, struct buf *out)
{
    if (json_is_array(result) && json_array_size(result) == 0)
        buf_text(out, "none\n");
    else if (json_is_array(result))
        print_table(ctx, result, out);
    else
        print_object(ctx, result, out);
}
