/* mailer: opens the address, writes To, sends over its one connection to the relay, reports. The only holder of the address key. */
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/proc.h"
#include "gateway/gateway.h"
#include "gateway/protocol.h"
#include "smtp/smtp.h"

struct mailer {
    const struct conf *conf;
    struct seal *seal;
    struct smtp *smtp;
};

/* What the relay's result means for the notice. */
static enum settled settlement_of(enum smtp_result result)
{
    switch (result) {
    case SMTP_SENT:
        return SETTLED_SENT;
    case SMTP_REFUSED:
        return SETTLED_REFUSED;
    case SMTP_RELAY:
        return SETTLED_RELAY;
    case SMTP_LATER:
    case SMTP_UNKNOWN:
        break;
    }
    return SETTLED_LATER;
}

/* One ASK_SEND; the reply says what came of it. False when there was nobody to send it to. */
static bool send_mail(const struct mailer *m, void *ctx, struct str payload, uint64_t *notice, struct smtp_reply *reply, struct fault *why)
{
    struct wire w = wire_read(payload);
    uint64_t person;
    char *sender, *to;
    struct str sealed, bytes;
    struct buf mail;

    *notice = wire_number(&w);
    person = wire_number(&w);
    sender = wire_text(ctx, &w);
    sealed = wire_str(&w);
    to = wire_text(ctx, &w);
    bytes = wire_str(&w);
    if (!wire_end(&w)) {
        fault_set(why, REFUSED, "5.6.0", "a request to the mailer could not be read");
        return false;
    }
    if (sealed.n > 0 && seal_address_open(m->seal, ctx, person, sealed, &to, why) != DONE)
        return false;
    buf_init(&mail, ctx, FRAME_SMALL);
    if (mime_compose_to(to, &mail, why) != DONE)
        return false;
    buf_str(&mail, bytes);
    smtp_send(m->smtp, sender, to, buf_view(&mail), reply);
    return true;
}

static void serve_one(const struct mailer *m, struct channel *render, const struct frame *frame)
{
    void *ctx = mem_job("send");
    struct smtp_reply reply = {0};
    struct fault why = {0};
    uint64_t notice = 0;
    struct settlement s;
    struct buf b;
    char code[16] = "";

    s.what = SETTLED_REFUSED;
    s.code = why.code;
    s.words = why.text;
    if (send_mail(m, ctx, frame->payload, &notice, &reply, &why)) {
        s.what = settlement_of(reply.result);
        if (reply.enhanced[0] == '\0' && reply.code != 0)
            snprintf(code, sizeof code, "%u", reply.code);
        s.code = reply.enhanced[0] != '\0' ? reply.enhanced : code;
        s.words = reply.words;
    } else {
        reply.code = 550; /* our own word: the relay is not to blame */
    }
    s.notice = notice;
    log_line(s.what == SETTLED_SENT ? LOG_LEVEL_INFO : LOG_LEVEL_WARN, "mail-out", "notice=%llu result=%s code=%s words=%s",
             (unsigned long long)notice, (const char *[]){"sent", "later", "refused", "relay"}[s.what], s.code, s.words);
    buf_init(&b, ctx, FRAME_SMALL);
    wire_put_number(&b, reply.code != 0);
    put_settlement(&b, &s);
    channel_send(render, ANSWER, frame->tag, buf_view(&b));
    mem_free(ctx);
}

int mailer_main(const struct role_start *start)
{
    struct fault why;
    struct frame frame;
    void *ctx = mem_job("mailer");
    struct mailer mailer = {.conf = start->conf};
    struct channel *render;
    unsigned char what;
    int fd;

    if (!proc_receive_wait(start->control, &what, &fd) || what != WIRE_RENDER)
        return EX_OK;
    if (seal_open(ctx, mailer.conf->store.keys, mailer.conf->forum.domain, SEAL_MAILER, &mailer.seal, &why) != DONE ||
        jail_become(ROLE_MAILER, mailer.conf, &why) != DONE || smtp_open(ctx, mailer.conf, &mailer.smtp, &why) != DONE)
        log_fatal(EX_TEMPFAIL, "%s", why.text);
    if (jail_enter(ROLE_MAILER, mailer.conf, &why) != DONE)
        log_fatal(EX_OSERR, "%s", why.text);
    render = channel_open(ctx, fd, FRAME_SMALL);
    while (channel_wait(render, &frame, -1) && frame.type == ASK_SEND) {
        serve_one(&mailer, render, &frame);
        if (!channel_drain(render, -1))
            break;
    }
    mem_free(ctx);
    return EX_OK;
}
