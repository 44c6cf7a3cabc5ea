#include <stdlib.h>
#include <unicase.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/phrases.h"
#include "base/utf8.h"

/* A trie. Node 0 is unused; nodes 1 to 255 begin the phrases that begin with that byte, so no search is needed there. */
struct phrase_node {
    unsigned char byte;
    unsigned child, sibling; /* 0: none */
    unsigned row;            /* of the phrase that ends here, plus one; 0: none does */
};

enum { ROOTS = 256 };

static struct str phrase_of(const struct phrases *p, size_t row)
{
    return str_of(*(const char *const *)((const char *)p->rows + row * p->size));
}

static unsigned child_of(const struct phrase_node *nodes, unsigned node, unsigned char byte)
{
    unsigned child = nodes[node].child;

    while (child != 0 && nodes[child].byte != byte)
        child = nodes[child].sibling;
    return child;
}

void phrases_prepare(struct phrases *p)
{
    size_t most = ROOTS;
    unsigned used = ROOTS;

    if (p->nodes != NULL)
        return;
    for (size_t i = 0; i < p->count; i++)
        most += phrase_of(p, i).n;
    p->nodes = calloc(most, sizeof *p->nodes);
    if (p->nodes == NULL)
        log_panic("out of memory");
    for (size_t i = 0; i < p->count; i++) {
        struct str phrase = phrase_of(p, i);
        unsigned node = (unsigned char)phrase.p[0];

        for (size_t at = 1; at < phrase.n; at++) {
            unsigned char byte = (unsigned char)phrase.p[at];
            unsigned child = child_of(p->nodes, node, byte);

            if (child == 0) {
                child = used++;
                p->nodes[child] = (struct phrase_node){byte, 0, p->nodes[node].child, 0};
                p->nodes[node].child = child;
            }
            node = child;
        }
        if (p->nodes[node].row == 0) /* of rows with the same phrase, the first counts */
            p->nodes[node].row = (unsigned)i + 1;
    }
}

static bool blank(char c)
{
    return c == ' ' || c == '\n';
}

bool phrases_at(struct phrases *p, struct str s, size_t at, struct phrase_hit *hit)
{
    unsigned node;
    bool found = false;

    phrases_prepare(p);
    if (at >= s.n)
        return false;
    node = (unsigned char)s.p[at];
    for (size_t end = at + 1;; end++) {
        if (p->nodes[node].row != 0) {
            *hit = (struct phrase_hit){p->nodes[node].row - 1, at, end};
            found = true;
        }
        if (end >= s.n || p->nodes[node].child == 0)
            return found;
        node = child_of(p->nodes, node, blank(s.p[end]) ? ' ' : (unsigned char)s.p[end]);
        if (node == 0)
            return found;
        if (blank(s.p[end]))
            while (end + 1 < s.n && blank(s.p[end + 1]))
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
    while (*at < s.n) {
        size_t here = (*at)++;

        if (begins(s, here) && phrases_at(p, s, here, hit))
            return true;
    }
    return false;
}

/* The character in lower case, when that takes as many bytes. */
static size_t lower(char *out, struct str s, size_t at)
{
    size_t next = at, n;
    uint32_t c = utf8_next(s, &next), small = (uint32_t)uc_tolower(c);
    struct buf b;
    char room[8];

    n = next - at;
    b = (struct buf){.p = room, .capacity = sizeof room, .limit = sizeof room - 1};
    utf8_put(&b, small);
    memcpy(out, b.n == n ? room : s.p + at, n);
    return n;
}

static void fold(struct str s, char *out)
{
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];

        if (c < 0x80) {
            out[at] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
            at++;
        } else {
            at += lower(out + at, s, at);
        }
    }
}

/* Bytes of white space at s.p[at]: ASCII blanks, and the no-break and ideographic spaces. */
static size_t space(struct str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];

    if (c <= ' ')
        return 1;
    if (c == 0xc2 && at + 1 < s.n && (unsigned char)s.p[at + 1] == 0xa0)
        return 2;
    return c == 0xe3 && at + 2 < s.n && memcmp(s.p + at, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

/* Bytes of a curly single quote at s.p[at]. */
static bool curly(struct str s, size_t at)
{
    return s.n - at >= 3 && s.p[at] == '\xe2' && s.p[at + 1] == '\x80' && (s.p[at + 2] == '\x98' || s.p[at + 2] == '\x99');
}

void phrases_text(const void *ctx, struct str text, struct str *plain, struct str *folded)
{
    char *out = mem_zero(ctx, text.n + 1), *low = mem_zero(ctx, text.n + 1);
    size_t n = 0, blanks = 0, lines = 0, width;

    for (size_t at = 0; at < text.n;) {
        if ((width = space(text, at)) > 0) {
            blanks++;
            lines += text.p[at] == '\n';
            at += width;
            continue;
        }
        if (blanks > 0 && n > 0) {
            out[n++] = lines > 0 ? '\n' : ' ';
            if (lines > 1) /* two line ends stood there at least, so there is room for the second */
                out[n++] = '\n';
        }
        blanks = lines = 0;
        if (curly(text, at)) {
            out[n++] = '\'';
            at += 3;
        } else {
            out[n++] = text.p[at++];
        }
    }
    *plain = str_from(out, n);
    fold(*plain, low);
    *folded = str_from(low, n);
}
