/* Keys, tokens and sealed addresses: the only folder that knows libsodium.
 * Keys live in files of their own, one per purpose, in the keys directory:
 *   index.key   keyed hash of addresses, duplicate keys         core
 *   token.key   tokens, Message-IDs, pseudonyms                  core, render
 *   hold.key    held and quarantined mail                        core
 *   address.pub seals addresses                                  core
 *   address.key opens them                                       mailer alone
 *   people.keys one 32-byte key per person, slot by person number: core writes, mailer reads; outside database and its backups
 */
#ifndef SEAL_SEAL_H
#define SEAL_SEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/outcome.h"
#include "base/str.h"

enum {
    SEAL_HASH = 16,       /* bytes of an address hash or duplicate key */
    SEAL_TOKEN_TEXT = 41, /* letter and 40 characters */
    SEAL_BOUNCE_TEXT = 24 /* letter and 23 characters */
};

/* Which keys a process opens; everything else stays closed to it. */
enum seal_role { SEAL_CORE, SEAL_RENDER, SEAL_MAILER, SEAL_CHECK /* all: `askpost check` and tools without a daemon */ };

struct seal; /* the opened keys: locked in memory and wiped when its ctx is freed */

/* Makes the directory (0700) and all key files (0600) that are missing; never replaces one. */
enum outcome seal_create(const char *directory, struct fault *why) MUST_CHECK;
/* Opens what `role` needs. `domain` goes into every MAC, so tokens of one forum fail in another. */
enum outcome seal_open(const void *ctx, const char *directory, const char *domain, enum seal_role role, struct seal **out,
                       struct fault *why) MUST_CHECK;

/* --- tokens ------------------------------------------------------------------------------------------------------ */

enum token_kind {
    TOKEN_REPLY = 1,   /* r: a reply to a notice or receipt; object: the post; verb: enum reply_to */
    TOKEN_DO,          /* d: one verb on one post (or category, for unsubscribe); object: the post */
    TOKEN_CONFIRM,     /* c: object: the held mail */
    TOKEN_UNSUBSCRIBE, /* u: object: category, 0 for everything; verb: enum unsubscribe_from */
    TOKEN_BOUNCE,      /* b: object: the notice */
    TOKEN_MESSAGE_ID   /* m: never a recipient; object: post or notice; expiry carries the revision; verb: enum message_id_of */
};

/* `verb` of an r token: what the mail it stood in was about. */
enum reply_to { REPLY_TO_NOTICE, REPLY_TO_RECEIPT, REPLY_TO_PROBLEM /* a refusal; object: the held mail */, REPLY_TO_DIGEST /* object: its notice */ };
enum unsubscribe_from { UNSUBSCRIBE_CATEGORY, UNSUBSCRIBE_THREAD, UNSUBSCRIBE_ALL, UNSUBSCRIBE_FOLLOW /* object: the post it brought */ };
enum message_id_of { MESSAGE_ID_POST /* its notice or receipt */, MESSAGE_ID_NOTICE /* any other mail, by notice number */ };

struct token {
    enum token_kind kind;
    unsigned verb;       /* 6 bits */
    unsigned generation; /* 8 bits: the person's, counted up to revoke all */
    unsigned expiry;     /* 14 bits: day since 2025-01-01 (clock_day) after which it is expired */
    uint64_t person;     /* 30 bits */
    uint64_t object;     /* 34 bits */
};

/* Days each kind lives: r 90, d 90, c 7, u 365, b 30. */
unsigned token_days(enum token_kind kind);

/* Writes the local part of the address ("r" + 40, "b" + 23), NUL-terminated. Same inputs, same token (SIV). */
void token_make(const struct seal *s, const struct token *token, char out[SEAL_TOKEN_TEXT + 1]);
/* Opens one, any case; also behind BATV "prvs=tag=" and SRS "SRS0=hash=tt=domain=". Constant time in the secret. False for everything
 * that is not ours. Expired tokens are opened: the caller looks at `expiry`. Needs no database. */
bool token_read(const struct seal *s, struct str local_part, struct token *token);
/* Cuts everything that is one of our tokens out of text (mail addresses too), replacing it by `instead`: bodies, subjects, quotes.
 * Shape decides (40 or 23 base32 characters after a kind letter, before @DOMAIN or in the plus form), so it works without keys. */
void token_scrub(struct buf *out, struct str text, struct str domain, struct str instead);

/* --- addresses --------------------------------------------------------------------------------------------------- */

/* Keyed BLAKE2b of the canonical form (address_canonical). */
void seal_address_hash(const struct seal *s, struct str canonical, unsigned char out[SEAL_HASH]);
/* Keyed hash of anything else, by purpose ("duplicate", "consent", "domain"). */
void seal_hash(const struct seal *s, const char *purpose, struct str bytes, unsigned char out[SEAL_HASH]);

/* A digest without a key (BLAKE2b-256), for processes that hold none. */
void seal_digest(struct str bytes, unsigned char out[32]);

/* Makes person's key (random) in people.keys, unless there is one; those of the next few people with it, so that few newcomers cost a sync.
 * Core only. It is on the disk after seal_sync, which must come before the commit of the transaction that adds the person. */
enum outcome seal_person_add(struct seal *s, uint64_t person, struct fault *why) MUST_CHECK;
/* What seal_person_add made is on the disk after it; nothing is done when that is so already. RETRY 4.3.1 when the disk is full, 4.3.0
 * on another error. */
enum outcome seal_sync(struct seal *s, struct fault *why) MUST_CHECK;
/* Destroys it: overwritten, synced. What stands there instead says that they were forgotten (and their `words` too), so that a database
 * put back from an old backup can be told. */
enum outcome seal_person_forget(struct seal *s, uint64_t person, bool words, struct fault *why) MUST_CHECK;
enum seal_memory { SEAL_NOBODY, SEAL_KNOWN, SEAL_FORGOTTEN_WORDS = 0xfe, SEAL_FORGOTTEN = 0xff };
/* What people.keys says of that number. Not for render, which does not hold it: REFUSED. */
enum outcome seal_person_memory(const struct seal *s, uint64_t person, enum seal_memory *memory, struct fault *why) MUST_CHECK;
/* Seals an address: padded to 64, 128 or 256 bytes with the person number inside, crypto_box_seal, wrapped under person's key. */
enum outcome seal_address(const struct seal *s, uint64_t person, struct str address, struct buf *out, struct fault *why) MUST_CHECK;
/* Opens it. Mailer only. REFUSED when it is not person's, or the key is gone. `out` is owned by ctx. */
enum outcome seal_address_open(const struct seal *s, const void *ctx, uint64_t person, struct str sealed, char **out,
                               struct fault *why) MUST_CHECK;

/* --- held mail --------------------------------------------------------------------------------------------------- */

/* Seals a mail that waits, under the hold key, and opens it again: *out is owned by ctx; REFUSED when it was not sealed here. */
void seal_hold(const struct seal *s, struct str bytes, struct buf *out);
enum outcome seal_hold_open(const struct seal *s, const void *ctx, struct str sealed, struct str *out, struct fault *why) MUST_CHECK;

/* --- names ------------------------------------------------------------------------------------------------------- */

/* Number for a per-thread pseudonym: keyed hash of person, thread and `attempt`; notify/pseudonym.c makes "Quiet Fern" of it. */
uint64_t seal_pseudonym(const struct seal *s, uint64_t person, uint64_t thread, unsigned attempt);

#endif
