#include "cmd/cmd.h"
#include "gateway/gateway.h"

int cmd_serve(struct invocation *i)
{
    if (i->argc != 1)
        return cmd_usage(cmd_find("serve"));
    return gateway_serve(i->conf, true);
}
