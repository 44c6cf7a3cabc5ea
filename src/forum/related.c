#include <ctype.h>

#include "forum/private.h"

/* What was asked before: questions that have words in common with a new one, for those who read it, and the very same question, which is
 * not posted a second time. */

enum { RELATED = 5, CANDIDATES = 12, WORDS = 10, WORD_LEAST = 4 /* characters: shorter ones say little */, BODY_BYTES = 1000 };
enum { IN_TITLE = 2, IN_BODY = 1, AS_TAG = 4, ENOUGH = 4 };
enum { NEWEST = 5, OWN_NEWEST = 20, OWN_DAYS = 7 };

struct search {
    struct act *a;
    const struct proposal *p;
    struct str words[WORDS], tags;
    size_t count;
    struct found {
        uint64_t question, best;
        unsigned score;
    } list[CANDIDATES];
    size_t found;
};

/* ---- related ---- */

/* Which of the words stand in a text: one bit each. It is read once, however many they are, and only copied where it is more than ASCII. */
static unsigned words_in(const struct search *s, struct str text)
{
    struct str one, rest = utf8_ascii(text, 0) == text.n ? text : utf8_base(s->a->ctx, text);
    unsigned bits = 0;

    while (utf8_next_word(&rest, &one))
        for (size_t i = 0; i < s->count; i++)
            if (str_equal_nocase(one, s->words[i]))
                bits |= 1u << i;
    return bits;
}

static unsigned score_of(const struct search *s, const struct post *q)
{
    unsigned title = words_in(s, str_of(q->title)), body = words_in(s, utf8_prefix_bytes(str_of(q->body), BODY_BYTES)), score = 0;
    struct str rest = s->tags, tag, other, others;

    for (size_t i = 0; i < s->count; i++)
        score += title & 1u << i ? IN_TITLE : body & 1u << i ? IN_BODY : 0;
    while (str_next_word(&rest, &tag))
        for (others = str_of(q->tags); str_next_word(&others, &other);)
            score += str_equal(tag, other) ? AS_TAG : 0;
    return score;
}

/* Where words tell two apart no more, its own category comes first. */
static void consider(void *arg, const struct post *q)
{
    struct search *s = arg;
    unsigned score = score_of(s, q);

    if (score >= ENOUGH && s->found < CANDIDATES && s->p->follows.thread != q->id)
        s->list[s->found++] = (struct found){q->id, q->best, 2 * score + (q->category == s->p->category.id)};
}

static int better(const void *a, const void *b)
{
    const struct found *one = a, *other = b;

    return one->score != other->score ? (one->score < other->score) - (one->score > other->score)
                                      : (one->question < other->question) - (one->question > other->question);
}

enum outcome related_find(struct act *a, const struct proposal *p, const char *tags, char **related, struct fault *why)
{
    struct search s = {.a = a, .p = p, .tags = str_of(tags)};
    struct str rest = utf8_base(a->ctx, str_of(p->title)), word;
    struct buf query, out;
    enum outcome o;

    buf_init(&query, a->ctx, 8192);
    buf_init(&out, a->ctx, 200);
    while (s.count < WORDS && utf8_next_word(&rest, &word))
        if (utf8_count(word) >= WORD_LEAST) {
            s.words[s.count++] = word;
            buf_str(&query, utf8_prefix_bytes(word, 64));
            buf_char(&query, ' ');
        }
    o = store_search_titles(a->f->db, a->ctx, s.tags, buf_view(&query), a->actor.id, a->f->now, CANDIDATES, consider, &s,
                            why);
    qsort(s.list, s.found, sizeof s.list[0], better);
    for (size_t i = 0; i < s.found && i < RELATED && o == DONE; i++) {
        uint64_t answer = s.list[i].best; /* the one that was chosen */

        if (answer == 0)
            o = store_post_best_answer(a->f->db, s.list[i].question, a->f->now, &answer, why);
        buf_format(&out, "%s%llu:%llu", i > 0 ? " " : "", (unsigned long long)s.list[i].question, (unsigned long long)answer);
    }
    *related = mem_string(a->ctx, buf_string(&out));
    return o;
}

/* ---- the very same ---- */

struct sameness {
    const void *ctx;
    struct str text; /* its title, or, of an answer or comment, its text */
    uint64_t *list;  /* posts that have the same */
    size_t count, capacity;
};

/* Where two texts first differ stands a plain letter or digit in each, as in most: then in words as well. */
static bool plainly_differ(struct str a, struct str b)
{
    size_t at = 0;

    while (at < a.n && at < b.n && tolower((unsigned char)a.p[at]) == tolower((unsigned char)b.p[at]))
        at++;
    return at < a.n && at < b.n && isalnum((unsigned char)a.p[at]) && isalnum((unsigned char)b.p[at]);
}

/* Word for word, whatever stands between them. */
static bool same_words(const void *ctx, struct str a, struct str b)
{
    struct str one, other, word, other_word;

    if (plainly_differ(a, b))
        return false;
    one = utf8_base(ctx, a);
    other = utf8_base(ctx, b);
    while (utf8_next_word(&one, &word))
        if (!utf8_next_word(&other, &other_word) || !str_equal(word, other_word))
            return false;
    return !utf8_next_word(&other, &other_word);
}

static void compare(void *arg, uint64_t id, struct str text)
{
    struct sameness *s = arg;

    if (!same_words(s->ctx, text, s->text))
        return;
    s->list = mem_grow(s->ctx, s->list, &s->capacity, s->count + 1, sizeof *s->list);
    s->list[s->count++] = id;
}

/* Whether it is a question that stands here, or a post of one's own that still may. */
static bool counts(const struct act *a, const struct proposal *p, const struct post *q)
{
    bool own = q->author == a->actor.id, seen = q->state == POST_VISIBLE && q->publish <= a->f->now,
         kept = own && (q->state == POST_VISIBLE || q->state == POST_WAITING) && q->created > a->f->now - OWN_DAYS * DAY;

    return p->kind == POST_QUESTION ? q->kind == POST_QUESTION && (seen || kept) : kept;
}

/* Of questions titles are compared first, which hardly ever are the same. */
enum outcome related_same(struct act *a, const struct proposal *p, struct post *same, struct fault *why)
{
    struct sameness s = {.ctx = a->ctx, .text = str_of(p->kind == POST_QUESTION ? p->title : p->body)};
    enum outcome o = p->kind == POST_QUESTION ? store_titles_before(a->f->db, a->actor.id, OWN_NEWEST, NEWEST, compare, &s, why)
                                              : store_replies_before(a->f->db, a->actor.id, p->parent.id, OWN_NEWEST, compare, &s, why);

    for (size_t i = 0; i < s.count && o == DONE && same->id == 0; i++) {
        struct post q;
        bool yes = false;

        o = store_post_get(a->f->db, a->ctx, s.list[i], &q, why);
        if (o == DONE && counts(a, p, &q) && same_words(a->ctx, str_of(q.body), str_of(p->body)))
            o = forum_sees(a->f, a->actor.id, &q, &yes, why);
        if (yes)
            *same = q;
    }
    return o;
}

/* "That answer of yours stands here already, as A5" */
static char *stands_already(struct act *a, const struct post *p)
{
    const char *label = forum_label(a->ctx, p);

    if (p->kind == POST_QUESTION)
        return mem_format(a->ctx, say(a, "That question of yours stands here already, as %s; it was not posted a second time.\n\n"
                                         "To change it, reply to its receipt with \"Edit:\" and the new text.\n"), label);
    if (p->kind == POST_ANSWER)
        return mem_format(a->ctx, say(a, "That answer of yours stands here already, as %s; it was not posted a second time.\n\n"
                                         "To change it, reply to its receipt with \"Edit:\" and the new text.\n"), label);
    return mem_format(a->ctx, say(a, "That comment of yours stands here already, as %s; it was not posted a second time.\n\n"
                                     "To change it, reply to its receipt with \"Edit:\" and the new text.\n"), label);
}

enum outcome related_told(struct act *a, const struct proposal *p, const struct post *same, struct fault *why)
{
    bool asked = p->kind == POST_QUESTION;

    act_event(a, asked ? "question-known" : "reply-known");
    a->out->post = same->id;
    return change_answer(a, "known", mem_format(a->ctx, say(a, asked ? "You have asked that: %s" : "You have written that: %s"),
                                                asked ? same->title : forum_title(a->ctx, a->actor.id, &p->question)),
                         stands_already(a, same), why);
}
