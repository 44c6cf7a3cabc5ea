/* One connection to the relay, on libcurl's easy interface. */
#include <stdio.h>
#include <string.h>

#include "base/address.h"
#include "base/log.h"
#include "base/mem.h"
#include "mime/mime.h"
#include "smtp/private.h"

enum { MAIL_BUFFER = 16 * 1024 /* libcurl makes three such for each mail: with its default, for files, the heap grows and shrinks every time */ };

enum { PATIENCE = 660, CONNECT_PATIENCE = 30 };

/* ---- one attempt ------------------------------------------------------------------------------------------------------------ */

static void set_text(CURL *h, CURLoption option, const char *value)
{
    if (curl_easy_setopt(h, option, value) != CURLE_OK)
        log_panic("libcurl does not take option %d", (int)option);
}

static void set_number(CURL *h, CURLoption option, long value)
{
    if (curl_easy_setopt(h, option, value) != CURLE_OK)
        log_panic("libcurl does not take option %d", (int)option);
}

static void attempt_begin(struct smtp *s, const char *recipient, struct str bytes, struct smtp_reply *reply)
{
    *reply = (struct smtp_reply){.result = SMTP_LATER};
    s->attempt = (struct attempt){0};
    s->reply = reply;
    s->recipient = recipient;
    s->bytes = bytes;
    s->taken = 0;
    s->stage = STAGE_CONNECT;
    s->secure = strncmp(s->url, "smtps:", 6) == 0;
    s->auth_offered = s->settled = false;
    s->trouble[0] = '\0';
    set_number(s->handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, s->patience);
}

/* What the operator reads when no reply of the relay's says it. libcurl has one sentence for all that GnuTLS found wrong with a
 * certificate. */
static const char *trouble_of(const struct smtp *s, CURLcode result)
{
    const char *library = curl_version_info(CURLVERSION_NOW)->ssl_version, *certificate = NULL;
    long verified = 0;

    if (s->attempt.no_auth)
        return "the relay does not offer AUTH PLAIN";
    if (library != NULL && strncmp(library, "GnuTLS", 6) == 0 &&
        curl_easy_getinfo(s->handle, CURLINFO_SSL_VERIFYRESULT, &verified) == CURLE_OK)
        certificate = outcome_certificate((unsigned long)verified);
    if (result == CURLE_PEER_FAILED_VERIFICATION && certificate != NULL)
        return certificate;
    return s->trouble[0] != '\0' ? s->trouble : curl_easy_strerror(result);
}

static void attempt_end(struct smtp *s, CURLcode result)
{
    s->attempt.result = result;
    s->attempt.whole = s->bytes.n > 0 && s->taken == s->bytes.n;
    if (s->attempt.code == 0)
        s->attempt.stage = s->stage;
    s->reply->result = outcome_judge(&s->attempt);
    s->reply->code = s->attempt.code;
    if (s->attempt.code < 400 && s->reply->result != SMTP_SENT) { /* the last reply was no refusal: say what went wrong */
        s->reply->code = 0;
        s->attempt.enhanced[0] = s->reply->words[0] = '\0';
        outcome_words(str_of(trouble_of(s, result)), s->recipient, s->reply->words, sizeof s->reply->words);
    }
    memcpy(s->reply->enhanced, s->attempt.enhanced, sizeof s->reply->enhanced);
    s->recipient = "";
    s->bytes = STR_EMPTY;
}

static CURLcode perform(struct smtp *s, const char *sender, const char *recipient, struct str bytes, struct smtp_reply *reply)
{
    struct curl_slist *to = curl_slist_append(NULL, recipient);
    CURLcode result;

    if (to == NULL)
        log_panic("out of memory");
    attempt_begin(s, recipient, bytes, reply);
    set_text(s->handle, CURLOPT_MAIL_FROM, sender);
    curl_easy_setopt(s->handle, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(s->handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)bytes.n);
    result = curl_easy_perform(s->handle);
    attempt_end(s, result);
    curl_easy_setopt(s->handle, CURLOPT_MAIL_RCPT, NULL);
    curl_slist_free_all(to);
    return result;
}

/* A kept connection that the relay gave up while nothing was asked of it says nothing about this mail. */
static bool stale(const struct smtp *s, const struct smtp_reply *reply)
{
    long connects = 1;

    curl_easy_getinfo(s->handle, CURLINFO_NUM_CONNECTS, &connects);
    return connects == 0 && reply->result == SMTP_LATER && s->taken == 0 && (reply->code == 421 || reply->code == 0);
}

static void refuse(struct smtp_reply *reply, unsigned code, const char *enhanced, const char *words)
{
    *reply = (struct smtp_reply){.result = SMTP_REFUSED, .code = code};
    snprintf(reply->enhanced, sizeof reply->enhanced, "%.*s", (int)sizeof reply->enhanced - 1, enhanced);
    snprintf(reply->words, sizeof reply->words, "%.*s", (int)sizeof reply->words - 1, words);
}

/* The address as SMTP without SMTPUTF8 carries it: the domain as A-labels. NULL when it cannot. Owned by ctx. */
static char *envelope_address(const void *ctx, const char *address)
{
    struct str s = str_of(address), local, domain;
    char *canonical;

    if (!address_valid(s) || (canonical = address_canonical(ctx, s)) == NULL)
        return NULL;
    local = address_local(s);
    domain = address_domain(str_of(canonical));
    for (size_t i = 0; i < local.n; i++)
        if ((unsigned char)local.p[i] <= 0x20 || (unsigned char)local.p[i] >= 0x7f)
            return NULL;
    return mem_format(ctx, "%.*s@%.*s", STR_ARGS(local), STR_ARGS(domain));
}

void smtp_send(struct smtp *s, const char *sender, const char *recipient, struct str bytes, struct smtp_reply *reply)
{
    void *job = talloc_new(s);
    struct fault why;
    char *from = sender[0] == '\0' ? mem_string(job, "") : envelope_address(job, sender);
    char *to = envelope_address(job, recipient);

    if (from == NULL) {
        refuse(reply, 553, "5.1.7", "the sender address cannot stand in an envelope");
    } else if (to == NULL) {
        refuse(reply, 553, "5.1.3", "the recipient address cannot stand in an envelope");
    } else if (mime_check_bytes(bytes, &why) != DONE) {
        refuse(reply, 554, why.code, why.text);
    } else if (s->maildir != NULL) {
        maildir_drop(s->maildir, bytes, reply);
    } else if (perform(s, from, to, bytes, reply) != CURLE_OK && stale(s, reply)) {
        perform(s, from, to, bytes, reply);
    }
    mem_free(job);
}

/* ---- opening ------------------------------------------------------------------------------------------------------------------ */

static void set_common(struct smtp *s, CURL *h)
{
    set_text(h, CURLOPT_URL, s->url);
    set_text(h, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set_text(h, CURLOPT_PROXY, "");
    set_number(h, CURLOPT_NETRC, CURL_NETRC_IGNORED);
    set_number(h, CURLOPT_NOSIGNAL, 1);
    set_number(h, CURLOPT_UPLOAD_BUFFERSIZE, MAIL_BUFFER);
    set_number(h, CURLOPT_CONNECTTIMEOUT, CONNECT_PATIENCE);
    set_number(h, CURLOPT_USE_SSL, s->tls ? CURLUSESSL_ALL : CURLUSESSL_NONE);
    set_number(h, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    watch(s, h);
    if (s->user != NULL) {
        set_text(h, CURLOPT_USERNAME, s->user);
        set_text(h, CURLOPT_PASSWORD, s->password);
        set_text(h, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN");
        set_number(h, CURLOPT_SASL_IR, 1);
    }
}

static int smtp_close(struct smtp *s)
{
    if (s->handle != NULL) {
        s->stage = STAGE_QUIT;
        set_number(s->handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, QUIT_PATIENCE);
        curl_easy_cleanup(s->handle);
    }
    if (s->password != NULL)
        explicit_bzero(s->password, strlen(s->password));
    return 0;
}

enum outcome smtp_open(const void *ctx, const struct conf *conf, struct smtp **out, struct fault *why)
{
    static bool started;
    struct smtp *s = mem_new(ctx, struct smtp);
    struct str relay = str_of(conf->mail.relay);
    enum outcome outcome;

    talloc_set_destructor(s, smtp_close);
    s->patience = PATIENCE;
    s->recipient = "";
    if (str_starts(relay, STR("maildir:"))) {
        s->maildir = str_dup(s, str_from_index(relay, 8));
        outcome = maildir_open(s->maildir, why);
        goto out;
    }
    if ((outcome = relay_set(s, conf, why)) != DONE)
        goto out;
    if (!started && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        log_panic("libcurl does not start");
    started = true;
    s->handle = curl_easy_init();
    if (s->handle == NULL)
        log_panic("out of memory");
    set_common(s, s->handle);
    set_number(s->handle, CURLOPT_UPLOAD, 1);
    if (conf->mail.relay_ca_file != NULL && conf->mail.relay_ca_file[0] != '\0')
        set_text(s->handle, CURLOPT_CAINFO, conf->mail.relay_ca_file);
out:
    if (outcome == DONE)
        *out = s;
    else
        mem_free(s);
    return outcome;
}

void smtp_patience(struct smtp *s, long seconds)
{
    s->patience = seconds;
}

void smtp_probe(struct smtp *s, struct smtp_reply *reply)
{
    CURL *saved = s->handle;

    if (s->maildir != NULL) {
        *reply = (struct smtp_reply){.result = SMTP_SENT, .code = 250};
        snprintf(reply->words, sizeof reply->words, "mails are dropped in a maildir");
        return;
    }
    s->handle = curl_easy_duphandle(saved);
    if (s->handle == NULL)
        log_panic("out of memory");
    attempt_begin(s, "", STR_EMPTY, reply);
    set_number(s->handle, CURLOPT_UPLOAD, 0);
    set_number(s->handle, CURLOPT_NOBODY, 1);
    set_text(s->handle, CURLOPT_CUSTOMREQUEST, "NOOP");
    attempt_end(s, curl_easy_perform(s->handle));
    s->stage = STAGE_QUIT;
    set_number(s->handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, QUIT_PATIENCE);
    curl_easy_cleanup(s->handle);
    s->handle = saved;
}
