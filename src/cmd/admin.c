/* Everything that only looks at the forum or changes it: the words go to the daemon, or are done here when none runs. */
#include <stdio.h>

#include "base/mem.h"
#include "cmd/cmd.h"
#include "gateway/gateway.h"

enum { OUTPUT_LIMIT = 16 * 1024 * 1024 };

int cmd_admin(struct invocation *i)
{
    const char **words = mem_array(i->ctx, (size_t)i->argc + 1, sizeof *words);
    enum outcome outcome;
    struct fault why = {0};
    struct buf out;
    int count = 0;

    for (; count < i->argc; count++)
        words[count] = i->argv[count];
    if (i->json)
        words[count++] = "--json";
    buf_init(&out, i->ctx, OUTPUT_LIMIT);
    outcome = gateway_admin(i->ctx, i->conf, count, words, &out, &why);
    fwrite(buf_string(&out), 1, out.n, stdout);
    if (outcome != DONE)
        return cmd_fail(cmd_status(outcome, &why), i->argv[0], "%s", why.text);
    return 0;
}
