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

/* Every line that `settings` offers does what it says. */
static void offered(void **state)
{
    struct fixture *x = fixture_open(state);
    struct str rest, word;
    char *list;
    unsigned changed = 0;

    fixture_member(x, ann);
    x->conf->limits.automatic_per_day = 1000;
    list = mem_string(x, told(x, VERB_SETTINGS, ""));
    assert_non_null(strstr(list, "notify receipt: now\n"));
    for (char *at = strstr(list, "set "); at != NULL; at = strstr(at + 1, "set ")) {
        rest = str_from(at + 4, strcspn(at + 4, ",\n"));
        if (!str_starts(str_from(at - 2, 2), STR(": ")) && !str_starts(str_from(at - 2, 2), STR(", ")))
            continue;
        word = str_of(told(x, VERB_SET, str_dup(x, rest)));
        if (str_find(word, STR("now")) == word.n || str_find(word, STR("cannot")) < word.n || str_find(word, STR("no setting")) < word.n)
            fail_msg("set %.*s: %.*s", STR_ARGS(rest), STR_ARGS(word));
        changed++;
    }
    assert_true(changed >= 11);
    assert_null(strstr(list, "set name pseudonym")); /* what it is already is no change */
}

UNIT_MAIN(UNIT(set), UNIT(offered))
