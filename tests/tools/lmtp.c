/* lmtp: hands one mail on stdin to an LMTP server and prints its word for each recipient: "DONE", or "RETRY 4.3.0 text", "REFUSED 5.1.1 text".
 *   lmtp WHERE SENDER RECIPIENT...      WHERE is unix:PATH or HOST:PORT; exit 0 when all were taken, 1 otherwise */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/io.h"
#include "base/mem.h"
#include "lmtp/lmtp.h"

enum { PATIENCE = 60, LIMIT = 64 << 20 };

int main(int argc, char **argv)
{
    void *ctx = mem_job("lmtp");
    struct lmtp_result *results;
    struct lmtp_mail mail;
    struct fault why = {0};
    struct str message;
    bool all = true;
    int fd;

    if (argc < 4) {
        fprintf(stderr, "usage: lmtp WHERE SENDER RECIPIENT... < MAIL\n");
        return 2;
    }
    if (io_read_all(ctx, STDIN_FILENO, LIMIT, &message, &why) != DONE || (fd = io_connect(argv[1], &why)) < 0) {
        printf("RETRY %s %s\n", why.code, why.text);
        return 1;
    }
    results = mem_array(ctx, (size_t)argc - 3, sizeof *results);
    mail = (struct lmtp_mail){.helo = "client.example", .sender = argv[2], .recipients = (const char *const *)argv + 3, .count = (size_t)argc - 3,
                              .message = message, .seconds = PATIENCE};
    if (lmtp_submit(ctx, fd, &mail, results, &why) != DONE)
        printf("# %s %s\n", why.code, why.text);
    for (int i = 0; i < argc - 3; i++) {
        if (results[i].outcome == DONE)
            printf("DONE\n");
        else
            printf("%s %s %s\n", results[i].outcome == RETRY ? "RETRY" : "REFUSED", results[i].why.code, results[i].why.text);
        all = all && results[i].outcome == DONE;
    }
    close(fd);
    mem_free(ctx);
    return all ? 0 : 1;
}
