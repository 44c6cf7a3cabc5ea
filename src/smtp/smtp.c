/* One connection to the relay: libcurl's easy interface with all it would let through checked before, and all it hides watched. */
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "base/address.h"
#include "base/buf.h"
#include "base/io.h"
#include "base/log.h"
#include "base/mem.h"
#include "mime/mime.h"
#include "smtp/private.h"

enum { MAIL_BUFFER = 16 * 1024 /* libcurl makes three such for each mail: with its default, for files, the heap grows and shrinks every time */ };

enum { PATIENCE = 660, QUIT_PATIENCE = 5, CONNECT_PATIENCE = 30, URL_LIMIT = 600, PASSWORD_LIMIT = 1024 };

struct smtp {
    const char *maildir; /* NULL: a real relay */
    char *url, *user, *password;
    bool tls;       /* STARTTLS is required */
    long patience;
    CURL *handle;

    /* the attempt under way */
    struct attempt attempt;
    struct smtp_reply *reply;
    const char *recipient;
    struct str bytes;
    size_t taken;
    char trouble[CURL_ERROR_SIZE]; /* what libcurl says went wrong, "" if it only has a code */
    enum smtp_stage stage;
    bool secure, auth_offered, settled;
};

/* ---- what libcurl tells us ----------------------------------------------------------------------------------------------- */

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
    set_number(h, CURLOPT_VERBOSE, 1); /* nothing is printed: on_debug takes it all */
    curl_easy_setopt(h, CURLOPT_DEBUGFUNCTION, on_debug);
    curl_easy_setopt(h, CURLOPT_DEBUGDATA, s);
    curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, on_reply);
    curl_easy_setopt(h, CURLOPT_HEADERDATA, s);
    curl_easy_setopt(h, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(h, CURLOPT_READDATA, s);
    curl_easy_setopt(h, CURLOPT_ERRORBUFFER, s->trouble);
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

/* A host name, IPv4 address or [IPv6] address, with a port if need be: nothing else may stand in the URL. */
static bool split_place(struct str place, struct str *host, struct str *port)
{
    size_t end = place.n > 0 && place.p[0] == '[' ? str_index(place, ']') + 1 : str_index(place, ':');
    uint64_t number = 0;

    if (end > place.n)
        return false;
    *host = str_cut(place, 0, end);
    *port = str_from_index(place, end + 1);
    if (end < place.n && (place.p[end] != ':' || !str_number(*port, 65535, &number) || number == 0))
        return false;
    for (size_t i = 0; i < host->n; i++) {
        char c = host->p[i];

        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
              (host->p[0] == '[' && (c == '[' || c == ']' || c == ':'))))
            return false;
    }
    return host->n > 0 && host->n < 256;
}

static bool loopback(struct str host)
{
    return str_equal_nocase(host, STR("localhost")) || str_equal(host, STR("[::1]")) || str_starts(host, STR("127."));
}

static bool helo_valid(const char *helo)
{
    for (const char *p = helo; *p != '\0'; p++)
        if (!((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '.' || *p == '-'))
            return false;
    return helo[0] != '\0' && strlen(helo) < 256;
}

static enum outcome set_place(struct smtp *s, const struct conf *conf, struct fault *why)
{
    struct str relay = str_of(conf->mail.relay), host, port;
    bool implicit = str_starts(relay, STR("smtps://"));
    const char *helo = conf->mail.helo != NULL && conf->mail.helo[0] != '\0' ? conf->mail.helo : conf->forum.domain;

    if (!implicit && !str_starts(relay, STR("smtp://")))
        return fault_set(why, REFUSED, "", "relay: must begin with smtp://, smtps:// or maildir:");
    relay = str_from_index(relay, implicit ? 8 : 7);
    if (str_ends(relay, STR("/")))
        relay.n--;
    if (!split_place(relay, &host, &port))
        return fault_set(why, REFUSED, "", "relay: after %s comes HOST or HOST:PORT and nothing else", implicit ? "smtps://" : "smtp://");
    if (helo == NULL || !helo_valid(helo))
        return fault_set(why, REFUSED, "", "helo: not a host name");
    s->tls = !implicit && (conf->mail.relay_tls == RELAY_TLS_REQUIRED ||
                           (conf->mail.relay_tls == RELAY_TLS_AUTO && !loopback(host)));
    s->url = mem_format(s, "%s://%.*s%s%.*s/%s", implicit ? "smtps" : "smtp", STR_ARGS(host), port.n > 0 ? ":" : "",
                        STR_ARGS(port), helo);
    return DONE;
}

static enum outcome set_credentials(struct smtp *s, const struct conf *conf, struct fault *why)
{
    struct str password;
    enum outcome outcome;

    if (conf->mail.relay_user == NULL || conf->mail.relay_user[0] == '\0')
        return DONE;
    if (conf->mail.relay_password_file == NULL || conf->mail.relay_password_file[0] == '\0')
        return fault_set(why, REFUSED, "", "relay_user is set, relay_password_file is not");
    outcome = io_read_file(s, conf->mail.relay_password_file, PASSWORD_LIMIT, &password, why);
    if (outcome != DONE)
        return outcome;
    s->user = mem_string(s, conf->mail.relay_user);
    while (password.n > 0 && (password.p[password.n - 1] == '\n' || password.p[password.n - 1] == '\r'))
        password.n--;
    s->password = str_dup(s, password);
    return DONE;
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
    if ((outcome = set_place(s, conf, why)) != DONE || (outcome = set_credentials(s, conf, why)) != DONE)
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
