/* "<path> parameters" of MAIL and RCPT (RFC 5321, 4.1.1.2 and 4.1.1.3), stricter than it: see base/address.h. */
#include "base/address.h"
#include "base/mem.h"
#include "lmtp/private.h"

/* Takes "<path>" off *rest, which then begins with a space or is empty. A > in a quoted local part does not end it. */
static bool next_path(struct str *rest, struct str *path)
{
    bool quoted = false;

    if (rest->n == 0 || rest->p[0] != '<')
        return false;
    for (size_t i = 1; i < rest->n; i++) {
        if (quoted && rest->p[i] == '\\') {
            i++;
        } else if (rest->p[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && rest->p[i] == '>') {
            *path = str_cut(*rest, 1, i - 1);
            *rest = str_from_index(*rest, i + 1);
            return rest->n == 0 || rest->p[0] == ' ';
        }
    }
    return false;
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

static const char bad_value[] = "Bad value of a parameter";

static bool set_size(struct lmtp_session *s, struct str value)
{
    uint64_t size;

    if (!str_number(value, UINT64_MAX, &size)) {
        session_bad(s, 501, "5.5.4", bad_value);
        return false;
    }
    if (size > s->limits.message) {
        session_reply(s, 552, "5.3.4", "Message too big");
        return false;
    }
    return true;
}

static bool set_body(struct lmtp_session *s, struct str value)
{
    s->envelope.eight_bit = str_equal_nocase(value, STR("8BITMIME"));
    if (s->envelope.eight_bit || str_equal_nocase(value, STR("7BIT")))
        return true;
    session_bad(s, 501, "5.5.4", bad_value);
    return false;
}

static bool set_smtputf8(struct lmtp_session *s, struct str value)
{
    s->envelope.smtputf8 = value.p == NULL;
    if (s->envelope.smtputf8)
        return true;
    session_bad(s, 501, "5.5.4", bad_value);
    return false;
}

static bool set_pipe(struct lmtp_session *s, struct str value)
{
    s->envelope.pipe = s->limits.allow_pipe && str_equal_nocase(value, STR("pipe"));
    if (s->envelope.pipe)
        return true;
    session_bad(s, 555, "5.5.4", "Unknown parameter");
    return false;
}

/* `set` gets the text after "=", p NULL without one, and says what is wrong when it returns false. */
static const struct parameter {
    const char *name;
    bool (*set)(struct lmtp_session *s, struct str value);
} parameters[] = {
    {"SIZE", set_size},         /* RFC 1870 */
    {"BODY", set_body},         /* RFC 6152 */
    {"SMTPUTF8", set_smtputf8}, /* RFC 6531 */
    {"XASKPOST", set_pipe},     /* ours: see lmtp.h */
};
enum { PARAMETERS = sizeof parameters / sizeof parameters[0] };

static bool set_parameter(struct lmtp_session *s, struct str word, bool seen[PARAMETERS])
{
    struct str value = word, name;

    if (!str_next_part(&value, '=', &name))
        name = STR_EMPTY;
    for (size_t i = 0; i < PARAMETERS; i++) {
        if (!str_equal_nocase(name, str_of(parameters[i].name)))
            continue;
        if (seen[i]) {
            session_bad(s, 501, "5.5.4", "A parameter is given twice");
            return false;
        }
        seen[i] = true;
        return parameters[i].set(s, value);
    }
    session_bad(s, 555, "5.5.4", "Unknown parameter");
    return false;
}

static bool set_parameters(struct lmtp_session *s, struct str rest)
{
    bool seen[PARAMETERS] = {false};
    struct str word;

    while (str_next_word(&rest, &word))
        if (!set_parameter(s, word, seen))
            return false;
    return true;
}

static bool sender_ok(struct lmtp_session *s, struct str path)
{
    if (path.n > 0 && !address_valid(path))
        session_bad(s, 501, "5.1.7", "Bad sender address");
    else if (!is_ascii(path) && !s->envelope.smtputf8)
        session_bad(s, 553, "5.6.7", "An address beyond ASCII needs SMTPUTF8");
    else
        return true;
    return false;
}

void path_mail(struct lmtp_session *s, struct str arguments)
{
    struct str rest = arguments, path;

    session_reset(s);
    if (!next_path(&rest, &path)) {
        session_bad(s, 501, "5.1.7", "Bad sender address");
        return;
    }
    if (!set_parameters(s, rest) || !sender_ok(s, path)) {
        session_reset(s);
        return;
    }
    s->mail = mem_zero(s, 0);
    s->envelope.sender = str_dup(s->mail, path);
    session_to(s, STATE_SENDER_ASKED);
}

void path_recipient(struct lmtp_session *s, struct str arguments)
{
    struct str rest = arguments, path;

    if (!next_path(&rest, &path)) {
        session_bad(s, 501, "5.1.3", "Bad recipient address");
    } else if (str_trim(rest).n > 0) {
        session_bad(s, 555, "5.5.4", "Unknown parameter");
    } else if (!address_valid(path) && !str_equal_nocase(path, STR("postmaster"))) {
        if (s->envelope.pipe)
            session_take_recipient(s, "", true);
        else
            session_bad(s, 501, "5.1.3", "Bad recipient address");
    } else if (!is_ascii(path) && !s->envelope.smtputf8) {
        session_bad(s, 553, "5.6.7", "An address beyond ASCII needs SMTPUTF8");
    } else {
        s->asked = str_dup(s->mail, path);
        session_to(s, STATE_RECIPIENT_ASKED);
    }
}
