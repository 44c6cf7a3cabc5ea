/* Languages: what the forum says, in the language of who reads it. A language is a folder (README): templates of whole mails, `phrases` for the
 * sentences that stand in the code, `words` for what can be typed, `pseudonyms`, and `language` with its name, direction and plural rules.
 * English stands in the code and in en/; whatever another language lacks, or says with a bad placeholder, is said in English. */
#ifndef LANG_LANG_H
#define LANG_LANG_H

#include "base/buf.h"
#include "base/outcome.h"
#include "conf/conf.h"

/* Marks an English sentence that is translated where it is used: phrases.awk collects it. */
#define PHRASE(english) english
/* Marks an English word that people type, which `words` gives in other languages; phrases.awk collects it, as it does those that lang_means asks for. One
 * in parentheses is no word of its own: it stands for what its row says. */
#define WORD(english) english
/* The same of one that stands before or behind others, so that it has to be one word in every language. */
#define ONE_WORD(english) english

struct lang;

/* Reads the built-in languages, and the operator's from mail.templates, for this process; before it is jailed, and freed with ctx. Before it there is
 * English alone. REFUSED: a file there cannot be read or has no place; RETRY: the directory cannot be read. Bad lines of a language are left out. Each
 * problem is a line in `problems` (NULL: nobody asks). */
enum outcome lang_open(const void *ctx, const struct conf *conf, struct buf *problems, struct fault *why) MUST_CHECK;
/* The language of that code; English when there is none. Good as long as what lang_open made. */
const struct lang *lang_get(const char *code);
/* The codes of all, "de en", belonging to ctx. */
const char *lang_codes(const void *ctx);
/* The code of the language which that code, or a name of it ("deutsch"), means; NULL: none. */
const char *lang_named(struct str name);
/* "de", and what it calls itself, "Deutsch". */
const char *lang_code(const struct lang *l);
const char *lang_name(const struct lang *l);
/* "ltr" or "rtl". */
const char *lang_direction(const struct lang *l);
/* Where its lines begin, "left" or "right". */
const char *lang_side(const struct lang *l);

/* The sentence in that language. Its placeholders are those of the English one. */
const char *lang_say(const struct lang *l, const char *english) __attribute__((format_arg(2)));
/* The form for n of them; `one` and `other` are the English forms, `other` is what it is found by. */
const char *lang_count(const struct lang *l, uint64_t n, const char *one, const char *other) __attribute__((format_arg(3), format_arg(4)));
/* The template of that file name ("question.txt"), in English where there is none; NULL: there is no such file. *own: it is not the English one. */
const char *lang_template(const struct lang *l, const char *file, bool *own);
/* Takes a template of the operator's away: it is broken, and the built-in one or the English one stands for it. */
void lang_drop(const struct lang *l, const char *file);
/* All file names of templates, English and those any language shares; NULL behind the last. */
const char *lang_file(size_t i);
/* A pseudonym picked by n, belonging to ctx; NULL when the language has no words for them. */
char *lang_pseudonym(const struct lang *l, const void *ctx, uint64_t n);

/* ---- words.c: what can be typed ---- */

enum { MEANINGS = 12 };

/* The English words that a word, folded, stands for in any language, how many, at most MEANINGS; they point into texts that live as long as what lang_open
 * made, or the program. Only built-in ones before lang_open. */
size_t lang_meanings(struct str word, struct str meanings[MEANINGS]);
/* Whether it is that English word, or stands for it in any language: "aus" means "off". */
bool lang_means(struct str word, const char *english);
/* What one types in that language for an English word: the first of its row, or the English one. Belongs to ctx. */
char *lang_typed(const struct lang *l, const void *ctx, const char *english);
/* Whether a word, folded, is what one types for it in another language than English: the first of a row. */
bool lang_typed_first(struct str word, const char *english);
/* All that stand for it, in any language; how many, at most `most`. They point into texts, as meanings do. */
size_t lang_words_for(const char *english, struct str *list, size_t most);
/* What else one can type for it in that language, "a, b", belonging to ctx; NULL: nothing. */
const char *lang_also(const struct lang *l, const void *ctx, const char *english);

/* What is wrong with that language but its templates, and what it lacks, a line each. *missing counts what is said in English. */
void lang_check(const struct lang *l, const void *ctx, struct buf *out, unsigned *missing);

/* ---- plural.c: rules as CLDR writes them, "n % 10 = 2..4 and n % 100 != 12..14" ---- */

enum plural { PLURAL_ZERO, PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER, PLURALS };

/* "one", or "few", ...; PLURALS: none of them. */
enum plural plural_named(struct str name);
/* The other way round. */
const char *plural_name(enum plural p);
/* Whether n is of that rule; *good false when it cannot be read. */
bool plural_holds(struct str rule, uint64_t n, bool *good);

#endif
