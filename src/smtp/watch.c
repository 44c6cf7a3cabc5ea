/* What libcurl hides is watched: how far an attempt came, and what the relay said. */
#include <string.h>

#include "smtp/private.h"

static size_t on_read(char *to, size_t size, size_t count, void *arg)
{
    struct smtp *s = arg;
    struct str part = str_cut(s->bytes, s->taken, size * count);

    s->stage = STAGE_DATA;
    if (part.n > 0)
        memcpy(to, part.p, part.n);
    s->taken += part.n;
    if (s->taken == s->bytes.n)
        s->stage = STAGE_DOT;
    return part.n;
}

static const struct {
    const char *verb;
    enum smtp_stage stage;
} commands[] = {{"EHLO", STAGE_EHLO},      {"HELO", STAGE_EHLO},    {"STARTTLS", STAGE_TLS}, {"AUTH ", STAGE_AUTH},
                {"MAIL FROM", STAGE_MAIL}, {"RCPT TO", STAGE_RCPT}, {"DATA", STAGE_DATA},    {"NOOP", STAGE_RCPT},
                {"QUIT", STAGE_QUIT}};

/* Which command goes out, so a reply can be laid at its door. */
static int on_debug(CURL *handle, curl_infotype type, char *data, size_t n, void *arg)
{
    struct smtp *s = arg;
    struct str line = str_from(data, n);

    if (type != CURLINFO_HEADER_OUT)
        return 0;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (str_starts(line, str_of(commands[i].verb)))
            s->stage = commands[i].stage;
    if (s->stage == STAGE_EHLO)
        s->auth_offered = false;
    if (s->stage == STAGE_QUIT) /* libcurl waits for its answer, and nobody should wait long for that */
        curl_easy_setopt(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)QUIT_PATIENCE);
    return 0;
}

static void look_at_ehlo(struct smtp *s, struct str line)
{
    struct str words = str_from_index(line, 4), word;

    if (!str_next_word(&words, &word) || !str_equal_nocase(word, STR("AUTH")))
        return;
    while (str_next_word(&words, &word))
        if (str_equal_nocase(str_trim(word), STR("PLAIN")))
            s->auth_offered = true;
}

/* A reply line. Returning less than n makes libcurl stop, before it sends anything more. */
static size_t on_reply(char *data, size_t size, size_t count, void *arg)
{
    struct smtp *s = arg;
    struct str line = str_from(data, size * count);
    uint64_t code;
    bool last = line.n < 4 || line.p[3] != '-';

    if (s->settled || s->stage == STAGE_QUIT || line.n < 3 || !str_number(str_cut(line, 0, 3), 599, &code))
        return line.n;
    if (s->stage == STAGE_EHLO && code == 250)
        look_at_ehlo(s, line);
    if (s->stage == STAGE_TLS && code == 220)
        s->secure = true;
    if (s->attempt.code != code || s->attempt.stage != s->stage)
        s->reply->words[0] = s->attempt.enhanced[0] = '\0';
    s->attempt.code = (unsigned)code;
    s->attempt.stage = s->stage;
    if (s->attempt.enhanced[0] == '\0')
        outcome_enhanced(line, s->attempt.enhanced);
    outcome_words(str_from_index(line, 4), s->recipient, s->reply->words, sizeof s->reply->words);
    if (!last)
        return line.n;
    if (s->stage == STAGE_EHLO && s->user != NULL && !s->auth_offered && (!s->tls || s->secure)) {
        s->attempt.no_auth = true;
        return 0;
    }
    if (s->stage == STAGE_EHLO && code >= 500)
        s->attempt.code = 0; /* libcurl goes on with HELO */
    else
        s->settled = code >= 400;
    return line.n;
}

void watch(struct smtp *s, CURL *h)
{
    curl_easy_setopt(h, CURLOPT_VERBOSE, 1L); /* nothing is printed: on_debug takes it all */
    curl_easy_setopt(h, CURLOPT_DEBUGFUNCTION, on_debug);
    curl_easy_setopt(h, CURLOPT_DEBUGDATA, s);
    curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, on_reply);
    curl_easy_setopt(h, CURLOPT_HEADERDATA, s);
    curl_easy_setopt(h, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(h, CURLOPT_READDATA, s);
    curl_easy_setopt(h, CURLOPT_ERRORBUFFER, s->trouble);
}
