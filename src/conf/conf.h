/* The configuration: an INI file becomes one struct of checked values. Every setting is a row of one table with its name,
 * type, default, limits and help; an unknown name or a bad value is an error with file and line. */
#ifndef CONF_CONF_H
#define CONF_CONF_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/outcome.h"
#include "base/str.h"

enum trust {
    TRUST_VERDICT, /* only the Authentication-Results of authserv_id count */
    TRUST_MTA,     /* the relay authenticates its users: From is believed */
    TRUST_ANY      /* everybody is believed: demonstrations and tests */
};

enum newcomers {
    NEWCOMERS_CONFIRM, /* a newcomer's first post waits for `ok` to a preview */
    NEWCOMERS_ALIGNED, /* a passing verdict is enough */
    NEWCOMERS_ANY,     /* anybody may post */
    NEWCOMERS_CLOSED   /* only registered people */
};

enum profile { PROFILE_OPEN, PROFILE_SENSITIVE };
enum relay_tls { RELAY_TLS_AUTO, RELAY_TLS_REQUIRED, RELAY_TLS_OFF }; /* AUTO: required unless the relay is on loopback */

struct conf {
    const char *path; /* of the file it came from, absolute */

    struct { /* [forum] */
        char *name;             /* "Mind & Wellness" */
        char *domain;           /* "forum.example": owns every address of the forum */
        char *address;          /* pattern with one %s for the local part; "%s@DOMAIN" by default */
        char *operator;         /* required: who gets the operator's summary */
        char *language; /* code of the one people are written to in who chose none */
        char *default_category; /* path of the category `ask` posts to; "" : none */
        char *postal_address;   /* one line for the footer; "" : none */
        enum profile profile;
        uint64_t digest_hour; /* by the clocks of who gets it */
    } forum;

    struct { /* [mail] */
        char *lmtp;        /* "unix:PATH", where the MTA delivers */
        char *lmtp_tcp;    /* "127.0.0.1:2424" or "" */
        char *socketmap;   /* "unix:PATH", "127.0.0.1:PORT" or "" */
        unsigned lmtp_mode, socketmap_mode; /* permissions of those sockets, octal in the file */
        char *relay;       /* "smtp://host:port", "smtps://host:port" or "maildir:PATH" */
        char *relay_user;
        char *relay_password_file;
        char *relay_ca_file; /* "" : the system's */
        enum relay_tls relay_tls;
        unsigned relay_connections;
        char *helo;          /* "" : the domain */
        char *authserv_id;   /* "" : nobody is authenticated */
        enum trust trust;
        char *spam_header;   /* "X-Spam: Yes": a field and the value that holds a mail; "" : none */
        char *templates;     /* directory of texts that override the built-in ones; "" : none */
    } mail;

    struct { /* [store] */
        char *data; /* directory of the database, lock, control socket */
        char *keys; /* directory of the keys */
    } store;

    struct { /* [limits] */
        uint64_t message, header_block, header_fields, nesting, parts, recipients, connections;
        uint64_t title_min, title_max, body_min, body_stored, known_text, tags;
        uint64_t questions_per_hour, answers_per_hour, comments_per_hour, votes_per_hour, reports_per_hour, posts_per_domain;
        int64_t hold_newcomer, hold_trusted; /* seconds */
        int64_t held_days;                   /* days a held mail lives */
        uint64_t held_per_domain;            /* most held mails of one sending domain */
        uint64_t notices_per_day;            /* mails to one person a day of what others write; the rest is their digest */
        uint64_t automatic_per_day;          /* automatic answers to one person a day, receipts apart */
        uint64_t global_per_hour;            /* automatic answers to anybody unconfirmed, an hour (the bombing fuse) */
        int64_t give_up;                     /* seconds after which a notice that could not be sent is given up */
        int64_t idle;                        /* seconds of silence after which an LMTP client is let go */
    } limits;

    struct { /* [people] */
        enum newcomers newcomers;
        uint64_t trusted_after; /* accepted posts */
        char *titles;           /* for conf_title */
        enum moderation_policy { POLICY_NONE, POLICY_FIRST, POLICY_ALL } moderation; /* of categories that do not say */
    } people;

    struct { /* [privacy] */
        enum content_policy { POLICY_CONTENT_FULL, POLICY_CONTENT_TITLE, POLICY_CONTENT_DISCREET } content; /* of new people */
        int64_t publish_delay_least, publish_delay_most; /* seconds, on top of the hold, for anonymous posts */
        bool coarse_times; /* others see the day of an anonymous post, no more */
        bool archive;      /* posts may be archived unless their author says otherwise */
    } privacy;

    struct { /* [process] */
        unsigned parsers;
        char *user_front, *user_parser, *user_core, *user_render, *user_mailer; /* "" : not changed */
        bool insecure; /* run without seccomp where the kernel has none */
        char *log_level;
    } process;
};

/* Reads and checks the file; relative paths in it are relative to its directory. REFUSED with "FILE:LINE: ..." */
enum outcome conf_load(const void *ctx, const char *path, struct conf **out, struct fault *why) MUST_CHECK;

/* The same from text that is there already; `path` is what errors name and relative paths start from. */
enum outcome conf_read(const void *ctx, const char *path, struct str text, struct conf **out, struct fault *why) MUST_CHECK;

/* The defaults, as conf_load starts from: for tools that need limits but no forum (`inspect` without -c). */
struct conf *conf_defaults(const void *ctx);

/* Every setting with its type, default and help, as `check --settings` lists them; as JSON when `json`. */
void conf_list(FILE *to, bool json);

/* What profile = sensitive sets where the file says nothing else, one a line. */
void conf_list_profile(FILE *to);

/* The address of a local part: address pattern with it filled in. Owned by ctx. */
char *conf_address(const void *ctx, const struct conf *c, const char *local);
/* What somebody with that many points is called; empty: nothing. */
struct str conf_title(const struct conf *c, int64_t points);
/* The local part that stands for the forum in `recipient` (case kept), or an empty str with NULL p when the address is not the
 * forum's: "r..." of "r...@forum.example" or of "forum+r...@example.org". */
struct str conf_local_part(const struct conf *c, struct str recipient);

#endif
