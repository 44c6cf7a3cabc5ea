/* Any bytes as a configuration file. */
#include "base/log.h"
#include "base/mem.h"
#include "conf/conf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *job = mem_job("fuzz");
    struct fault why = {0};
    struct conf *c = NULL;

    if (conf_read(job, "/etc/askpost/askpost.conf", str_from(data, size), &c, &why) == DONE) {
        struct str local = conf_local_part(c, str_of(conf_address(job, c, "ask")));

        if (!str_equal(local, STR("ask")))
            log_panic("an address of the forum is not its own");
    } else if (why.text[0] == '\0') {
        log_panic("refused without a reason");
    }
    mem_free(job);
    return 0;
}
