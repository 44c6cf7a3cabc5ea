/* Any bytes as header fields, and as the results in a field of our MTA. A verdict needs our id; nothing that stands below our own field
 * changes it. */
#include "mime/private.h"
#include "fuzz.h"

#define OURS "mx.example.org"

static enum verdict verdict_of(void *job, const char *above, struct str block, const char *id, bool *seen)
{
    struct headers headers;
    struct buf raw;

    *seen = false;
    buf_init(&raw, job, block.n + 300);
    buf_text(&raw, above);
    buf_str(&raw, block);
    buf_text(&raw, "\r\n\r\n");
    if (mime_headers(job, buf_view(&raw), &fuzz_limits, &headers, NULL) != DONE)
        return VERDICT_NONE;
    return mime_verdict(job, &headers, id, "a.example", seen);
}

/* Whether our id stands there as a word of its own. */
static bool names_us(struct str block)
{
    for (size_t at; (at = str_find(block, STR(OURS))) < block.n; block = str_from_index(block, at + 1)) {
        struct str rest = str_from_index(block, at + strlen(OURS));

        if (rest.n == 0 || (unsigned char)rest.p[0] <= ' ' || strchr(";()\"\x7f", rest.p[0]) != NULL)
            return true;
    }
    return false;
}

static void check_block(void *job, struct str block)
{
    bool seen;
    enum verdict verdict = verdict_of(job, "", block, OURS, &seen);

    require(seen || verdict == VERDICT_NONE);
    require(!seen || (names_us(block) && str_contains_nocase(block, STR("authentication-results"))));
    require(verdict != VERDICT_PASS || str_contains_nocase(block, STR("pass")));
    verdict = verdict_of(job, "", block, "mx-that-nobody-names.example", &seen);
    require(stands_in(block, "mx-that-nobody-names.example") || (!seen && verdict == VERDICT_NONE));
    verdict = verdict_of(job, "Authentication-Results: " OURS "; dmarc=fail header.from=a.example\r\n", block, OURS, &seen);
    require(seen || block.n > (64 << 10));
    /* Above a Received of ours all lines count as one, so what cannot be read there makes the whole unreadable; it never passes. */
    require(verdict == VERDICT_FAIL || !seen || block.p[0] == ' ' || block.p[0] == '\t' ||
            (verdict == VERDICT_NONE && str_contains_nocase(block, STR("received"))));
    verdict = verdict_of(job, "Received: from x by y.example\r\nReceived: from z by w.example\r\n", block, OURS, &seen);
    require(!seen || block.p[0] == ' ' || block.p[0] == '\t' || str_contains_nocase(block, STR("received")));
}

/* One field: the block's line ends become blanks. */
static void check_value(void *job, struct str value)
{
    char *line = mem_copy(job, value.p, value.n);
    bool seen;

    for (size_t i = 0; i < value.n; i++)
        if (line[i] == '\r' || line[i] == '\n')
            line[i] = ' ';
    verdict_of(job, "Authentication-Results: " OURS "; ", str_from(line, value.n), OURS, &seen);
    require(seen || value.n > (64 << 10));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str input = size > 0 ? str_from(data, size) : STR_EMPTY;
    void *job = mem_job("fuzz");

    if (size > 0) {
        check_block(job, input);
        check_value(job, input);
    }
    check_cost(job, size, 400);
    mem_free(job);
    return 0;
}
