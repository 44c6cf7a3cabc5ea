/* Own addresses, names, phone numbers (phone.c) and our own tokens in a text. Every byte is looked at a bounded number of times. */
#include "base/utf8.h"
#include "reply/private.h"

enum { NAME_WORD = 64, TOKEN_LEAST = 24 };

static bool letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static bool local_byte(char c)
{
    return name_byte(c) || digit(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '=' || c == '%';
}

/* What a byte can be. The writer's own begins with BYTE_OWN, a word of their name with BYTE_NAME; marks_init adds the letters that do. */
enum { BYTE_WORD = 1, BYTE_LOCAL = 2, BYTE_OWN = 4, BYTE_NAME = 8 };

static const unsigned char *byte_bits(void)
{
    static unsigned char bits[256];
    static bool ready;

    for (unsigned i = 0; !ready && i < 256; i++) {
        char c = (char)i;
        bool own = i >= 0x80 || digit(c) || c == '+' || c == '(' || c == '%';

        bits[i] = (unsigned char)((name_byte(c) ? BYTE_WORD : 0) | (local_byte(c) ? BYTE_LOCAL : 0) | (own ? BYTE_OWN : 0) |
                                  (i >= 0x80 ? BYTE_NAME : 0));
    }
    ready = true;
    return bits;
}

/* --- what to look for ----------------------------------------------------------------------------------------------- */

/* Words in From names that name nobody. */
static const char *const no_names[] = {"dr", "mr", "mrs", "ms", "prof", "gmbh", "inc", "ltd", "the", "and", "von", "van", "der", "den",
                                       "des", "del", "los", "mail", "info", "team", "home", "via", "office", "contact", "user", "test",
                                       "gmail", "noreply", "admin", "forum", NULL};

/* First names and surnames that are also plain words: they count only with a capital inside a sentence. */
static const char *const plain_words[] = {"will", "may", "mark", "grace", "hope", "rose", "art", "bill", "rob", "sue", "pat", "drew", "young",
                                          "long", "june", "april", "august", "joy", "faith", "king", "white", "black", "brown", "green",
                                          "day", "love", "best", "good", "park", "hill", "wood", "stone", "small", "short", "rich", "frank",
                                          "jack", "dick", "gene", "iris", "lily", "daisy", "summer", "autumn", "wolf", "gross", "klein",
                                          "lang", "sommer", "winter", "stark", "ernst", "kind", "weiss", "schwarz", "koch", "may", NULL};

static bool listed(struct str word, const char *const *list)
{
    for (size_t i = 0; word.n > 0 && list[i] != NULL; i++)
        if (list[i][0] == word.p[0] && str_equal(word, str_of(list[i])))
            return true;
    return false;
}

/* The next run of name characters in *rest. */
static bool next_name(struct str *rest, struct str *word)
{
    size_t at = 0, end;

    while (at < rest->n && !name_byte(rest->p[at]))
        at++;
    for (end = at; end < rest->n && name_byte(rest->p[end]); end++)
        ;
    *word = str_cut(*rest, at, end - at);
    *rest = str_from_index(*rest, end);
    return word->n > 0;
}

static bool stands_in(struct str word, const struct str *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(word, list[i]))
            return true;
    return false;
}

/* s folded: itself, where that changes nothing. */
static struct str fold(const void *ctx, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80 || (s.p[i] >= 'A' && s.p[i] <= 'Z'))
            return utf8_fold(ctx, s);
    return s;
}

static size_t split_name(const void *ctx, struct str name, struct str *parts, const struct str *without, size_t without_count)
{
    bool ascii = utf8_ascii(name, 0) == name.n;
    struct str word;
    size_t count = 0;

    name = ascii ? fold(ctx, name) : name;
    while (count < MARKS_PARTS && next_name(&name, &word)) {
        struct str folded = ascii ? word : utf8_fold(ctx, word);

        if (utf8_count(folded) >= 3 && folded.n <= NAME_WORD && !listed(folded, no_names) && !stands_in(folded, without, without_count))
            parts[count++] = folded;
    }
    return count;
}

/* A word that folds into one beginning with c begins with it, in either case, or outside of ASCII; but a letter with an accent may be
 * written as the letter and the accent behind it. */
static void begin_with(struct marks *marks, char c, unsigned char bits)
{
    if ((unsigned char)c >= 0x80)
        for (size_t i = 0; i < 0x80; i++)
            marks->bytes[i] |= bits;
    else
        marks->bytes[c | 0x20] |= bits, marks->bytes[c & ~0x20] |= bits;
}

void marks_init(const void *ctx, struct marks *marks, const struct identity_marks *given)
{
    struct str shown[MARKS_PARTS], address = str_of(given->address);
    size_t shown_count = split_name(ctx, str_of(given->shown_name), shown, NULL, 0), at = str_index(address, '@');

    *marks = (struct marks){.domain = fold(ctx, str_of(given->domain)), .name = str_trim(str_of(given->name))};
    marks->put_address = given->put_address == NULL ? STR("[address]") : str_of(given->put_address);
    marks->put_name = given->put_name == NULL ? STR("[name]") : str_of(given->put_name);
    marks->put_phone = given->put_phone == NULL ? STR("[phone]") : str_of(given->put_phone);
    marks->address = fold(ctx, address);
    marks->ascii = utf8_ascii(marks->address, 0) == marks->address.n;
    marks->local = at < address.n ? fold(ctx, str_from(address.p, at)) : STR_EMPTY;
    if (str_equal_nocase(marks->name, str_trim(str_of(given->shown_name))))
        marks->name = STR_EMPTY;
    marks->part_count = split_name(ctx, marks->name, marks->parts, shown, shown_count);
    marks->local_count = split_name(ctx, marks->local, marks->local_parts, shown, shown_count);
    memcpy(marks->bytes, byte_bits(), sizeof marks->bytes);
    for (size_t i = 0; i < marks->part_count; i++)
        begin_with(marks, marks->parts[i].p[0], BYTE_NAME | BYTE_OWN);
    if (marks->local.n > 0 && (unsigned char)marks->local.p[0] < 0x80)
        begin_with(marks, marks->local.p[0], BYTE_OWN);
}

/* word folded into `small` where it is short ASCII, else by the long way. */
static struct str fold_word(const void *ctx, struct str word, char small[NAME_WORD])
{
    for (size_t i = 0; i < word.n; i++) {
        if ((unsigned char)word.p[i] >= 0x80 || word.n > NAME_WORD)
            return word.n > 4 * NAME_WORD ? word : utf8_fold(ctx, word);
        small[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
    }
    return str_from(small, word.n);
}

static struct str possessive(struct str folded)
{
    return str_ends(folded, STR("'s")) ? str_from(folded.p, folded.n - 2) : folded;
}

size_t marks_in_line(const void *ctx, struct str line, const struct marks *marks, size_t *words)
{
    char small[NAME_WORD];
    struct str word;
    size_t found = 0;

    *words = 0;
    while (next_name(&line, &word)) {
        struct str folded = possessive(fold_word(ctx, word, small));

        ++*words;
        found += stands_in(folded, marks->parts, marks->part_count) || stands_in(folded, marks->local_parts, marks->local_count);
    }
    return found;
}

/* --- our tokens and addresses ---------------------------------------------------------------------------------------- */

static bool base32(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '2' && s.p[i] <= '7')))
            return false;
    return true;
}

/* The shape of a token: kind letter and 40 characters, or b and 23. */
static bool token_shape(struct str s)
{
    char kind = s.n == 0 ? ' ' : (char)(s.p[0] | 0x20);

    if (!base32(s))
        return false;
    return (s.n == 41 && (kind == 'r' || kind == 'd' || kind == 'c' || kind == 'u')) || (s.n == 24 && kind == 'b');
}

/* Length of "@" or "%40" at `at`, with a domain behind it: *domain. 0 when there is none. */
static size_t at_sign(struct str text, size_t at, struct str *domain)
{
    size_t length = at < text.n && text.p[at] == '@' ? 1 : str_starts(str_from_index(text, at), STR("%40")) ? 3 : 0, end = at + length;

    if (length == 0)
        return 0;
    while (end < text.n && end - at < 260 && ((name_byte(text.p[end]) && text.p[end] != '\'') || digit(text.p[end]) || text.p[end] == '.' ||
                                              text.p[end] == '-'))
        end++;
    while (end > at + length && end < text.n && ((unsigned char)text.p[end] & 0xc0) == 0x80)
        end--; /* not inside of a character */
    while (end > at + length && text.p[end - 1] == '.')
        end--;
    *domain = str_cut(text, at + length, end - at - length);
    return length;
}

/* A word of local-part characters is replaced when it is a token or an address of ours; *used says how far it reached. */
static bool ours_at(struct str text, size_t at, size_t end, struct str domain, size_t *used)
{
    struct str word = str_cut(text, at, end - at), host = STR_EMPTY, last;
    size_t escaped = str_find(word, STR("%40")), sign, plus;

    if (escaped < word.n) {
        end = at + escaped;
        word.n = escaped;
    }
    sign = at_sign(text, end, &host);
    *used = sign > 0 ? end + sign + host.n : end;
    if (sign > 0 && domain.n > 0 && word.n > 0 && str_equal_nocase(host, domain))
        return true;
    for (last = word; (plus = str_index(last, '+')) < last.n || (plus = str_index(last, '=')) < last.n;)
        last = str_from_index(last, plus + 1);
    while (last.n > 0 && last.p[last.n - 1] == '.')
        last.n--;
    return token_shape(last) && (last.n == 41 || sign > 0);
}

/* Past the words that stand before `sign` with a gap behind them and are too short for a token: each look is at the place where one would
 * go on. */
static size_t past_short(struct str text, size_t at, size_t sign)
{
    const unsigned char *bits = byte_bits();

    while (sign - at > TOKEN_LEAST) {
        size_t gap = at + TOKEN_LEAST;

        while (gap > at && (bits[(unsigned char)text.p[gap - 1]] & BYTE_LOCAL) != 0)
            gap--;
        if (gap == at)
            break;
        at = gap;
    }
    return at;
}

bool redact_ours(struct buf *out, struct str text, const struct marks *marks)
{
    bool escapes = str_index(text, '%') < text.n; /* any: hardly ever */
    size_t kept = 0;                              /* what stands before it is in `out` */
    size_t sign = 0;                              /* no "@" stands between `at` and it */

    for (size_t at = 0, end, used; at < text.n; at = end) {
        if (!escapes) {
            sign = sign > at ? sign : at + str_index(str_from_index(text, at), '@');
            at = past_short(text, at, sign);
        }
        for (end = at; end < text.n && (marks->bytes[(unsigned char)text.p[end]] & BYTE_LOCAL) != 0; end++)
            ;
        if (end == at) {
            end++;
        } else if (end - at > 4096 || (end - at < TOKEN_LEAST && (end == text.n || text.p[end] != '@') &&
                                       !(escapes && memchr(text.p + at, '%', end - at) != NULL))) {
            continue; /* no token is so long or so short, and an address has its sign */
        } else if (ours_at(text, at, end, marks->domain, &used)) {
            buf_add(out, text.p + kept, at - kept);
            buf_str(out, marks->put_address);
            kept = end = used;
        }
    }
    if (kept > 0)
        buf_add(out, text.p + kept, text.n - kept);
    return kept > 0;
}

/* --- own address and name ------------------------------------------------------------------------------------------- */

static bool plain_use(struct str text, size_t at, struct str folded)
{
    size_t before = at;

    if (!listed(folded, plain_words))
        return false;
    if (text.p[at] < 'A' || text.p[at] > 'Z')
        return true;
    while (before > 0 && at - before < 4 && text.p[before - 1] == ' ')
        before--;
    return before == 0 || text.p[before - 1] == '.' || text.p[before - 1] == '!' || text.p[before - 1] == '?' || text.p[before - 1] == '\n';
}

static void put_name(struct buf *out, struct str name)
{
    struct str so_far = buf_view(out);

    if (str_ends(str_trim_end(so_far), name))
        buf_truncate(out, str_trim_end(so_far).n); /* "Ann Miller" is one name */
    else
        buf_str(out, name);
}

static bool hex_digit(char c)
{
    return digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/* "%3D", as links have it. */
static bool escape_at(struct str text, size_t at)
{
    return at + 2 < text.n && text.p[at] == '%' && hex_digit(text.p[at + 1]) && hex_digit(text.p[at + 2]);
}

static bool after_escape(struct str text, size_t at)
{
    return at >= 3 && escape_at(text, at - 3);
}

/* Not in the middle of somebody else's address; inside of a link it may follow "user=" or "user%3D". */
static bool address_may_start(struct str text, size_t at)
{
    return at == 0 || !local_byte(text.p[at - 1]) || text.p[at - 1] == '=' || after_escape(text, at);
}

/* Length of the writer's address at `at`, with its "@" as it is or as links have it ("%40"); 0 when it does not stand there. */
static size_t own_address_at(const void *ctx, struct str text, size_t at, const struct marks *marks)
{
    struct str here = str_from_index(text, at), local = marks->local, domain = str_from_index(marks->address, local.n + 1);
    size_t sign;

    if (local.n == 0 || !address_may_start(text, at))
        return 0;
    if (!marks->ascii) {
        if ((here.p[0] | 0x20) != (local.p[0] | 0x20) && (unsigned char)here.p[0] < 0x80)
            return 0;
        here = str_cut(here, 0, marks->address.n);
        return str_equal(utf8_fold(ctx, here), marks->address) ? here.n : 0;
    }
    if (!str_starts_nocase(here, local))
        return 0;
    here = str_from_index(here, local.n);
    sign = str_starts(here, STR("@")) ? 1 : str_starts(here, STR("%40")) ? 3 : 0;
    return sign > 0 && str_starts_nocase(str_from_index(here, sign), domain) ? local.n + sign + domain.n : 0;
}

/* The whole name in a script without spaces between words. */
static bool whole_name_at(struct str text, size_t at, const struct marks *marks)
{
    return marks->name.n >= 6 && (unsigned char)marks->name.p[0] >= 0xe3 && str_starts(str_from_index(text, at), marks->name);
}

/* Whether the word at `at` is of the writer's name; *length of it either way. */
static bool own_name_at(const void *ctx, struct str text, size_t at, const struct marks *marks, size_t *length)
{
    char small[NAME_WORD];
    struct str word, folded;
    size_t end = at;

    while (end < text.n && name_byte(text.p[end]) && !whole_name_at(text, end, marks))
        end++;
    *length = end - at;
    if (marks->part_count == 0 || (marks->bytes[(unsigned char)text.p[at]] & BYTE_NAME) == 0)
        return false;
    word = str_cut(text, at, end - at);
    folded = possessive(fold_word(ctx, word, small));
    return stands_in(folded, marks->parts, marks->part_count) && !plain_use(text, at, folded);
}

/* What of the writer's stands at `at`, as one of FOUND_..., and how far it goes; or 0, and how far nothing does. */
static unsigned own_at(const void *ctx, struct str text, size_t at, const struct marks *marks, size_t *length)
{
    if ((*length = own_address_at(ctx, text, at, marks)) > 0)
        return FOUND_ADDRESS;
    if (!letter(text.p[at]) && (*length = phone_at(text, at)) > 0)
        return FOUND_PHONE;
    if (whole_name_at(text, at, marks)) {
        *length = marks->name.n;
        return FOUND_NAME;
    }
    *length = escape_at(text, at) ? 3 : 1;
    if (*length == 3 || !name_byte(text.p[at]) || (at > 0 && name_byte(text.p[at - 1]) && !after_escape(text, at)))
        return 0;
    return own_name_at(ctx, text, at, marks, length) ? FOUND_NAME : 0;
}

static void put_found(struct buf *out, unsigned what, const struct marks *marks)
{
    if (what == FOUND_NAME)
        put_name(out, marks->put_name);
    else
        buf_str(out, what == FOUND_ADDRESS ? marks->put_address : marks->put_phone);
}

/* There nothing begins, but a name in a script without spaces. */
static bool inside_word(struct str text, size_t at, const unsigned char *bits)
{
    unsigned char c = (unsigned char)text.p[at];

    return c < 0xe3 && (bits[c] & bits[(unsigned char)text.p[at - 1]] & BYTE_WORD) != 0;
}

/* Past what nothing of the writer's begins with. */
static size_t past_others(struct str text, size_t at, const struct marks *marks)
{
    const unsigned char *bits = marks->bytes;

    for (size_t from = at; at < text.n; at++) {
        while (at < text.n && (bits[(unsigned char)text.p[at]] & BYTE_OWN) == 0)
            at++;
        if (at == from || at == text.n || !inside_word(text, at, bits))
            break;
    }
    return at;
}

unsigned redact_own(const void *ctx, struct buf *out, struct str text, const struct marks *marks)
{
    unsigned found = 0;
    size_t kept = 0; /* what stands before it is in `out` */

    for (size_t at = 0, length; (at = past_others(text, at, marks)) < text.n; at += length) {
        unsigned what = own_at(ctx, text, at, marks, &length);

        if (what == 0)
            continue;
        buf_add(out, text.p + kept, at - kept);
        put_found(out, what, marks);
        found |= what;
        kept = at + length;
    }
    if (found != 0)
        buf_add(out, text.p + kept, text.n - kept);
    return found;
}
