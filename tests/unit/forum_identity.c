/* Every row of identity.tsv, with * spelled out. */
#include <stdio.h>

#include "unit.h"

#include "base/io.h"
#include "forum/forum.h"

struct word {
    const char *text;
    int value;
};

static const struct word froms[] = {{"owner", FROM_OWNER},
                                    {"other-person", FROM_OTHER_PERSON},
                                    {"stranger", FROM_STRANGER},
                                    {"registered", FROM_REGISTERED},
                                    {"malformed", FROM_UNCLEAR},
                                    {"two-mailboxes", FROM_UNCLEAR},
                                    {"owner, automatic mail", FROM_OWNER},
                                    {NULL, 0}};
/* A forged pass is what front reads when our own authserv_id said nothing. */
static const struct word verdicts[] = {
    {"pass", VERDICT_PASS}, {"fail", VERDICT_FAIL}, {"none", VERDICT_NONE}, {"forged-pass", VERDICT_NONE}, {NULL, 0}};
static const struct word tokens[] = {{"none", STATE_NO_TOKEN},
                                     {"valid", STATE_VALID},
                                     {"expired", STATE_EXPIRED},
                                     {"old-generation", STATE_OLD_GENERATION},
                                     {"false", STATE_FALSE},
                                     {"valid, old generation", STATE_OLD_GENERATION},
                                     {"in a To: header only", STATE_NO_TOKEN},
                                     {NULL, 0}};
static const struct {
    const char *outcome, *sent;
    enum identity_action action;
} results[] = {
    {"act", "per action", IDENTITY_ACT},
    {"as a mail without token", "per action", IDENTITY_ACT},
    {"hold", "ask owner, once a day", IDENTITY_HOLD_ASK},
    {"hold", "ask registered address, once a day", IDENTITY_HOLD_ASK},
    {"hold", "ask owner (mine/theirs/drop), once a day; nothing to the sender", IDENTITY_HOLD_WHOSE},
    {"hold", "nothing; operator's summary", IDENTITY_HOLD_OPERATOR},
    {"hold", "fresh address to owner, once a day", IDENTITY_HOLD_FRESH},
    {"hold", "preview with consent text to the sender", IDENTITY_PREVIEW},
    {"refuse 550 5.1.1 at RCPT", "nothing", IDENTITY_REFUSE},
    {"confirm if own words are one yes-word, else as its preview asks", "per action", IDENTITY_CONFIRM},
    {"nothing is confirmed", "fresh preview to owner, once a day, while the hold lives", IDENTITY_FRESH_PREVIEW},
    {"nothing is confirmed", "nothing", IDENTITY_NOTHING},
    {"unsubscribe", "owner is told once, with undo", IDENTITY_LEAVE},
    {"delivery report counted for that notice", "nothing", IDENTITY_COUNT},
    {"counted only", "nothing", IDENTITY_COUNT},
    {"only help, categories, subscribe, stop act (subscribe after confirmation)", "one answer",
     IDENTITY_NEWCOMER_COMMANDS},
};

static int value_of(const struct word *words, struct str text)
{
    for (; words->text != NULL; words++)
        if (str_equal(text, str_of(words->text)))
            return words->value;
    fail_msg("no meaning for \"%.*s\"", STR_ARGS(text));
    return 0;
}

static enum identity_action action_of(struct str outcome, struct str sent)
{
    for (size_t i = 0; i < sizeof results / sizeof *results; i++)
        if (str_equal(outcome, str_of(results[i].outcome)) && str_equal(sent, str_of(results[i].sent)))
            return results[i].action;
    fail_msg("no meaning for \"%.*s\" / \"%.*s\"", STR_ARGS(outcome), STR_ARGS(sent));
    return 0;
}

/* The targets one column stands for. */
static size_t targets_of(struct str recipient, const enum target **out)
{
    static const enum target reply[] = {TARGET_QUESTION, TARGET_POST, TARGET_RECEIPT, TARGET_PROBLEM};
    static const enum target one[] = {TARGET_DO,     TARGET_CONFIRM,  TARGET_LEAVE,
                                      TARGET_BOUNCE, TARGET_CATEGORY, TARGET_REQUEST};

    if (str_equal(recipient, STR("category")) || str_equal(recipient, STR("request"))) {
        *out = &one[recipient.n == 8 ? 4 : 5];
        return 1;
    }
    assert_int_equal(recipient.n, 1);
    *out = reply;
    if (*recipient.p == 'r')
        return 4;
    *out = &one[*recipient.p == 'd' ? 0 : *recipient.p == 'c' ? 1 : *recipient.p == 'u' ? 2 : 3];
    return 1;
}

static size_t froms_of(struct str text, bool token, int out[5])
{
    if (str_equal(text, STR("not-owner"))) {
        out[0] = FROM_OTHER_PERSON, out[1] = FROM_STRANGER, out[2] = FROM_UNCLEAR;
        return 3;
    }
    if (str_equal(text, STR("*"))) {
        out[0] = FROM_OWNER, out[1] = FROM_OTHER_PERSON, out[2] = FROM_STRANGER, out[3] = FROM_UNCLEAR;
        return 4;
    }
    out[0] = value_of(froms, text);
    if (!token && out[0] == FROM_OWNER) /* without a token that counts, an owner is somebody registered */
        out[0] = FROM_REGISTERED;
    return 1;
}

static unsigned check_row(struct str column[6])
{
    const enum target *targets;
    size_t target_count = targets_of(column[0], &targets);
    int token = value_of(tokens, column[1]), from[5], verdict[3] = {VERDICT_NONE, VERDICT_PASS, VERDICT_FAIL};
    size_t from_count = froms_of(column[2], token != STATE_NO_TOKEN, from), verdict_count = 3;
    bool automatic = str_equal(column[2], STR("owner, automatic mail"));
    enum identity_action action = action_of(column[4], column[5]);
    unsigned checked = 0;

    if (!str_equal(column[3], STR("*"))) {
        verdict[0] = value_of(verdicts, column[3]);
        verdict_count = 1;
    }
    for (size_t t = 0; t < target_count; t++)
        for (size_t f = 0; f < from_count; f++)
            for (size_t v = 0; v < verdict_count; v++, checked++)
                if (identity_decide(targets[t], (enum token_state)token, (enum from_relation)from[f],
                                    (enum verdict)verdict[v], automatic, TRUST_VERDICT) != action)
                    fail_msg("%.*s %.*s %.*s %.*s (target %d, from %d, verdict %d)", STR_ARGS(column[0]),
                             STR_ARGS(column[1]), STR_ARGS(column[2]), STR_ARGS(column[3]), targets[t], from[f],
                             verdict[v]);
    return checked;
}

static void every_row(void **state)
{
    struct str file, line;
    unsigned rows = 0, checked = 0;

    assert_int_equal(io_read_file(*state, IDENTITY_TSV, 100000, &file, NULL), DONE);
    assert_true(str_next_line(&file, &line)); /* the head */
    for (; str_next_line(&file, &line); rows++) {
        struct str column[6];

        for (size_t i = 0; i < 6; i++)
            assert_true(str_next_part(&line, '\t', &column[i]));
        checked += check_row(column);
    }
    print_message("# %u rows, %u cases\n", rows, checked);
    assert_true(rows >= 60);
}

/* trust = mta and any believe From, but only one that can be read, and never make a token out of nothing. */
static void trust(void **state)
{
    static const struct {
        enum target target;
        enum token_state token;
        enum from_relation from;
        enum identity_action action;
    } rows[] = {
        {TARGET_QUESTION, STATE_VALID, FROM_OWNER, IDENTITY_ACT},
        {TARGET_QUESTION, STATE_VALID, FROM_STRANGER, IDENTITY_HOLD_WHOSE},
        {TARGET_QUESTION, STATE_FALSE, FROM_OWNER, IDENTITY_REFUSE},
        {TARGET_QUESTION, STATE_EXPIRED, FROM_OWNER, IDENTITY_HOLD_FRESH},
        {TARGET_CATEGORY, STATE_NO_TOKEN, FROM_REGISTERED, IDENTITY_ACT},
        {TARGET_CATEGORY, STATE_NO_TOKEN, FROM_STRANGER, IDENTITY_PREVIEW},
        {TARGET_CATEGORY, STATE_NO_TOKEN, FROM_UNCLEAR, IDENTITY_HOLD_OPERATOR},
        {TARGET_SUBSCRIBE, STATE_NO_TOKEN, FROM_STRANGER, IDENTITY_NEWCOMER_COMMANDS},
        {TARGET_ROLE, STATE_NO_TOKEN, FROM_REGISTERED, IDENTITY_HOLD_OPERATOR},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int t = TRUST_MTA; t <= TRUST_ANY; t++)
            assert_int_equal(
                identity_decide(rows[i].target, rows[i].token, rows[i].from, VERDICT_FAIL, false, (enum trust)t),
                rows[i].action);
}

UNIT_MAIN(UNIT(every_row), UNIT(trust))
