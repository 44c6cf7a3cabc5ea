#include <stdio.h>
#include <sysexits.h>

#include "cmd/look.h"

int cmd_extract(struct invocation *i)
{
    struct look look = {0};
    int status = look_at(i, &look);

    if (status != EX_OK)
        return status;
    if (!look.read)
        return cmd_fail(EX_DATAERR, "extract", "%s", look.why.text);
    if (look.no_tables)
        reply_strip_bare(i->ctx, &look.reading.message, look.known.text, &look.reading.reply);
    if (look.reading.reply.words[0] != '\0')
        puts(look.reading.reply.words);
    return EX_OK;
}
