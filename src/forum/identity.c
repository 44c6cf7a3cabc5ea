#include "forum/forum.h"

/* Who may act, as rows; the first that fits decides. A column that does not matter says ANY. */
enum { ANY = -1 };
enum door {
    DOOR_REPLY = 1,
    DOOR_CONFIRM,
    DOOR_LEAVE,
    DOOR_BOUNCE,
    DOOR_CATEGORY,
    DOOR_SUBSCRIPTION,
    DOOR_REQUEST,
    DOOR_NONE
};

struct row {
    int door, token, from, verdict, automatic;
    enum identity_action action;
};

static const struct row rows[] = {
    {ANY, STATE_FALSE, ANY, ANY, ANY, IDENTITY_REFUSE},

    {DOOR_LEAVE, STATE_VALID, ANY, ANY, ANY, IDENTITY_LEAVE},
    {DOOR_LEAVE, STATE_OLD_GENERATION, ANY, ANY, ANY, IDENTITY_LEAVE},
    {DOOR_LEAVE, STATE_EXPIRED, ANY, ANY, ANY, IDENTITY_HOLD_ASK},
    {DOOR_BOUNCE, ANY, ANY, ANY, ANY, IDENTITY_COUNT},

    {ANY, STATE_OLD_GENERATION, ANY, ANY, ANY, IDENTITY_REFUSE},

    {DOOR_REPLY, STATE_VALID, FROM_OWNER, VERDICT_PASS, ANY, IDENTITY_ACT},
    {DOOR_REPLY, STATE_VALID, FROM_OWNER, ANY, ANY, IDENTITY_HOLD_ASK},
    {DOOR_REPLY, STATE_VALID, FROM_OTHER_PERSON, ANY, ANY, IDENTITY_HOLD_WHOSE},
    {DOOR_REPLY, STATE_VALID, FROM_STRANGER, ANY, ANY, IDENTITY_HOLD_WHOSE},
    {DOOR_REPLY, STATE_EXPIRED, FROM_OWNER, ANY, ANY, IDENTITY_HOLD_FRESH},
    {DOOR_REPLY, ANY, ANY, ANY, ANY, IDENTITY_HOLD_OPERATOR},

    {DOOR_CONFIRM, ANY, FROM_OWNER, ANY, true, IDENTITY_NOTHING},
    {DOOR_CONFIRM, STATE_VALID, FROM_OWNER, ANY, ANY, IDENTITY_CONFIRM},
    {DOOR_CONFIRM, STATE_EXPIRED, FROM_OWNER, ANY, ANY, IDENTITY_FRESH_PREVIEW},
    {DOOR_CONFIRM, ANY, ANY, ANY, ANY, IDENTITY_HOLD_OPERATOR},

    {DOOR_NONE, ANY, ANY, ANY, ANY, IDENTITY_HOLD_OPERATOR},
    {ANY, ANY, FROM_REGISTERED, VERDICT_PASS, ANY, IDENTITY_ACT},
    {ANY, ANY, FROM_REGISTERED, ANY, ANY, IDENTITY_HOLD_ASK},
    {DOOR_CATEGORY, ANY, FROM_STRANGER, VERDICT_PASS, ANY, IDENTITY_PREVIEW},
    {DOOR_SUBSCRIPTION, ANY, FROM_STRANGER, VERDICT_PASS, ANY, IDENTITY_NEWCOMER_COMMANDS},
    {DOOR_REQUEST, ANY, FROM_STRANGER, VERDICT_PASS, ANY, IDENTITY_NEWCOMER_COMMANDS},
    {ANY, ANY, ANY, ANY, ANY, IDENTITY_HOLD_OPERATOR},
};

static const enum door doors[] = {
    [TARGET_NONE] = DOOR_NONE,
    [TARGET_CATEGORY] = DOOR_CATEGORY,
    [TARGET_REQUEST] = DOOR_REQUEST,
    [TARGET_SUBSCRIBE] = DOOR_SUBSCRIPTION,
    [TARGET_UNSUBSCRIBE] = DOOR_SUBSCRIPTION,
    [TARGET_DIGEST] = DOOR_SUBSCRIPTION,
    [TARGET_ROLE] = DOOR_NONE,
    [TARGET_REPLY_ADDRESS] = DOOR_CATEGORY,
    [TARGET_QUESTION] = DOOR_REPLY,
    [TARGET_POST] = DOOR_REPLY,
    [TARGET_RECEIPT] = DOOR_REPLY,
    [TARGET_PROBLEM] = DOOR_REPLY,
    [TARGET_DIGESTED] = DOOR_REPLY,
    [TARGET_DO] = DOOR_REPLY,
    [TARGET_REVIEW] = DOOR_REPLY,
    [TARGET_CONFIRM] = DOOR_CONFIRM,
    [TARGET_LEAVE] = DOOR_LEAVE,
    [TARGET_BOUNCE] = DOOR_BOUNCE,
};

static bool fits(int column, int value)
{
    return column == ANY || column == value;
}

enum identity_action identity_decide(enum target target, enum token_state token, enum from_relation from,
                                     enum verdict verdict, bool automatic, enum trust trust)
{
    /* A From that cannot be read is nobody's, however much the relay is trusted. */
    if (trust != TRUST_VERDICT && from != FROM_UNCLEAR)
        verdict = VERDICT_PASS;
    for (const struct row *r = rows;; r++)
        if (fits(r->door, (int)doors[target]) && fits(r->token, (int)token) && fits(r->from, (int)from) &&
            fits(r->verdict, (int)verdict) && fits(r->automatic, automatic))
            return r->action;
}
