/* What the relay's answer, or its silence, means for a mail. */
#include <stdio.h>
#include <string.h>

#include "base/address.h"
#include "smtp/private.h"

static bool policy(const struct attempt *a)
{
    return strncmp(a->enhanced, "5.7.", 4) == 0;
}

static bool too_big(const struct attempt *a)
{
    return a->code == 552 || strcmp(a->enhanced, "5.3.4") == 0;
}

/* A reply of 400 and more to `stage`. */
static enum smtp_result judge_refusal(const struct attempt *a)
{
    if (a->code < 500)
        return SMTP_LATER;
    if (a->stage == STAGE_MAIL)
        return too_big(a) ? SMTP_REFUSED : SMTP_RELAY;
    if (a->stage < STAGE_MAIL)
        return SMTP_RELAY;
    return policy(a) ? SMTP_RELAY : SMTP_REFUSED; /* 5.7.x speaks of us, not of the recipient */
}

/* What the setting up of the connection says of the relay itself: an operator has to look. */
static bool relay_trouble(CURLcode result)
{
    static const CURLcode trouble[] = {CURLE_USE_SSL_FAILED, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR,
                                       CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                                       CURLE_SSL_ISSUER_ERROR, CURLE_LOGIN_DENIED, CURLE_UNSUPPORTED_PROTOCOL,
                                       CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_AUTH_ERROR};

    for (size_t i = 0; i < sizeof trouble / sizeof *trouble; i++)
        if (trouble[i] == result)
            return true;
    return false;
}

enum smtp_result outcome_judge(const struct attempt *a)
{
    if (a->no_auth)
        return SMTP_RELAY;
    if (a->result == CURLE_OK)
        return SMTP_SENT;
    if (a->code >= 400)
        return judge_refusal(a);
    if (relay_trouble(a->result))
        return SMTP_RELAY;
    return a->whole ? SMTP_UNKNOWN : SMTP_LATER;
}

const char *outcome_certificate(unsigned long gnutls_status)
{
    static const struct {
        unsigned long bit; /* gnutls_certificate_status_t */
        const char *words;
    } faults[] = {{1UL << 10, "the relay's certificate has expired"},
                  {1UL << 9, "the relay's certificate is not valid yet"},
                  {1UL << 5, "the relay's certificate is revoked"},
                  {1UL << 6, "the relay's certificate was issued by nobody we trust (relay_ca_file)"}};

    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if ((gnutls_status & faults[i].bit) != 0)
            return faults[i].words;
    return NULL;
}

static size_t digits(struct str s, size_t at)
{
    size_t n = 0;

    while (n < 3 && at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
        n++;
    return n;
}

void outcome_enhanced(struct str line, char out[12])
{
    size_t at = 4, subject, detail;

    out[0] = '\0';
    if (line.n < 9 || line.p[4] != line.p[0] || line.p[5] != '.')
        return;
    subject = digits(line, at + 2);
    if (subject == 0 || at + 2 + subject >= line.n || line.p[at + 2 + subject] != '.')
        return;
    detail = digits(line, at + 3 + subject);
    if (detail == 0)
        return;
    snprintf(out, 12, "%.*s", (int)(3 + subject + detail), line.p + at);
}

/* Whether a word of the relay's tells whom the mail was for. */
static bool tells(struct str word, const char *recipient)
{
    struct str address = str_of(recipient);

    if (str_index(word, '@') < word.n)
        return true;
    if (!address_valid(address))
        return false;
    return str_contains_nocase(word, address_local(address)) || str_contains_nocase(word, address_domain(address));
}

void outcome_words(struct str line, const char *recipient, char *words, size_t size)
{
    size_t n = strlen(words);
    struct str word;

    line = str_trim(line);
    while (str_next_word(&line, &word)) {
        if (tells(word, recipient))
            word = STR("*");
        if (n + 1 + word.n >= size)
            break;
        if (n > 0)
            words[n++] = ' ';
        for (size_t i = 0; i < word.n; i++)
            words[n++] = word.p[i] > 0x20 && word.p[i] < 0x7f ? word.p[i] : '?';
        words[n] = '\0';
    }
}
