/* What the fuzz entries check with: that text is what it claims to be, stands in the input, and cost no more than its input explains. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdint.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "mime/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define require(holds) ((holds) ? (void)0 : log_panic("%s:%d: not so: %s", __FILE__, __LINE__, #holds))

static const struct mime_limits fuzz_limits = {1 << 20, 100 << 10, 1000, 10, 200};

/* What front asks of a header, for a mail to the forum. */
static const struct str fuzz_recipient = {"ask@forum.example", 17};
static const struct origin_question fuzz_question = {.authserv_id = "mx.example.org",
                                                     .domain = "forum.example",
                                                     .spam_header = "X-Spam-Flag: YES",
                                                     .recipients = &fuzz_recipient,
                                                     .recipient_count = 1};

/* What a parser does before it takes its first mail. */
static inline void fuzz_prepare(void)
{
    static bool prepared;

    if (!prepared)
        mime_prepare();
    prepared = true;
}

/* NULL, or valid UTF-8; a line has no line end either. */
static inline void check_text(const char *text)
{
    require(text == NULL || utf8_valid(str_of(text)));
}

static inline void check_line(const char *text)
{
    check_text(text);
    require(text == NULL || strpbrk(text, "\r\n") == NULL);
}

static inline bool stands_in(struct str all, const char *part)
{
    return str_of(part).n == 0 || str_find(all, str_of(part)) < all.n;
}

/* Memory is what shows work that grows faster than the input: all a job holds is at most `factor` bytes for each that came in, beside what
 * it takes for nothing. */
static inline void check_cost(const void *job, size_t input, size_t factor)
{
    size_t held = talloc_total_size(job);

    if (held > input * factor + (256 << 10))
        log_panic("%zu bytes held for %zu", held, input);
}

/* The next piece of the input, up to a NUL. */
static inline struct str next_piece(struct str *rest)
{
    struct str piece = str_cut(*rest, 0, str_index(*rest, '\0'));

    *rest = str_from_index(*rest, piece.n + 1);
    return piece;
}

#endif
