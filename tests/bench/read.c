/* read: what reading a mail costs, by itself: the pure half of askpost beside GMime, over the same mails in turns, in one process; then
 * the stages of it, and the mails that are made to be costly.
 *   read [-c] [-r ROUNDS] DIRECTORY...      every *.eml below them; -c: them alone, not the costly ones
 * askpost finds the header fields and who wrote, parses, takes out the person's own words and says what they want; GMime parses, and
 * decodes all text into UTF-8. Prints tables in Markdown; times are of the processor, medians of the rounds. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/log.h"
#include "base/mem.h"
#include "gateway/gateway.h"
#include "intent/intent.h"
#include "lang/lang.h"

#include "../tools/worst.h"
#include "read_peer.h"

enum { ROUNDS_MAX = 101, MAIL_LIMIT = 32 << 20, ENOUGH = 200 /* ms a round takes at least */ };

static struct {
    void *ctx;
    struct str *mails;
    size_t count, capacity;
    size_t bytes;
} corpus;

static const struct conf *conf;
static struct mime_limits limits;

/* ---- the mails ----------------------------------------------------------------------------------------------------------- */

static int take_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    struct str raw;
    struct fault why;

    (void)status;
    (void)where;
    if (kind != FTW_F || !str_ends(str_of(path), STR(".eml")))
        return 0;
    if (io_read_file(corpus.ctx, path, MAIL_LIMIT, &raw, &why) != DONE)
        log_fatal(1, "%s", why.text);
    corpus.mails = mem_grow(corpus.ctx, corpus.mails, &corpus.capacity, corpus.count + 1, sizeof *corpus.mails);
    corpus.mails[corpus.count++] = raw;
    corpus.bytes += raw.n;
    return 0;
}

/* ---- reading, and its stages ------------------------------------------------------------------------------------------------ */

enum stage { HEADERS, PARSE, WORDS, INTENT, STAGES };

/* Of the processor. */
static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void stage_done(double *spent, enum stage stage, double *since)
{
    double now;

    if (spent == NULL)
        return;
    now = seconds();
    spent[stage] += now - *since;
    *since = now;
}

/* One mail as front and parser read it; what each stage takes is added to spent, unless that is NULL. */
static void read_mail(struct str raw, struct str known, double *spent)
{
    static const struct origin_question asked = {.authserv_id = "mx.example.org", .domain = "forum.example", .spam_header = ""};
    void *job = mem_job("read");
    double since = spent == NULL ? 0 : seconds();
    struct headers headers;
    struct origin origin;
    struct message message;
    struct reply reply;
    struct intent intent;
    const struct intent_question question = {.target = TARGET_QUESTION, .message = &message, .reply = &reply, .origin = &origin,
                                             .notice_subject = "", .post_text = "", .title_min = conf->limits.title_min,
                                             .title_max = conf->limits.title_max};

    if (mime_headers(job, raw, &limits, &headers, NULL) == DONE) {
        mime_origin(job, &headers, &asked, &origin);
        stage_done(spent, HEADERS, &since);
        if (mime_parse(job, raw, &limits, &message, NULL) == DONE) {
            stage_done(spent, PARSE, &since);
            reply_strip(job, &message, known, &reply);
            stage_done(spent, WORDS, &since);
            intent_classify(job, &question, &intent);
        }
    }
    mem_free(job);
    stage_done(spent, INTENT, &since);
}

static double read_all(unsigned times)
{
    double from = seconds();

    for (unsigned t = 0; t < times; t++)
        for (size_t i = 0; i < corpus.count; i++)
            read_mail(corpus.mails[i], STR_EMPTY, NULL);
    return (seconds() - from) / times;
}

static double peer_all(unsigned times)
{
    double from = seconds();

    for (unsigned t = 0; t < times; t++)
        for (size_t i = 0; i < corpus.count; i++)
            peer_read(corpus.mails[i].p, corpus.mails[i].n);
    return (seconds() - from) / times;
}

/* ---- tables ---------------------------------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *values, unsigned count)
{
    qsort(values, count, sizeof *values, compare);
    return values[count / 2];
}

static void compare_readers(unsigned rounds)
{
    double ours[ROUNDS_MAX], theirs[ROUNDS_MAX], ratios[ROUNDS_MAX], once = read_all(1);
    unsigned times = once * 1000 >= ENOUGH ? 1 : (unsigned)(ENOUGH / (once * 1000 + 0.01)) + 1;
    double count = (double)corpus.count;

    for (unsigned r = 0; r < rounds; r++) { /* whoever begins has the colder caches, so they take turns */
        if (r % 2 == 0)
            ours[r] = read_all(times);
        theirs[r] = peer_all(times);
        if (r % 2 == 1)
            ours[r] = read_all(times);
        ratios[r] = theirs[r] > 0 ? ours[r] / theirs[r] : 0;
    }
    printf("| reading %zu mails, %.1f MB | askpost | %s | askpost : %s |\n|---|---|---|---|\n", corpus.count, (double)corpus.bytes / 1e6, peer_name,
           peer_name);
    printf("| microseconds a mail | %.1f | %.1f | %.2f |\n\n", median(ours, rounds) / count * 1e6, median(theirs, rounds) / count * 1e6,
           median(ratios, rounds));
}

static void compare_stages(unsigned rounds)
{
    double spent[STAGES][ROUNDS_MAX];

    for (unsigned r = 0; r < rounds; r++) {
        double round[STAGES] = {0};

        for (size_t i = 0; i < corpus.count; i++)
            read_mail(corpus.mails[i], STR_EMPTY, round);
        for (int s = 0; s < STAGES; s++)
            spent[s][r] = round[s] / (double)corpus.count * 1e6;
    }
    printf("| of which | header fields, origin | mime_parse | reply_strip | intent_classify |\n|---|---|---|---|---|\n");
    printf("| microseconds a mail | %.1f | %.1f | %.1f | %.1f |\n\n", median(spent[HEADERS], rounds), median(spent[PARSE], rounds),
           median(spent[WORDS], rounds), median(spent[INTENT], rounds));
}

static void worst_inputs(unsigned rounds)
{
    printf("| made to be costly | KB | ms | header fields, origin | mime_parse | reply_strip | intent_classify |\n|---|---|---|---|---|---|---|\n");
    for (const struct worst *row = worst_mails; row->name != NULL; row++) {
        void *job = mem_job("worst");
        struct str raw = worst_mail(job, row);
        double total[ROUNDS_MAX], spent[STAGES] = {0}, per_round = 1000.0 / rounds;

        for (unsigned r = 0; r < rounds; r++) {
            double from = seconds();

            read_mail(raw, str_of(worst_known), spent);
            total[r] = (seconds() - from) * 1000;
        }
        printf("| %s | %zu | %.1f | %.1f | %.1f | %.1f | %.1f |\n", row->name, raw.n / 1000, median(total, rounds), spent[HEADERS] * per_round,
               spent[PARSE] * per_round, spent[WORDS] * per_round, spent[INTENT] * per_round);
        fflush(stdout);
        mem_free(job);
    }
    putchar('\n');
}

int main(int argc, char **argv)
{
    unsigned rounds = 9;
    bool corpus_only = false;
    struct fault why;
    int option;

    while ((option = getopt(argc, argv, "cr:")) != -1)
        switch (option) {
        case 'c': corpus_only = true; break;
        case 'r': rounds = (unsigned)strtoul(optarg, NULL, 10); break;
        default: rounds = 0;
        }
    if (rounds < 1 || rounds > ROUNDS_MAX || optind == argc) {
        fprintf(stderr, "usage: read [-c] [-r ROUNDS] DIRECTORY...\n");
        return 2;
    }
    corpus.ctx = mem_job("corpus");
    conf = conf_defaults(corpus.ctx);
    limits = (struct mime_limits){conf->limits.message, conf->limits.header_block, conf->limits.header_fields, conf->limits.nesting,
                                  conf->limits.parts};
    for (int i = optind; i < argc; i++)
        if (nftw(argv[i], take_file, 16, FTW_PHYS) != 0 || corpus.count == 0)
            log_fatal(1, "no mails in %s", argv[i]);
    if (lang_open(corpus.ctx, conf, NULL, &why) != DONE)
        log_fatal(1, "%s", why.text);
    mime_prepare();
    compare_readers(rounds);
    compare_stages(rounds);
    if (!corpus_only)
        worst_inputs(rounds < 5 ? rounds : 5);
    mem_free(corpus.ctx);
    return 0;
}
