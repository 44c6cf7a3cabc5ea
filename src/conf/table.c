#include "conf/private.h"

static const char *const profiles[] = {[PROFILE_OPEN] = "open", [PROFILE_SENSITIVE] = "sensitive", NULL};
static const char *const trusts[] = {[TRUST_VERDICT] = "verdict", [TRUST_MTA] = "mta", [TRUST_ANY] = "any", NULL};
static const char *const newcomers[] = {[NEWCOMERS_CONFIRM] = "confirm", [NEWCOMERS_ALIGNED] = "aligned", [NEWCOMERS_ANY] = "any",
                                        [NEWCOMERS_CLOSED] = "closed", NULL};
static const char *const moderations[] = {[POLICY_NONE] = "none", [POLICY_FIRST] = "first", [POLICY_ALL] = "all", NULL};
static const char *const contents[] = {[POLICY_CONTENT_FULL] = "full", [POLICY_CONTENT_TITLE] = "title",
                                       [POLICY_CONTENT_DISCREET] = "discreet", NULL};
static const char *const tls[] = {[RELAY_TLS_AUTO] = "auto", [RELAY_TLS_REQUIRED] = "required", [RELAY_TLS_OFF] = "off", NULL};
static const char *const levels[] = {"debug", "info", "warn", "error", NULL};

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR, K = 1024, M = 1024 * K };

#define AT(section, name) #section, #name

/* clang-format off */
const struct setting conf_table[] = {
    {AT(forum, name), SETTING_TEXT, offsetof(struct conf, forum.name), "Forum", NULL, 1, 60, NULL,
     "What the forum is called, in subjects and senders' names."},
    {AT(forum, domain), SETTING_DOMAIN, offsetof(struct conf, forum.domain), NULL, NULL, 1, 0, NULL,
     "The mail domain the forum owns and that is used for nothing else. It is part of every token: changing it makes all addresses in old mails useless."},
    {AT(forum, address), SETTING_WORD, offsetof(struct conf, forum.address), "", NULL, 0, 200, NULL,
     "How an address of the forum is written, with %s for the part that varies. Default: %s@DOMAIN. With one mailbox and plus addressing: forum+%s@DOMAIN."},
    {AT(forum, operator), SETTING_ADDRESS, offsetof(struct conf, forum.operator), NULL, NULL, 1, 0, NULL,
     "Who runs the forum: gets at most one summary an hour of what waits or went wrong. Must not be an address of the forum itself."},
    {AT(forum, default_category), SETTING_CATEGORY, offsetof(struct conf, forum.default_category), "", NULL, 0, 0, NULL,
     "The category that mail to ask@ goes to. Empty: mail to ask@ is refused."},
    {AT(forum, language), SETTING_WORD, offsetof(struct conf, forum.language), "en", NULL, 2, 11, NULL,
     "The language of mail to those who chose none, and of pseudonyms: en, de, or that of a folder in mail.templates."},
    {AT(forum, postal_address), SETTING_TEXT, offsetof(struct conf, forum.postal_address), "", NULL, 0, 180, NULL,
     "One line for the foot of every notice, where the law asks for one."},
    {AT(forum, profile), SETTING_CHOICE, offsetof(struct conf, forum.profile), "open", NULL, 0, 0, profiles,
     "A family of defaults. sensitive is for forums whose members must not be known: posts wait 30 minutes, in which their authors can take them back, anonymous ones longer; first posts wait for a moderator; mail to new people says only that there is news; times are days; nothing is archived."},

    {AT(forum, digest_hour), SETTING_NUMBER, offsetof(struct conf, forum.digest_hour), "7", NULL, 0, 23, NULL,
     "The hour at which digests leave, by their readers' clocks; those of a week on Mondays."},

    {AT(mail, lmtp), SETTING_PLACE, offsetof(struct conf, mail.lmtp), "unix:lmtp.sock", NULL, 0, 0, NULL,
     "Where the MTA delivers: unix:PATH."},
    {AT(mail, lmtp_tcp), SETTING_PLACE, offsetof(struct conf, mail.lmtp_tcp), "", NULL, 0, 0, NULL,
     "Where it may deliver as well, on loopback: 127.0.0.1:2424. Every user of the machine can then hand in mail, whatever Authentication-Results it claims."},
    {AT(mail, socketmap), SETTING_PLACE, offsetof(struct conf, mail.socketmap), "", NULL, 0, 0, NULL,
     "Where Postfix asks which recipients exist (socketmap): unix:PATH or 127.0.0.1:PORT. Empty: not offered."},
    {AT(mail, lmtp_mode), SETTING_MODE, offsetof(struct conf, mail.lmtp_mode), "0660", NULL, 0600, 0777, NULL,
     "Permissions of the LMTP socket. Who may write to it is believed to be your MTA."},
    {AT(mail, socketmap_mode), SETTING_MODE, offsetof(struct conf, mail.socketmap_mode), "0660", NULL, 0600, 0777, NULL,
     "Permissions of the socketmap socket."},
    {AT(mail, relay), SETTING_RELAY, offsetof(struct conf, mail.relay), "smtp://127.0.0.1:25", NULL, 1, 0, NULL,
     "Where notices leave: smtp://HOST:PORT (STARTTLS as relay_tls says), smtps://HOST:PORT, or maildir:PATH, which drops each mail as a file for trying things out."},
    {AT(mail, relay_user), SETTING_WORD, offsetof(struct conf, mail.relay_user), "", NULL, 0, 200, NULL,
     "User name at the relay. Empty: none is given."},
    {AT(mail, relay_password_file), SETTING_PATH, offsetof(struct conf, mail.relay_password_file), "", NULL, 0, 0, NULL,
     "File whose first line is the password."},
    {AT(mail, relay_ca_file), SETTING_PATH, offsetof(struct conf, mail.relay_ca_file), "", NULL, 0, 0, NULL,
     "Certificates the relay is checked against; restart after replacing the file. Empty: the system's."},
    {AT(mail, relay_tls), SETTING_CHOICE, offsetof(struct conf, mail.relay_tls), "auto", NULL, 0, 0, tls,
     "auto: required unless the relay is on loopback; required; off: never."},
    {AT(mail, relay_connections), SETTING_COUNT, offsetof(struct conf, mail.relay_connections), "4", NULL, 1, 32, NULL,
     "Connections to the relay at once, one process each."},
    {AT(mail, helo), SETTING_DOMAIN, offsetof(struct conf, mail.helo), "", NULL, 0, 0, NULL,
     "The name told to the relay in EHLO. Empty: the domain."},
    {AT(mail, authserv_id), SETTING_WORD, offsetof(struct conf, mail.authserv_id), "", NULL, 0, 200, NULL,
     "The name your MTA signs its Authentication-Results with. Empty: nobody is authenticated, and every mail is held."},
    {AT(mail, trust), SETTING_CHOICE, offsetof(struct conf, mail.trust), "verdict", NULL, 0, 0, trusts,
     "Whom to believe. verdict: Authentication-Results of authserv_id; mta: From, because the MTA lets only its own authenticated users write; any: everybody (demonstrations, tests)."},
    {AT(mail, spam_header), SETTING_TEXT, offsetof(struct conf, mail.spam_header), "", NULL, 0, 200, NULL,
     "Header field and value by which your MTA marks spam, as X-Spam: Yes. Such mail is held, unanswered."},
    {AT(mail, templates), SETTING_PATH, offsetof(struct conf, mail.templates), "", NULL, 0, 0, NULL,
     "Directory of texts that replace the built-in ones: those of a language in a folder of its name, English ones beside."},

    {AT(store, data), SETTING_PATH, offsetof(struct conf, store.data), "data", NULL, 1, 0, NULL,
     "Directory of the database, its lock and the control socket."},
    {AT(store, keys), SETTING_PATH, offsetof(struct conf, store.keys), "keys", NULL, 1, 0, NULL,
     "Directory of the keys. Copy it where no copy of the database is."},

    {AT(limits, message), SETTING_SIZE, offsetof(struct conf, limits.message), "10M", NULL, 64 * K, 256 * M, NULL,
     "Largest mail."},
    {AT(limits, header_block), SETTING_SIZE, offsetof(struct conf, limits.header_block), "100K", NULL, 4 * K, 1 * M, NULL,
     "Largest header block."},
    {AT(limits, header_fields), SETTING_NUMBER, offsetof(struct conf, limits.header_fields), "1000", NULL, 50, 10000, NULL,
     "Most header fields."},
    {AT(limits, nesting), SETTING_NUMBER, offsetof(struct conf, limits.nesting), "10", NULL, 2, 30, NULL,
     "Deepest nesting of parts that is read."},
    {AT(limits, parts), SETTING_NUMBER, offsetof(struct conf, limits.parts), "200", NULL, 5, 2000, NULL,
     "Most parts of a mail that are read."},
    {AT(limits, recipients), SETTING_NUMBER, offsetof(struct conf, limits.recipients), "100", NULL, 100, 1000, NULL,
     "Most recipients of one mail."},
    {AT(limits, connections), SETTING_NUMBER, offsetof(struct conf, limits.connections), "100", NULL, 1, 1000, NULL,
     "Most LMTP connections at once."},
    {AT(limits, title_min), SETTING_NUMBER, offsetof(struct conf, limits.title_min), "12", NULL, 1, 200, NULL,
     "Shortest title, in characters."},
    {AT(limits, title_max), SETTING_NUMBER, offsetof(struct conf, limits.title_max), "120", NULL, 20, 200, NULL,
     "Longest title, in characters."},
    {AT(limits, body_min), SETTING_NUMBER, offsetof(struct conf, limits.body_min), "12", NULL, 1, 1000, NULL,
     "Shortest answer or comment, in characters."},
    {AT(limits, body_stored), SETTING_SIZE, offsetof(struct conf, limits.body_stored), "64K", NULL, 4 * K, 1 * M, NULL,
     "Most of a post that is kept."},
    {AT(limits, known_text), SETTING_SIZE, offsetof(struct conf, limits.known_text), "256K", NULL, 16 * K, 4 * M, NULL,
     "Most of the thread's own text that a reply is compared with."},
    {AT(limits, tags), SETTING_NUMBER, offsetof(struct conf, limits.tags), "5", NULL, 0, 20, NULL,
     "Most tags of a question."},
    {AT(limits, questions_per_hour), SETTING_NUMBER, offsetof(struct conf, limits.questions_per_hour), "10", NULL, 1, 100000, NULL,
     "Questions of one person an hour."},
    {AT(limits, answers_per_hour), SETTING_NUMBER, offsetof(struct conf, limits.answers_per_hour), "25", NULL, 1, 100000, NULL,
     "Answers of one person an hour, and as many changes to what they posted."},
    {AT(limits, comments_per_hour), SETTING_NUMBER, offsetof(struct conf, limits.comments_per_hour), "20", NULL, 1, 100000, NULL,
     "Comments of one person an hour."},
    {AT(limits, votes_per_hour), SETTING_NUMBER, offsetof(struct conf, limits.votes_per_hour), "300", NULL, 1, 100000, NULL,
     "Votes of one person an hour."},
    {AT(limits, reports_per_hour), SETTING_NUMBER, offsetof(struct conf, limits.reports_per_hour), "5", NULL, 1, 100000, NULL,
     "Posts that one person reports to the moderators an hour."},
    {AT(limits, posts_per_domain), SETTING_NUMBER, offsetof(struct conf, limits.posts_per_domain), "50", NULL, 1, 100000, NULL,
     "Posts an hour of all people together who write from one mail domain and are not trusted yet."},
    {AT(limits, hold_newcomer), SETTING_DURATION, offsetof(struct conf, limits.hold_newcomer), "5m", "30m", 0, 7 * DAY, NULL,
     "How long a post by somebody not yet trusted waits before others hear of it, so that it can be undone."},
    {AT(limits, hold_trusted), SETTING_DURATION, offsetof(struct conf, limits.hold_trusted), "0s", "30m", 0, 7 * DAY, NULL,
     "The same for trusted people."},
    {AT(limits, held_days), SETTING_DAYS, offsetof(struct conf, limits.held_days), "7", NULL, 1, 30, NULL,
     "Days a held mail waits for somebody's word, and a post for a moderator's."},
    {AT(limits, held_per_domain), SETTING_NUMBER, offsetof(struct conf, limits.held_per_domain), "100", NULL, 1, 100000, NULL,
     "Most held mails of one sending domain; of one person, a quarter of that."},
    {AT(limits, notices_per_day), SETTING_NUMBER, offsetof(struct conf, limits.notices_per_day), "100", NULL, 1, 1000000, NULL,
     "Mails to one person a day of what others write, unless they set it themselves; what is more comes as their digest."},
    {AT(limits, automatic_per_day), SETTING_NUMBER, offsetof(struct conf, limits.automatic_per_day), "20", NULL, 1, 1000, NULL,
     "Automatic answers to one person a day, receipts apart."},
    {AT(limits, global_per_hour), SETTING_NUMBER, offsetof(struct conf, limits.global_per_hour), "100", NULL, 1, 1000000, NULL,
     "Automatic answers an hour to all people who have not confirmed anything yet: the fuse against being used to flood others."},
    {AT(limits, give_up), SETTING_DURATION, offsetof(struct conf, limits.give_up), "5d", NULL, MINUTE, 30 * DAY, NULL,
     "How long a notice is tried."},
    {AT(limits, idle), SETTING_DURATION, offsetof(struct conf, limits.idle), "5m", NULL, 1, 1 * HOUR, NULL,
     "Silence after which an LMTP client is let go (RFC 5321 asks for at least 5 minutes)."},

    {AT(people, newcomers), SETTING_CHOICE, offsetof(struct conf, people.newcomers), "confirm", NULL, 0, 0, newcomers,
     "confirm: a first post waits for ok to its preview; aligned: a passing verdict is enough; any: anybody may post; closed: only registered people."},
    {AT(people, trusted_after), SETTING_NUMBER, offsetof(struct conf, people.trusted_after), "3", "10", 1, 10000, NULL,
     "Accepted posts after which a person is trusted."},
    {AT(people, titles), SETTING_TITLES, offsetof(struct conf, people.titles), "", NULL, 0, 300, NULL,
     "What people are called beside a name of their own, by the points that stand there, as 500 Regular, 2000 Old hand. Empty: nothing."},
    {AT(people, moderation), SETTING_CHOICE, offsetof(struct conf, people.moderation), "none", "first", 0, 0, moderations,
     "Whose posts wait for a moderator, in categories that do not say: none; first: somebody's first; all: everybody's below expert."},

    {AT(privacy, content), SETTING_CHOICE, offsetof(struct conf, privacy.content), "full", "discreet", 0, 0, contents,
     "What mail to somebody new holds until they set it otherwise: full; title; discreet: no more than that there is news, in no head either."},
    {AT(privacy, publish_delay_least), SETTING_DURATION, offsetof(struct conf, privacy.publish_delay_least), "0s", "5m", 0, 7 * DAY, NULL,
     "An anonymous or pseudonymous post waits longer than its hold, by a time drawn for it alone, so that its time does not tell when its author sat down to write: at least so long."},
    {AT(privacy, publish_delay_most), SETTING_DURATION, offsetof(struct conf, privacy.publish_delay_most), "0s", "60m", 0, 7 * DAY, NULL,
     "At most so long. 0s: no such wait."},
    {AT(privacy, coarse_times), SETTING_FLAG, offsetof(struct conf, privacy.coarse_times), "no", "yes", 0, 0, NULL,
     "Others see on which day an anonymous or pseudonymous post appeared, not at what time."},
    {AT(privacy, archive), SETTING_FLAG, offsetof(struct conf, privacy.archive), "yes", "no", 0, 0, NULL,
     "Whether posts may ever stand on a public page. A mail with X-No-Archive: yes says no for itself, and a person for all they write, with set archive no."},

    {AT(process, parsers), SETTING_COUNT, offsetof(struct conf, process.parsers), "2", NULL, 1, 16, NULL,
     "Jailed processes that read mail."},
    {AT(process, user_front), SETTING_WORD, offsetof(struct conf, process.user_front), "", NULL, 0, 32, NULL,
     "User of the process that talks to the MTA, when started as root. Empty: not changed."},
    {AT(process, user_parser), SETTING_WORD, offsetof(struct conf, process.user_parser), "", NULL, 0, 32, NULL,
     "User of the processes that read mail."},
    {AT(process, user_core), SETTING_WORD, offsetof(struct conf, process.user_core), "", NULL, 0, 32, NULL,
     "User of the process that writes the database."},
    {AT(process, user_render), SETTING_WORD, offsetof(struct conf, process.user_render), "", NULL, 0, 32, NULL,
     "User of the process that writes notices."},
    {AT(process, user_mailer), SETTING_WORD, offsetof(struct conf, process.user_mailer), "", NULL, 0, 32, NULL,
     "User of the processes that open addresses and send."},
    {AT(process, insecure), SETTING_FLAG, offsetof(struct conf, process.insecure), "no", NULL, 0, 0, NULL,
     "Run without seccomp where the kernel has none."},
    {AT(process, log_level), SETTING_KEYWORD, offsetof(struct conf, process.log_level), "info", NULL, 0, 0, levels,
     "Least level that is logged."},
};
/* clang-format on */

const size_t conf_table_count = sizeof conf_table / sizeof conf_table[0];

const struct setting *setting_find(const char *section, const char *name)
{
    for (size_t i = 0; i < conf_table_count; i++)
        if (strcmp(conf_table[i].section, section) == 0 && strcmp(conf_table[i].name, name) == 0)
            return &conf_table[i];
    return NULL;
}

const char *setting_type_name(enum setting_type type)
{
    static const char *const names[] = {
        [SETTING_TEXT] = "text",         [SETTING_WORD] = "word",     [SETTING_DOMAIN] = "domain", [SETTING_ADDRESS] = "address",
        [SETTING_CATEGORY] = "category", [SETTING_TITLES] = "titles", [SETTING_PATH] = "path",     [SETTING_PLACE] = "place",   [SETTING_RELAY] = "relay",
        [SETTING_NUMBER] = "number",     [SETTING_SIZE] = "size",     [SETTING_COUNT] = "number",  [SETTING_MODE] = "permissions",
        [SETTING_DURATION] = "duration", [SETTING_DAYS] = "days",     [SETTING_CHOICE] = "choice", [SETTING_KEYWORD] = "choice", [SETTING_FLAG] = "yes or no",
    };

    return names[type];
}
