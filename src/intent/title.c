#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"
#include "lang/lang.h"

enum { SUBJECT_LIMIT = 1000, SENTENCES_LIMIT = 2000, GREETING_LIMIT = 50 };

/* What clients put in front of a subject when they reply or forward, in front of the colon. */
static const char *const prefixes[] = {"re", "fwd", "fw", "aw", "antw", "wg", "sv", "vs", "vb", "vl", "rv", "enc", "tr", "ref", "res", "odp",
                                       "pd", "ynt", "ilt", "rif", "r", "i", "fs", "bls", "trs", "rép", "ré", "回复", "答复", "转发", "回覆",
                                       "轉寄", "返信", "転送", "답장", "전달", "ответ", "отв", "Ответ", "Отв", NULL};

/* Length of "Re:", "AW :", "Re[2]:" or "Fwd(3):" at the start, or 0. */
static size_t prefix_length(struct str s)
{
    for (size_t i = 0; prefixes[i] != NULL; i++) {
        struct str prefix = str_of(prefixes[i]);
        size_t at = prefix.n;

        if (!str_starts_nocase(s, prefix))
            continue;
        if (at < s.n && (s.p[at] == '[' || s.p[at] == '(')) {
            while (at < s.n && at < prefix.n + 5 && s.p[at] != ']' && s.p[at] != ')')
                at++;
            at += at < s.n;
        }
        while (at < s.n && s.p[at] == ' ')
            at++;
        if (at < s.n && s.p[at] == ':')
            return at + 1;
        if (str_starts(str_from_index(s, at), STR("\xef\xbc\x9a")))
            return at + 3;
    }
    return 0;
}

/* Length of "[tag]" at the start, or 0. */
static size_t bracket_length(struct str s)
{
    size_t end = str_index(str_cut(s, 0, 60), ']');

    return s.n > 0 && s.p[0] == '[' && end < s.n && end < 60 ? end + 1 : 0;
}

struct str title_bare(struct str subject)
{
    size_t length;

    subject = str_trim(subject);
    while ((length = prefix_length(subject)) > 0 || (length = bracket_length(subject)) > 0)
        subject = str_trim(str_from_index(subject, length));
    return subject;
}

bool title_same(const void *ctx, struct str a, struct str b)
{
    struct str one = intent_plain(ctx, title_bare(a), SUBJECT_LIMIT), two = intent_plain(ctx, title_bare(b), SUBJECT_LIMIT);

    if (one.n == 0 || two.n == 0)
        return one.n == two.n;
    return str_equal(one, two) || (two.n >= 8 && str_ends(one, two)) || (one.n >= 20 && str_starts(two, one));
}

/* --- tags ------------------------------------------------------------------------------------------------------------ */

void intent_add_tag(const void *ctx, struct intent *out, struct str tag)
{
    char *folded;

    tag = str_trim(tag);
    while (tag.n > 0 && (tag.p[0] == '#' || tag.p[0] == '*' || tag.p[0] == '_'))
        tag = str_from_index(tag, 1);
    while (tag.n > 0 && (tag.p[tag.n - 1] == '*' || tag.p[tag.n - 1] == '.' || tag.p[tag.n - 1] == ',' || tag.p[tag.n - 1] == '\\'))
        tag.n--;
    if (tag.n == 0 || tag.n > 100 || out->tag_count == INTENT_TAGS_MAX)
        return;
    folded = utf8_line(ctx, utf8_fold(ctx, tag));
    for (size_t i = 0; i < out->tag_count; i++)
        if (strcmp(out->tags[i], folded) == 0)
            return;
    if (out->tags == NULL)
        out->tags = mem_array(ctx, INTENT_TAGS_MAX, sizeof *out->tags);
    out->tags[out->tag_count++] = folded;
}

/* "#word" with a letter in it: "#1" is a number. */
static bool tag_word(struct str word)
{
    if (word.n < 2 || word.p[0] != '#')
        return false;
    for (size_t i = 1; i < word.n; i++)
        if ((word.p[i] >= 'a' && word.p[i] <= 'z') || (word.p[i] >= 'A' && word.p[i] <= 'Z') || (unsigned char)word.p[i] >= 0x80)
            return true;
    return false;
}

/* The subject without the #words at its ends; those within the sentence only lose their sign. */
static struct str take_tags(const void *ctx, struct str subject, struct intent *out)
{
    struct buf title;
    struct str rest = subject, word;
    size_t end = 0; /* behind the last word that is no tag */

    buf_init(&title, ctx, SUBJECT_LIMIT);
    while (str_next_word(&rest, &word)) {
        bool tag = tag_word(word);

        if (tag)
            intent_add_tag(ctx, out, word);
        if (tag && title.n == 0)
            continue;
        if (title.n > 0)
            buf_char(&title, ' ');
        buf_str(&title, tag ? str_from_index(word, 1) : word);
        end = tag ? end : title.n;
    }
    buf_truncate(&title, end);
    return buf_view(&title);
}

/* --- sentences -------------------------------------------------------------------------------------------------------- */

/* Without what Markdown puts in front of a line. */
static struct str line_text(struct str line)
{
    line = str_trim(line);
    while (line.n > 0 && (line.p[0] == '#' || line.p[0] == '*' || line.p[0] == '>' || line.p[0] == '-' || line.p[0] == '_' || line.p[0] == ' '))
        line = str_from_index(line, 1);
    while (line.n > 0 && (line.p[line.n - 1] == '*' || line.p[line.n - 1] == '_' || line.p[line.n - 1] == '\\'))
        line.n--;
    return str_trim(line);
}

/* The first paragraph of own words (quotes apart) as one line. */
static struct str first_paragraph(const void *ctx, struct str words)
{
    struct buf out;
    struct str line;

    buf_init(&out, ctx, SENTENCES_LIMIT);
    while (!out.full && str_next_line(&words, &line)) {
        struct str text = line_text(line);

        if (text.n == 0 && out.n > 0)
            break;
        if (text.n == 0 || str_trim(line).p[0] == '>')
            continue;
        if (out.n > 0)
            buf_char(&out, ' ');
        buf_str(&out, text);
    }
    return utf8_prefix_bytes(buf_view(&out), SENTENCES_LIMIT - 4);
}

static struct str unpointed(struct str word)
{
    while (word.n > 0 && (word.p[word.n - 1] == ',' || word.p[word.n - 1] == '!'))
        word.n--;
    return word;
}

/* "Hi Ann,", "Good morning!" */
static bool greeting(struct str line)
{
    struct str rest = line, one, two;

    if (line.n == 0 || line.n >= GREETING_LIMIT || (line.p[line.n - 1] != ',' && line.p[line.n - 1] != '!') || !str_next_word(&rest, &one))
        return false;
    two = str_next_word(&rest, &two) ? str_from(line.p, (size_t)(two.p + two.n - line.p)) : one;
    return lang_means(unpointed(one), "(greeting)") || lang_means(unpointed(two), "(greeting)");
}

/* Sentences from the start until there are `min` characters, without the final full stop. */
static struct str sentences(struct str text, size_t min)
{
    size_t count = 0;

    for (size_t at = 0; at < text.n; count++) {
        uint32_t c = utf8_next(text, &at);
        bool end = c == 0x3002 || c == 0xff1f || c == 0xff01 || ((c == '.' || c == '?' || c == '!') && (at == text.n || text.p[at] == ' '));

        if (end && count + 1 >= min) {
            text.n = at;
            break;
        }
    }
    while (text.n > 0 && text.p[text.n - 1] == '.')
        text.n--;
    return text;
}

/* At most max characters, cut at a word where there is one; *rest is what was cut off. */
static struct str cut_at_word(struct str text, size_t max, struct str *rest)
{
    struct str head = utf8_prefix(text, max);
    size_t cut = head.n;

    *rest = STR_EMPTY;
    if (head.n == text.n)
        return text;
    if (text.p[cut] != ' ')
        while (cut > 0 && head.p[cut - 1] != ' ')
            cut--;
    if (cut < head.n / 2)
        cut = head.n;
    head = str_trim(str_from(text.p, cut));
    *rest = str_trim(str_from_index(text, cut));
    return head;
}

static struct str from_body(const void *ctx, struct str words, size_t min)
{
    struct str rest = words, line, first = first_paragraph(ctx, words);

    while (greeting(first) && str_next_line(&rest, &line)) {
        if (line_text(line).n > 0 || rest.n == 0)
            first = first_paragraph(ctx, rest);
        if (rest.n == 0)
            break;
    }
    return sentences(first, min);
}

void title_make(const void *ctx, struct str subject, size_t min, size_t max, struct intent *out)
{
    struct str bare = title_bare(utf8_prefix_bytes(subject, SUBJECT_LIMIT)), title, rest;

    while (bare.n > 0 && bare.p[bare.n - 1] == ']') { /* [tags] at the end */
        size_t open = bare.n;

        while (open > 0 && bare.n - open < 60 && bare.p[open - 1] != '[')
            open--;
        if (open == 0 || bare.p[open - 1] != '[')
            break;
        bare = str_trim(str_from(bare.p, open - 1));
    }
    title = take_tags(ctx, bare, out);
    if (utf8_count(title) < min) {
        struct str sentence = from_body(ctx, str_of(out->words), min);

        if (utf8_count(sentence) > utf8_count(title)) {
            title = cut_at_word(sentence, max, &rest); /* the body stands whole, so nothing is lost */
            out->title_from_body = true;
        }
    } else {
        title = cut_at_word(title, max, &rest);
        if (rest.n > 0)
            out->words = mem_format(ctx, "... %.*s\n\n%s", STR_ARGS(rest), out->words);
    }
    out->title = utf8_line(ctx, title);
}
