#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private.h"
#include "lang/lang.h"

enum { LINE_MAX_BYTES = 60, AFTER_MAX = 3 };

/* What people answer with, folded, without punctuation. One row an answer word. */
static const struct {
    enum answer_word answer;
    const char *words[52];
} rows[] = {
    {ANSWER_YES, {"ok", "okay", "okey", "oke", "okej", "yes", "y", "yep", "yeah", "sure", "confirm", "confirmed", "agreed", "i agree",
                  "accept", "ja", "jo", "jawohl", "einverstanden", "oui", "d'accord", "si", "sí", "vale", "sim", "tak", "zgoda", "ano", "áno",
                  "igen", "kyllä", "joo", "jah", "jā", "taip", "da", "да", "так", "ναι", "evet", "tamam", "はい", "是", "是的", "好", "네", "예",
                  "نعم", "כן", "हाँ", "vâng"}},
    {ANSWER_YES, {"ใช่", "ya", "ok ok", "yes please", "go ahead", "stimmt", "passt", "👍", "ок", "хорошо", "согласен", "согласна", "同意",
                  "はい。", "了解", "bestätigen", "bestätigt", "j'accepte", "acepto", "confermo", "godkänn", "bekræft", "akkoord"}},
    {ANSWER_NO, {"no", "n", "nope", "nein", "non", "nee", "nej", "nei", "não", "nie", "ne", "nem", "ei", "нет", "ні", "όχι", "hayır", "いいえ",
                 "不", "不是", "아니요", "아니오", "لا", "לא", "नहीं", "không", "cancel", "abort", "abbrechen", "annuler", "cancelar"}},
    {ANSWER_MINE, {"mine", "it's mine", "it is mine", "that's mine", "that was me", "it was me", "me", "meine", "meins", "von mir", "das war ich",
                   "moi", "c'est moi", "mío", "mía", "mia", "mio", "minha", "moje", "моё", "мое"}},
    {ANSWER_THEIRS, {"theirs", "not mine", "not me", "it's theirs", "somebody else", "someone else", "nicht von mir", "fremd", "pas moi"}},
    {ANSWER_DROP, {"drop", "drop it", "delete", "delete it", "discard", "forget it", "verwerfen", "löschen", "weg damit", "supprimer", "borrar",
                   "throw away"}},
    {ANSWER_REDACT, {"redact", "redacted", "redact it", "schwärzen", "schwarzen", "caviarder"}},
    {ANSWER_AS_IS, {"as is", "asis", "as it is", "unchanged", "leave it", "so lassen", "wie es ist", "tel quel", "así"}},
    {ANSWER_ADD, {"add", "add it", "append", "anhängen", "hinzufügen", "ergänzen", "ajouter"}},
    {ANSWER_REPLACE, {"replace", "replace it", "ersetzen", "remplacer", "reemplazar"}}};

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

static enum answer_word look_up_row(struct str word)
{
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        for (size_t i = 0; i < sizeof rows[r].words / sizeof rows[r].words[0] && rows[r].words[i] != NULL; i++)
            if (str_equal(word, str_of(rows[r].words[i])))
                return rows[r].answer;
    return ANSWER_NONE;
}

/* Then in the words of other languages. */
static enum answer_word look_up(struct str word)
{
    enum answer_word answer = look_up_row(word);
    const char *english = answer == ANSWER_NONE ? lang_word(word) : NULL;

    return english == NULL ? answer : look_up_row(str_of(english));
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
