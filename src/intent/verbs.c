#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "intent/private.h"
#include "lang/lang.h"

const struct verb_row intent_verbs[] = {
    {VERB_HELP, "help", "WORD", PHRASE("Get this list of words, or more about one of them.")},
    {VERB_CATEGORIES, "categories", NULL, PHRASE("Get the list of categories, each with the address to ask in it.")},
    {VERB_SUBSCRIBE, "subscribe", "CATEGORY", PHRASE("Get every new question of a category by mail; with daily or weekly behind it, gathered in one: subscribe sleep daily.")},
    {VERB_UNSUBSCRIBE, "unsubscribe", "CATEGORY", PHRASE("Get no more questions of a category, or of any: unsubscribe all. As a reply to a question, the word is enough.")},
    {VERB_FOLLOW, "follow", "WHAT", PHRASE("Hear of more: the answers to a question (follow Q12), new questions with a tag (follow #sleep), or those somebody asks under a name of their own (follow NAME).")},
    {VERB_UNFOLLOW, "unfollow", "WHAT", PHRASE("Take that back. As a reply to a mail that came because of it, the word is enough.")},
    {VERB_FOLLOWING, "following", NULL, PHRASE("See what you follow and subscribe to.")},
    {VERB_MUTE, "mute", "QUESTION", PHRASE("Hear nothing more of one question. As a reply to a mail about it, the word is enough.")},
    {VERB_UNMUTE, "unmute", "QUESTION", PHRASE("Hear of a muted question again.")},
    {VERB_STOP, "stop", NULL, PHRASE("Get no mail from the forum any more, whatever it is about.")},
    {VERB_START, "start", NULL, PHRASE("Take a stop back.")},
    {VERB_UNDO, "undo", NULL, PHRASE("Take back what you did last, while it can be taken back. Best as a reply to the receipt.")},
    {VERB_DELETE, "delete", "POST", PHRASE("Delete something you wrote. As a reply to its receipt, the word is enough.")},
    {VERB_NAME, "name", "NAME", PHRASE("Choose the name your posts are shown under; without one, each thread gives you a name of its own.")},
    {VERB_ANONYMOUS, "anonymous", NULL, PHRASE("Show your posts without any name.")},
    {VERB_SET, "set", "KEY VALUE", PHRASE("Change one of your settings, such as: set notify answer off")},
    {VERB_DIGEST, "digest", "HOW", PHRASE("See what comes to you gathered in one mail, or have it gathered: digest daily, digest weekly or digest off.")},
    {VERB_SETTINGS, "settings", NULL, PHRASE("See your settings, and the values each can have.")},
    {VERB_WHOAMI, "whoami", NULL, PHRASE("See what the forum knows about you.")},
    {VERB_GET, "get", "QUESTION", PHRASE("Get a question with all its answers by mail.")},
    {VERB_LIST, "list", "WHICH", PHRASE("Get the newest questions: list new, list hot or list unanswered, and a category if you like.")},
    {VERB_SEARCH, "search", "WORDS", PHRASE("Get the questions that have these words, in their answers too.")},
    {VERB_UP, "+1", "POST", PHRASE("Vote for a question or an answer. As a reply to it, the word is enough; so is \"thanks\".")},
    {VERB_DOWN, "-1", "POST", PHRASE("Vote against it.")},
    {VERB_UNVOTE, "unvote", "POST", PHRASE("Take your vote back.")},
    {VERB_BEST, "best", "POST", PHRASE("Choose the best answer to your question. As a reply to the answer, the word is enough.")},
    {VERB_UNSELECT, "unselect", "QUESTION", PHRASE("Take that back.")},
    {VERB_POINTS, "points", NULL, PHRASE("See your points.")},
    {VERB_MINE, "mine", NULL, PHRASE("See what you wrote, and what waits to be seen by others.")},
    {VERB_FORGET, "forget", "me", PHRASE("Be forgotten by the forum; what you wrote stays, as by \"Someone\". To take it along: forget me and my words")},
    {VERB_EXPORT, "export", NULL, PHRASE("Get everything the forum has about you by mail.")},
    {VERB_SHOW, "show", "QUESTION", PHRASE("Get the text of a message that said only that there is one, as a reply to it.")},
    {VERB_CLOSE, "close", "QUESTION REASON", PHRASE("Let your question take no more answers. In reply to its mail: close, close: why, or close duplicate Q12.")},
    {VERB_REOPEN, "reopen", "QUESTION", PHRASE("Let it take answers again.")},
    {VERB_HIDE, "hide", "POST REASON", PHRASE("For editors: take a post away. In reply to it: hide, or hide: why.")},
    {VERB_UNHIDE, "unhide", "POST", PHRASE("For editors: bring it back.")},
    {VERB_MOVE, "move", "QUESTION CATEGORY", PHRASE("Move your question to another category. In reply to its mail: move: category.")},
    {VERB_TAGS, "tags", "QUESTION TAGS", PHRASE("Give your question other tags. In reply to its mail: tags: sleep, costs.")},
    {VERB_CONVERT, "convert", "POST KIND", PHRASE("Make your answer a comment; editors make a comment an answer, too. In reply to it: convert.")},
    {VERB_REPORT, "report", "POST REASON", PHRASE("Tell the moderators that a post should not be here; nobody learns who did. In reply to it: report, or report: why.")},
    {VERB_UNREPORT, "unreport", "POST", PHRASE("Take that back.")},
    {VERB_CLEAR, "clear", "POST", PHRASE("For editors: clear what was reported of a post, which comes back if that had hidden it.")},
    {VERB_NOTE, "note", "POST TEXT", PHRASE("For moderators: write to the author of a post, who may reply; neither learns who the other is.")},
    {VERB_BLOCK, "block", "POST REASON", PHRASE("For moderators: let the author of a post read and leave, and nothing else.")},
    {VERB_UNBLOCK, "unblock", "POST", PHRASE("For moderators: take that back.")},
    {VERB_NONE, NULL, NULL, NULL},
};

/* Other ways to write them. `keep` leaves the word in the argument: "notify answer off" is "set notify answer off". */
static const struct {
    const char *word;
    enum verb verb;
    bool keep;
} others[] = {{"info", VERB_HELP, false}, {"hilfe", VERB_HELP, false}, {"aide", VERB_HELP, false}, {"ayuda", VERB_HELP, false},
              {"?", VERB_HELP, false}, {"lists", VERB_CATEGORIES, false}, {"kategorien", VERB_CATEGORIES, false},
              {"join", VERB_SUBSCRIBE, false}, {"abonnieren", VERB_SUBSCRIBE, false}, {"leave", VERB_UNSUBSCRIBE, false},
              {"signoff", VERB_UNSUBSCRIBE, false}, {"abbestellen", VERB_UNSUBSCRIBE, false}, {"abmelden", VERB_UNSUBSCRIBE, false},
              {"stumm", VERB_MUTE, false}, {"stopp", VERB_STOP, false}, {"stopall", VERB_STOP, false}, {"quit", VERB_STOP, false},
              {"remove", VERB_STOP, false}, {"cancel", VERB_UNDO, false}, {"zur\xc3\xbc" "ck", VERB_UNDO, false},
              {"l\xc3\xb6schen", VERB_DELETE, false}, {"anonym", VERB_ANONYMOUS, false}, {"who", VERB_WHOAMI, false},
              {"find", VERB_SEARCH, false}, {"suche", VERB_SEARCH, false}, {"liste", VERB_LIST, false}, {"up", VERB_UP, false}, {"upvote", VERB_UP, false}, {"thanks", VERB_UP, false},
              {"thx", VERB_UP, false}, {"danke", VERB_UP, false}, {"merci", VERB_UP, false}, {"gracias", VERB_UP, false},
              {"grazie", VERB_UP, false}, {"obrigado", VERB_UP, false}, {"obrigada", VERB_UP, false}, {"bedankt", VERB_UP, false},
              {"tack", VERB_UP, false}, {"takk", VERB_UP, false}, {"tak", VERB_UP, false}, {"kiitos", VERB_UP, false},
              {"dzi\xc4\x99kuj\xc4\x99", VERB_UP, false}, {"\xd1\x81\xd0\xbf\xd0\xb0\xd1\x81\xd0\xb8\xd0\xb1\xd0\xbe", VERB_UP, false},
              {"\xf0\x9f\x91\x8d", VERB_UP, false}, {"\xe2\x9d\xa4\xef\xb8\x8f", VERB_UP, false}, {"\xe2\x9d\xa4", VERB_UP, false},
              {"\xf0\x9f\x99\x8f", VERB_UP, false}, {"down", VERB_DOWN, false}, {"downvote", VERB_DOWN, false},
              {"\xf0\x9f\x91\x8e", VERB_DOWN, false}, {"bestanswer", VERB_BEST, false}, {"beste", VERB_BEST, false},
              {"retag", VERB_TAGS, false}, {"flag", VERB_REPORT, false}, {"unflag", VERB_UNREPORT, false}, {"melden", VERB_REPORT, false}, {"punkte", VERB_POINTS, false}, {"notify", VERB_SET, true}, {"content", VERB_SET, true}, {"html", VERB_SET, true},
              {"timezone", VERB_SET, true}, {"language", VERB_SET, true}, {"most", VERB_SET, true}, {"quiet", VERB_SET, true}};

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

static enum verb find_english(struct str word, const char **argument, bool *keep)
{
    *keep = false;
    for (const struct verb_row *row = intent_verbs; row->word != NULL; row++) {
        *argument = row->argument;
        if (str_equal(word, str_of(row->word)))
            return row->verb;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (!str_equal(word, str_of(others[i].word)))
            continue;
        for (const struct verb_row *row = intent_verbs; row->word != NULL; row++)
            if (row->verb == others[i].verb)
                *argument = row->argument;
        *keep = others[i].keep;
        return others[i].verb;
    }
    return VERB_NONE;
}

/* A word of any language; English ones before others. */
static enum verb find_verb(struct str word, const char **argument, bool *keep)
{
    enum verb verb = find_english(word, argument, keep);
    const char *english = verb == VERB_NONE ? lang_word(word) : NULL;

    return english == NULL ? verb : find_english(str_of(english), argument, keep);
}

enum { CERTAIN_LIMIT = 40 /* bytes of a line that may be one */, NAME_WORDS = 3, SEARCH_WORDS = 3 };

/* What the line begins with: two words of another language ("vielen dank"), or one; *rest is what stands behind. */
static enum verb find_first(const void *job, struct str line, struct str *rest, const char **argument, bool *keep)
{
    struct str behind = line, word, second;
    const char *english = NULL;

    *rest = str_from_index(line, line.n);
    if (!str_next_word(&behind, &word))
        return VERB_NONE;
    *rest = behind;
    if (line.n <= CERTAIN_LIMIT && str_next_word(&behind, &second))
        english = lang_word(utf8_fold(job, str_of(mem_format(job, "%.*s %.*s", STR_ARGS(word), STR_ARGS(peel(second))))));
    if (english == NULL)
        return find_verb(utf8_fold(job, peel(word)), argument, keep);
    *rest = behind;
    return find_english(str_of(english), argument, keep);
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

/* How the questions of a category are to come, and whether of those below it: "daily", "only", "weekly all"; in any language. */
static bool how_words(const void *job, struct str s)
{
    static const char *const words[] = {"now", "daily", "weekly", "off", "only", "all"};
    struct str word;
    bool any = false;

    while (str_next_word(&s, &word)) {
        const char *english = lang_word(utf8_fold(job, word));

        any = false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            any = any || str_equal_nocase(english == NULL ? word : str_of(english), str_of(words[i]));
        if (!any)
            return false;
    }
    return any;
}

/* What may stand behind a verb: nothing behind most, a number, one word for a category, anything for a name or setting. */
static bool argument_fits(const void *job, const char *kind, struct str argument)
{
    if (argument.n == 0)
        return true;
    if (kind == NULL)
        return false;
    if (strcmp(kind, "me") == 0) /* a sentence may begin with "forget" */
        return str_equal_nocase(argument, STR("me")) || str_equal_nocase(argument, STR("me and my words"));
    if (strcmp(kind, "QUESTION") == 0 || strcmp(kind, "POST") == 0)
        return number_word(argument);
    if (strcmp(kind, "HOW") == 0)
        return str_index(argument, ' ') == argument.n && how_words(job, argument);
    if (strcmp(kind, "CATEGORY") == 0 && how_words(job, str_from_index(argument, str_index(argument, ' '))))
        return true;
    if (strcmp(kind, "CATEGORY") == 0 || strcmp(kind, "WORD") == 0)
        return str_index(argument, ' ') == argument.n;
    if (strcmp(kind, "POST KIND") == 0 && (str_equal_nocase(argument, STR("comment")) || str_equal_nocase(argument, STR("answer"))))
        return true;
    if (numbered(kind)) { /* a number first, or it is a sentence: "close my account, please" */
        size_t space = str_index(argument, ' ');

        if (str_starts_nocase(argument, STR("duplicate ")))
            space = str_starts_nocase(argument, STR("duplicate of ")) ? 12 : space;
        else
            return number_word(str_from(argument.p, space));
        return number_word(str_trim(str_from_index(argument, space)));
    }
    return argument.n <= 200;
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
        if (kind != NULL && strcmp(kind, "CATEGORY") == 0 && (str_starts_nocase(argument, STR("to ")) || str_starts_nocase(argument, STR("from "))))
            argument = str_trim(str_from_index(argument, str_index(argument, ' ')));
        if (keep)
            argument = whole;
        if (verb != VERB_NONE && argument_fits(job, kind, argument)) {
            command.verb = verb;
            command.argument = utf8_line(ctx, argument);
        }
    }
    mem_free(job);
    return command;
}

const char *intent_other_word(enum verb verb, size_t n)
{
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (others[i].verb == verb && !others[i].keep && (unsigned char)others[i].word[0] < 0x80 && n-- == 0)
            return others[i].word;
    return NULL;
}

/* Whether the line begins with the verb's own word: an answer may begin with "find" or "leave". */
static bool own_word(struct str line, enum verb verb)
{
    struct str word = STR_EMPTY;

    line = peel(line);
    str_next_word(&line, &word);
    for (const struct verb_row *row = intent_verbs; row->word != NULL; row++)
        if (row->verb == verb && str_equal_nocase(word, str_of(row->word)))
            return true;
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
static bool verb_certain(struct str line, const struct command *command)
{
    static const struct {
        enum verb verb;
        const char *first[9]; /* the words that may come next; none: all that fit are as certain */
    } certain[] = {{VERB_SUBSCRIBE, {NULL}}, {VERB_UNSUBSCRIBE, {NULL}}, {VERB_MUTE, {NULL}}, {VERB_UNMUTE, {NULL}}, {VERB_DELETE, {NULL}},
                   {VERB_GET, {NULL}}, {VERB_UP, {NULL}}, {VERB_DOWN, {NULL}}, {VERB_UNVOTE, {NULL}}, {VERB_BEST, {NULL}},
                   {VERB_UNSELECT, {NULL}}, {VERB_REOPEN, {NULL}}, {VERB_UNHIDE, {NULL}}, {VERB_CONVERT, {NULL}}, {VERB_UNREPORT, {NULL}}, {VERB_CLEAR, {NULL}},
                   {VERB_CLOSE, {"duplicate"}}, {VERB_LIST, {"new", "hot", "unanswered"}}, {VERB_SET, {"notify", "content", "html", "language", "name", "timezone", "quiet"}}};
    struct str rest = str_of(command->argument), next = STR_EMPTY;

    if (!own_word(line, command->verb))
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
        if (certain[i].first[0] == NULL)
            return true;
        for (size_t j = 0; certain[i].first[j] != NULL; j++)
            if (str_equal_nocase(next, str_of(certain[i].first[j])))
                return true;
    }
    return false;
}

bool verb_perhaps(const void *ctx, struct str line)
{
    struct command command = intent_command(ctx, line);
    struct str rest = str_of(command.argument), word;
    unsigned words = 0;

    if (line.n > CERTAIN_LIMIT || !own_word(line, command.verb))
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

    if (command.verb != VERB_NONE && (str_index(rest, ' ') == rest.n || *command.argument == '\0' || (line.n <= CERTAIN_LIMIT && verb_certain(line, &command))))
        return command;
    command.verb = VERB_NONE;
    if (word.n < rest.n && str_index(word, ' ') == word.n && rest.n <= 500) {
        command.verb = find_verb(utf8_fold(ctx, word), &kind, &keep);
        if (!numbered(kind) || command.verb == VERB_NOTE || command.verb == VERB_BLOCK) /* "Note: ..." begins many an answer */
            command.verb = VERB_NONE;
        command.argument = utf8_line(ctx, str_trim(str_from_index(rest, word.n + 1)));
    }
    return command;
}

const char *intent_nearest(struct str line)
{
    struct nearest best = {0};
    struct str word;

    line = peel(line);
    if (!str_next_word(&line, &word))
        return NULL;
    for (const struct verb_row *row = intent_verbs; row->word != NULL; row++)
        nearest_offer(&best, peel(word), row->word);
    return best.word;
}
