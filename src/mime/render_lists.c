/* Lists and rules as they were typed: libcmark counts the items of a list, and forgets what stood in front of them. "1. yes, 3. no" must not
 * become "1. yes, 2. no", so a list ends where its numbers jump; one that repeats its first number wants to be counted. */
#include <ctype.h>

#include "base/log.h"
#include "base/mem.h"
#include "mime/private_render.h"

struct lines {
    struct str *lines;
    size_t count, capacity;
};

static void split_lines(const void *ctx, struct str source, struct lines *out)
{
    struct str line;

    while (str_next_line(&source, &line)) {
        out->lines = mem_grow(ctx, out->lines, &out->capacity, out->count + 1, sizeof *out->lines);
        out->lines[out->count++] = line;
    }
}

/* The line from where the node begins. */
static struct str source_of(const struct lines *lines, cmark_node *node)
{
    int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);

    if (line < 1 || column < 1 || (size_t)line > lines->count)
        return STR_EMPTY;
    return str_from_index(lines->lines[line - 1], (size_t)column - 1);
}

/* The number that stands there, or -1. */
static int number_of(struct str text)
{
    int number = 0;
    size_t n = 0;

    for (; n < text.n && n < 9 && isdigit((unsigned char)text.p[n]); n++)
        number = number * 10 + (text.p[n] - '0');
    return n > 0 && n < text.n && (text.p[n] == '.' || text.p[n] == ')') ? number : -1;
}

/* A list of its own for the item and those behind it. */
static cmark_node *split_list(cmark_node *list, cmark_node *item, int number)
{
    cmark_node *rest = cmark_node_new(CMARK_NODE_LIST), *next;

    if (rest == NULL)
        log_panic("out of memory");
    cmark_node_set_list_type(rest, CMARK_ORDERED_LIST);
    cmark_node_set_list_delim(rest, cmark_node_get_list_delim(list));
    cmark_node_set_list_tight(rest, cmark_node_get_list_tight(list));
    cmark_node_set_list_start(rest, number);
    for (; item != NULL; item = next) {
        next = cmark_node_next(item);
        cmark_node_unlink(item);
        cmark_node_append_child(rest, item);
    }
    cmark_node_insert_after(list, rest);
    return rest;
}

static void keep_numbers(const struct lines *lines, cmark_node *list)
{
    int first = cmark_node_get_list_start(list), expected = first, number;

    for (cmark_node *item = cmark_node_first_child(list), *next; item != NULL; item = next) {
        next = cmark_node_next(item);
        number = number_of(source_of(lines, item));
        if (number >= 0 && number != expected && number != first) {
            list = split_list(list, item, number);
            first = expected = number;
        }
        expected++;
    }
}

/* Of a rule, or an item with a bullet. */
static void keep_mark(const struct lines *lines, cmark_node *node)
{
    struct str text = source_of(lines, node);

    if (text.n > 0 && strchr("*+_", text.p[0]) != NULL)
        cmark_node_set_user_data(node, (void *)(intptr_t)text.p[0]);
}

static void keep_bullets(const struct lines *lines, cmark_node *list)
{
    for (cmark_node *item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item))
        keep_mark(lines, item);
}

void render_lists(const void *ctx, cmark_node *root, struct str source)
{
    struct lines lines = {.lines = NULL};
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    if (iter == NULL)
        log_panic("out of memory");
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool rule = cmark_node_get_type(node) == CMARK_NODE_THEMATIC_BREAK;

        if (!rule && (event != CMARK_EVENT_EXIT || cmark_node_get_type(node) != CMARK_NODE_LIST))
            continue;
        if (lines.count == 0)
            split_lines(ctx, source, &lines);
        if (rule)
            keep_mark(&lines, node);
        else if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
            keep_numbers(&lines, node);
        else
            keep_bullets(&lines, node);
    }
    cmark_iter_free(iter);
}
