#include <limits.h>
#include <stdlib.h>
#include <unicase.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/phrases.h"
#include "base/utf8.h"

/* A trie. Node 0 is unused; nodes 1 to 255 begin the phrases that begin with that byte, so no search is needed there. Where only one phrase
 * goes on, its rest is read from the row. */
struct phrase_node {
    unsigned char byte;
    unsigned short tail;     /* so many bytes of the row's phrase follow */
    unsigned child, sibling; /* 0: none */
    unsigned row;            /* of the phrase that ends here, or behind the tail, plus one; 0: none does */
};

enum { ROOTS = 256 };

static struct str phrase_of(const struct phrases *p, size_t row)
{
    return str_of(*(const char *const *)((const char *)p->rows + row * p->size));
}

static struct str tail_of(const struct phrases *p, const struct phrase_node *node)
{
    struct str phrase = node->tail == 0 ? STR_EMPTY : phrase_of(p, node->row - 1);

    return str_from_index(phrase, phrase.n - node->tail);
}

static unsigned child_of(const struct phrase_node *nodes, unsigned node, unsigned char byte)
{
    unsigned child = nodes[node].child;

    while (child != 0 && nodes[child].byte != byte)
        child = nodes[child].sibling;
    return child;
}

static unsigned add_child(struct phrase_node *nodes, unsigned node, unsigned char byte, unsigned *used)
{
    unsigned child = (*used)++;

    nodes[child] = (struct phrase_node){.byte = byte, .sibling = nodes[node].child};
    nodes[node].child = child;
    return child;
}

/* The first byte of a node's tail becomes a node: another phrase comes by. */
static void shorten_tail(const struct phrases *p, unsigned node, unsigned *used)
{
    struct phrase_node *n = &p->nodes[node];
    unsigned child = add_child(p->nodes, node, (unsigned char)tail_of(p, n).p[0], used);

    p->nodes[child].row = n->row;
    p->nodes[child].tail = (unsigned short)(n->tail - 1);
    n->row = n->tail = 0;
}

static void add_phrase(struct phrases *p, unsigned row, unsigned *used)
{
    struct str phrase = phrase_of(p, row);
    unsigned node = (unsigned char)phrase.p[0];
    size_t at = 1;

    for (;; at++) {
        struct phrase_node *n = &p->nodes[node];
        struct str rest = str_from_index(phrase, at);
        unsigned child;

        if (n->row != 0 && str_equal(rest, tail_of(p, n)))
            return; /* of rows with the same phrase, the first counts */
        if (n->tail > 0)
            shorten_tail(p, node, used);
        if (rest.n == 0 || (n->row == 0 && n->child == 0 && rest.n <= USHRT_MAX)) {
            n->row = row + 1;
            n->tail = (unsigned short)rest.n;
            return;
        }
        child = child_of(p->nodes, node, (unsigned char)rest.p[0]);
        node = child != 0 ? child : add_child(p->nodes, node, (unsigned char)rest.p[0], used);
    }
}

void phrases_prepare(struct phrases *p)
{
    size_t most = ROOTS;
    unsigned used = ROOTS;
    struct phrase_node *fitting;

    if (p->nodes != NULL)
        return;
    for (size_t i = 0; i < p->count; i++)
        most += phrase_of(p, i).n;
    p->nodes = calloc(most, sizeof *p->nodes);
    if (p->nodes == NULL)
        log_panic("out of memory");
    for (unsigned i = 0; i < p->count; i++)
        add_phrase(p, i, &used);
    fitting = realloc(p->nodes, used * sizeof *p->nodes); /* every page more is copied for each process that inherits it */
    if (fitting != NULL)
        p->nodes = fitting;
}

/* Stands where a character became shorter. */
enum { FILLER = 1 };

bool phrases_at(struct phrases *p, struct str s, size_t at, struct phrase_hit *hit)
{
    const struct phrase_node *node;
    struct str tail;
    bool found = false;

    phrases_prepare(p);
    if (at >= s.n)
        return false;
    node = &p->nodes[(unsigned char)s.p[at]];
    tail = tail_of(p, node);
    for (size_t end = at + 1;; end++) {
        if (node->row != 0 && tail.n == 0) {
            *hit = (struct phrase_hit){node->row - 1, at, end};
            found = true;
        }
        while (end < s.n && s.p[end] == FILLER)
            end++;
        if (end >= s.n)
            return found;
        if (tail.n > 0) {
            if (tail.p[0] != s.p[end])
                return found;
            tail = str_from_index(tail, 1);
        } else {
            unsigned child = child_of(p->nodes, (unsigned)(node - p->nodes), (unsigned char)s.p[end]);

            if (child == 0)
                return found;
            node = &p->nodes[child];
            tail = tail_of(p, node);
        }
        while (s.p[end] == ' ' && end + 1 < s.n && s.p[end + 1] == ' ')
            end++;
    }
}

static bool word_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Letters and digits of ASCII begin a word only behind something else; other characters may belong to a script without spaces. */
static bool begins(struct str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];

    if (c >= 0x80)
        return (c & 0xc0) != 0x80;
    return at == 0 || !word_byte(c) || !word_byte((unsigned char)s.p[at - 1]);
}

bool phrases_next(struct phrases *p, struct str s, size_t *at, struct phrase_hit *hit)
{
    phrases_prepare(p);
    while (*at < s.n) {
        size_t here = (*at)++;
        const struct phrase_node *first = &p->nodes[(unsigned char)s.p[here]];

        if ((first->child != 0 || first->row != 0) && begins(s, here) && phrases_at(p, s, here, hit))
            return true;
    }
    return false;
}

/* The character at s.p[at] in lower case, where that takes as many bytes; how many. */
static size_t lower(char *out, struct str s, size_t at)
{
    static const struct {
        const char *from, *to;
    } rows[] = {{"\xc2\xa0", "  "}, {"\xe3\x80\x80", "   "}, {"\xe2\x80\x98", "'\1\1"}, {"\xe2\x80\x99", "'\1\1"}};
    size_t next = at, n;
    char room[8];
    struct buf small = {.p = room, .capacity = sizeof room, .limit = sizeof room - 1};

    utf8_put(&small, (uint32_t)uc_tolower(utf8_next(s, &next)));
    n = next - at;
    memcpy(out, small.n == n ? room : s.p + at, n);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (n == strlen(rows[i].from) && memcmp(s.p + at, rows[i].from, n) == 0)
            memcpy(out, rows[i].to, n);
    return n;
}

struct str phrases_fold(const void *ctx, struct str text)
{
    char *out = mem_zero(ctx, text.n + 1);

    for (size_t at = 0; at < text.n;) {
        unsigned char c = (unsigned char)text.p[at];

        if (c >= 0x80) {
            at += lower(out + at, text, at);
            continue;
        }
        out[at++] = (char)(c <= ' ' ? ' ' : c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    return str_from(out, text.n);
}
