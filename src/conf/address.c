#include "base/address.h"
#include "base/mem.h"
#include "conf/private.h"

/* The pattern's two halves around %s. */
static struct str before(const struct conf *c)
{
    struct str pattern = str_of(c->forum.address);

    return str_cut(pattern, 0, str_find(pattern, STR("%s")));
}

char *conf_address(const void *ctx, const struct conf *c, const char *local)
{
    struct str pattern = str_of(c->forum.address), first = before(c), second = str_from_index(pattern, first.n + 2);

    return mem_format(ctx, "%.*s%s%.*s", STR_ARGS(first), local, STR_ARGS(second));
}

struct str conf_local_part(const struct conf *c, struct str recipient)
{
    struct str none = {NULL, 0}, first = before(c), local = address_local(recipient);

    if (recipient.n == local.n || !str_equal_nocase(address_domain(recipient), address_domain(str_of(c->forum.address))) ||
        address_domain(recipient).n == 0 || !str_starts_nocase(local, first) || local.n == first.n)
        return none;
    return str_from_index(local, first.n);
}
