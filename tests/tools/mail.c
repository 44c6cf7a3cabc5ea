/* mail: looks into a mail as its reader does, for the flow scripts.
 *   mail text FILE | html FILE        the part, decoded
 *   mail header NAME FILE             the decoded, unfolded value of each such field, a line each
 *   mail address NAME FILE            only the address in it
 *   mail reply FILE FROM [BODYFILE]   a reply to it as a mail client writes one: quotes the text, answers above (body from BODYFILE or stdin) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/mem.h"
#include "mime/mime.h"

static const struct mime_limits limits = {
    .message = 10 << 20, .header_block = 1 << 20, .header_fields = 1000, .nesting = 10, .parts = 200};

static struct str load(const void *ctx, const char *path)
{
    struct fault why;
    struct str bytes;

    if ((path == NULL ? io_read_all(ctx, STDIN_FILENO, limits.message, &bytes, &why)
                      : io_read_file(ctx, path, limits.message, &bytes, &why)) != DONE) {
        fprintf(stderr, "mail: %s\n", why.text);
        exit(1);
    }
    return bytes;
}

/* Unfolded, as written: our own mails are ASCII. Encoded words are decoded by parsing a subject of that value. */
static char *header(const void *ctx, struct str raw, const char *name)
{
    struct headers h;
    struct fault why;
    struct buf out, fake;
    struct message decoded = {0};
    const struct field *f;

    if (mime_headers(ctx, raw, &limits, &h, &why) != DONE || (f = mime_field(&h, name)) == NULL)
        return NULL;
    buf_init(&out, ctx, f->value.n + 1);
    for (size_t i = 0; i < f->value.n; i++)
        if (f->value.p[i] != '\r' && f->value.p[i] != '\n')
            buf_char(&out, f->value.p[i]);
    if (str_find(buf_view(&out), STR("=?")) == out.n)
        return mem_copy(ctx, str_trim(buf_view(&out)).p, str_trim(buf_view(&out)).n);
    buf_init(&fake, ctx, out.n + 100);
    buf_format(&fake, "Subject: %s\r\n\r\n", buf_string(&out));
    if (mime_parse(ctx, buf_view(&fake), &limits, &decoded, &why) != DONE || decoded.subject == NULL)
        return NULL;
    return decoded.subject;
}

static char *address_in(const void *ctx, const char *value)
{
    const char *left = value == NULL ? NULL : strrchr(value, '<'), *right = left == NULL ? NULL : strchr(left, '>');

    if (value == NULL)
        return NULL;
    return right == NULL ? mem_string(ctx, value) : mem_copy(ctx, left + 1, (size_t)(right - left - 1));
}

static void print_quoted(struct str text)
{
    struct str line;

    while (str_next_line(&text, &line))
        printf(line.n == 0 ? ">\r\n" : "> %.*s\r\n", STR_ARGS(line));
}

static void print_body(struct str body)
{
    struct str line;

    while (str_next_line(&body, &line))
        printf("%.*s\r\n", STR_ARGS(line));
}

static int reply(const void *ctx, struct str raw, const struct message *m, const char *from, const char *body_path)
{
    const char *to = header(ctx, raw, "Reply-To"), *subject = m->subject == NULL ? "" : m->subject, *id = header(ctx, raw, "Message-ID");
    const char *references = header(ctx, raw, "References");
    struct str body = load(ctx, body_path);
    char date[32];

    clock_rfc5322(clock_now(), date);
    printf("From: %s\r\nTo: %s\r\nSubject: %s%s\r\nDate: %s\r\n", from, to == NULL ? header(ctx, raw, "From") : to,
           strncmp(subject, "Re: ", 4) == 0 ? "" : "Re: ", subject, date);
    printf("Message-ID: <%d.%lld@client.example>\r\nIn-Reply-To: %s\r\nReferences: %s%s%s\r\n", (int)getpid(), (long long)clock_milliseconds(),
           id, references == NULL ? "" : references, references == NULL ? "" : "\r\n ", id);
    printf("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
    print_body(body);
    printf("\r\nOn %s, %s wrote:\r\n", date, header(ctx, raw, "From"));
    print_quoted(str_of(m->text));
    return 0;
}

static int look(const void *ctx, int argc, char **argv)
{
    bool named = strcmp(argv[1], "header") == 0 || strcmp(argv[1], "address") == 0;
    struct message m = {0};
    struct fault why;
    struct str raw;
    const char *value = NULL;

    if (argc < (named ? 4 : 3))
        return 2;
    raw = load(ctx, argv[named ? 3 : 2]);
    if (named)
        value = header(ctx, raw, argv[2]);
    if (strcmp(argv[1], "address") == 0)
        value = address_in(ctx, value);
    if (!named && mime_parse(ctx, raw, &limits, &m, &why) != DONE)
        return 1;
    if (strcmp(argv[1], "text") == 0)
        value = m.text;
    else if (strcmp(argv[1], "html") == 0)
        value = m.html;
    else if (strcmp(argv[1], "reply") == 0 && argc >= 4)
        return reply(ctx, raw, &m, argv[3], argc > 4 ? argv[4] : NULL);
    if (value == NULL)
        return 1;
    puts(value);
    return 0;
}

int main(int argc, char **argv)
{
    void *ctx = mem_job("mail");
    int status = argc < 3 ? 2 : look(ctx, argc, argv);

    mem_free(ctx);
    return status;
}
