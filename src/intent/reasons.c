/* Why a mail did not arrive, by the words of the server that refused it and by its status. Hard is what says that the address is bad;
 * everything else may pass, whatever the first digit of the status. */
#include "base/mem.h"
#include "intent/private_class.h"

/* Phrases of SMTP replies and reports, folded; addresses have been taken out. Of several, the reason that comes first in `enum reason`
 * counts. */
static const struct {
    const char *phrase;
    enum reason reason;
} rows[] = {
    {"mailbox full", REASON_FULL}, {"mailbox is full", REASON_FULL}, {"mail box full", REASON_FULL}, {"mailfolder is full", REASON_FULL},
    {"full mailbox", REASON_FULL}, {"is over quota", REASON_FULL}, {"over quota", REASON_FULL}, {"overquota", REASON_FULL},
    {"over disk quota", REASON_FULL}, {"over the allowed quota", REASON_FULL}, {"over its quota", REASON_FULL},
    {"quota exceeded", REASON_FULL}, {"quota exceed", REASON_FULL}, {"exceeded quota", REASON_FULL}, {"exceeds quota", REASON_FULL},
    {"exceeded their quota", REASON_FULL}, {"exceeding their quota", REASON_FULL}, {"exceeded its quota", REASON_FULL},
    {"exceeded the quota", REASON_FULL}, {"exceeded his quota", REASON_FULL}, {"disc quota", REASON_FULL},
    {"quota violation", REASON_FULL}, {"exceed the quota", REASON_FULL}, {"exceeded storage", REASON_FULL},
    {"exceeds allowed size", REASON_FULL}, {"exceeded the local limit", REASON_FULL}, {"storage quota", REASON_FULL},
    {"out of storage", REASON_FULL}, {"account is full", REASON_FULL}, {"account full", REASON_FULL}, {"inbox is full", REASON_FULL},
    {"mailbox size limit", REASON_FULL}, {"mailbox has exceeded", REASON_FULL}, {"mailbox exceeds", REASON_FULL},
    {"mailbox would exceed", REASON_FULL}, {"too many messages", REASON_FULL}, {"maildir over", REASON_FULL},
    {"not enough storage space in", REASON_FULL}, {"does not have enough space", REASON_FULL}, {"insufficient storage", REASON_FULL},
    {"mailbox limit", REASON_FULL}, {"user is over", REASON_FULL}, {"exceeded max messages", REASON_FULL}, {"space left in", REASON_FULL},
    {"zuviele mails", REASON_FULL}, {"postfach ist voll", REASON_FULL}, {"speicherplatz", REASON_FULL}, {"boîte pleine", REASON_FULL},
    {"boite pleine", REASON_FULL}, {"buzón lleno", REASON_FULL}, {"casella piena", REASON_FULL}, {"quota d'espace", REASON_FULL},
    {"disk space", REASON_SYSTEM}, {"disk full", REASON_SYSTEM}, {"no space left", REASON_SYSTEM},

    {"account is disabled", REASON_DISABLED}, {"account disabled", REASON_DISABLED}, {"account has been disabled", REASON_DISABLED},
    {"disabled or discontinued", REASON_DISABLED}, {"account is inactive", REASON_DISABLED}, {"account inactive", REASON_DISABLED},
    {"account that you tried to reach is disabled", REASON_DISABLED}, {"account that you tried to reach is inactive", REASON_DISABLED},
    {"mailbox disabled", REASON_DISABLED}, {"mailbox is disabled", REASON_DISABLED}, {"mailbox is inactive", REASON_DISABLED},
    {"mailbox is frozen", REASON_DISABLED}, {"mailbox unavailable or access denied", REASON_DISABLED},
    {"account suspended", REASON_DISABLED}, {"account is suspended", REASON_DISABLED}, {"has been suspended", REASON_DISABLED},
    {"is suspended", REASON_DISABLED}, {"temporary locked", REASON_DISABLED}, {"temporarily locked", REASON_DISABLED},
    {"user suspended", REASON_DISABLED}, {"temporarily limited", REASON_DISABLED}, {"mailbox currently suspended", REASON_DISABLED},
    {"recipient suspended", REASON_DISABLED}, {"account is locked", REASON_DISABLED}, {"account locked", REASON_DISABLED},
    {"not accepting messages", REASON_DISABLED}, {"not accepting mail from", REASON_POLICY}, {"not accepting mail with", REASON_CONTENT},
    {"is not accepting any mail", REASON_DISABLED}, {"deactivated due to", REASON_DISABLED}, {"user account is expired", REASON_DISABLED},
    {"account expired", REASON_DISABLED}, {"not collected", REASON_EXPIRED},

    {"has moved", REASON_MOVED}, {"have moved", REASON_MOVED}, {"user moved", REASON_MOVED}, {"has been replaced by", REASON_MOVED},
    {"new address is", REASON_MOVED}, {"please use the new address", REASON_MOVED}, {"address has changed", REASON_MOVED},
    {"moved permanently", REASON_MOVED},

    {"does not accept mail", REASON_NO_MAIL}, {"does not receive mail", REASON_NO_MAIL}, {"doesn't receive mail", REASON_NO_MAIL},
    {"domain does not accept", REASON_NO_MAIL}, {"null mx", REASON_NO_MAIL}, {"nullmx", REASON_NO_MAIL},
    {"doesn't accept mail", REASON_NO_MAIL}, {"mail is not accepted", REASON_NO_MAIL}, {"invalid mail exchanger", REASON_NO_MAIL},
    {"mail receiving disabled", REASON_NO_MAIL}, {"has no mx", REASON_NO_MAIL}, {"no mail accepted", REASON_NO_MAIL},
    {"indicated no smtp service", REASON_NO_MAIL}, {"no mx record", REASON_NO_MAIL}, {"does not use smtp", REASON_NO_MAIL},
    {"domain is used only for", REASON_NO_MAIL},

    {"user unknown", REASON_NO_USER}, {"unknown user", REASON_NO_USER}, {"user is unknown", REASON_NO_USER},
    {"no such user", REASON_NO_USER}, {"user not known", REASON_NO_USER}, {"not a known user", REASON_NO_USER},
    {"unknown account", REASON_NO_USER}, {"user not found", REASON_NO_USER}, {"user not exist", REASON_NO_USER},
    {"user does not exist", REASON_NO_USER}, {"user doesn't exist", REASON_NO_USER}, {"user unkown", REASON_NO_USER},
    {"unknown or illegal user", REASON_NO_USER}, {"unknown or illegal alias", REASON_NO_USER}, {"unknown local", REASON_NO_USER},
    {"unknown recipient", REASON_NO_USER}, {"recipient unknown", REASON_NO_USER}, {"unknown address", REASON_NO_USER},
    {"unknown e-mail", REASON_NO_USER}, {"unknown email", REASON_NO_USER}, {"address unknown", REASON_NO_USER},
    {"recipient not found", REASON_NO_USER}, {"recipientnotfound", REASON_NO_USER}, {"recipnotfound", REASON_NO_USER},
    {"recipient name is not recognized", REASON_NO_USER}, {"invalid recipient", REASON_NO_USER}, {"invalid mailbox", REASON_NO_USER},
    {"invalid user", REASON_NO_USER}, {"invalid address", REASON_NO_USER}, {"invalid final delivery userid", REASON_NO_USER},
    {"no such recipient", REASON_NO_USER}, {"no such address", REASON_NO_USER}, {"no such mailbox", REASON_NO_USER},
    {"no such person", REASON_NO_USER}, {"no such account", REASON_NO_USER}, {"no such local", REASON_NO_USER},
    {"no such email", REASON_NO_USER}, {"no mailbox here", REASON_NO_USER}, {"no mailbox by that name", REASON_NO_USER},
    {"no mail box available", REASON_NO_USER}, {"mailbox not found", REASON_NO_USER}, {"no mailbox found", REASON_NO_USER},
    {"mailbox has been", REASON_NO_USER}, {"mail-box not found", REASON_NO_USER}, {"mailbox does not exist", REASON_NO_USER},
    {"mailbox doesn't exist", REASON_NO_USER}, {"mailbox unavailable", REASON_NO_USER}, {"mailbox not available", REASON_NO_USER},
    {"mailbox is unavailable", REASON_NO_USER}, {"mailbox unknown", REASON_NO_USER}, {"unknown mailbox", REASON_NO_USER},
    {"not a valid mailbox", REASON_NO_USER}, {"not a valid user", REASON_NO_USER}, {"not a valid recipient", REASON_NO_USER},
    {"not a valid address", REASON_NO_USER}, {"not valid user", REASON_NO_USER}, {"isn't a valid", REASON_NO_USER},
    {"a valid user here", REASON_NO_USER}, {"does not exist", REASON_NO_USER}, {"doesn't exist", REASON_NO_USER},
    {"do not exist", REASON_NO_USER}, {"not exist here", REASON_NO_USER}, {"does not have an account", REASON_NO_USER},
    {"doesn't have an account", REASON_NO_USER}, {"this user doesn't have", REASON_NO_USER}, {"this user does not have", REASON_NO_USER},
    {"no account by that name", REASON_NO_USER}, {"account not found", REASON_NO_USER}, {"account does not exist", REASON_NO_USER},
    {"no user by that name", REASON_NO_USER}, {"no local mailbox", REASON_NO_USER}, {"user not listed in", REASON_NO_USER},
    {"not listed in domino directory", REASON_NO_USER}, {"not listed in public name", REASON_NO_USER},
    {"not found in domino", REASON_NO_USER}, {"bad destination mailbox", REASON_NO_USER}, {"bad_recipient", REASON_NO_USER},
    {"badrcptto", REASON_NO_USER}, {"bad recipient", REASON_NO_USER}, {"bad address", REASON_NO_USER},
    {"address rejected", REASON_REJECTED}, {"is a deactivated mailbox", REASON_NO_USER}, {"is not an active address", REASON_NO_USER},
    {"no longer valid", REASON_NO_USER}, {"no longer on server", REASON_NO_USER}, {"no longer available", REASON_NO_USER},
    {"no longer exists", REASON_NO_USER}, {"no longer in use", REASON_NO_USER}, {"no longer active", REASON_NO_USER},
    {"not our customer", REASON_NO_USER}, {"addressee unknown", REASON_NO_USER}, {"recipient no longer", REASON_NO_USER},
    {"wasn't found at", REASON_NO_USER}, {"couldn't be found", REASON_NO_USER}, {"could not be found", REASON_NO_USER},
    {"email address was not found", REASON_NO_USER}, {"is not a registered", REASON_NO_USER}, {"not registered here", REASON_NO_USER},
    {"unroutable address", REASON_NO_USER}, {"unrouteable address", REASON_NO_USER}, {"user reject", REASON_NO_USER},
    {"undeliverable address", REASON_NO_USER}, {"recipient rejected", REASON_REJECTED}, {"no valid recipients", REASON_NO_USER},
    {"check if address is correct", REASON_NO_USER}, {"does not have a final email delivery point", REASON_NO_USER},
    {"is not listed", REASON_NO_USER}, {"has no mailbox", REASON_NO_USER}, {"n'existe pas", REASON_NO_USER},
    {"utilisateur inconnu", REASON_NO_USER}, {"adresse inconnue", REASON_NO_USER}, {"empfänger unbekannt", REASON_NO_USER},
    {"unbekannter empfänger", REASON_NO_USER}, {"existiert nicht", REASON_NO_USER}, {"no existe", REASON_NO_USER},
    {"usuario desconocido", REASON_NO_USER}, {"não existe", REASON_NO_USER}, {"utente sconosciuto", REASON_NO_USER},
    {"non esiste", REASON_NO_USER}, {"リストにありません", REASON_NO_USER},

    {"550 : user unknown", REASON_FILTERED}, {"550: : user unknown", REASON_FILTERED}, /* au: by what its customer has set */

    {"host unknown", REASON_NO_HOST}, {"unknown host", REASON_NO_HOST}, {"host not found", REASON_NO_HOST},
    {"no such host", REASON_NO_HOST}, {"domain not found", REASON_NO_HOST}, {"domain does not exist", REASON_NO_HOST},
    {"domain unknown", REASON_NO_HOST}, {"unknown domain", REASON_NO_HOST}, {"no such domain", REASON_NO_HOST},
    {"invalid domain", REASON_NO_HOST}, {"non-existent domain", REASON_NO_HOST}, {"nonexistent domain", REASON_NO_HOST},
    {"couldn't find any host", REASON_NO_HOST}, {"couldn't find a mail exchanger", REASON_NO_HOST},
    {"unrouteable mail domain", REASON_NO_HOST}, {"domain name not found", REASON_NO_HOST}, {"name or service not known", REASON_NO_HOST},
    {"no route to that domain", REASON_NO_HOST}, {"could not find a gateway", REASON_NO_HOST}, {"domain isn't in my", REASON_RELAYING},
    {"could not resolve host", REASON_NO_HOST}, {"recipient's domain", REASON_NO_HOST}, {"domain is not exist", REASON_NO_HOST},
    {"name service error for", REASON_NO_HOST}, {"nxdomain", REASON_NO_HOST}, {"dns lookup failure: host", REASON_NO_HOST},
    {"domain is not reachable", REASON_NO_HOST},
    {"the account or domain may not exist, they may be blacklisted", REASON_NO_HOST} /* cPanel */,
    {"host or domain name not found", REASON_NO_HOST},

    {"too large", REASON_SIZE}, {"too big", REASON_SIZE}, {"size limit", REASON_SIZE}, {"exceeds size", REASON_SIZE},
    {"message size", REASON_SIZE}, {"exceeds maximum", REASON_SIZE}, {"exceeds the maximum", REASON_SIZE},
    {"exceeded maximum", REASON_SIZE}, {"exceeds limit", REASON_SIZE}, {"larger than", REASON_SIZE}, {"size exceeds", REASON_SIZE},
    {"message length exceeds", REASON_SIZE}, {"max message size", REASON_SIZE}, {"exceeds fixed maximum", REASON_SIZE},
    {"zu groß", REASON_SIZE}, {"trop volumineux", REASON_SIZE},

    {"dmarc", REASON_AUTHENTICATION}, {"spf", REASON_AUTHENTICATION}, {"dkim", REASON_AUTHENTICATION},
    {"unauthenticated", REASON_AUTHENTICATION}, {"authentication required", REASON_AUTHENTICATION},
    {"authentication checks failed", REASON_AUTHENTICATION}, {"smtp authentication", REASON_AUTHENTICATION},
    {"authentication level", REASON_AUTHENTICATION}, {"not authorized", REASON_AUTHENTICATION},
    {"not authenticated", REASON_AUTHENTICATION}, {"no auth", REASON_AUTHENTICATION}, {"relay access denied", REASON_RELAYING},
    {"relaying denied", REASON_RELAYING}, {"unable to relay", REASON_RELAYING}, {"not permitted to relay", REASON_RELAYING},
    {"relay not permitted", REASON_RELAYING}, {"relaying not", REASON_RELAYING}, {"relaying prohibited", REASON_RELAYING},
    {"relay denied", REASON_RELAYING}, {"we do not relay", REASON_RELAYING}, {"relay prohibited", REASON_RELAYING},

    {"spam", REASON_CONTENT}, {"virus", REASON_CONTENT}, {"unsolicited", REASON_CONTENT}, {"message content", REASON_CONTENT},
    {"content reject", REASON_CONTENT}, {"policy", REASON_CONTENT}, {"policies", REASON_CONTENT}, {"message rejected", REASON_CONTENT},
    {"message refused", REASON_CONTENT}, {"malware", REASON_CONTENT}, {"phishing", REASON_CONTENT}, {"attachment", REASON_CONTENT},
    {"header error", REASON_CONTENT}, {"suspicious", REASON_CONTENT}, {"inappropriate", REASON_CONTENT}, {"not rfc", REASON_CONTENT},
    {"rfc 5322", REASON_CONTENT}, {"rfc 2822", REASON_CONTENT}, {"bare lf", REASON_CONTENT}, {"loop", REASON_NETWORK},
    {"too many hops", REASON_NETWORK}, {"hop count", REASON_NETWORK},

    {"blocked", REASON_POLICY}, {"blacklist", REASON_SENDER}, {"black list", REASON_SENDER}, {"blocklist", REASON_SENDER},
    {"block list", REASON_SENDER}, {"dnsbl", REASON_SENDER}, {"rbl", REASON_SENDER}, {"spamhaus", REASON_SENDER},
    {"reputation", REASON_SENDER}, {"access denied", REASON_POLICY}, {"reverse dns", REASON_SENDER}, {"ptr record", REASON_SENDER},
    {"ptr resource", REASON_SENDER}, {"rdns", REASON_SENDER}, {"listed by", REASON_SENDER}, {"listed in", REASON_SENDER},
    {"cannot resolve", REASON_SENDER}, {"sender rejected", REASON_SENDER}, {"sender was rejected", REASON_SENDER},
    {"sender address", REASON_SENDER}, {"sender domain", REASON_SENDER}, {"sending domain", REASON_SENDER},
    {"domain of sender", REASON_SENDER}, {"your ip", REASON_SENDER}, {"client host", REASON_SENDER}, {"denied", REASON_POLICY},
    {"not allowed", REASON_POLICY}, {"not permitted", REASON_POLICY}, {"prohibited", REASON_POLICY}, {"refused to talk", REASON_SENDER},
    {"permission", REASON_POLICY}, {"please use the smtp server of your isp", REASON_SENDER},

    {"after mail from", REASON_SENDER}, {"my name was rejected", REASON_SENDER}, {"from your ip", REASON_SENDER},
    {"source ip", REASON_SENDER}, {"ip address blacklisted", REASON_SENDER}, {"the ip address", REASON_SENDER},
    {"to mail from command", REASON_SENDER}, {"sender is", REASON_SENDER}, {"from domain", REASON_SENDER}, {"no ptr", REASON_SENDER},

    {"too many connections", REASON_RATE}, {"too many recipients", REASON_RATE}, {"too many concurrent", REASON_RATE},
    {"rate limit", REASON_RATE}, {"frequency limited", REASON_RATE}, {"too fast", REASON_RATE}, {"too frequently", REASON_RATE},
    {"at a rate", REASON_RATE}, {"too many emails", REASON_RATE}, {"too many mails", REASON_RATE}, {"greylist", REASON_RATE},
    {"greylisted", REASON_RATE}, {"try again later", REASON_RATE}, {"try later", REASON_RATE},

    {"in the queue too long", REASON_EXPIRED}, {"retry time", REASON_EXPIRED}, {"retry timeout", REASON_EXPIRED},
    {"delivery time expired", REASON_EXPIRED}, {"message expired", REASON_EXPIRED}, {"queue too long", REASON_EXPIRED},
    {"too old", REASON_EXPIRED}, {"cannot send message for", REASON_EXPIRED}, {"could not be delivered for", REASON_EXPIRED},
    {"within the allowed queue period", REASON_EXPIRED}, {"not been collected", REASON_EXPIRED}, {"was aborted after", REASON_EXPIRED},
    {"delivery failed", REASON_EXPIRED}, {"will be deleted from queue", REASON_EXPIRED},

    {"timed out", REASON_NETWORK}, {"timeout", REASON_NETWORK}, {"connection refused", REASON_NETWORK},
    {"connection reset", REASON_NETWORK}, {"connection dropped", REASON_NETWORK}, {"lost connection", REASON_NETWORK},
    {"connection lost", REASON_NETWORK}, {"no route to host", REASON_NETWORK}, {"network is unreachable", REASON_NETWORK},
    {"unable to connect", REASON_NETWORK}, {"could not connect", REASON_NETWORK},
    {"wasn't able to establish an smtp connection", REASON_NETWORK}, {"not responding", REASON_NETWORK}, {"name server", REASON_NETWORK},
    {"dns error", REASON_NETWORK}, {"host not found, try again", REASON_NETWORK}, {"temporary lookup failure", REASON_NETWORK},
    {"delivery temporarily suspended", REASON_NETWORK}, {"mail for ", REASON_NETWORK}, {"loops back to myself", REASON_NETWORK},

    {"system error", REASON_SYSTEM}, {"system config", REASON_SYSTEM}, {"internal error", REASON_SYSTEM}, {"local error", REASON_SYSTEM},
    {"configuration error", REASON_SYSTEM}, {"service unavailable", REASON_SYSTEM}, {"service currently unavailable", REASON_SYSTEM},
    {"service not available", REASON_SYSTEM}, {"temporarily unavailable", REASON_SYSTEM}, {"command died", REASON_SYSTEM},
    {"command output", REASON_SYSTEM}, {"temporary failure", REASON_SYSTEM}, {"temporary error", REASON_SYSTEM},
    {"mailer error", REASON_SYSTEM}, {"cannot open", REASON_SYSTEM},
};

static struct phrases table = PHRASES(rows);

/* Statuses (RFC 3463, RFC 7372, RFC 7505) that say why by themselves. */
static const struct {
    const char *status;
    enum reason reason;
} statuses[] = {
    {"5.1.1", REASON_NO_USER}, {"5.1.2", REASON_NO_HOST}, {"5.1.3", REASON_NO_USER}, {"5.1.4", REASON_NO_USER}, {"5.1.6", REASON_MOVED},
    {"5.1.10", REASON_NO_USER}, {"5.1.7", REASON_SENDER}, {"5.1.8", REASON_SENDER}, {"5.2.1", REASON_DISABLED},
    {"4.2.1", REASON_DISABLED}, {"5.2.2", REASON_FULL}, {"4.2.2", REASON_FULL}, {"5.2.3", REASON_SIZE}, {"5.3.4", REASON_SIZE},
    {"4.3.1", REASON_SYSTEM}, {"5.4.4", REASON_NO_HOST}, {"4.4.7", REASON_EXPIRED}, {"5.4.7", REASON_EXPIRED},
    {"5.7.26", REASON_AUTHENTICATION}, {"5.7.25", REASON_SENDER},
};

/* What stands for a reason when no status was given; the last digits of 5 and of 4. */
static const char *const details[REASONS] = {
    [REASON_NONE] = ".0.0", [REASON_FULL] = ".2.2", [REASON_SENDER] = ".7.1", [REASON_AUTHENTICATION] = ".7.0",
    [REASON_SIZE] = ".3.4", [REASON_RATE] = ".7.0", [REASON_MOVED] = ".1.6", [REASON_NO_MAIL] = ".1.10",
    [REASON_FILTERED] = ".1.1", [REASON_NO_USER] = ".1.1", [REASON_NO_HOST] = ".1.2", [REASON_DISABLED] = ".2.1",
    [REASON_RELAYING] = ".7.1", [REASON_CONTENT] = ".7.1", [REASON_EXPIRED] = ".4.7", [REASON_NETWORK] = ".4.1",
    [REASON_SYSTEM] = ".3.0", [REASON_POLICY] = ".7.1", [REASON_REJECTED] = ".1.1",
};

/* Said of the whole mail, not of one recipient. */
static const struct {
    const char *phrase;
} afterwards[] = {{"end of data"}, {"after sending message"}, {"smtp command data"}, {"failed after i sent the message"},
                  {"[data]"},      {"our final data"}};

static struct phrases after_data = PHRASES(afterwards);

/* Addresses out of folded words: what they are called says nothing. */
static void blank_addresses(char *text, size_t n)
{
    size_t begin = 0, end;

    for (size_t i = 0; i < n; i++) {
        if (strchr(" <>()\"'[];:=,", text[i]) != NULL && text[i] != '\0') {
            begin = i + 1;
        } else if (text[i] == '@') {
            for (end = i; end < n && text[end] != '\0' && strchr(" <>()\"'[];:=,", text[end]) == NULL;)
                end++;
            memset(text + begin, '~', end - begin);
            i = end - 1;
        }
    }
}

static enum reason reason_of_words(const void *ctx, struct str words)
{
    char *folded = str_dup(ctx, phrases_fold(ctx, words));
    struct phrase_hit hit;
    enum reason best = REASON_NONE;

    blank_addresses(folded, words.n);
    for (size_t at = 0; phrases_next(&table, str_from(folded, words.n), &at, &hit); at = hit.end)
        if (best == REASON_NONE || rows[hit.row].reason < best)
            best = rows[hit.row].reason;
    for (size_t at = 0; best == REASON_NO_USER && phrases_next(&after_data, str_from(folded, words.n), &at, &hit);)
        best = REASON_FILTERED;
    return best;
}

static enum reason reason_of_status(struct str status)
{
    static const enum reason subjects[] = {['3'] = REASON_SYSTEM, ['4'] = REASON_NETWORK, ['6'] = REASON_CONTENT, ['7'] = REASON_POLICY};

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (str_equal(status, str_of(statuses[i].status)))
            return statuses[i].reason;
    return status.n > 2 && (unsigned char)status.p[2] < sizeof subjects / sizeof subjects[0] ? subjects[(unsigned char)status.p[2]]
                                                                                           : REASON_NONE;
}

/* What was said counts more than the status: many servers have one status for everything. */
enum reason intent_reason(const void *ctx, struct str words, struct str status)
{
    enum reason said = reason_of_words(ctx, words), given = reason_of_status(status);

    if (said == REASON_FILTERED && given == REASON_NO_USER)
        return REASON_NO_USER;
    if (said == REASON_NO_USER && str_ends(status, STR(".2.0"))) /* Sendmail's, for a refusal of the whole mail */
        return REASON_FILTERED;
    return said == REASON_NONE || (said >= REASON_POLICY && given != REASON_NONE) ? given : said;
}

bool intent_reason_hard(enum reason reason)
{
    return reason == REASON_MOVED || reason == REASON_NO_MAIL || reason == REASON_NO_USER || reason == REASON_NO_HOST ||
           reason == REASON_REJECTED;
}

static bool digit(struct str s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* The length of an enhanced status code at s.p[at], or 0. */
static size_t enhanced(struct str s, size_t at)
{
    size_t end = at + 4;

    if (at + 4 >= s.n || (s.p[at] != '4' && s.p[at] != '5') || s.p[at + 1] != '.' || s.p[at + 2] < '0' || s.p[at + 2] > '7' ||
        s.p[at + 3] != '.' || !digit(s, end))
        return 0;
    if (at > 0 && (digit(s, at - 1) || s.p[at - 1] == '.'))
        return 0;
    while (digit(s, end))
        end++;
    return end - at > 7 || (end + 1 < s.n && s.p[end] == '.' && digit(s, end + 1)) ? 0 : end - at;
}

/* Whether it stands behind a reply code ("550 5.1.1", "550-5.1.1") or a number sign (qmail). */
static bool replied(struct str s, size_t at)
{
    if (at > 0 && s.p[at - 1] == '#')
        return true;
    return at > 3 && strchr(" -=", s.p[at - 1]) != NULL && digit(s, at - 2) && digit(s, at - 3) && digit(s, at - 4) &&
           s.p[at - 4] == s.p[at];
}

char *intent_status_said(const void *ctx, struct str words)
{
    struct str found = STR_EMPTY;

    for (size_t at = 0; at < words.n; at++) {
        size_t n = enhanced(words, at);

        if (n == 0)
            continue;
        if (replied(words, at))
            return str_dup(ctx, str_cut(words, at, n));
        if (found.n == 0)
            found = str_cut(words, at, n);
    }
    return str_dup(ctx, found);
}

char *intent_status_for(const void *ctx, enum reason reason, bool late)
{
    return mem_format(ctx, "%c%s", late ? '4' : '5', details[reason]);
}

void intent_reasons_prepare(void)
{
    phrases_prepare(&table);
    phrases_prepare(&after_data);
}
