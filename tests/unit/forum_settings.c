#include "forum_fixture.h"

/* set and settings: what is taken, and what is said of what is not. */

static const char ann[] = "ann@a.example";

static const char *told(struct fixture *x, enum verb verb, const char *argument)
{
    APPLY(x, fixture_command(x, ann, "request", INTENT_COMMANDS, verb, argument), "command");
    return fixture_pair(fixture_told(x, NOTICE_TOLD), "text");
}

static const struct {
    const char *line, *said; /* how it begins */
} lines[] = {
    {"html off", "html is now: off\n"},
    {"HTML On", "html is now: on\n"},
    {"html = no", "html is now: off\n"},
    {"html: yes", "html is now: on\n"},
    {"html", "html can be off or on.\n"},
    {"html maybe", "html cannot be \"maybe\", but off or on.\n"},
    {"archive no", "archive is now: no\nNothing you wrote or will write is to stand on a public page.\n"},
    {"archive on", "archive is now: yes\n"},
    {"archive maybe", "archive cannot be \"maybe\", but no or yes.\n"},
    {"content title", "content is now: title\n"},
    {"content discret", "content cannot be \"discret\", but full, title or discreet. Did you mean: set content discreet?\n"},
    {"content full", "content is now: full\n"},
    {"notify answer off", "notify answer is now: off\n"},
    {"answer now", "notify answer is now: now\n"},
    {"notify", "notify can be answer, "},
    {"notify anwser off", "notify cannot be \"anwser\", but answer, "},
    {"notify answer", "notify answer can be now"},
    {"notify answer of", "notify answer cannot be \"of\", but now"},
    {"notify receipt off", "notify receipt cannot be \"off\", but now or problems"},
    {"notify receipt problems", "notify receipt is now: problems\n"},
    {"name Gentle Fox", "From now on your posts in new threads are shown under the name Gentle Fox."},
    {"contnet full", "There is no setting \"contnet\". Did you mean \"content\"?\n\nThese are yours:\n\nname: Gentle Fox\n"},
    {"colour blue", "There is no setting \"colour\".\n\nThese are yours:\n\nname: Gentle Fox\n"},
    {"", "Write \"set\", a setting and its value, such as: set html off\n\nThese are yours:\n\n"},
};

static void set(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    x->conf->limits.automatic_per_day = 1000;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *said = told(x, VERB_SET, lines[i].line);

        if (strncmp(said, lines[i].said, strlen(lines[i].said)) != 0)
            fail_msg("set %s: %s", lines[i].line, said);
    }
}

/* Every line that `settings` offers does what it says, in the words of whoever reads it; one of them makes them read English. */
static void offered_in(struct fixture *x, const char *set, const char *now, const char *cannot, const char *none)
{
    char *list = mem_string(x, told(x, VERB_SETTINGS, ""));
    unsigned changed = 0;

    for (char *at = strstr(list, set); at != NULL; at = strstr(at + 1, set)) {
        struct str rest = str_from(at + strlen(set), strcspn(at + strlen(set), ",\n"));
        const char *said;

        if (!str_starts(str_from(at - 2, 2), STR(": ")) && !str_starts(str_from(at - 2, 2), STR(", ")))
            continue;
        said = told(x, VERB_SET, str_dup(x, rest));
        if ((strstr(said, now) == NULL && strstr(said, "now") == NULL) || strstr(said, cannot) != NULL || strstr(said, none) != NULL)
            fail_msg("%s%.*s: %s", set, STR_ARGS(rest), said);
        changed++;
    }
    assert_true(changed >= 11);
    assert_null(strstr(list, mem_format(x, "%sname pseudonym", set))); /* what it is already is no change */
}

static void offered(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    x->conf->limits.automatic_per_day = 1000;
    assert_non_null(strstr(told(x, VERB_SETTINGS, ""), "notify receipt: now\n"));
    offered_in(x, "set ", "now", "cannot", "no setting");
}

static const struct {
    const char *line, *said;
} german[] = {
    {"html aus", "html ist jetzt: aus\n"},
    {"html no", "html ist jetzt: aus\n"},
    {"html nein", "html ist jetzt: aus\n"},
    {"html ja", "html ist jetzt: an\n"},
    {"HTML", "html kann sein: aus oder an.\n"},
    {"inhalt titel", "inhalt ist jetzt: titel\n"},
    {"inhalt title", "inhalt ist jetzt: titel\n"},
    {"content TITEL", "inhalt ist jetzt: titel\n"},
    {"inhalt diskreet", "inhalt kann nicht \"diskreet\" sein, aber ganz, titel oder diskret. Meintest du: setze inhalt diskret?\n"},
    {"Benachrichtigung Antwort t\xc3\xa4glich", "benachrichtigung antwort ist jetzt: t\xc3\xa4glich\n"},
    {"benachrichtigung Best\xc3\xa4tigung probleme", "benachrichtigung best\xc3\xa4tigung ist jetzt: probleme\n"},
    {"h\xc3\xb6" "chstens aus", "h\xc3\xb6" "chstens ist jetzt: aus\n"},
    {"ruhezeit 22 bis 7", "ruhezeit ist jetzt: 22:00-07:00\n"},
    {"ruhezeit aus", "ruhezeit ist jetzt: aus\n"},
    {"inhat ganz", "Eine Einstellung \"inhat\" gibt es nicht. Meintest du \"inhalt\"?"},
};

static void in_german(void **state)
{
    struct fixture *x = fixture_open(state);

    fixture_member(x, ann);
    x->conf->limits.automatic_per_day = 1000;
    fixture_speaks(x, ann, "de");
    offered_in(x, "setze ", "jetzt", "kann nicht", "gibt es nicht");
    fixture_speaks(x, ann, "de"); /* the last line offered was another */
    for (size_t i = 0; i < sizeof german / sizeof *german; i++) {
        const char *said = told(x, VERB_SET, german[i].line);

        if (strncmp(said, german[i].said, strlen(german[i].said)) != 0)
            fail_msg("setze %s: %s", german[i].line, said);
    }
}

/* What only moderators hear of, only they are shown; anybody may set it, who is none yet too. */
static void for_moderators(void **state)
{
    static const struct {
        enum rung everywhere, here;
        bool shown;
    } rows[] = {{RUNG_TRUSTED, RUNG_UNKNOWN, false}, {RUNG_TRUSTED, RUNG_EDITOR, false}, {RUNG_TRUSTED, RUNG_MODERATOR, true}, {RUNG_ADMIN, RUNG_UNKNOWN, true}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct fixture *x = fixture_open(state);
        uint64_t id = fixture_member(x, ann);
        struct person p = fixture_person(x, ann);

        p.rung = rows[i].everywhere;
        OK(person_save(&x->f, &p, &x->why));
        OK(store_role_set(x->f.db, id, x->category, rows[i].here, &x->why));
        assert_int_equal(strstr(told(x, VERB_SETTINGS, ""), "notify held: now\n") != NULL, rows[i].shown);
        assert_int_equal(strstr(told(x, VERB_DIGEST, ""), "notify flagged: now\n") != NULL, rows[i].shown);
        assert_non_null(strstr(told(x, VERB_DIGEST, ""), "notify outcome: now\n"));
        assert_string_equal(told(x, VERB_SET, "notify held weekly"), "notify held is now: weekly\n");
    }
}

UNIT_MAIN(UNIT(set), UNIT(offered), UNIT(in_german), UNIT(for_moderators))
