/* People and their addresses. An address is found by keyed hash and stored sealed; nothing here knows it in clear. */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include "seal/seal.h"
#include "store/db.h"

enum person_state {
    PERSON_NEWCOMER, /* wrote once, has not consented yet: gets nothing but the preview asked for */
    PERSON_MEMBER,
    PERSON_STOPPED,  /* said stop, or complained: gets nothing; writing again by own will and `start` ends it */
    PERSON_BLOCKED,  /* by the operator or a moderator: may read and leave, which `stopped` keeps */
    PERSON_FORGOTTEN
};

enum rung { RUNG_UNKNOWN, RUNG_REACHABLE, RUNG_ALIGNED, RUNG_TRUSTED, RUNG_EXPERT, RUNG_EDITOR, RUNG_MODERATOR, RUNG_ADMIN };
enum name_mode { NAME_PSEUDONYM, NAME_HANDLE, NAME_ANONYMOUS };
enum content_mode { CONTENT_FULL, CONTENT_TITLE, CONTENT_DISCREET };

/* Some of a list of people, read in steps because it may be long: those above `after`, and no more than `limit`; where the list knows since
 * when, those who had come by `by`. */
struct people {
    uint64_t after;
    int64_t by;
    unsigned limit;
    uint64_t *ids; /* what was read, in order, and owned by the reader's ctx */
    size_t count;
};

struct person {
    uint64_t id; /* 0: nobody */
    int64_t created;
    enum person_state state;
    unsigned generation;
    enum rung rung;
    uint64_t accepted; /* posts */
    enum name_mode name_mode;
    char *handle; /* "" : none */
    enum content_mode content;
    bool html;
    unsigned consent_version; /* 0: none yet */
    int64_t consent_at;
    char *language; /* its code; "" : the forum's */
    bool greeted; /* a mail with the promise went to them */
    char *zone;   /* whose clocks theirs are (base/zone.h); "" : UTC */
    unsigned most; /* mails a day of what others write; 0: as the configuration says */
    bool stopped;    /* of who is blocked: they said stop, and have when they are not blocked any more */
    bool no_archive; /* what they wrote is never to stand on a public page */
    unsigned quiet_from, quiet_until; /* minutes since midnight there between which only what they asked for comes; equal: at no time */
};

/* The events a person can set `notify` for, and the values. */
enum notify_event {
    NOTIFY_ANSWER,   /* your question was answered */
    NOTIFY_COMMENT,  /* your post was commented on */
    NOTIFY_QUESTION, /* new question in a subscribed category */
    NOTIFY_THREAD,   /* new answer in a thread one answered */
    NOTIFY_RECEIPT,  /* now, or problems only */
    NOTIFY_BEST,     /* your answer is the best */
    NOTIFY_FOLLOW_UP, /* a question that came of what you wrote */
    NOTIFY_AFTER,    /* a comment after one's own, on the same */
    NOTIFY_MENTION,  /* "@" and the name one goes by */
    NOTIFY_CATEGORY, /* new answer in a subscribed category; daily until they say otherwise, all others now */
    NOTIFY_HELD,     /* to moderators: a post waits */
    NOTIFY_FLAGGED,  /* to moderators: a post was reported */
    NOTIFY_OUTCOME,  /* what a moderator or an editor did with something one wrote */
    NOTIFY_EVENTS
};
enum notify_value { NOTIFY_NOW, NOTIFY_OFF, NOTIFY_PROBLEMS /* receipt only: unless something was cut or held */, NOTIFY_DAILY, NOTIFY_WEEKLY };

/* Functions that change something want the caller's transaction (db_begin): several take more than one step. */

/* Adds a person (the next number) without an address. */
enum outcome store_person_add(struct db *db, int64_t now, enum person_state state, uint64_t *id, struct fault *why) MUST_CHECK;
/* DONE with out->id 0 when there is none. Strings are owned by ctx. */
enum outcome store_person_get(struct db *db, const void *ctx, uint64_t id, struct person *out, struct fault *why) MUST_CHECK;
/* By the hash of an address of theirs (seal_address_hash). */
enum outcome store_person_by_hash(struct db *db, const void *ctx, const unsigned char hash[SEAL_HASH], struct person *out,
                                  struct fault *why) MUST_CHECK;
/* By folded handle. */
enum outcome store_person_by_handle(struct db *db, const void *ctx, const char *folded, struct person *out, struct fault *why) MUST_CHECK;
/* Writes every field but id and created. `folded` is the handle's comparison form ("" : none). REFUSED 5.1.0 when it is taken. */
enum outcome store_person_put(struct db *db, const struct person *p, const char *folded, struct fault *why) MUST_CHECK;
/* Writes the fields that change with each post. */
enum outcome store_person_accepted(struct db *db, const struct person *p, struct fault *why) MUST_CHECK;
/* A mail with the promise is on its way to them (or, false: it did not get there). */
enum outcome store_person_greeted(struct db *db, uint64_t id, bool greeted, struct fault *why) MUST_CHECK;
/* They said ok to that version of the text then, in the mail with that hash. */
enum outcome store_person_consent(struct db *db, uint64_t id, unsigned version, int64_t at, struct str mail_hash, struct fault *why) MUST_CHECK;
/* Removes a newcomer that never consented, with their address, settings and subscriptions (their hold expired). Anybody else stays. Their
 * number is never given again. */
enum outcome store_person_remove(struct db *db, uint64_t id, struct fault *why) MUST_CHECK;

/* Calls each for every person from number `after` on, in order, at most `limit`. */
typedef void store_person_each(void *arg, const struct person *p);
enum outcome store_person_list(struct db *db, uint64_t after, unsigned limit, store_person_each *each, void *arg, struct fault *why) MUST_CHECK;
/* How many are in that state. */
enum outcome store_person_count(struct db *db, enum person_state state, uint64_t *count, struct fault *why) MUST_CHECK;

/* REFUSED 5.1.0 when the address is somebody's already. */
enum outcome store_address_add(struct db *db, uint64_t person, const unsigned char hash[SEAL_HASH], struct str sealed, int64_t now,
                               struct fault *why) MUST_CHECK;
/* What that address is found by. *found false: they have none. */
enum outcome store_address_hash(struct db *db, uint64_t person, unsigned char hash[SEAL_HASH], bool *found, struct fault *why) MUST_CHECK;
/* The address mail to person goes to (the first). Empty when there is none. */
enum outcome store_address_of(struct db *db, const void *ctx, uint64_t person, struct str *sealed, struct fault *why) MUST_CHECK;

/* How they want to hear of an event: NOTIFY_NOW until something else is set. */
enum outcome store_notify_get(struct db *db, uint64_t person, enum notify_event event, enum notify_value *value, struct fault *why) MUST_CHECK;
enum outcome store_notify_set(struct db *db, uint64_t person, enum notify_event event, enum notify_value value, struct fault *why) MUST_CHECK;

/* The name person has in a thread; "" when none was given yet. store_pseudonym_set: REFUSED when taken in that thread. */
enum outcome store_pseudonym_get(struct db *db, const void *ctx, uint64_t thread, uint64_t person, char **name, struct fault *why) MUST_CHECK;
enum outcome store_pseudonym_set(struct db *db, uint64_t thread, uint64_t person, const char *name, struct fault *why) MUST_CHECK;
/* Each name that stands in a thread with what others than person wrote, and `name` when it was given to another there. */
typedef void store_name_each(void *arg, const char *name);
enum outcome store_names_of_others(struct db *db, uint64_t thread, uint64_t person, const char *name, store_name_each *each, void *arg,
                                   struct fault *why) MUST_CHECK;

#endif
