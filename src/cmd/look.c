#include <fcntl.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/address.h"
#include "base/io.h"
#include "base/mem.h"
#include "cmd/look.h"
#include "intent/intent.h"

/* What a recipient would be if it were true and known: inspect has no keys and no database. */
static enum target target_of(struct str local)
{
    static const enum target by_route[] = {
        [ROUTE_UNKNOWN] = TARGET_NONE,         [ROUTE_TOKEN] = TARGET_QUESTION,         [ROUTE_ASK] = TARGET_CATEGORY,
        [ROUTE_REPLY] = TARGET_REPLY_ADDRESS,  [ROUTE_REQUEST] = TARGET_REQUEST,        [ROUTE_ROLE] = TARGET_ROLE,
        [ROUTE_CATEGORY] = TARGET_CATEGORY,    [ROUTE_SUBSCRIBE] = TARGET_SUBSCRIBE,    [ROUTE_UNSUBSCRIBE] = TARGET_UNSUBSCRIBE,
        [ROUTE_DIGEST] = TARGET_DIGEST,
    };
    struct route route = intent_route(local);

    if (route.kind != ROUTE_TOKEN || local.n == 0)
        return by_route[route.kind];
    switch (local.p[0] | 0x20) {
    case 'd':
        return TARGET_DO;
    case 'c':
        return TARGET_CONFIRM;
    case 'u':
        return TARGET_LEAVE;
    case 'b':
        return TARGET_BOUNCE;
    default:
        return TARGET_QUESTION;
    }
}

const char *look_target(enum target target)
{
    static const char *const names[] = {
        [TARGET_NONE] = "none",           [TARGET_CATEGORY] = "category",       [TARGET_REQUEST] = "request",
        [TARGET_SUBSCRIBE] = "subscribe", [TARGET_UNSUBSCRIBE] = "unsubscribe", [TARGET_DIGEST] = "digest",
        [TARGET_ROLE] = "role",           [TARGET_REPLY_ADDRESS] = "reply",     [TARGET_QUESTION] = "reply to a question",
        [TARGET_POST] = "reply to a post", [TARGET_RECEIPT] = "reply to a receipt", [TARGET_PROBLEM] = "reply to a refusal",
        [TARGET_DO] = "verb",             [TARGET_CONFIRM] = "confirmation",    [TARGET_LEAVE] = "leave", [TARGET_BOUNCE] = "bounce",
    };

    return names[target];
}

/* A mail that was delivered to a file tells its envelope sender in Return-Path. */
static bool null_return_path(const struct headers *headers)
{
    const struct field *field = mime_field(headers, "Return-Path");

    return field != NULL && str_equal(str_trim(field->value), STR("<>"));
}

static int open_input(struct invocation *i, struct look *look)
{
    enum outcome outcome;
    struct fault why;
    int fd = look->file == NULL || strcmp(look->file, "-") == 0 ? STDIN_FILENO : open(look->file, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return cmd_fail(EX_NOINPUT, i->argv[0], "%s cannot be opened", look->file);
    outcome = io_read_all(i->ctx, fd, (size_t)look->conf->limits.message, &look->raw, &look->why);
    if (fd != STDIN_FILENO)
        close(fd);
    if (outcome == RETRY)
        return cmd_fail(EX_IOERR, i->argv[0], "%s", look->why.text);
    if (outcome != DONE)
        look->raw = STR_EMPTY;
    if (look->known_file != NULL &&
        io_read_file(i->ctx, look->known_file, (size_t)look->conf->limits.known_text, &look->known.text, &why) != DONE)
        return cmd_fail(EX_NOINPUT, i->argv[0], "%s", why.text);
    return outcome == DONE ? EX_OK : -1;
}

static int take_options(struct invocation *i, struct look *look)
{
    const struct option_row options[] = {
        {"--recipient", &look->recipient, NULL}, {"--known", &look->known_file, NULL}, {"--null-sender", NULL, &look->null_sender}, {NULL, NULL, NULL}};
    struct conf *conf;
    struct fault why;

    if (!cmd_options(i, options))
        return EX_USAGE;
    if (i->argc > 2)
        return cmd_usage(cmd_find(i->argv[0]));
    look->file = i->argc == 2 ? i->argv[1] : NULL;
    look->conf = conf_defaults(i->ctx);
    if (i->conf_given) {
        if (conf_load(i->ctx, i->conf_path, &conf, &why) != DONE)
            return cmd_fail(EX_CONFIG, i->argv[0], "%s", why.text);
        look->conf = conf;
    }
    return EX_OK;
}

int look_at(struct invocation *i, struct look *look)
{
    const struct conf *conf;
    struct mime_limits limits;
    struct str recipient;
    int status = take_options(i, look);

    if (status != EX_OK)
        return status;
    conf = look->conf;
    status = open_input(i, look);
    if (status != EX_OK)
        return status == -1 ? EX_OK : status;
    limits = (struct mime_limits){conf->limits.message, conf->limits.header_block, conf->limits.header_fields, conf->limits.nesting,
                                  conf->limits.parts};
    if (mime_headers(i->ctx, look->raw, &limits, &look->headers, &look->why) != DONE)
        return EX_OK;
    recipient = str_of(look->recipient);
    look->null_sender = look->null_sender || null_return_path(&look->headers);
    look->known.recipient.target = recipient.n > 0 ? target_of(address_local(recipient))
                                   : look->known_file != NULL ? TARGET_QUESTION : TARGET_CATEGORY;
    look->known.subject = mem_string(i->ctx, "");
    look->known.post_text = mem_string(i->ctx, "");

    struct origin_question question = {.authserv_id = conf->mail.authserv_id, .domain = conf->forum.domain, .spam_header = conf->mail.spam_header,
                                       .recipients = &recipient, .recipient_count = recipient.n > 0 ? 1 : 0, .null_sender = look->null_sender};

    mime_origin(i->ctx, &look->headers, &question, &look->origin);
    mime_prepare();
    look->read = gateway_read(i->ctx, look->raw, conf, &look->origin, &look->known, look->null_sender, &look->reading, &look->why) == DONE;
    return EX_OK;
}
