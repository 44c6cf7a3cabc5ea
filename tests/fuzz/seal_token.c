/* Any bytes as the local part of a recipient, and as text to scrub: nothing that was not made by us is ever opened. */
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "seal/seal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct seal *keys(void)
{
    static struct seal *opened;
    char directory[] = "/tmp/askpost-fuzz-XXXXXX";
    static const char *const files[] = {"index.key", "token.key", "hold.key", "address.pub", "address.key", "people.keys"};
    struct fault why = {0};

    if (opened != NULL)
        return opened;
    if (mkdtemp(directory) == NULL || seal_create(directory, &why) != DONE ||
        seal_open(NULL, directory, "forum.example", SEAL_CORE, &opened, &why) != DONE)
        log_panic("%s: %s", directory, why.text);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlink(mem_format(opened, "%s/%s", directory, files[i]));
    rmdir(directory);
    return opened;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str input = str_from(data, size);
    void *job = mem_job("fuzz");
    struct token token;
    struct buf out;

    if (token_read(keys(), input, &token))
        log_panic("a token nobody made was opened");
    buf_init(&out, job, 2 * size + 64);
    token_scrub(&out, input, STR("forum.example"), STR("[address]"));
    mem_free(job);
    return 0;
}
