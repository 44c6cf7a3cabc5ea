/* The books: which mails were seen (so that a second delivery posts nothing), how much of a budget is used, what came in and went out, and
 * single values such as the time of the last summary. */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "seal/seal.h"
#include "store/db.h"

/* Remembers a duplicate key (kept 14 days). *seen tells whether it was known. */
enum outcome store_seen(struct db *db, const unsigned char key[SEAL_HASH], int64_t now, bool *seen, struct fault *why) MUST_CHECK;

/* Takes one from the budget of `key` for a window of `seconds`, which begins with its first use: what is allowed once a day is not
 * allowed before and after midnight. *allowed false when `limit` was used up already. */
enum outcome store_budget(struct db *db, const unsigned char key[SEAL_HASH], int64_t now, int64_t seconds, uint64_t limit, bool *allowed,
                          struct fault *why) MUST_CHECK;

/* What is used of it in the window that runs, and when that ends; 0 and now, when none does. Takes nothing. */
enum outcome store_budget_look(struct db *db, const unsigned char key[SEAL_HASH], int64_t now, uint64_t *used, int64_t *ends,
                               struct fault *why) MUST_CHECK;

enum journal_direction { JOURNAL_IN, JOURNAL_OUT };

struct journal_entry {
    int64_t at;
    enum journal_direction direction;
    uint64_t person;  /* 0: unknown */
    unsigned char address[SEAL_HASH]; /* keyed hash; zeros: none */
    unsigned char message[SEAL_HASH]; /* keyed hash of the Message-ID ("message-id"); zeros: none */
    uint64_t post, held, notice;
    char *event;   /* "answer-posted", "held", "notice-answer", ...: a fixed word */
    char *setting; /* which setting let it out or kept it in: "notify answer=now", "stop", ... or "" */
    char *result;  /* outcome, code and the relay's words; no address */
};

/* Adds an entry; its strings may be NULL where there is nothing to say. */
enum outcome store_journal_add(struct db *db, const struct journal_entry *e, struct fault *why) MUST_CHECK;
/* Reads the whole journal once, oldest first, however many mails are looked for (it has no index: it is written for every mail and read when
 * an operator asks): `each` gets those entries that `wanted`, which sees them without their texts, says true to. */
typedef bool store_journal_wanted(void *arg, const struct journal_entry *e);
typedef void store_journal_each(void *arg, const struct journal_entry *e);
enum outcome store_journal_walk(struct db *db, store_journal_wanted *wanted, store_journal_each *each, void *arg, struct fault *why) MUST_CHECK;
/* Counts of events since a time, for the operator's summary: each (event, count). */
typedef void store_journal_count_each(void *arg, const char *event, uint64_t count);
enum outcome store_journal_counts(struct db *db, int64_t since, store_journal_count_each *each, void *arg, struct fault *why) MUST_CHECK;

/* Single values; "" when unset. */
enum outcome store_value_get(struct db *db, const void *ctx, const char *key, char **value, struct fault *why) MUST_CHECK;
enum outcome store_value_set(struct db *db, const char *key, const char *value, struct fault *why) MUST_CHECK;

/* Drops what is older than it is kept for: seen 14 days, journal 7, notices of a post 90 (they are the known text of replies), other
 * settled notices 7, settled holds 7 past their expiry, budgets of past windows. At most `limit` of each; *more: call again. */
enum outcome store_sweep(struct db *db, int64_t now, unsigned limit, bool *more, struct fault *why) MUST_CHECK;

#endif
