#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "cmd/look.h"

int cmd_classify(struct invocation *i)
{
    struct look look = {0};
    const struct report *report = &look.reading.message.report;
    const char *class;
    int status = look_at(i, &look);

    if (status != EX_OK)
        return status;
    if (!look.read)
        return cmd_fail(EX_DATAERR, "classify", "%s", look.why.text);
    class = intent_class(&look.reading.message, &look.origin);
    if (i->json) {
        json_t *object = json_pack("{s:s, s:[]}", "class", class, "recipients");

        if (report->kind != REPORT_NONE && report->recipient[0] != '\0')
            json_array_append_new(json_object_get(object, "recipients"),
                                  json_pack("{s:s, s:s}", "address", report->recipient, "status", report->status));
        json_dumpf(object, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(object);
        return EX_OK;
    }
    puts(class);
    if (report->kind != REPORT_NONE && report->recipient[0] != '\0')
        printf("%s %s\n", report->recipient, report->status[0] != '\0' ? report->status : "-");
    return EX_OK;
}
