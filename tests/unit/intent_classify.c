#include "unit.h"

#include "intent/intent.h"

#define NOTICE_SUBJECT "Will it be recorded?"
#define TOKEN "raaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"

enum { REFERS = 1, QUOTES = 2, PICTURE = 4, NULL_SENDER = 8, CALENDAR = 16, REACTION = 32 };

static const struct {
    enum target target;
    unsigned flags;
    enum automatic automatic;
    enum report_kind report;
    const char *subject, *words;
    enum intent_kind kind;
    enum verb verb; /* of the first command */
} rows[] = {
    /* the order: an earlier rule wins over all later ones */
    {TARGET_LEAVE, NULL_SENDER, AUTOMATIC_REPLY, REPORT_ABUSE, "", "", INTENT_LEAVE, VERB_NONE},
    {TARGET_QUESTION, NULL_SENDER, AUTOMATIC_REPLY, REPORT_NONE, "", "text", INTENT_REPORT, VERB_NONE},
    {TARGET_BOUNCE, 0, AUTOMATIC_NO, REPORT_NONE, "", "text", INTENT_REPORT, VERB_NONE},
    {TARGET_QUESTION, 0, AUTOMATIC_REPORT, REPORT_DELIVERY, "", "text", INTENT_REPORT, VERB_NONE},
    {TARGET_CATEGORY, 0, AUTOMATIC_REPORT, REPORT_ABUSE, "", "text", INTENT_COMPLAINT, VERB_NONE},
    {TARGET_QUESTION, 0, AUTOMATIC_REPLY, REPORT_NONE, "Re: " NOTICE_SUBJECT, "I am away.", INTENT_AUTOMATIC, VERB_NONE},
    {TARGET_QUESTION, 0, AUTOMATIC_BULK, REPORT_NONE, "Re: " NOTICE_SUBJECT, "I am away.", INTENT_AUTOMATIC, VERB_NONE},
    {TARGET_QUESTION, 0, AUTOMATIC_NO, REPORT_DISPOSITION, "Read: x", "seen", INTENT_AUTOMATIC, VERB_NONE},
    {TARGET_QUESTION, CALENDAR, AUTOMATIC_NO, REPORT_NONE, "Accepted: x", "yes", INTENT_AUTOMATIC, VERB_NONE},
    {TARGET_CATEGORY, 0, AUTOMATIC_LIST, REPORT_NONE, "A list mail", "text", INTENT_LIST, VERB_NONE},
    {TARGET_CONFIRM, 0, AUTOMATIC_REPLY, REPORT_NONE, "", "ok", INTENT_AUTOMATIC, VERB_NONE},
    {TARGET_ROLE, 0, AUTOMATIC_NO, REPORT_NONE, "", "stop", INTENT_ROLE, VERB_NONE},
    {TARGET_QUESTION, REACTION, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Ann reacted", INTENT_REACTION, VERB_NONE},
    {TARGET_CONFIRM, 0, AUTOMATIC_NO, REPORT_NONE, "Re: preview", "ok", INTENT_CONFIRM, VERB_NONE},
    {TARGET_DO, 0, AUTOMATIC_NO, REPORT_NONE, "", "", INTENT_DO, VERB_NONE},
    {TARGET_DO, 0, AUTOMATIC_NO, REPORT_NONE, "Re: You have left", "undo", INTENT_DO, VERB_UNDO},
    {TARGET_DO, 0, AUTOMATIC_NO, REPORT_NONE, "Re: You have left", "Well, what now?", INTENT_DO, VERB_NONE},
    /* replies */
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Automatic reply: " NOTICE_SUBJECT, "I am away.", INTENT_LIST, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "No, it will not be.", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "report", INTENT_DO, VERB_REPORT},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "report spam", INTENT_DO, VERB_REPORT},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Report: He insults me.\n\nAnd not for the first time, nor only me.", INTENT_DO, VERB_REPORT},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Report him to the police, I would.", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Note: it closes at noon.", INTENT_ANSWER, VERB_NONE},
    {TARGET_POST, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "No, it will not be.", INTENT_COMMENT, VERB_NONE},
    {TARGET_POST, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Follow-up: Does it hold for children?\n\nMine is ten.", INTENT_FOLLOW_UP, VERB_NONE},
    {TARGET_POST, 0, AUTOMATIC_NO, REPORT_NONE, "Follow-up to A13", "Name: Ann\n**Follow up:**\n\nDoes it hold for children?", INTENT_FOLLOW_UP, VERB_NONE},
    {TARGET_POST, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Follow up with your doctor: they know.", INTENT_COMMENT, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Follow-up: I found that it holds.", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, 0, AUTOMATIC_NO, REPORT_NONE, "AW: " NOTICE_SUBJECT, "No, it will not be.", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, QUOTES, AUTOMATIC_NO, REPORT_NONE, "Something", "No, it will not be.", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, 0, AUTOMATIC_NO, REPORT_NONE, "Lunch on Friday", "Shall we meet on Friday?", INTENT_UNRELATED, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "mute", INTENT_DO, VERB_MUTE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Stop.\n\nThanks, Ann", INTENT_DO, VERB_STOP},
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "undo", INTENT_DO, VERB_UNDO},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Stop it at once, said he to her.", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "name the doctor you saw", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "mute Q17", INTENT_DO, VERB_MUTE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "set html off", INTENT_DO, VERB_SET},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Unsubscribe from sleep.", INTENT_DO, VERB_UNSUBSCRIBE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "list hot", INTENT_DO, VERB_LIST},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "+1 Q3", INTENT_DO, VERB_UP},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "list your worries", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "set yourself small goals", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "search your heart", INTENT_ASKED_WORDS, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "name Beatrice Bear", INTENT_DO, VERB_NAME},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "name Beatrice Bear\n\nThanks, Bea", INTENT_DO, VERB_NAME},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Name Beatrice Bear", INTENT_ASKED_WORDS, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "name quiet fern", INTENT_ASKED_WORDS, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Name it, and it loses its power.", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "name Beatrice Bear, she knows more", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "search sleep medicine", INTENT_ASKED_WORDS, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Search for a doctor who listens", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "find peace", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "list psychotherapy", INTENT_ASKED_WORDS, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "help subscribe", INTENT_DO, VERB_HELP},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "help others", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "close Q12 it is solved", INTENT_DO, VERB_CLOSE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "close 12 windows", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "search sleep medicine\nthat is what I would do", INTENT_ANSWER, VERB_NONE},
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "search sleep medicine", INTENT_AMBIGUOUS, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "leave him", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "html mails are fine", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Please take me off this list", INTENT_ASKED_WORDS, VERB_UNSUBSCRIBE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Bitte keine Mails mehr!", INTENT_ASKED_WORDS, VERB_STOP},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "unsubscribe", "", INTENT_ASKED_WORDS, VERB_UNSUBSCRIBE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "How to unsubscribe here?", INTENT_ASKED_WORDS, VERB_UNSUBSCRIBE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT,
     "You should ask them to take you off and to unsubscribe you from whatever they have there.", INTENT_ANSWER, VERB_NONE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "I want to leave this group", INTENT_ASKED_WORDS, VERB_NONE},
    {TARGET_CATEGORY, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Please unsubscribe me", INTENT_ASKED_WORDS, VERB_UNSUBSCRIBE},
    {TARGET_CATEGORY, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "I want to leave", INTENT_MISADDRESSED, VERB_NONE},
    {TARGET_REPLY_ADDRESS, 0, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Stop sending me mail", INTENT_ASKED_WORDS, VERB_STOP},
    {TARGET_CATEGORY, 0, AUTOMATIC_NO, REPORT_NONE, "unsubscribe", "please unsubscribe me", INTENT_ASKED_WORDS, VERB_UNSUBSCRIBE},
    {TARGET_QUESTION, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "", INTENT_NOTHING, VERB_NONE},
    /* receipts */
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Edit: Something quite new.", INTENT_EDIT, VERB_NONE},
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "s/quite/rather/", INTENT_EDIT, VERB_NONE},
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "s|a/b|c|g\ns#d#e", INTENT_EDIT, VERB_NONE},
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "s/he said so", INTENT_AMBIGUOUS, VERB_NONE},
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "Title: Another one", INTENT_EDIT, VERB_NONE},
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "I sleep badly each night and wake early.", INTENT_EDIT, VERB_NONE},
    {TARGET_RECEIPT, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "By the way, coffee makes it worse.", INTENT_AMBIGUOUS, VERB_NONE},
    {TARGET_PROBLEM, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: refused", "The corrected text.", INTENT_EDIT, VERB_NONE},
    /* misaddressed */
    {TARGET_CATEGORY, REFERS, AUTOMATIC_NO, REPORT_NONE, "Re: " NOTICE_SUBJECT, "No, it will not be.", INTENT_MISADDRESSED, VERB_NONE},
    {TARGET_CATEGORY, 0, AUTOMATIC_NO, REPORT_NONE, "Hello there you", "to " TOKEN "@forum.example", INTENT_MISADDRESSED, VERB_NONE},
    {TARGET_REPLY_ADDRESS, 0, AUTOMATIC_NO, REPORT_NONE, "Hello there you", "Some text.", INTENT_MISADDRESSED, VERB_NONE},
    /* the rest */
    {TARGET_SUBSCRIBE, 0, AUTOMATIC_NO, REPORT_NONE, "", "", INTENT_SUBSCRIBE, VERB_NONE},
    {TARGET_UNSUBSCRIBE, 0, AUTOMATIC_NO, REPORT_NONE, "", "", INTENT_UNSUBSCRIBE, VERB_NONE},
    {TARGET_DIGEST, 0, AUTOMATIC_NO, REPORT_NONE, "", "", INTENT_DIGEST, VERB_NONE},
    {TARGET_REQUEST, 0, AUTOMATIC_NO, REPORT_NONE, "hello", "help", INTENT_COMMANDS, VERB_HELP},
    {TARGET_REQUEST, 0, AUTOMATIC_NO, REPORT_NONE, "Re: settings", "", INTENT_COMMANDS, VERB_SETTINGS},
    {TARGET_REQUEST, 0, AUTOMATIC_NO, REPORT_NONE, "hello", "gibberish here", INTENT_COMMANDS, VERB_NONE},
    {TARGET_REQUEST, 0, AUTOMATIC_NO, REPORT_NONE, "hello", "Please unsubscribe me.\n\nThanks, Ann", INTENT_COMMANDS, VERB_UNSUBSCRIBE},
    {TARGET_REQUEST, 0, AUTOMATIC_NO, REPORT_NONE, "Bitte keine Mails mehr", "", INTENT_COMMANDS, VERB_STOP},
    {TARGET_REQUEST, 0, AUTOMATIC_NO, REPORT_NONE, "hello", "I want to stop", INTENT_COMMANDS, VERB_NONE},
    {TARGET_CATEGORY, 0, AUTOMATIC_NO, REPORT_NONE, NOTICE_SUBJECT, "I wonder.", INTENT_QUESTION, VERB_NONE},
    {TARGET_CATEGORY, PICTURE, AUTOMATIC_NO, REPORT_NONE, NOTICE_SUBJECT, "", INTENT_NOTHING, VERB_NONE},
};

static struct intent *classify(const void *ctx, size_t i)
{
    static char *reference = (char *)"m";
    struct message message = {.subject = mem_string(ctx, rows[i].subject), .text = mem_string(ctx, rows[i].words)};
    struct reply reply = {.words = mem_string(ctx, rows[i].words), .quotes_known = (rows[i].flags & QUOTES) != 0};
    struct origin origin = {.automatic = rows[i].automatic, .references = &reference, .reference_count = (rows[i].flags & REFERS) != 0};
    struct intent_question question = {.target = rows[i].target, .message = &message, .reply = &reply, .origin = &origin,
                                       .notice_subject = NOTICE_SUBJECT, .post_text = "I sleep badly and wake early each night.",
                                       .title_min = 12, .title_max = 120, .null_sender = (rows[i].flags & NULL_SENDER) != 0};
    struct intent *intent = mem_new(ctx, struct intent);

    message.report.kind = rows[i].report;
    message.calendar = (rows[i].flags & CALENDAR) != 0;
    message.attachment_count = (rows[i].flags & PICTURE) != 0;
    message.reaction = (rows[i].flags & REACTION) != 0 ? mem_string(ctx, "+") : NULL;
    intent_classify(ctx, &question, intent);
    return intent;
}

static void table(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct intent *intent = classify(*state, i);

        if (intent->kind != rows[i].kind)
            fail_msg("row %zu, \"%s\": %s instead of %s", i, rows[i].words, intent_name(intent->kind), intent_name(rows[i].kind));
        if (rows[i].verb != VERB_NONE)
            assert_int_equal(intent->command_count, 1);
        if (intent->command_count > 0)
            assert_int_equal(intent->commands[0].verb, rows[i].verb);
        assert_non_null(intent->words);
        assert_non_null(intent->title);
        assert_int_equal(intent->only_attachments, (rows[i].flags & PICTURE) != 0);
    }
}

static void ask(const void *ctx, enum target target, const char *subject, const char *words, struct intent *out)
{
    struct message message = {.subject = mem_string(ctx, subject), .text = mem_string(ctx, words)};
    struct reply reply = {.words = mem_string(ctx, words)};
    struct origin origin = {0};
    struct intent_question question = {.target = target, .message = &message, .reply = &reply, .origin = &origin, .notice_subject = "",
                                       .post_text = "", .title_min = 12, .title_max = 120};

    intent_classify(ctx, &question, out);
}

static void commands(void **state)
{
    struct intent out;

    ask(*state, TARGET_REQUEST, "x", "subscribe sleep\n\nname Quiet Fern\nThanks, Ann\nstop\n", &out);
    assert_int_equal(out.command_count, 2);
    assert_int_equal(out.commands[1].verb, VERB_NAME);
    assert_string_equal(out.commands[1].argument, "Quiet Fern");
    ask(*state, TARGET_REQUEST, "x", "help\nend\nstop\n", &out);
    assert_int_equal(out.command_count, 1);
    ask(*state, TARGET_REQUEST, "x", "help\n--\nstop\n", &out);
    assert_int_equal(out.command_count, 1);
    ask(*state, TARGET_REQUEST, "x", "Dear forum, stop\nstop\n", &out);
    assert_int_equal(out.command_count, 1);
    assert_int_equal(out.commands[0].verb, VERB_NONE);
    assert_string_equal(out.commands[0].line, "Dear forum, stop");
}

static void parts(void **state)
{
    struct intent out;

    ask(*state, TARGET_CATEGORY, "[x] Will it be #recorded anywhere?", "Name: Quiet Fern\nTags: law\n\nI wonder.", &out);
    assert_string_equal(out.title, "Will it be recorded anywhere?");
    assert_string_equal(out.words, "I wonder.");
    assert_string_equal(out.name, "Quiet Fern");
    assert_int_equal(out.tag_count, 2);
    ask(*state, TARGET_CONFIRM, "", "Ok!", &out);
    assert_int_equal(out.answer, ANSWER_YES);
    ask(*state, TARGET_RECEIPT, "", "**Edit:** New text.", &out);
    assert_int_equal(out.kind, INTENT_EDIT);
    assert_string_equal(out.words, "New text.");
}

UNIT_MAIN(UNIT(table), UNIT(commands), UNIT(parts))
