#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "intent/private.h"
#include "lang/lang.h"

const struct verb_row intent_verbs[] = {
#define VERB(name, handler, number, word, argument, place, who, help) {VERB_##name, word, argument, place, who, help},
    INTENT_VERBS(VERB)
#undef VERB
    {.verb = VERB_NONE}};

/* What can be set, which needs no "set" before it: "notify answer off" is "set notify answer off". */
static const char *const settings[] = {ONE_WORD("notify"), ONE_WORD("content"), ONE_WORD("html"), ONE_WORD("archive"), ONE_WORD("language"), ONE_WORD("timezone"), ONE_WORD("quiet"), ONE_WORD("most"), NULL};

/* Emphasis and bars in front, a final stop or comma behind. */
static struct str peel(struct str s)
{
    s = str_trim(s);
    while (s.n > 0 && (s.p[0] == '*' || s.p[0] == '_' || s.p[0] == '`' || s.p[0] == '"'))
        s = str_trim(str_from_index(s, 1));
    while (s.n > 1 && (s.p[s.n - 1] == '*' || s.p[s.n - 1] == '_' || s.p[s.n - 1] == '`' || s.p[s.n - 1] == '"' || s.p[s.n - 1] == '.' ||
                       s.p[s.n - 1] == '!' || s.p[s.n - 1] == ',' || s.p[s.n - 1] == '\\'))
        s = str_trim_end(str_from(s.p, s.n - 1));
    return s;
}

/* `keep`: the word itself belongs to the argument. */
static enum verb find_english(struct str word, const char **argument, bool *keep)
{
    const char *name = "";

    for (size_t i = 0; settings[i] != NULL && *name == '\0'; i++)
        name = str_equal(word, str_of(settings[i])) ? "set" : "";
    *keep = *name != '\0';
    for (const struct verb_row *row = intent_verbs; row->word != NULL; row++) {
        *argument = row->argument;
        if (str_equal(*keep ? str_of(name) : word, str_of(row->word)))
            return row->verb;
    }
    return VERB_NONE;
}

/* A word of any language; English ones before others. */
static enum verb find_verb(struct str word, const char **argument, bool *keep)
{
    struct str meanings[MEANINGS];
    enum verb verb = find_english(word, argument, keep);
    size_t count = verb == VERB_NONE ? lang_meanings(word, meanings) : 0;

    for (size_t i = 0; verb == VERB_NONE && i < count; i++)
        verb = find_english(meanings[i], argument, keep);
    return verb;
}

enum { CERTAIN_LIMIT = 40 /* bytes of a line that may be one */, NAME_WORDS = 3, SEARCH_WORDS = 3 };

/* What the line begins with: two words of another language ("vielen dank"), or one; *rest is what stands behind. */
static enum verb find_first(const void *job, struct str line, struct str *rest, const char **argument, bool *keep)
{
    struct str behind = line, word, second;
    enum verb verb = VERB_NONE;

    *rest = str_from_index(line, line.n);
    if (!str_next_word(&behind, &word))
        return VERB_NONE;
    *rest = behind;
    if (line.n <= CERTAIN_LIMIT && str_next_word(&behind, &second))
        verb = find_verb(utf8_fold(job, str_of(mem_format(job, "%.*s %.*s", STR_ARGS(word), STR_ARGS(peel(second))))), argument, keep);
    if (verb == VERB_NONE)
        return find_verb(utf8_fold(job, peel(word)), argument, keep);
    *rest = behind;
    return verb;
}

static enum verb verb_of_word(struct str word)
{
    const char *argument;
    bool keep;
    void *job = mem_zero(NULL, 0);
    enum verb verb = find_verb(utf8_fold(job, word), &argument, &keep);

    mem_free(job);
    return verb;
}

/* "Q17", "A17", "C17", "#17" or "17". */
static bool number_word(struct str s)
{
    uint64_t number;

    if (s.n > 1 && strchr("#QqAaCc", s.p[0]) != NULL)
        s = str_from_index(s, 1);
    return str_number(s, UINT32_MAX, &number);
}

/* A number and more: "QUESTION REASON". */
static bool numbered(const char *kind)
{
    return kind != NULL && (str_starts(str_of(kind), STR("QUESTION ")) || str_starts(str_of(kind), STR("POST ")));
}

static bool is_one_of(struct str word, const char *const *words)
{
    while (*words != NULL && !lang_means(word, *words))
        words++;
    return *words != NULL;
}

/* How the questions of a category are to come, and whether of those below it: "daily", "only", "weekly all"; in any language. */
static bool how_words(struct str s)
{
    static const char *const words[] = {ONE_WORD("now"), ONE_WORD("daily"), ONE_WORD("weekly"), ONE_WORD("off"), ONE_WORD("only"), ONE_WORD("all"), NULL};
    struct str word;
    bool any = false;

    while (str_next_word(&s, &word) && (any = is_one_of(word, words)))
        continue;
    return any;
}

/* "duplicate of " or the like in front of a number. */
static struct str duplicate_of(struct str s)
{
    struct str rest = s, word = STR_EMPTY, behind;

    if (!str_next_word(&rest, &word) || !lang_means(word, "duplicate"))
        return s;
    behind = rest;
    return str_next_word(&behind, &word) && lang_means(word, "(of)") ? str_trim(behind) : str_trim(rest);
}

/* "ann@a.example sleep", "ann@a.example to sleep": in no sentence does a word so near to the verb have an @. */
static bool addressed(struct str s)
{
    struct str word;
    unsigned words = 0, addresses = 0;

    for (; str_next_word(&s, &word); words++)
        addresses += *word.p != '@' && str_index(word, '@') < word.n; /* "@Wise" is a name */
    return addresses == 1 && words <= 3;
}

/* What may stand behind a verb: nothing behind most, a number, one word for a category, anything for a name or setting. */
static bool argument_fits(const char *kind, struct str argument)
{
    size_t space = str_index(argument, ' ');

    if (argument.n == 0)
        return true;
    if (kind == NULL)
        return false;
    if (strcmp(kind, "me") == 0) /* a sentence may begin with "forget" */
        return lang_means(argument, "me") || lang_means(argument, "me and my words");
    if (strcmp(kind, "QUESTION") == 0 || strcmp(kind, "POST") == 0)
        return number_word(argument);
    if (strcmp(kind, "HOW") == 0)
        return space == argument.n && how_words(argument);
    if (strcmp(kind, "CATEGORY") == 0 && how_words(str_from_index(argument, space)))
        return true;
    if (strcmp(kind, "CATEGORY") == 0 || strcmp(kind, "WORD") == 0)
        return space == argument.n;
    if (strcmp(kind, "ADDRESS CATEGORY") == 0)
        return addressed(argument);
    if (strcmp(kind, "POST KIND") == 0 && (lang_means(argument, "comment") || lang_means(argument, "answer")))
        return true;
    if (numbered(kind)) { /* a number first, or it is a sentence: "close my account, please" */
        argument = duplicate_of(argument);
        return number_word(str_from(argument.p, str_index(argument, ' ')));
    }
    return argument.n <= 200;
}

/* What stands behind a number in the sender's own words keeps the stop at its end, unless marks of emphasis stand around the whole line. */
static struct str own_words(const char *kind, struct str line, struct str argument)
{
    struct str bare = str_trim(line);
    size_t end = bare.n;

    if (!numbered(kind) || argument.n == 0 || !(str_ends(str_of(kind), STR(" TEXT")) || str_ends(str_of(kind), STR(" REASON"))))
        return argument;
    if (number_word(str_from(argument.p, str_index(argument, ' '))) && str_index(argument, ' ') == argument.n) /* "hide Q12." */
        return argument;
    if (lang_means(str_from(argument.p, str_index(argument, ' ')), "duplicate") || strchr("*_`\"", *bare.p) != NULL)
        return argument;
    while (end > 0 && bare.p[end - 1] == '\\')
        end--;
    return str_trim_end(str_from(argument.p, (size_t)(bare.p + end - argument.p)));
}

struct command intent_command(const void *ctx, struct str line)
{
    struct command command = {VERB_NONE, mem_string(ctx, ""), utf8_line(ctx, utf8_prefix(line, 200))};
    struct str whole = peel(title_bare(line)), argument;
    const char *kind = NULL;
    bool keep = false;
    enum verb verb;
    void *job = mem_zero(ctx, 0);

    if (whole.n <= 500) {
        verb = find_first(job, whole, &argument, &kind, &keep);
        argument = str_trim(argument);
        if (kind != NULL && strcmp(kind, "CATEGORY") == 0 && str_index(argument, ' ') < argument.n &&
            lang_means(str_from(argument.p, str_index(argument, ' ')), "(to)"))
            argument = str_trim(str_from_index(argument, str_index(argument, ' ')));
        if (keep)
            argument = whole;
        if (verb != VERB_NONE && argument_fits(kind, argument)) {
            command.verb = verb;
            command.argument = utf8_line(ctx, own_words(kind, title_bare(line), argument));
        }
    }
    mem_free(job);
    return command;
}

/* Whether the line begins with the verb's own word, in any language, and not with another word for it: an answer may begin with "find" or "leave". */
static bool own_word(const void *ctx, struct str line, enum verb verb)
{
    struct str word = STR_EMPTY, second = STR_EMPTY;
    const char *argument;
    bool keep;

    line = peel(line);
    str_next_word(&line, &word);
    str_next_word(&line, &second);
    word = utf8_fold(ctx, word);
    second = utf8_fold(ctx, str_of(mem_format(ctx, "%.*s %.*s", STR_ARGS(word), STR_ARGS(peel(second)))));
    if (find_english(word, &argument, &keep) == verb && !keep)
        return true;
    for (const struct verb_row *row = intent_verbs; row->word != NULL; row++)
        if (row->verb == verb)
            return lang_typed_first(word, row->word) || lang_typed_first(second, row->word);
    return false;
}

/* "name Quiet Fern", as the word is written in our help, and a name as names are: in a sentence it would be the other way round. */
static bool is_naming(struct str line, struct str name)
{
    struct str word;
    unsigned words = 0;

    for (; str_next_word(&name, &word); words++)
        if (*word.p >= 'a' && *word.p <= 'z')
            return false;
    return words > 0 && words <= NAME_WORDS && str_starts(peel(line), STR("name "));
}

/* Whether a line of several words is that command and cannot be an answer: "mute Q17", "set html off", "unsubscribe sleep". */
static bool verb_certain(const void *ctx, struct str line, const struct command *command)
{
    static const struct {
        enum verb verb;
        const char *first[9]; /* the words that may come next; none: all that fit are as certain */
    } certain[] = {{VERB_SUBSCRIBE, {NULL}}, {VERB_UNSUBSCRIBE, {NULL}}, {VERB_MUTE, {NULL}}, {VERB_UNMUTE, {NULL}}, {VERB_DELETE, {NULL}},
                   {VERB_GET, {NULL}}, {VERB_UP, {NULL}}, {VERB_DOWN, {NULL}}, {VERB_UNVOTE, {NULL}}, {VERB_BEST, {NULL}},
                   {VERB_UNSELECT, {NULL}}, {VERB_REOPEN, {NULL}}, {VERB_UNHIDE, {NULL}}, {VERB_CONVERT, {NULL}}, {VERB_UNREPORT, {NULL}}, {VERB_CLEAR, {NULL}},
                   {VERB_CLOSE, {ONE_WORD("duplicate")}}, {VERB_LIST, {ONE_WORD("new"), ONE_WORD("hot"), ONE_WORD("unanswered")}}, {VERB_SET, {"notify", "content", "html", "language", "name", "timezone", "quiet"}}};
    struct str rest = str_of(command->argument), next = STR_EMPTY;

    if (!own_word(ctx, line, command->verb))
        return false;
    if (command->verb == VERB_NAME)
        return is_naming(line, rest);
    str_next_word(&rest, &next);
    if (next.n > 1 && (*next.p == 'Q' || *next.p == 'q' || *next.p == '#') && number_word(next)) /* "close Q12 solved" */
        return true;
    if ((command->verb == VERB_FOLLOW || command->verb == VERB_UNFOLLOW) && next.n > 1 && *next.p == '#' && rest.n == 0) /* a tag */
        return true;
    if (command->verb == VERB_HELP) /* "help subscribe" */
        return verb_of_word(next) != VERB_NONE;
    for (size_t i = 0; i < sizeof certain / sizeof certain[0]; i++) {
        if (certain[i].verb != command->verb)
            continue;
        return certain[i].first[0] == NULL || is_one_of(next, certain[i].first);
    }
    return false;
}

bool verb_perhaps(const void *ctx, struct str line)
{
    struct command command = intent_command(ctx, line);
    struct str rest = str_of(command.argument), word;
    unsigned words = 0;

    if (line.n > CERTAIN_LIMIT || !own_word(ctx, line, command.verb))
        return false;
    while (str_next_word(&rest, &word))
        words++;
    if (command.verb == VERB_NAME)
        return words > 0 && words <= NAME_WORDS;
    return command.verb == VERB_SEARCH ? words > 0 && words <= SEARCH_WORDS : command.verb == VERB_LIST && words == 1;
}

struct command intent_reply_command(const void *ctx, struct str line)
{
    struct command command = intent_command(ctx, line);
    struct str rest = peel(title_bare(line)), word = str_from(rest.p, str_index(rest, ':'));
    const char *kind;
    bool keep;

    if (command.verb == VERB_ADMIT || command.verb == VERB_EXPEL) /* never an answer: somebody's address stands in it */
        return command;
    if (command.verb != VERB_NONE && (str_index(rest, ' ') == rest.n || *command.argument == '\0' || (line.n <= CERTAIN_LIMIT && verb_certain(ctx, line, &command))))
        return command;
    command.verb = VERB_NONE;
    if (word.n < rest.n && str_index(word, ' ') == word.n && rest.n <= 500) {
        command.verb = find_verb(utf8_fold(ctx, word), &kind, &keep);
        if (!numbered(kind) || command.verb == VERB_NOTE || command.verb == VERB_BLOCK) /* "Note: ..." begins many an answer */
            command.verb = VERB_NONE;
        command.argument = utf8_line(ctx, own_words(kind, title_bare(line), str_trim(str_from_index(rest, word.n + 1))));
    }
    return command;
}

const char *intent_nearest(const void *ctx, const struct lang *l, struct str line)
{
    struct nearest best = {0};
    struct str word;

    line = peel(line);
    if (!str_next_word(&line, &word))
        return NULL;
    for (const struct verb_row *row = intent_verbs; row->word != NULL; row++) {
        nearest_offer(&best, peel(word), row->word);
        if (l != NULL)
            nearest_offer(&best, peel(word), lang_typed(l, ctx, row->word));
    }
    return best.word;
}
