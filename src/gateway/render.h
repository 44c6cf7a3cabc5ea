/* render: its state and its three parts: the loop and what core says (render.c), the mailers (render_mailers.c), what came of each mail
 * (render_settle.c). */
#ifndef GATEWAY_RENDER_H
#define GATEWAY_RENDER_H

#include "base/proc.h"
#include "gateway/gateway.h"
#include "gateway/protocol.h"

enum {
    MAILER_DEPTH = 2, /* mails at one mailer: one being sent, one waiting */
    PAUSE_LOOK = 1000 /* ms of a pause until it is looked whether the operator wants to try again */
};

struct item {
    uint64_t notice; /* 0: free */
    struct str frame;
    unsigned deaths;
};

struct mailer {
    struct render *render;
    struct channel *channel; /* NULL: being replaced */
    struct item items[MAILER_DEPTH];
};

struct render {
    const struct conf *conf;
    struct loop *loop;
    struct forum forum;
    int control;
    struct channel *core;
    bool fresh;    /* leases that are not ours are void: of an earlier life, or of a claim whose answer died with core */
    bool claiming, settling;
    uint64_t *ready; /* leased, not yet rendered */
    size_t ready_count, ready_capacity;
    struct item *again; /* rendered, their mailer died */
    size_t again_count, again_capacity;
    struct mailer mailers[MAILERS_MAX];
    struct settlement *done; /* owned by done_ctx */
    void *done_ctx;
    size_t done_count, done_capacity, done_sent;
    int64_t done_since;
    int64_t paused_until;
    unsigned failures;
    char asked[16]; /* FORUM_RELAY_ASKED, when the pause began */
    bool stopping;
};

/* Keeps what came of a notice until core is told. */
void render_settle(struct render *r, uint64_t notice, enum settled what, const char *code, const char *words);
/* Tells core, when enough came together or waited long enough, or render stops. */
void render_send_settlements(struct render *r);
/* core has answered what it was told: forgets it when it is written down, else keeps it for the next time. */
void render_settled(struct render *r, bool written);
/* Milliseconds until settlements should be told; -1: none waits. */
int64_t render_settle_wait(const struct render *r);

/* Hands what is leased to the mailers that have room, each notice rendered just before. */
void render_hand_over(struct render *r);
/* A new mailer of that number, on that socket. */
void render_mailer_open(struct render *r, unsigned index, int fd);
/* Ends a pause before its time, when the operator asked for it (queue retry). */
void render_end_pause(struct render *r);
/* Whether any mailer has a mail. */
bool render_mailers_busy(const struct render *r);

#endif
