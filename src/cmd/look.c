#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

static const char *const targets[] = {
    [TARGET_NONE] = "none",           [TARGET_CATEGORY] = "category",       [TARGET_REQUEST] = "request",
    [TARGET_SUBSCRIBE] = "subscribe", [TARGET_UNSUBSCRIBE] = "unsubscribe", [TARGET_DIGEST] = "digest",
    [TARGET_ROLE] = "role",           [TARGET_REPLY_ADDRESS] = "reply",     [TARGET_QUESTION] = "question",
    [TARGET_POST] = "post",           [TARGET_RECEIPT] = "receipt",         [TARGET_PROBLEM] = "refusal",
    [TARGET_REVIEW] = "review",       [TARGET_DIGESTED] = "digest-reply",
    [TARGET_DO] = "verb",             [TARGET_CONFIRM] = "confirmation",    [TARGET_LEAVE] = "leave",
    [TARGET_BOUNCE] = "bounce",
};

const char *look_target(enum target target)
{
    return targets[target];
}

static bool find_target(const char *name, enum target *target)
{
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        if (strcmp(targets[i], name) != 0)
            continue;
        *target = (enum target)i;
        return true;
    }
    return false;
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

/* A mail of ours, as it was sent: what core would know of it. */
static int open_notice(struct invocation *i, struct look *look, const struct mime_limits *limits)
{
    struct message notice = {0};
    struct fault why;
    struct str raw;

    if (look->notice_file == NULL)
        return EX_OK;
    if (io_read_file(i->ctx, look->notice_file, (size_t)limits->message, &raw, &why) != DONE)
        return cmd_fail(EX_NOINPUT, i->argv[0], "%s", why.text);
    if (mime_parse(i->ctx, raw, limits, &notice, &why) != DONE)
        return cmd_fail(EX_DATAERR, i->argv[0], "%s: %s", look->notice_file, why.text);
    look->known.text = str_of(mem_format(i->ctx, "%.*s\n%s", STR_ARGS(look->known.text), notice.text == NULL ? "" : notice.text));
    look->known.html = str_of(notice.html);
    look->known.subject = mem_string(i->ctx, notice.subject == NULL ? "" : notice.subject);
    return EX_OK;
}

static int take_options(struct invocation *i, struct look *look)
{
    const struct option_row options[] = {{"--recipient", &look->recipient, NULL},     {"--target", &look->target, NULL},
                                         {"--known", &look->known_file, NULL},        {"--notice", &look->notice_file, NULL},
                                         {"--null-sender", NULL, &look->null_sender}, {"--brief", NULL, &look->brief},
                                         {"--no-tables", NULL, &look->no_tables},     {NULL, NULL, NULL}};
    struct conf *conf;
    struct fault why;

    if (!cmd_options(i, options))
        return EX_USAGE;
    if (i->argc > 2)
        return cmd_usage(cmd_find(i->argv[0]));
    if (look->target != NULL && !find_target(look->target, &look->known.recipient.target))
        return cmd_fail(EX_USAGE, i->argv[0], "%s is no target: see askpost(1)", look->target);
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
    bool answers;
    int status = take_options(i, look);

    if (status != EX_OK)
        return status;
    conf = look->conf;
    answers = look->known_file != NULL || look->notice_file != NULL;
    status = open_input(i, look);
    if (status != EX_OK)
        return status == -1 ? EX_OK : status;
    limits = (struct mime_limits){conf->limits.message, conf->limits.header_block, conf->limits.header_fields, conf->limits.nesting,
                                  conf->limits.parts};
    if (mime_headers(i->ctx, look->raw, &limits, &look->headers, &look->why) != DONE)
        return EX_OK;
    recipient = str_of(look->recipient);
    look->null_sender = look->null_sender || null_return_path(&look->headers);
    if (look->target == NULL)
        look->known.recipient.target = recipient.n > 0 ? target_of(address_local(recipient))
                                       : answers ? TARGET_QUESTION : TARGET_CATEGORY;
    look->known.subject = look->known.post_text = mem_string(i->ctx, "");
    if ((status = open_notice(i, look, &limits)) != EX_OK)
        return status;

    struct origin_question question = {.authserv_id = conf->mail.authserv_id, .domain = conf->forum.domain, .spam_header = conf->mail.spam_header,
                                       .recipients = &recipient, .recipient_count = recipient.n > 0 ? 1 : 0, .null_sender = look->null_sender};

    mime_origin(i->ctx, &look->headers, &question, &look->origin);
    mime_prepare();
    reply_prepare();
    look->read = gateway_read(i->ctx, look->raw, conf, &look->origin, &look->known, look->null_sender, &look->reading, &look->why) == DONE;
    return EX_OK;
}

void look_print(const void *ctx, json_t *object)
{
    char *text = json_dumps(object, JSON_INDENT(2));

    puts(text == NULL ? "{}" : forum_json_safe(ctx, text));
    free(text);
    json_decref(object);
}
