/* Two hash tables over the phrases, one by the first and one by the last word of each. Scripts without spaces have
 * their first and last character for a word. Hardly a line has a phrase, and three bytes tell that most have none. */
#include "reply/languages.h"

#include "base/log.h"
#include "base/mem.h"
#include "reply/private.h"

enum { ROWS = 4096, SLOTS = 2 * ROWS, EDGE = 3, EDGES = 4096, TEXT_BYTES = 1 << 17, NOWHERE = 0 };

struct phrase {
    struct str text, tail; /* tail: behind "..." of a device line */
    enum wording kind;
    unsigned char language;
    bool open; /* "..." stands between text and tail */
    uint32_t key, last_key;
    uint16_t next, next_last; /* in their chains; 0 ends */
};

struct languages {
    bool ready;
    struct phrase rows[ROWS]; /* from 1 on */
    uint16_t first[SLOTS], last[SLOTS];
    uint16_t begins[EDGES], ends[EDGES]; /* bits of the kinds of phrase that have such bytes at their edge */
    unsigned brief;                      /* and of those that have phrases without so many */
    char text[TEXT_BYTES];
    size_t used;
};

static struct languages all;
static const struct languages none;

/* --- words ----------------------------------------------------------------------------------------------------------
 */

/* Thai, Chinese, Japanese, Korean: every character may begin a word. */
static bool spaceless(struct str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];

    return c >= 0xe3 ||
           (c == 0xe0 && at + 1 < s.n && ((unsigned char)s.p[at + 1] == 0xb8 || (unsigned char)s.p[at + 1] == 0xb9));
}

/* A byte of a word: letters, figures, and everything beyond ASCII but Latin-1's and general punctuation. */
static bool word_byte(struct str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];

    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    return c != 0xc2 && c != 0xe2;
}

static bool inner_byte(struct str s, size_t at)
{
    return ((unsigned char)s.p[at] & 0xc0) == 0x80;
}

static uint32_t hash(const char *p, size_t n)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 16777619u;
    return h ^ h >> 15;
}

static size_t word_end(struct str s, size_t at)
{
    size_t end = at + 1;

    if (spaceless(s, at) || !word_byte(s, at)) {
        while (end < s.n && inner_byte(s, end))
            end++;
        return end;
    }
    while (end < s.n && word_byte(s, end) && !spaceless(s, end))
        end++;
    return end;
}

static uint32_t last_key(struct str s)
{
    size_t at = s.n;

    while (at > 0 && inner_byte(s, at - 1))
        at--;
    at -= at > 0;
    if (at >= s.n || spaceless(s, at) || !word_byte(s, at))
        return at >= s.n ? 0 : hash(s.p + at, s.n - at);
    while (at > 0) {
        size_t before = at - 1;

        while (before > 0 && inner_byte(s, before))
            before--;
        if (!word_byte(s, before) || spaceless(s, before))
            break;
        at = before;
    }
    return hash(s.p + at, s.n - at);
}

/* Whether a word may end in front of s.p[at]. */
static bool boundary(struct str s, size_t at)
{
    size_t last = at;

    if (at == 0 || at >= s.n || !word_byte(s, at) || spaceless(s, at))
        return true;
    while (last > 0 && inner_byte(s, last - 1))
        last--;
    last -= last > 0;
    return !word_byte(s, last) || spaceless(s, last);
}

static size_t edge(const char *p)
{
    const unsigned char *byte = (const unsigned char *)p;

    return ((uint32_t)byte[0] << 16 | (uint32_t)byte[1] << 8 | byte[2]) * 2654435761u >> 20;
}

/* Whether a phrase of that kind may begin at s.p[at], and whether s may end with one. */
static bool may_begin(const struct languages *p, struct str s, size_t at, enum wording kind)
{
    return s.n - at < EDGE || ((p->begins[edge(s.p + at)] | p->brief) & 1u << kind) != 0;
}

static bool may_end(const struct languages *p, struct str s, enum wording kind)
{
    return s.n < EDGE || ((p->ends[edge(s.p + s.n - EDGE)] | p->brief) & 1u << kind) != 0;
}

/* --- making ---------------------------------------------------------------------------------------------------------
 */

static struct str keep(struct languages *p, struct str text)
{
    struct str kept = str_from(p->text + p->used, text.n);

    if (p->used + text.n > sizeof p->text)
        log_panic("the phrases of all languages are too long");
    memcpy(p->text + p->used, text.p, text.n);
    p->used += text.n;
    return kept;
}

static void note_edge(struct languages *p, struct str bytes, uint16_t *edges, enum wording kind)
{
    if (bytes.n < EDGE)
        p->brief |= 1u << kind;
    else
        edges[edge(bytes.p)] |= (uint16_t)(1u << kind);
}

static void add(struct languages *p, const void *job, unsigned at, const struct language_row *row)
{
    struct phrase *phrase = &p->rows[at];
    struct str folded = line_fold(job, str_of(row->text)), ending;
    size_t dots = str_find(folded, STR("..."));

    *phrase = (struct phrase){.kind = row->kind, .language = (unsigned char)row->language, .open = dots < folded.n};
    phrase->text = keep(p, str_cut(folded, 0, dots));
    phrase->tail = keep(p, str_from_index(folded, dots + 3));
    if (phrase->text.n > 0) {
        note_edge(p, phrase->text, p->begins, row->kind);
        phrase->key = hash(phrase->text.p, word_end(phrase->text, 0));
        phrase->next = p->first[phrase->key % SLOTS];
        p->first[phrase->key % SLOTS] = (uint16_t)at;
        if (phrase->open)
            return;
    }
    ending = phrase->open ? phrase->tail : phrase->text;
    note_edge(p, str_from_index(ending, ending.n < EDGE ? 0 : ending.n - EDGE), p->ends, row->kind);
    phrase->last_key = last_key(ending);
    phrase->next_last = p->last[phrase->last_key % SLOTS];
    p->last[phrase->last_key % SLOTS] = (uint16_t)at;
}

const struct languages *languages_all(void)
{
    if (!all.ready) {
        void *job = mem_job("phrases");

        if (language_row_count >= ROWS)
            log_panic("there are too many phrases");
        for (unsigned i = 0; i < language_row_count; i++)
            add(&all, job, i + 1, &language_rows[i]);
        all.ready = true;
        mem_free(job);
    }
    return &all;
}

const struct languages *languages_none(void)
{
    return &none;
}

/* --- finding --------------------------------------------------------------------------------------------------------
 */

static bool stands_at(struct str s, size_t at, struct str phrase)
{
    return s.n - at >= phrase.n && memcmp(s.p + at, phrase.p, phrase.n) == 0;
}

/* The phrases that begin with the word at s.p[at]. */
static uint16_t chain_at(const struct languages *p, struct str s, size_t at, size_t end, uint32_t *key)
{
    *key = hash(s.p + at, end - at);
    return p->first[*key % SLOTS];
}

static bool longest(const struct languages *p, struct str s, size_t at, size_t end, enum wording kind,
                    struct language_hit *hit)
{
    uint32_t key;

    *hit = (struct language_hit){.start = at, .end = at};
    if (!may_begin(p, s, at, kind))
        return false;
    for (uint16_t i = chain_at(p, s, at, end, &key); i != NOWHERE; i = p->rows[i].next) {
        const struct phrase *row = &p->rows[i];

        if (row->kind != kind || row->key != key || !stands_at(s, at, row->text) || !boundary(s, at + row->text.n))
            continue;
        hit->languages |= UINT64_C(1) << row->language;
        if (at + row->text.n > hit->end)
            hit->end = at + row->text.n;
    }
    return hit->end > at;
}

bool language_at(const struct languages *p, struct str s, size_t at, enum wording kind, struct language_hit *hit)
{
    return at < s.n && longest(p, s, at, word_end(s, at), kind, hit);
}

bool language_find(const struct languages *p, struct str s, size_t from, enum wording kind, struct language_hit *hit)
{
    for (size_t at = from, end; at < s.n; at = end) {
        end = word_end(s, at);
        if (word_byte(s, at) && longest(p, s, at, end, kind, hit) && boundary(s, at))
            return true;
    }
    return false;
}

bool language_ends(const struct languages *p, struct str s, enum wording kind)
{
    uint32_t key;

    if (s.n == 0 || !may_end(p, s, kind))
        return false;
    key = last_key(s);
    for (uint16_t i = p->last[key % SLOTS]; i != NOWHERE; i = p->rows[i].next_last) {
        const struct phrase *row = &p->rows[i];

        if (row->kind == kind && row->last_key == key && !row->open && str_ends(s, row->text) &&
            (s.n == row->text.n || boundary(s, s.n - row->text.n)))
            return true;
    }
    return false;
}

unsigned language_kinds(const struct languages *p, struct str s, unsigned asked)
{
    unsigned kinds = 0;
    uint32_t key;

    if (s.n == 0 || (s.n >= EDGE && (p->begins[edge(s.p)] & asked) == 0))
        return 0;
    for (uint16_t i = chain_at(p, s, 0, word_end(s, 0), &key); i != NOWHERE; i = p->rows[i].next)
        if (p->rows[i].key == key && !p->rows[i].open && str_equal(s, p->rows[i].text))
            kinds |= 1u << p->rows[i].kind & asked;
    return kinds;
}

/* Something stands between the two ends. Without a second end it is no sentence: "Sent from my desk, this is easier".
 */
static bool encloses(const struct phrase *row, struct str s)
{
    if (!row->open)
        return str_equal(s, row->text);
    if (row->tail.n == 0 && str_find(s, STR(", ")) < s.n)
        return false;
    return s.n > row->text.n + row->tail.n && str_starts(s, row->text) && str_ends(s, row->tail) &&
           boundary(s, row->text.n);
}

static bool device_begins(const struct languages *p, struct str s)
{
    uint32_t key;

    if (!may_begin(p, s, 0, WORDING_DEVICE))
        return false;
    for (uint16_t i = chain_at(p, s, 0, word_end(s, 0), &key); i != NOWHERE; i = p->rows[i].next)
        if (p->rows[i].kind == WORDING_DEVICE && p->rows[i].key == key && encloses(&p->rows[i], s))
            return true;
    return false;
}

static bool device_ends(const struct languages *p, struct str s)
{
    uint32_t key;

    if (!may_end(p, s, WORDING_DEVICE))
        return false;
    key = last_key(s);
    for (uint16_t i = p->last[key % SLOTS]; i != NOWHERE; i = p->rows[i].next_last)
        if (p->rows[i].kind == WORDING_DEVICE && p->rows[i].last_key == key && p->rows[i].text.n == 0 &&
            encloses(&p->rows[i], s))
            return true;
    return false;
}

bool language_device(const struct languages *p, struct str s)
{
    return s.n > 0 && (device_begins(p, s) || device_ends(p, s));
}
