/* The words pseudonyms are made of. */
#ifndef FORUM_WORDS_H
#define FORUM_WORDS_H

#include <stddef.h>

extern const char *const name_adjectives[];
extern const size_t name_adjective_count;
extern const char *const name_nouns[];
extern const size_t name_noun_count;

#endif
