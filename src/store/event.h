/* What happened in the forum and whom it concerns. The transaction that changes the forum adds an event, and looks for a few people of its
 * audience; the rest is expanded into notices in steps, between batches, so accepting a question costs no more with a million subscribers. */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "store/db.h"

struct event {
    uint64_t id; /* 0: none */
    uint64_t post;
    uint64_t actor;      /* hears of it by the receipt only */
    int64_t at;          /* the audience is who belonged to it then */
    int64_t due;         /* notices leave from then on: the hold */
    unsigned stage;      /* which part of the audience is next (notify/expand.c) */
    uint64_t cursor;     /* the last person of that stage who was done */
    uint64_t people;     /* notices planned so far */
    bool done;           /* nobody is left */
    struct str receipt;  /* sealed parameters of the actor's receipt; empty: none wanted */
    unsigned corrects;   /* it is the edit that made this revision; 0: the post itself */
    uint64_t came_from;  /* it is a question that came from this category to the one it stands in; 0: it is not */
    char *gained;        /* ... that got these tags; NULL, "": it did not */
};

/* Adds one; *id gets its number. */
enum outcome store_event_add(struct db *db, const struct event *e, uint64_t *id, struct fault *why) MUST_CHECK;
/* The oldest event that is not wholly expanded; id 0 when there is none. */
enum outcome store_event_next(struct db *db, const void *ctx, struct event *out, struct fault *why) MUST_CHECK;
enum outcome store_event_move(struct db *db, const struct event *e, struct fault *why) MUST_CHECK; /* stage, cursor, people */
enum outcome store_event_done(struct db *db, uint64_t id, uint64_t people, struct fault *why) MUST_CHECK;
/* Whether there is one. */
enum outcome store_event_waits(struct db *db, bool *yes, struct fault *why) MUST_CHECK;
/* How many people the event of a post reached, edits apart. */
enum outcome store_event_people(struct db *db, uint64_t post, uint64_t *people, struct fault *why) MUST_CHECK;

#endif
