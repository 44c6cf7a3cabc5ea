#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "cmd/look.h"

json_t *look_recipients(const struct classified *c)
{
    json_t *list = json_array();

    for (size_t i = 0; i < c->count; i++) {
        const char *status = c->recipients[i].status;

        json_array_append_new(list, json_pack("{s:s, s:s?}", "address", c->recipients[i].address, "status", *status != '\0' ? status : NULL));
    }
    return list;
}

int cmd_classify(struct invocation *i)
{
    struct look look = {0};
    struct classified c;
    int status = look_at(i, &look);

    if (status != EX_OK)
        return status;
    if (!look.read)
        return cmd_fail(EX_DATAERR, "classify", "%s", look.why.text);
    intent_class(i->ctx, &look.reading.message, &look.origin, &c);
    if (i->json) {
        json_t *object = json_pack("{s:s, s:o}", "class", intent_class_name(c.class), "recipients", look_recipients(&c));

        look_print(i->ctx, object);
        return EX_OK;
    }
    puts(intent_class_name(c.class));
    for (size_t r = 0; r < c.count; r++)
        printf("%s %s\n", c.recipients[r].address, c.recipients[r].status[0] != '\0' ? c.recipients[r].status : "-");
    return EX_OK;
}
