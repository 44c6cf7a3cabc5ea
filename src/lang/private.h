/* What the files of this folder share. */
#ifndef LANG_PRIVATE_H
#define LANG_PRIVATE_H

#include "base/mem.h"
#include "base/utf8.h"

#include "lang/lang.h"

/* A file by its place: "de/question.txt". What is compiled in ends with a NULL (built.c). */
struct lang_text {
    const char *file, *text;
};
extern const struct lang_text lang_built[];

/* Every English sentence in the code (phrases.c), ending with a NULL. */
struct lang_english {
    const char *english;
    bool plural;
};
extern const struct lang_english lang_english[];

/* Every English word in the code that can be typed (phrases.c), ending with a NULL. */
struct lang_typed {
    const char *english;
    bool one; /* it has to be one word */
};
extern const struct lang_typed lang_words[];

struct phrase {
    const char *english;
    const char *forms[PLURALS]; /* [PLURAL_OTHER] alone where it counts nothing */
    bool plural;
    unsigned line;
};

enum { WORDS_MAX = 256, CODE_MAX = 12 };

struct lang {
    char code[CODE_MAX];
    const char *name;
    bool rtl;
    struct str rules[PLURALS]; /* n = 0: none */
    struct phrase *phrases;    /* by their English */
    size_t phrase_count, capacity;
    /* pseudonyms: "adjectives Still Sanft", "nouns er Farn Bach": what stands between is the adjective's ending */
    struct str adjectives[WORDS_MAX], nouns[WORDS_MAX], endings[WORDS_MAX];
    size_t adjective_count, noun_count;
    bool noun_first;
    bool operators; /* something of it stands in the operator's directory */
};

/* lang.c: the language's own text of that file, or NULL. */
const char *lang_own(const struct lang *l, const char *file);
/* One thing that can be typed, and what it means. */
struct lang_row {
    struct str word, english;
    bool first; /* what one types: the first of a row, in small letters, of another language than English */
    size_t order;
};
struct lang_rows {
    struct lang_row *list; /* by word, and those of one word as the files stand */
    size_t count;
};
/* lang.c: all there are. */
const struct lang_rows *lang_rows(void);
/* words.c: adds those of a file behind what is there; as long as there is no list, only counts them. */
void lang_add_rows(struct lang_rows *rows, const struct lang_text *t);
/* Says in a line that something is lacking, and counts it. */
void lang_lacks(const struct lang *l, struct buf *out, unsigned *missing, const char *file, const char *what);
/* words.c: lang_check of `words`. */
void lang_check_words(const struct lang *l, const void *ctx, struct buf *out, unsigned *missing);

/* read.c: each puts what it reads into l, and what is wrong a line each into problems (NULL: nobody asks). What they keep belongs to ctx or to the text. */
void lang_read_language(struct lang *l, const void *ctx, const char *text, struct buf *problems);
void lang_read_phrases(struct lang *l, const void *ctx, const char *text, struct buf *problems);
void lang_read_pseudonyms(struct lang *l, const char *text, struct buf *problems);
/* A sentence as it is written in `phrases`, "\\n" for a new line. */
const char *lang_escaped(const void *ctx, const char *sentence);
/* NULL when the placeholders of a translation are those of the English sentence; else what is wrong. `part`: the last ones may be left out. */
const char *lang_placeholders(const char *english, const char *said, bool part);

#endif
