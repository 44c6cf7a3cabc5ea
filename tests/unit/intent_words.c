#include "unit.h"

#include "intent/intent.h"

static const struct {
    const char *words;
    enum answer_word answer;
} answers[] = {
    {"ok", ANSWER_YES}, {"OK.", ANSWER_YES}, {"Okay!", ANSWER_YES}, {"**Yes**", ANSWER_YES}, {"y", ANSWER_YES}, {"Ja", ANSWER_YES},
    {"oui", ANSWER_YES}, {"¡Sí!", ANSWER_YES}, {"sim", ANSWER_YES}, {"Tak", ANSWER_YES}, {"Да", ANSWER_YES}, {"はい", ANSWER_YES},
    {"はい。", ANSWER_YES}, {"是", ANSWER_YES}, {"예", ANSWER_YES}, {"evet", ANSWER_YES}, {"ok, thanks", ANSWER_YES}, {"ok thanks", ANSWER_YES},
    {"Ja, danke", ANSWER_YES}, {"\n\nok\n\nRegards,\nAnn Miller", ANSWER_YES}, {"ok\n\nThanks", ANSWER_YES},
    {"ok\n\nAnn", ANSWER_YES}, {"OK\nAnn Miller", ANSWER_YES}, {"ok\n\nann.\n", ANSWER_YES}, {"ok\n\nBob", ANSWER_NONE}, {"ok\nAnn is gone", ANSWER_NONE},
    {"ok but change the name first", ANSWER_NONE}, {"ok\nPlease change the title.", ANSWER_NONE}, {"it is not ok", ANSWER_NONE},
    {"yes and no", ANSWER_NONE}, {"", ANSWER_NONE}, {"Hello", ANSWER_NONE}, {"ok ok ok no", ANSWER_NONE},
    {"I am out of the office until Monday", ANSWER_NONE},
    {"No", ANSWER_NO}, {"nein!", ANSWER_NO}, {"cancel", ANSWER_NO}, {"нет", ANSWER_NO},
    {"mine", ANSWER_MINE}, {"It’s mine", ANSWER_NONE}, {"it's mine.", ANSWER_MINE}, {"theirs", ANSWER_THEIRS}, {"not mine", ANSWER_THEIRS},
    {"drop", ANSWER_DROP}, {"Drop it.", ANSWER_DROP}, {"redact", ANSWER_REDACT}, {"As is", ANSWER_AS_IS}, {"as is.", ANSWER_AS_IS},
    {"me", ANSWER_MINE}, {"das war ich", ANSWER_MINE}, {"nicht von mir", ANSWER_THEIRS}, {"löschen", ANSWER_DROP}, {"delete it", ANSWER_DROP},
    {"so lassen", ANSWER_AS_IS}, {"tel quel", ANSWER_AS_IS}, {"👍", ANSWER_YES}, {"ok ok", ANSWER_YES}, {"vergiss", ANSWER_NONE},
    {"add", ANSWER_ADD}, {"Replace", ANSWER_REPLACE}, {"replace it!", ANSWER_REPLACE},
};

static void answer_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (intent_answer_word(str_of(answers[i].words), "Ann Miller") != answers[i].answer)
            fail_msg("\"%s\" is %d", answers[i].words, (int)intent_answer_word(str_of(answers[i].words), "Ann Miller"));
}

static const struct {
    const char *line;
    enum verb verb;
    const char *argument;
} lines[] = {
    {"help", VERB_HELP, ""}, {"Help.", VERB_HELP, ""}, {"Re: help", VERB_HELP, ""}, {"HILFE", VERB_HELP, ""}, {"help me please", VERB_NONE, ""},
    {"help Subscribe", VERB_HELP, "Subscribe"}, {"mine", VERB_MINE, ""}, {"Mine!", VERB_MINE, ""},
    {"categories", VERB_CATEGORIES, ""}, {"subscribe sleep", VERB_SUBSCRIBE, "sleep"}, {"Subscribe to sleep.", VERB_SUBSCRIBE, "sleep"},
    {"subscribe me to everything there is", VERB_NONE, ""}, {"unsubscribe", VERB_UNSUBSCRIBE, ""}, {"unsubscribe from a.b", VERB_UNSUBSCRIBE, "a.b"},
    {"subscribe health only", VERB_SUBSCRIBE, "health only"}, {"subscribe health only daily", VERB_SUBSCRIBE, "health only daily"},
    {"subscribe health and sleep", VERB_NONE, ""}, {"follow", VERB_FOLLOW, ""}, {"follow Q17", VERB_FOLLOW, "Q17"}, {"follow #sleep", VERB_FOLLOW, "#sleep"}, {"unfollow Wise Willow", VERB_UNFOLLOW, "Wise Willow"},
    {"following", VERB_FOLLOWING, ""}, {"mute", VERB_MUTE, ""}, {"mute Q17", VERB_MUTE, "Q17"}, {"mute that man", VERB_NONE, ""}, {"unmute 17", VERB_UNMUTE, "17"},
    {"*stop*", VERB_STOP, ""}, {"STOP!", VERB_STOP, ""}, {"stop it at once", VERB_NONE, ""}, {"start", VERB_START, ""}, {"undo", VERB_UNDO, ""},
    {"delete #3", VERB_DELETE, "#3"}, {"name Quiet Fern", VERB_NAME, "Quiet Fern"}, {"anonymous", VERB_ANONYMOUS, ""},
    {"set notify answer off", VERB_SET, "notify answer off"}, {"notify answer off", VERB_SET, "notify answer off"},
    {"html off", VERB_SET, "html off"}, {"settings", VERB_SETTINGS, ""}, {"digest", VERB_DIGEST, ""}, {"digest daily", VERB_DIGEST, "daily"}, {"subscribe sleep weekly", VERB_SUBSCRIBE, "sleep weekly"}, {"most 10", VERB_SET, "most 10"}, {"whoami", VERB_WHOAMI, ""}, {"get Q12", VERB_GET, "Q12"},
    {"forget me", VERB_FORGET, "me"}, {"Forget me and my words.", VERB_FORGET, "me and my words"}, {"forget", VERB_FORGET, ""},
    {"forget it", VERB_NONE, ""}, {"export", VERB_EXPORT, ""}, {"export all my data", VERB_NONE, ""}, {"show", VERB_SHOW, ""}, {"Show.", VERB_SHOW, ""}, {"show Q12", VERB_SHOW, "Q12"}, {"show me how", VERB_NONE, ""},
    {"+1 A13", VERB_UP, "A13"}, {"delete c14", VERB_DELETE, "c14"}, {"convert", VERB_CONVERT, ""}, {"convert A13 comment", VERB_CONVERT, "A13 comment"},
    {"Convert comment.", VERB_CONVERT, "comment"}, {"convert to another faith", VERB_NONE, ""},
    {"report Q12 it is spam", VERB_REPORT, "Q12 it is spam"}, {"flag A13 rude", VERB_REPORT, "A13 rude"}, {"report", VERB_REPORT, ""}, {"flag", VERB_REPORT, ""},
    {"report him to the police", VERB_NONE, ""}, {"unflag #3", VERB_UNREPORT, "#3"}, {"clear Q3", VERB_CLEAR, "Q3"}, {"clear skies", VERB_NONE, ""},
    {"note Q12 Could you say which town? It is well known.", VERB_NOTE, "Q12 Could you say which town? It is well known."}, {"note Q12 No!", VERB_NOTE, "Q12 No!"},
    {"Re: block Q12 It is advertising.", VERB_BLOCK, "Q12 It is advertising."}, {"block Q12.", VERB_BLOCK, "Q12"}, {"*block Q12 It is advertising.*", VERB_BLOCK, "Q12 It is advertising"},
    {"admit Ann@a.example sleep", VERB_ADMIT, "Ann@a.example sleep"}, {"Admit ann@a.example to sleep.", VERB_ADMIT, "ann@a.example to sleep"},
    {"admit <ann@a.example> sleep", VERB_ADMIT, "<ann@a.example> sleep"}, {"expel ann@a.example from a.b", VERB_EXPEL, "ann@a.example from a.b"},
    {"admit that I was wrong", VERB_NONE, ""}, {"admit it", VERB_NONE, ""}, {"admit @Wise Willow", VERB_NONE, ""}, {"admit", VERB_ADMIT, ""}, {"expel everybody", VERB_NONE, ""},
    {"aufnehmen ann@a.example schlaf", VERB_ADMIT, "ann@a.example schlaf"}, {"Ausschließen ann@a.example aus schlaf", VERB_EXPEL, "ann@a.example aus schlaf"},
    {"hide A13 He said \"no\".", VERB_HIDE, "A13 He said \"no\"."}, {"close Q12 It is solved.\\", VERB_CLOSE, "Q12 It is solved."}, {"close duplicate Q12.", VERB_CLOSE, "duplicate Q12"},
    {"close Q3 duplicate of Q12.", VERB_CLOSE, "Q3 duplicate of Q12."},
    {"Vielen Dank!", VERB_UP, ""}, {"danke schön", VERB_UP, ""}, {"Vielen Dank A13", VERB_UP, "A13"}, {"Beste Antwort", VERB_BEST, ""},
    {"vielen dank für alles", VERB_NONE, ""}, {"abonnieren schlaf täglich", VERB_SUBSCRIBE, "schlaf täglich"}, {"digest wöchentlich", VERB_DIGEST, "wöchentlich"},
    {"me", VERB_NONE, ""}, {"Tak", VERB_UP, ""}, {"👍", VERB_UP, ""}, {"cancel", VERB_UNDO, ""}, {"löschen", VERB_DELETE, ""}, {"Vergiss mich", VERB_FORGET, "mich"},
    {"vergiss mich und meine Worte.", VERB_FORGET, "mich und meine Worte"}, {"vergiss es", VERB_NONE, ""}, {"meldung zurücknehmen Q3", VERB_UNREPORT, "Q3"},
    {"setze inhalt titel", VERB_SET, "inhalt titel"}, {"Inhalt Titel", VERB_SET, "Inhalt Titel"}, {"schließen doppelt Q12", VERB_CLOSE, "doppelt Q12"},
    {"umwandeln A13 kommentar", VERB_CONVERT, "A13 kommentar"}, {"abbestellen von a.b", VERB_UNSUBSCRIBE, "a.b"}, {"abonnieren gesundheit nur", VERB_SUBSCRIBE, "gesundheit nur"},
    {"", VERB_NONE, ""}, {"Thanks, Ann", VERB_NONE, ""}, {"stopping", VERB_NONE, ""},
};

static void commands(void **state)
{
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct command command = intent_command(*state, str_of(lines[i].line));

        if (command.verb != lines[i].verb)
            fail_msg("\"%s\" is %d", lines[i].line, (int)command.verb);
        assert_string_equal(command.argument, lines[i].argument);
    }
    assert_string_equal(intent_command(*state, STR("what\x1b[2J\tis this")).line, "what [2J is this");
}

/* Every row can be written, and says what it does. */
static void rows(void **state)
{
    for (const struct verb_row *row = intent_verbs; row->verb != VERB_NONE; row++) {
        assert_int_equal(intent_command(*state, str_of(row->word)).verb, row->verb);
        assert_true(strlen(row->help) > 10);
        assert_true(row->verb < VERBS && row->verb != VERB_REVIEW && row->verb != VERB_DECIDE && row->verb != VERB_FLAGGED);
        for (const struct verb_row *other = intent_verbs; other != row; other++)
            assert_int_not_equal(other->verb, row->verb);
    }
}

/* As a reply to a post, where an answer may begin so: what is a command, in the words that help shows of any language. */
static const struct {
    const char *line;
    enum verb verb;
} replies[] = {
    {"mute Q17", VERB_MUTE}, {"stumm Q17", VERB_MUTE}, {"zeig Q12", VERB_GET}, {"hole Q12", VERB_NONE}, {"hole 12 Eier", VERB_NONE}, {"find peace", VERB_NONE},
    {"set content title", VERB_SET}, {"setze inhalt titel", VERB_SET}, {"setze dich hin", VERB_NONE}, {"set it aside", VERB_NONE},
    {"abonnieren schlaf", VERB_SUBSCRIBE}, {"join them", VERB_NONE}, {"liste neu", VERB_LIST}, {"liste auf", VERB_NONE}, {"meldung zurücknehmen Q3", VERB_UNREPORT},
    {"admit somebody.with.a.long.name@university.example psychotherapy", VERB_ADMIT}, {"zulassen ann@a.example schlaf", VERB_ADMIT}, {"admit it", VERB_NONE},
    {"schließen: erledigt", VERB_CLOSE}, {"Folge mir", VERB_NONE}, {"Folgen #schlaf", VERB_FOLLOW},
};

static void reply_commands(void **state)
{
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++)
        if (intent_reply_command(*state, str_of(replies[i].line)).verb != replies[i].verb)
            fail_msg("\"%s\" is %d", replies[i].line, (int)intent_reply_command(*state, str_of(replies[i].line)).verb);
}

UNIT_MAIN(UNIT(answer_words), UNIT(commands), UNIT(rows), UNIT(reply_commands))
