#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"
#include "lang/lang.h"

enum { LINE_MAX_BYTES = 60, AFTER_MAX = 3 };

/* What people answer with. "(mine)" are words that are that answer, and not the command "mine". */
static const struct {
    enum answer_word answer;
    const char *english;
} rows[] = {{ANSWER_YES, WORD("ok")}, {ANSWER_YES, WORD("yes")}, {ANSWER_NO, WORD("no")}, {ANSWER_MINE, WORD("mine")}, {ANSWER_MINE, WORD("(mine)")},
            {ANSWER_THEIRS, WORD("theirs")}, {ANSWER_DROP, WORD("drop")}, {ANSWER_REDACT, WORD("redact")}, {ANSWER_AS_IS, WORD("as is")},
            {ANSWER_ADD, WORD("add")}, {ANSWER_REPLACE, WORD("replace")}};

/* Emphasis, quotes and punctuation around a short answer. */
static bool decoration(uint32_t c)
{
    return c == ' ' || c == '*' || c == '_' || c == '`' || c == '"' || c == '.' || c == '!' || c == ',' || c == ';' || c == ':' || c == ')' ||
           c == '(' || c == '\\' || c == 0x3002 || c == 0xff01 || c == 0xff0c || c == 0xa0 || c == 0x201c || c == 0x201d || c == 0xbf ||
           c == 0xa1 || c == 0x2026 || c == 0xfe0f;
}

static struct str bare(struct str s)
{
    size_t start = 0, end = 0;

    for (size_t at = 0; at < s.n;) {
        size_t here = at;

        if (decoration(utf8_next(s, &at)))
            continue;
        if (end == 0)
            start = here;
        end = at;
    }
    return str_cut(s, start, end - start);
}

static enum answer_word look_up_english(struct str word)
{
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        if (str_equal(word, str_of(rows[r].english)))
            return rows[r].answer;
    return ANSWER_NONE;
}

/* In the words of any language. */
static enum answer_word look_up(struct str word)
{
    struct str meanings[MEANINGS];
    enum answer_word answer = look_up_english(word);
    size_t count = answer == ANSWER_NONE ? lang_meanings(word, meanings) : 0;

    for (size_t i = 0; answer == ANSWER_NONE && i < count; i++)
        answer = look_up_english(meanings[i]);
    return answer;
}

/* One line: the answer word, perhaps with a closing behind a comma or space: "ok", "OK!", "Ja, danke". */
static enum answer_word line_answer(const void *ctx, struct str line)
{
    struct str folded = bare(utf8_fold(ctx, line));
    enum answer_word answer = look_up(folded);
    size_t space = str_index(folded, ' ');

    if (answer != ANSWER_NONE || space == folded.n)
        return answer;
    return reply_closing(bare(str_from_index(folded, space))) ? look_up(bare(str_from(folded.p, space))) : ANSWER_NONE;
}

/* Whether a line is nothing but words of the sender's name: "Ann" of "Ann Miller". */
static bool is_name(const void *ctx, struct str line, struct str name)
{
    struct str rest = bare(utf8_fold(ctx, line)), word, one;

    while (str_next_word(&rest, &word)) {
        struct str names = utf8_fold(ctx, name);
        bool found = false;

        while (!found && str_next_word(&names, &one))
            found = str_equal(bare(word), bare(one));
        if (!found)
            return false;
    }
    return true;
}

/* Nothing but a closing and a name. */
static bool is_signature(const void *ctx, struct str below, struct str name)
{
    struct str line;
    unsigned lines = 0;

    while (str_next_line(&below, &line)) {
        line = str_trim(line);
        if (line.n == 0)
            continue;
        if (++lines > AFTER_MAX || line.n > LINE_MAX_BYTES || (lines == 1 && !reply_closing(line) && !is_name(ctx, line, name)))
            return false;
    }
    return true;
}

struct str words_alone(const void *ctx, struct str words, struct str name)
{
    struct str rest = words, line = STR_EMPTY;

    while (line.n == 0 && str_next_line(&rest, &line))
        line = str_trim(line);
    return is_signature(ctx, rest, name) ? line : STR_EMPTY;
}

enum answer_word intent_answer_word(struct str words, const char *name)
{
    void *job = mem_zero(NULL, 0);
    struct str line = words_alone(job, words, str_of(name));
    enum answer_word answer = line.n == 0 || line.n > LINE_MAX_BYTES ? ANSWER_NONE : line_answer(job, line);

    mem_free(job);
    return answer;
}
