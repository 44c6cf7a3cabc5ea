#include "forum/private.h"
#include "forum/words.h"

enum { NAME_MIN = 2, NAME_MAX = 20, ATTEMPTS = 64, RESERVED = 256 };

/* ---- pseudonyms ---- */

static char *pair_of_words(const struct forum *f, const void *ctx, uint64_t person, uint64_t thread, unsigned attempt)
{
    uint64_t n = seal_pseudonym(f->seal, person, thread, attempt);
    /* In the forum's language, whatever theirs: it would be one of the few things strangers know of them. */
    char *name = lang_pseudonym(forum_language(f, NULL), ctx, n);

    return name != NULL ? name : mem_format(ctx, "%s %s", name_adjectives[n % name_adjective_count], name_nouns[(n >> 32) % name_noun_count]);
}

char *name_of_new_thread(const struct forum *f, const void *ctx, uint64_t person, const unsigned char body_hash[32])
{
    uint64_t key = 1;

    /* No thread has a number with the highest bit, so this never is another thread's name for the same person. */
    for (size_t i = 0; i < 8; i++)
        key = key << 8 | body_hash[i];
    return pair_of_words(f, ctx, person, key | UINT64_C(1) << 63, 0);
}

/* The first of person's words for this thread nobody else there has; kept when asked for. */
static enum outcome give_pseudonym(const struct forum *f, const void *ctx, uint64_t person, uint64_t thread, bool keep,
                                   char **name, struct fault *why)
{
    enum outcome o = REFUSED;

    for (unsigned attempt = 0; attempt < ATTEMPTS && o == REFUSED; attempt++) {
        *name = pair_of_words(f, ctx, person, thread, attempt);
        if (!keep)
            return DONE;
        o = store_pseudonym_set(f->db, thread, person, *name, why);
    }
    for (unsigned number = 2; o == REFUSED && number < 100000; number++) { /* a thread with ten thousand people in it */
        *name = mem_format(ctx, "%s %u", pair_of_words(f, ctx, person, thread, 0), number);
        o = store_pseudonym_set(f->db, thread, person, *name, why);
    }
    return o;
}

struct likeness {
    const void *ctx;
    const char *folded;
    bool found;
};

static void compare_name(void *arg, const char *name)
{
    struct likeness *l = arg;

    l->found = l->found || strcmp(name_fold(l->ctx, str_of(name)), l->folded) == 0;
}

enum outcome forum_name_taken(const struct forum *f, const void *ctx, uint64_t person, uint64_t thread, const char *name, bool *taken,
                              struct fault *why)
{
    struct likeness l = {.ctx = ctx, .folded = name_fold(ctx, str_of(name))};
    enum outcome o = thread == 0 ? DONE : store_names_of_others(f->db, thread, person, name, compare_name, &l, why);

    *taken = l.found;
    return o;
}

enum outcome forum_shown_name(const struct forum *f, const void *ctx, const struct person *p, uint64_t thread,
                              bool keep, char **name, struct fault *why)
{
    bool handle = p->name_mode == NAME_HANDLE && p->handle != NULL && *p->handle != '\0', taken = false;
    enum outcome o = DONE;

    *name = NULL;
    /* A name once used in a thread stays there: a handle chosen later must not tell whose it was. */
    if (thread != 0)
        o = store_pseudonym_get(f->db, ctx, thread, p->id, name, why);
    if (o != DONE || (*name != NULL && **name != '\0'))
        return o;
    /* Nor may it be one that somebody else has there: that would be to speak for them. */
    if (handle && (o = forum_name_taken(f, ctx, p->id, thread, p->handle, &taken, why)) != DONE)
        return o;
    if (p->name_mode == NAME_ANONYMOUS)
        *name = mem_string(ctx, lang_say(forum_language(f, NULL), "Anonymous"));
    else if (handle && !taken)
        *name = mem_string(ctx, p->handle);
    else
        o = give_pseudonym(f, ctx, p->id, thread, keep && thread != 0, name, why);
    return o;
}

/* ---- handles ---- */

/* Characters that look like a Latin letter: Greek, Cyrillic, digits, and what NFC leaves of wide and script forms.
 * Pairs of from and to. */
static const uint32_t look_alikes[][2] = {
    {'0', 'o'},   {'1', 'l'},   {'i', 'l'},   {'|', 'l'},   {'!', 'l'},   {'5', 's'},   {'$', 's'},   {'3', 'e'},
    {'4', 'a'},   {'7', 't'},   {'8', 'b'},   {0x131, 'l'}, {0xec, 'l'},  {0xed, 'l'},  {0xee, 'l'},  {0xef, 'l'},
    {0xe0, 'a'},  {0xe1, 'a'},  {0xe2, 'a'},  {0xe3, 'a'},  {0xe4, 'a'},  {0xe5, 'a'},  {0xe8, 'e'},  {0xe9, 'e'},
    {0xea, 'e'},  {0xeb, 'e'},  {0xf2, 'o'},  {0xf3, 'o'},  {0xf4, 'o'},  {0xf5, 'o'},  {0xf6, 'o'},  {0xf8, 'o'},
    {0xf9, 'u'},  {0xfa, 'u'},  {0xfb, 'u'},  {0xfc, 'u'},  {0xfd, 'y'},  {0xff, 'y'},  {0xf1, 'n'},  {0xe7, 'c'},
    {0x430, 'a'}, {0x432, 'b'}, {0x435, 'e'}, {0x451, 'e'}, {0x438, 'u'}, {0x43a, 'k'}, {0x43c, 'm'}, {0x43d, 'h'},
    {0x43e, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'}, {0x455, 's'}, {0x456, 'l'},
    {0x457, 'l'}, {0x458, 'j'}, {0x501, 'd'}, {0x51b, 'q'}, {0x51d, 'w'}, {0x4bb, 'h'}, {0x4cf, 'l'}, {0x3b1, 'a'},
    {0x3b2, 'b'}, {0x3b5, 'e'}, {0x3b7, 'n'}, {0x3b9, 'l'}, {0x3ba, 'k'}, {0x3bd, 'v'}, {0x3bf, 'o'}, {0x3c1, 'p'},
    {0x3c4, 't'}, {0x3c5, 'u'}, {0x3c7, 'x'}, {0x3c9, 'w'}, {0x3ac, 'a'}, {0x3af, 'l'}, {0x3cc, 'o'},
    {0x251, 'a'}, {0x261, 'g'},
};

static uint32_t plain(uint32_t c)
{
    if (c >= 0xff21 && c <= 0xff3a) /* wide letters and digits */
        c = c - 0xff21 + 'a';
    else if (c >= 0xff41 && c <= 0xff5a)
        c = c - 0xff41 + 'a';
    else if (c >= 0xff10 && c <= 0xff19)
        c = c - 0xff10 + '0';
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++)
        if (look_alikes[i][0] == c)
            return look_alikes[i][1];
    return c;
}

static bool filler(uint32_t c)
{
    return c == ' ' || c == '-' || c == '_' || c == '.' || c == '\'' || c == 0x2019 || (c >= 0x300 && c <= 0x36f);
}

char *name_fold(const void *ctx, struct str name)
{
    struct str folded = utf8_fold_name(ctx, name);
    struct buf out;

    buf_init(&out, ctx, folded.n * 4 + 1);
    for (size_t at = 0; at < folded.n;) {
        uint32_t c = utf8_next(folded, &at);

        if (!filler(c) && !utf8_unsafe(c))
            utf8_put(&out, plain(c));
    }
    return mem_string(ctx, buf_string(&out));
}

/* Words that say somebody speaks for the forum, in any language, folded as names are. */
struct reserved {
    struct str words[RESERVED];
    size_t count;
};

static void reserved_read(const void *ctx, struct reserved *r)
{
    r->count = lang_words_for("(reserved)", r->words, RESERVED);
    for (size_t i = 0; i < r->count; i++)
        r->words[i] = str_of(name_fold(ctx, r->words[i]));
}

/* Length of the longest reserved word, or its plural, that s begins with; 0: none. */
static size_t reserved_at(const struct reserved *r, struct str s)
{
    size_t longest = 0;

    for (size_t i = 0; i < r->count; i++)
        if (r->words[i].n > longest && str_starts(s, r->words[i]))
            longest = r->words[i].n;
    return longest > 0 && longest < s.n && s.p[longest] == 's' ? longest + 1 : longest;
}

/* "Moderators", "ForumTeam": nothing but such words, and digits (which fold to letters) behind them. */
static bool all_reserved(const struct reserved *r, struct str folded)
{
    size_t n, words = 0;

    for (; (n = reserved_at(r, folded)) > 0; words++)
        folded = str_from_index(folded, n);
    return words > 0 && folded.n == 0;
}

/* It is the forum's, or begins with it where that is long enough not to be a name as well. */
static bool is_forums(const struct forum *f, const void *ctx, struct str folded)
{
    enum { LONG = 6 };
    struct str forum = str_of(name_fold(ctx, str_of(f->conf->forum.name)));

    return str_equal(folded, forum) || (forum.n >= LONG && str_starts(folded, forum));
}

/* One of its words is reserved ("Admin Ann"), all of them together are ("Mod erators"), or it sounds like the forum. */
static bool is_reserved(const struct forum *f, const void *ctx, struct str name)
{
    char *words = str_dup(ctx, name);
    struct str rest = str_of(words), word, folded = str_of(name_fold(ctx, name));
    struct reserved r;

    reserved_read(ctx, &r);
    if (is_forums(f, ctx, folded) || all_reserved(&r, folded))
        return true;
    for (char *c = words; *c != '\0'; c++)
        *c = *c == '-' || *c == '_' || *c == '.' ? ' ' : *c;
    while (str_next_word(&rest, &word))
        if (all_reserved(&r, str_of(name_fold(ctx, word))))
            return true;
    return false;
}

/* Letters of one script, as an "a" of another looks the same. What Chinese, Japanese and Korean mix may stand beside Latin.
 */
static bool scripts_fit(struct str name)
{
    const unsigned latin = utf8_script('a'), han = utf8_script(0x4e00);
    unsigned seen = 0;

    for (size_t at = 0; at < name.n;) {
        unsigned script = utf8_script(utf8_next(name, &at));

        if (script == 0 || script == seen || (seen == latin && script == han) || (seen == han && script == latin))
            continue;
        if (seen != 0)
            return false;
        seen = script;
    }
    return true;
}

static bool letters_fit(struct str name, size_t *letters)
{
    for (size_t at = 0; at < name.n;) {
        uint32_t c = utf8_next(name, &at);
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xaa && utf8_letter(c));

        if (utf8_unsafe(c) || (!letter && !filler(c) && !(c >= '0' && c <= '9')))
            return false;
        *letters += letter;
    }
    return true;
}

const char *name_problem(const struct forum *f, const void *ctx, struct str name)
{
    size_t length = utf8_count(name), letters = 0;

    if (!utf8_valid(name) || length < NAME_MIN || length > NAME_MAX)
        return PHRASE("A name has 2 to 20 characters.");
    if (!letters_fit(name, &letters) || letters == 0)
        return PHRASE("A name consists of letters, digits, spaces, dots and hyphens, and has at least one letter.");
    if (!scripts_fit(name))
        return PHRASE("The letters of a name are all of one script.");
    if (is_reserved(f, ctx, name))
        return PHRASE("That name is kept for those who run the forum.");
    return NULL;
}

enum outcome forum_person_named(const struct forum *f, const void *ctx, struct str name, struct person *out, struct fault *why)
{
    enum outcome o;

    *out = (struct person){0};
    if (name_problem(f, ctx, name) != NULL)
        return DONE;
    o = store_person_by_handle(f->db, ctx, name_fold(ctx, name), out, why);
    if (o == DONE && (out->name_mode != NAME_HANDLE || (out->state != PERSON_MEMBER && out->state != PERSON_STOPPED)))
        *out = (struct person){0};
    return o;
}
