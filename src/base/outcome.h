/* What came of an attempt, from SQLite to the wire: the one error value of askpost. */
#ifndef BASE_OUTCOME_H
#define BASE_OUTCOME_H

enum outcome {
    DONE,   /* It worked: 2xx, exit 0. */
    RETRY,  /* Not now; the same request may work later: 4xx, exit 75. */
    REFUSED /* Never; the same request fails again: 5xx. */
};

/* Why an attempt was not DONE. Fixed size, so filling it cannot fail. */
struct fault {
    char code[12];  /* Enhanced status code (RFC 3463), as "5.6.0"; "" where none applies. */
    char text[240]; /* One printable line for a person, without a trailing full stop. */
};

/* Fills *why (which may be NULL) and returns `outcome`, so a function can end in
 * `return fault_set(why, REFUSED, "5.6.0", "...")`. Bytes that are not printable are replaced. */
enum outcome fault_set(struct fault *why, enum outcome outcome, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "done", "retry" or "refused". */
const char *outcome_name(enum outcome outcome);

#define MUST_CHECK __attribute__((warn_unused_result))

#endif
