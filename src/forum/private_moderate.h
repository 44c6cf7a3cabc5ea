/* What the files about moderation share: the case of one post, and how those it concerns hear of it. */
#ifndef FORUM_PRIVATE_MODERATE_H
#define FORUM_PRIVATE_MODERATE_H

#include "forum/private.h"

enum { MODERATORS = 50 }; /* of one category, at most, are asked and told */

/* "question", "answer", "comment" by enum post_kind. */
extern const char *const moderate_kinds[];

/* A category and those it lies in. */
struct moderate_line {
    struct category list[CATEGORY_DEPTH];
    uint64_t ids[CATEGORY_DEPTH];
    size_t count;
};

/* A post that moderators have to do with. */
struct moderate_case {
    const struct forum *f;
    const void *ctx;
    struct changes *out;
    struct post post, question;
    struct moderate_line line;
    bool changed; /* by the moderator who decides */
    bool expired; /* nobody decided in time */
};

/* post.id 0: there is no such post. */
enum outcome moderate_case_of(const struct forum *f, const void *ctx, struct changes *out, uint64_t post, struct moderate_case *c,
                              struct fault *why) MUST_CHECK;
/* To somebody it concerns: its author (NOTICE_OUTCOME), or a moderator (NOTICE_TOLD). */
void moderate_tell(const struct moderate_case *c, enum notice_kind kind, uint64_t person, const char *what, const char *subject, const char *text);
/* Asks everybody who may decide, but `but`; `again`: reminds them. *asked counts them. */
enum outcome moderate_ask(const struct moderate_case *c, enum rung least, enum review_reason reason, uint64_t but, bool again, size_t *asked,
                          struct fault *why) MUST_CHECK;

/* Asks one of them. */
enum moderate_asking { ASK_FIRST, ASK_AGAIN, ASK_NEWER /* what they decided about was an earlier text */ };
void moderate_ask_one(const struct moderate_case *c, uint64_t person, enum review_reason reason, enum moderate_asking asking);

/* ---- crisis.c ---- */
/* Whether a post has words of a crisis of a category or of one it lies in. *text is then what its author is told: in the language of those words,
 * where they stand below a line "[de]", and else in their own. */
bool crisis_found(struct act *a, const struct proposal *p, const struct moderate_line *line, const char **text);

/* ---- desk.c ---- */
/* The first word of a reply without punctuation, and what stands behind it. */
struct str desk_word(struct str words, struct str *rest);
/* Does with a post what a moderator's word asks for; `rest` stands behind the word. */
enum outcome desk_command(struct act *a, enum verb verb, const struct post *p, struct str rest, struct fault *why) MUST_CHECK;

/* ---- note.c ---- */
/* The author of a post replies to a note about it. */
enum outcome note_answer(struct act *a, const struct post *p, struct str words, struct fault *why) MUST_CHECK;

/* ---- decide.c ---- */
/* Nobody looked at it for as long as the forum waits: it is not posted, and its author may send it anew. */
enum outcome moderate_expire(const struct forum *f, const void *ctx, struct changes *out, uint64_t post, struct fault *why) MUST_CHECK;
/* What a moderator's reply to a NOTICE_REVIEW decides. */
enum outcome review_decide(struct act *a, struct post *p, struct str words, struct fault *why) MUST_CHECK;

#endif
