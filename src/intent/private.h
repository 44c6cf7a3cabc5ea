/* Inside intent/: pieces of classify.c that are thoughts of their own. */
#ifndef INTENT_PRIVATE_H
#define INTENT_PRIVATE_H

#include "intent/intent.h"

enum {
    INTENT_COMMANDS_MAX = 20,
    INTENT_TAGS_MAX = 20,
    INTENT_NAME_MAX = 60 /* characters; what a name may be is decided in forum/ */
};

/* text folded, everything but letters and digits become single spaces; at most `limit` bytes are looked at. */
struct str intent_plain(const void *ctx, struct str text, size_t limit);
unsigned intent_word_count(struct str text);

/* title.c: subject without Re:, Fwd:, ... and leading [tags]; points into subject. */
struct str title_bare(struct str subject);
/* Whether two subjects are the same but for prefixes and what gateways put in front. */
bool title_same(const void *ctx, struct str a, struct str b);
/* Fills title, title_from_body, tags and words of a question from its subject and words. */
void title_make(const void *ctx, struct str subject, size_t min, size_t max, struct intent *out);

/* pseudo.c: takes "Tags:", "Name:" and "Anonymous" lines off the top of out->words. */
void pseudo_headers(const void *ctx, struct intent *out);
void intent_add_tag(const void *ctx, struct intent *out, struct str tag);

/* asked.c: the command a short mail asks for in its own words; VERB_NONE when none. */
struct command asked_words(const void *ctx, struct str subject, struct str words);

/* words.c: the first line, when nothing stands below it but a closing and a name, or the sender's name alone; else empty. */
struct str words_alone(const void *ctx, struct str words, struct str name);

/* edit.c: whether words replace the post: "Edit:" in front (which *words loses), or at least half of them stand in it. */
bool edit_replaces(const void *ctx, struct str *words, struct str post);

#endif
