#include "notify/private.h"

/* clang-format off */
static const struct kind kinds[] = {
    /* kind            event              template    notify        newcomer stopped null post   setting */
    {NOTICE_QUESTION, "notice-question", "question", NOTIFY_QUESTION, false, false, false, true,  NULL},
    {NOTICE_ANSWER,   "notice-answer",   "answer",   NOTIFY_ANSWER,   false, false, false, true,  NULL},
    {NOTICE_COMMENT,  "notice-comment",  "comment",  NOTIFY_COMMENT,  false, false, false, true,  NULL},
    {NOTICE_THREAD,   "notice-thread",   "thread",   NOTIFY_THREAD,   false, false, false, true,  NULL},
    {NOTICE_FOLLOWED, "notice-followed", "followed", NOTIFY_FOLLOW_UP, false, false, false, true, NULL},
    {NOTICE_AFTER,    "notice-after",    "after",    NOTIFY_AFTER,    false, false, false, true,  NULL},
    {NOTICE_MENTION,  "notice-mention",  "mention",  NOTIFY_MENTION,  false, false, false, true,  NULL},
    {NOTICE_CATEGORY, "notice-category", "category", NOTIFY_CATEGORY, false, false, false, true,  NULL},
    {NOTICE_RECEIPT,  "notice-receipt",  "receipt",  NOTIFY_RECEIPT,  false, false, false, true,  NULL},
    {NOTICE_PREVIEW,  "notice-preview",  "preview",  NO_EVENT,        true,  false, true,  false, "newcomers"},
    {NOTICE_GUARD,    "notice-guard",    "guard",    NO_EVENT,        true,  false, true,  false, "disclosure guard"},
    {NOTICE_ASK,      "notice-ask",      "ask",      NO_EVENT,        false, false, true,  false, "trust"},
    {NOTICE_FRESH,    "notice-fresh",    "fresh",    NO_EVENT,        false, false, true,  false, "token expiry"},
    {NOTICE_CHOICE,   "notice-choice",   "choice",   NO_EVENT,        false, false, true,  false, "own mail"},
    {NOTICE_REFUSAL,  "notice-refusal",  "refusal",  NO_EVENT,        true,  false, true,  false, "own mail"},
    {NOTICE_TOLD,     "notice-told",     "told",     NO_EVENT,        true,  true,  true,  false, "own mail"},
    {NOTICE_CONFIRM,  "notice-confirm",  "confirm",  NO_EVENT,        true,  false, true,  false, "newcomers"},
    {NOTICE_OPERATOR, "notice-operator", "operator", NO_EVENT,        false, false, false, false, "operator"},
    {NOTICE_BEST,     "notice-best",     "best",     NOTIFY_BEST,     false, false, false, false, NULL},
    {NOTICE_REVIEW,   "notice-review",   "review",   NOTIFY_HELD,     false, false, false, false, NULL},
    {NOTICE_FLAGGED,  "notice-flagged",  "flagged",  NOTIFY_FLAGGED,  false, false, false, false, NULL},
    {NOTICE_OUTCOME,  "notice-outcome",  "told",     NOTIFY_OUTCOME,  true,  false, false, false, NULL},
    {NOTICE_NOTE,     "notice-note",     "note",     NO_EVENT,        false, false, false, false, "moderator"},
    {NOTICE_BLOCKED,  "notice-blocked",  "blocked",  NO_EVENT,        false, false, false, false, "blocked"},
    {NOTICE_ROLE,     "notice-role",     "role",     NO_EVENT,        false, false, false, false, "moderator"},
    {NOTICE_LIST,     "notice-list",     "list",     NO_EVENT,        false, false, true,  false, "own mail"},
    {NOTICE_FAREWELL, "notice-farewell", "told",     NO_EVENT,        true,  true,  true,  false, "own mail"},
    {NOTICE_WELCOME,  "notice-welcome",  "welcome",  NO_EVENT,        true,  false, true,  false, "own mail"},
    {NOTICE_DIGEST,   "notice-digest",   "digest",   NO_EVENT,        false, false, false, false, "digest"},
    {NOTICE_SHOWN,    "notice-shown",    "veil",     NO_EVENT,        true,  false, true,  false, "own mail"},
};
/* clang-format on */

const struct kind *kind_of(enum notice_kind kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].kind == kind)
            return &kinds[i];
    return NULL;
}

const char *notify_event_word(int event)
{
    static const char *const words[NOTIFY_EVENTS] = {
        [NOTIFY_ANSWER] = "answer", [NOTIFY_COMMENT] = "comment", [NOTIFY_QUESTION] = "question",
        [NOTIFY_THREAD] = "thread", [NOTIFY_RECEIPT] = "receipt", [NOTIFY_BEST] = "best",
        [NOTIFY_FOLLOW_UP] = "follow-up", [NOTIFY_AFTER] = "after", [NOTIFY_MENTION] = "mention",
        [NOTIFY_CATEGORY] = "category", [NOTIFY_HELD] = "held", [NOTIFY_FLAGGED] = "flagged", [NOTIFY_OUTCOME] = "outcome",
    };

    return event < 0 || event >= NOTIFY_EVENTS ? "" : words[event];
}

const char *notify_value_word(enum notify_value value)
{
    switch (value) {
    case NOTIFY_NOW:
        return "now";
    case NOTIFY_OFF:
        return "off";
    case NOTIFY_PROBLEMS:
        return "problems";
    case NOTIFY_DAILY:
        return "daily";
    case NOTIFY_WEEKLY:
        return "weekly";
    }
    return "";
}
