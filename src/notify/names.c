#include "notify/private.h"

/* What templates may name; lang/README says what each means. */
const char *const template_names[] = {
    "because", "is_after", "is_mention", "is_category", "by_follow", "answerable", "ask_on", "follows", "is_followed", "origin", "origin_title", "related",
    "about", "a_question", "a_answer", "a_comment", "on_question", "on_answer", "on_comment", "language", "direction", "side",       "assurance",     "audience",    "author",      "body",
    "button",      "categories", "category",      "choices",     "context",     "context_author",
    "corrected", "count", "new_posts",      "cut",           "forum",       "fresh",       "full",
    "veil", "is_post", "is_answer",   "is_best", "is_moderator", "is_comment",    "is_operator", "is_question", "is_receipt",
    "is_thread",   "is_told",       "kind",        "leave", "leave_word", "inner", "left_out", "again", "changed", "crisis", "why", "posts", "short",       "leave_category",
    "name",        "notice",        "number",      "own",         "parent",
    "people",      "post", "postal",        "problems",    "promise",     "re",
    "redacted",    "reply", "request",         "subject",     "text",        "time",
    "title",       "undo_minutes",  "what",        "whose",       "why_expired",
    "unclear", "waits", "is_member", "from_author", "lifted", "once", "hidden", "reason", "newer", "why_misaddressed", "why_receipt", "why_unrelated", "why_words", "words", "is_digest", "items", "why_digest", "why_edit", "why_aside", "place", "get", "one", "no_room", "public", "is_held", "is_flagged", "is_outcome", "decides", "several", NULL,
};
