/* Posts and their revisions. */
#ifndef STORE_POST_H
#define STORE_POST_H

#include "store/db.h"

enum post_kind { POST_QUESTION, POST_ANSWER, POST_COMMENT };
enum post_state {
    POST_VISIBLE,
    POST_UNDONE,  /* taken back within the hold: nothing left */
    POST_DELETED, /* by its author */
    POST_HIDDEN,  /* by a moderator or the operator */
    POST_WAITING  /* for a moderator: nobody but its author has seen it */
};

struct post {
    uint64_t id; /* 0: none. A question's number is the thread's. */
    enum post_kind kind;
    uint64_t thread;   /* the question's id; its own for a question */
    uint64_t parent;   /* question: 0; answer: the question; comment: the post it comments on */
    uint64_t category; /* of the question */
    uint64_t author;
    char *name;        /* shown: pseudonym, handle or "Anonymous" */
    bool anonymous;    /* pseudonym or anonymous: no points, title or role shown */
    enum post_state state;
    unsigned revision; /* the current one, from 1 */
    int64_t revised;   /* when that revision was made; set by store */
    int64_t created;
    int64_t publish;   /* nothing leaves before; stored as `created` when it lies before that */
    char *title;       /* of the current revision; "" but for questions */
    char *body;        /* CommonMark */
    bool no_archive;
    uint64_t best;      /* of a question: its best answer, or 0 */
    int64_t ups, downs; /* votes it has */
    int64_t closed;     /* of a question: since when it takes nothing new; 0: it does */
    uint64_t duplicate; /* of a closed one: the question that was asked before, or 0 */
    char *tags;         /* of a question: "sleep side-effects"; "" or, to store_post_add, NULL: none */
    char *closing;      /* why it was closed, one safe line; "" */
    char *related;      /* of a question: what was asked before, "12:14 15:0", each with its best answer; "" or, to store_post_add, NULL: nothing */
    uint64_t editor;    /* who made the current revision, where it was not its author; else 0 */
    uint64_t follows;   /* of a question that came of somebody's answer or comment: that; else 0 */
};

/* Adds the post with its first revision; sets p->id (and p->thread for a question) and p->revision. */
enum outcome store_post_add(struct db *db, struct post *p, struct fault *why) MUST_CHECK;
/* With the current title and text. DONE with out->id 0 when there is none. Strings are owned by ctx. */
enum outcome store_post_get(struct db *db, const void *ctx, uint64_t id, struct post *out, struct fault *why) MUST_CHECK;
/* POST_UNDONE takes title, body and revisions away for good, and the author out of the thread unless other posts of theirs stand
 * there. category.questions counts the visible questions. */
enum outcome store_post_state(struct db *db, uint64_t id, enum post_state state, struct fault *why) MUST_CHECK;
/* When others can see it from: what waited for a moderator is as if it had been posted then. */
enum outcome store_post_publish(struct db *db, uint64_t id, int64_t at, struct fault *why) MUST_CHECK;
/* Other tags of a question. REFUSED when there is none. */
enum outcome store_post_tags(struct db *db, uint64_t question, const char *tags, struct fault *why) MUST_CHECK;
/* A question, and all under it, into another category. */
enum outcome store_post_move(struct db *db, const struct post *question, uint64_t category, struct fault *why) MUST_CHECK;
/* An answer becomes a comment on its question, a comment an answer to it; what was replied to it stays with it. */
enum outcome store_post_convert(struct db *db, const struct post *p, enum post_kind kind, struct fault *why) MUST_CHECK;
/* `at` 0: opens it again. */
enum outcome store_post_close(struct db *db, uint64_t id, int64_t at, uint64_t duplicate, const char *reason, struct fault *why) MUST_CHECK;
/* A new revision; the one before is kept. REFUSED when there is no such post. */
enum outcome store_post_revise(struct db *db, uint64_t id, const char *title, const char *body, int64_t now, struct fault *why) MUST_CHECK;
/* Somebody else than its author made the newest revision. */
enum outcome store_post_editor(struct db *db, uint64_t id, uint64_t editor, struct fault *why) MUST_CHECK;
/* One revision of a post (title and body in *out are that revision's); id 0 when there is none. */
enum outcome store_post_revision(struct db *db, const void *ctx, uint64_t id, unsigned revision, struct post *out, struct fault *why) MUST_CHECK;

typedef void store_post_each(void *arg, const struct post *p);
/* A thread's posts, oldest first, hidden ones too; the newest ten revisions of each (body and title are that revision's). */
enum outcome store_thread(struct db *db, uint64_t thread, store_post_each *each, void *arg, struct fault *why) MUST_CHECK;
enum outcome store_thread_revisions(struct db *db, uint64_t thread, store_post_each *each, void *arg, struct fault *why) MUST_CHECK;
/* Newest questions first, of every state; `before` 0: from the newest. */
enum outcome store_questions(struct db *db, uint64_t before, unsigned limit, store_post_each *each, void *arg, struct fault *why) MUST_CHECK;
/* What a new question may repeat: titles of the author's last posts, newest first, then of the newest questions, all of every state. A title
 * is valid during its call. */
typedef void store_title_each(void *arg, uint64_t id, struct str title);
enum outcome store_titles_before(struct db *db, uint64_t author, unsigned own, unsigned newest, store_title_each *each, void *arg,
                                 struct fault *why) MUST_CHECK;
/* What an answer or comment may repeat: the texts of those the author's last posts, `own` of them, that reply to the same post, newest first,
 * of every state. */
typedef void store_body_each(void *arg, uint64_t id, struct str body);
enum outcome store_replies_before(struct db *db, uint64_t author, uint64_t parent, unsigned own, store_body_each *each, void *arg,
                                  struct fault *why) MUST_CHECK;
/* Visible, published questions, newest first, of the category with that path and all below it ("" : of all) that the person sees, with the number
 * of their answers and when the newest of these came (0: none). */
typedef void store_summary_each(void *arg, const struct post *p, uint64_t answers, int64_t newest);
enum outcome store_question_summaries(struct db *db, struct str path, uint64_t person, int64_t now, unsigned limit, store_summary_each *each, void *arg,
                                      struct fault *why) MUST_CHECK;
/* The answers to one question that others see, and when the newest of them came (0: there is none). */
enum outcome store_post_answers(struct db *db, uint64_t question, int64_t now, uint64_t *count, int64_t *newest, struct fault *why) MUST_CHECK;
/* The answer to it with most votes, of these the first, that others see; 0: there is none. */
enum outcome store_post_best_answer(struct db *db, uint64_t question, int64_t now, uint64_t *answer, struct fault *why) MUST_CHECK;
/* Visible, published questions that came of posts of a thread, oldest first. */
enum outcome store_follow_ups(struct db *db, uint64_t thread, int64_t now, store_post_each *each, void *arg, struct fault *why) MUST_CHECK;
/* Children of a post that are visible. */
enum outcome store_post_children(struct db *db, uint64_t id, uint64_t *count, struct fault *why) MUST_CHECK;
/* The author's newest post that still can be undone (publish > now), or id 0. */
enum outcome store_post_last(struct db *db, const void *ctx, uint64_t author, int64_t now, struct post *out, struct fault *why) MUST_CHECK;

#endif
