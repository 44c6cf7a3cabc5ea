#include "base/nearest.h"
#include "forum/private.h"

/* What a person can set about themselves, by mail. */

/* What one can hear of, and how. */
static const struct {
    const char *name, *about;
    const char *values[5];
} events[NOTIFY_EVENTS] = {
    [NOTIFY_ANSWER] = {ONE_WORD("answer"), PHRASE("Your question is answered."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_COMMENT] = {ONE_WORD("comment"), PHRASE("Something you wrote is commented on."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_QUESTION] = {ONE_WORD("question"), PHRASE("A question is asked in a category you subscribe to, or with a tag or by somebody you follow."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_THREAD] = {ONE_WORD("thread"), PHRASE("A question that you answered, or follow, gets another answer."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_RECEIPT] = {ONE_WORD("receipt"), PHRASE("Something you wrote was posted; with problems, only when it was not."), {"now", "problems"}},
    [NOTIFY_BEST] = {ONE_WORD("best"), PHRASE("Your answer is chosen as the best."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_FOLLOW_UP] = {ONE_WORD("follow-up"), PHRASE("A question comes of something you wrote."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_AFTER] = {ONE_WORD("after"), PHRASE("Somebody comments after you, on the same question or answer."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_MENTION] = {ONE_WORD("mention"), PHRASE("Somebody writes @ and the name you go by."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_CATEGORY] = {ONE_WORD("category"), PHRASE("A question in a category you subscribe to is answered."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_OUTCOME] = {ONE_WORD("outcome"), PHRASE("A moderator or an editor did something with what you wrote; \"mine\" says it as well."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_HELD] = {ONE_WORD("held"), PHRASE("A post waits for a moderator. Words of a crisis and reminders come at once, whatever is set."), {"now", "daily", "weekly", "off"}},
    [NOTIFY_FLAGGED] = {ONE_WORD("flagged"), PHRASE("A post was reported. One that nobody sees any more for that comes at once, whatever is set."), {"now", "daily", "weekly", "off"}},
};
static const char *const value_names[] = {[NOTIFY_NOW] = "now", [NOTIFY_OFF] = "off", [NOTIFY_PROBLEMS] = WORD("problems"),
                                          [NOTIFY_DAILY] = "daily", [NOTIFY_WEEKLY] = "weekly"};
enum { NOTIFY_VALUES = sizeof value_names / sizeof *value_names };

static const char *const content_names[] = {[CONTENT_FULL] = WORD("full"), [CONTENT_TITLE] = WORD("title"), [CONTENT_DISCREET] = WORD("discreet"), NULL};
static const char *const on_off[] = {"off", WORD("on"), NULL}, *const no_yes[] = {"no", "yes", NULL};

enum { MOST_LANGUAGES = 8 }; /* named in one line */

/* ---- name ---- */

static enum outcome set_handle(struct act *a, struct str wanted, struct telling *t, struct fault *why)
{
    struct person owner = {0};
    char *name = utf8_line(a->ctx, wanted);
    const char *problem = name_problem(a->f, a->ctx, str_of(name));
    enum outcome o =
        problem != NULL ? DONE : store_person_by_handle(a->f->db, a->ctx, name_fold(a->ctx, str_of(name)), &owner, why);

    if (o != DONE)
        return o;
    if (problem == NULL && owner.id != 0 && owner.id != a->actor.id)
        problem = PHRASE("That name, or one that looks like it, belongs to somebody else.");
    if (problem != NULL) {
        buf_format(&t->text, say(a, "Your name was not changed. %s\n"), say(a, problem));
        return DONE;
    }
    a->actor.handle = name;
    a->actor.name_mode = NAME_HANDLE;
    if ((o = person_save(a->f, &a->actor, why)) == DONE)
        buf_format(&t->text,
                   say(a, "From now on your posts in new threads are shown under the name %s. "
                   "What you wrote so far keeps the names it has.\n"),
                   name);
    return o;
}

static enum outcome set_mode(struct act *a, enum name_mode mode, struct telling *t, struct fault *why)
{
    a->actor.name_mode = mode;
    buf_text(&t->text, say(a, mode == NAME_ANONYMOUS ? "From now on your posts in new threads are shown as \"Anonymous\".\n"
                                              : "From now on you get a different pseudonym in each new thread.\n"));
    return person_save(a->f, &a->actor, why);
}

enum outcome command_name(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str wanted = str_trim(str_of(c->argument));

    t->what = "name";
    t->subject = say(a, "The name your posts are shown under");
    if (lang_means(wanted, "anonymous"))
        return set_mode(a, NAME_ANONYMOUS, t, why);
    if (wanted.n == 0 || lang_means(wanted, "pseudonym") || lang_means(wanted, "off"))
        return set_mode(a, NAME_PSEUDONYM, t, why);
    return set_handle(a, wanted, t, why);
}

enum outcome command_anonymous(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    (void)c;
    t->what = "name";
    t->subject = say(a, "The name your posts are shown under");
    return set_mode(a, NAME_ANONYMOUS, t, why);
}

/* ---- set ---- */

/* "set html off", "setze html aus". */
static char *set_line(const struct act *a, const char *key, const char *value)
{
    return mem_format(a->ctx, "%s %s %s", typed(a, "set"), typed(a, key), typed(a, value));
}

static char *notify_key(const struct act *a, enum notify_event e)
{
    return mem_format(a->ctx, "%s %s", typed(a, "notify"), typed(a, events[e].name));
}

static void put_now(const struct act *a, const char *key, const char *value, struct telling *t)
{
    buf_format(&t->text, say(a, "%s is now: %s\n"), typed(a, key), value);
}

/* "now, daily or off" */
static void put_values(struct act *a, const char *const *values, struct buf *out)
{
    for (size_t i = 0; values[i] != NULL; i++)
        buf_format(out, "%s%s", i == 0 ? "" : values[i + 1] == NULL ? say(a, " or ") : ", ", typed(a, values[i]));
}

/* The place of a word among values. False when it is none of them: then it is said what they are, and which it is near to. */
static bool find_value(struct act *a, struct telling *t, const char *key, const char *const *values, struct str word, size_t *at)
{
    struct nearest near = {0};

    for (*at = 0; values[*at] != NULL; ++*at)
        if (lang_means(word, values[*at]))
            return true;
    for (size_t i = 0; values[i] != NULL; i++) {
        nearest_offer(&near, word, values[i]);
        nearest_offer(&near, word, typed(a, values[i]));
    }
    if (word.n == 0)
        buf_format(&t->text, say(a, "%s can be "), typed(a, key));
    else
        buf_format(&t->text, say(a, "%s cannot be \"%s\", but "), typed(a, key), utf8_line(a->ctx, utf8_prefix(word, 60)));
    put_values(a, values, &t->text);
    if (near.word != NULL && word.n > 0)
        buf_format(&t->text, say(a, ". Did you mean: %s"), set_line(a, key, near.word));
    buf_text(&t->text, near.word != NULL && word.n > 0 ? "?\n" : ".\n");
    return false;
}

static char *shown_most(struct act *a)
{
    return a->actor.most == 0 ? typed(a, "off") : mem_format(a->ctx, "%u", a->actor.most);
}

static enum outcome set_notify(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    const char *names[NOTIFY_EVENTS + 1] = {NULL};
    struct str event;
    size_t e, at, v = 0;
    char *key;

    for (size_t i = 0; i < NOTIFY_EVENTS; i++)
        names[i] = events[i].name;
    if (!str_next_word(&value, &event))
        event = STR_EMPTY;
    if (!find_value(a, t, "notify", names, event, &e))
        return DONE;
    key = notify_key(a, (enum notify_event)e);
    if (!find_value(a, t, key, events[e].values, str_trim(value), &at))
        return DONE;
    while (v + 1 < NOTIFY_VALUES && strcmp(value_names[v], events[e].values[at]) != 0)
        v++;
    put_now(a, key, typed(a, value_names[v]), t);
    return store_notify_set(a->f->db, a->actor.id, (enum notify_event)e, (enum notify_value)v, why);
}

static enum outcome set_content(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    size_t c;

    if (!find_value(a, t, "content", content_names, value, &c))
        return DONE;
    a->actor.content = (enum content_mode)c;
    put_now(a, "content", typed(a, content_names[c]), t);
    if (c == CONTENT_DISCREET)
        buf_text(&t->text, say(a, "A message says only that there is news. Reply \"show\" to one, and its text comes.\n"));
    return person_save(a->f, &a->actor, why);
}

static enum outcome set_html(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    size_t on;

    if (lang_means(value, "yes") || lang_means(value, "no"))
        value = str_of(lang_means(value, "yes") ? "on" : "off");
    if (!find_value(a, t, "html", on_off, value, &on))
        return DONE;
    a->actor.html = on == 1;
    put_now(a, "html", typed(a, on_off[on]), t);
    return person_save(a->f, &a->actor, why);
}

static enum outcome set_language(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    const char *code = lang_named(value);

    if (code == NULL) {
        buf_format(&t->text, say(a, "The forum does not speak that language. It speaks: %s\n"), lang_codes(a->ctx));
        return DONE;
    }
    a->actor.language = mem_string(a->ctx, code);
    t->subject = say(a, "Your settings");
    put_now(a, "language", mem_format(a->ctx, "%s (%s)", code, lang_name(lang_get(code))), t);
    return person_save(a->f, &a->actor, why);
}

static enum outcome set_name(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    struct command c = {.verb = VERB_NAME, .argument = str_dup(a->ctx, value), .line = mem_string(a->ctx, "")};

    return command_name(a, &c, t, why);
}

/* For all they wrote as well: posts ask their author's setting (store/post_read.c). */
static enum outcome set_archive(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    size_t yes;

    if (lang_means(value, "on") || lang_means(value, "off"))
        value = str_of(lang_means(value, "on") ? "yes" : "no");
    if (!find_value(a, t, "archive", no_yes, value, &yes))
        return DONE;
    a->actor.no_archive = yes == 0;
    put_now(a, "archive", typed(a, no_yes[yes]), t);
    buf_text(&t->text, yes == 0                         ? say(a, "Nothing you wrote or will write is to stand on a public page.\n")
                       : a->f->conf->privacy.archive ? ""
                                                     : say(a, "This forum keeps everything off public pages, whatever is set here.\n"));
    return person_save(a->f, &a->actor, why);
}

enum { MOST = 1000 };

static enum outcome set_most(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    uint64_t most = 0;

    if (!lang_means(value, "off") && (!str_number(value, MOST, &most) || most == 0)) {
        buf_text(&t->text, say(a, "Write how many mails a day, as in \"set most 10\", or \"set most off\".\n"));
        return DONE;
    }
    a->actor.most = (unsigned)most;
    put_now(a, "most", shown_most(a), t);
    return person_save(a->f, &a->actor, why);
}

static const struct {
    const char *key;
    enum outcome (*set)(struct act *a, struct str value, struct telling *t, struct fault *why);
} settings[] = {{"name", set_name}, {"content", set_content}, {"html", set_html}, {"archive", set_archive}, {"language", set_language}, {"timezone", hours_set_zone},
              {"quiet", hours_set_quiet}, {"most", set_most}, {"notify", set_notify}};
enum { SETTINGS = sizeof settings / sizeof *settings };

/* A word that is no setting: the nearest that is one, and all of them with their values. */
static enum outcome no_setting(struct act *a, struct str key, struct telling *t, struct fault *why)
{
    struct nearest near = {0};

    for (size_t i = 0; i < SETTINGS; i++)
        nearest_offer(&near, key, settings[i].key);
    for (size_t i = 0; i < SETTINGS; i++)
        nearest_offer(&near, key, typed(a, settings[i].key));
    if (key.n == 0)
        buf_text(&t->text, say(a, "Write \"set\", a setting and its value, such as: set html off"));
    else
        buf_format(&t->text, say(a, "There is no setting \"%s\"."), utf8_line(a->ctx, utf8_prefix(key, 60)));
    if (near.word != NULL && key.n > 0)
        buf_format(&t->text, say(a, " Did you mean \"%s\"?"), near.word);
    buf_text(&t->text, say(a, "\n\nThese are yours:\n\n"));
    return settings_text(a, &t->text, true, why);
}

enum outcome command_set(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str rest = str_of(c->argument), key;

    t->what = "settings";
    t->subject = say(a, "Your settings");
    if (!str_next_word(&rest, &key))
        key = STR_EMPTY;
    while (key.n > 0 && (key.p[key.n - 1] == ':' || key.p[key.n - 1] == '='))
        key.n--;
    rest = str_trim(rest);
    if (rest.n > 0 && (*rest.p == '=' || *rest.p == ':')) /* "set html = off" */
        rest = str_trim(str_from_index(rest, 1));
    for (size_t i = 0; i < SETTINGS; i++)
        if (lang_means(key, settings[i].key))
            return settings[i].set(a, rest, t, why);
    for (size_t e = 0; e < NOTIFY_EVENTS; e++) /* "set answer off" */
        if (lang_means(key, events[e].name))
            return set_notify(a, str_trim(str_of(c->argument)), t, why);
    return no_setting(a, key, t, why);
}

/* ---- settings, whoami ---- */

static const char *shown_as(struct act *a)
{
    if (a->actor.name_mode == NAME_ANONYMOUS)
        return lang_say(forum_language(a->f, NULL), "Anonymous");
    return a->actor.name_mode == NAME_HANDLE ? a->actor.handle : say(a, "a different pseudonym in each thread");
}

/* What else a setting could be, as it would be written. */
static void put_how(struct act *a, const char *key, const char *const *values, const char *now, struct buf *out)
{
    size_t start;

    buf_format(out, "    %s", say(a, "To change it: "));
    start = out->n;
    for (size_t i = 0; values[i] != NULL; i++)
        if (strcmp(typed(a, values[i]), now) != 0)
            buf_format(out, "%s%s", out->n == start ? "" : ", ", set_line(a, key, values[i]));
    buf_char(out, '\n');
}

static void put_setting(struct act *a, const char *key, const char *now, const char *about, const char *const *values, bool how, struct buf *out)
{
    buf_format(out, "%s: %s\n", typed(a, key), now);
    if (!how)
        return;
    buf_format(out, "    %s\n", say(a, about));
    put_how(a, key, values, now, out);
    buf_char(out, '\n');
}

static void put_languages(struct act *a, bool how, struct buf *out)
{
    const char *codes[MOST_LANGUAGES + 1] = {NULL};
    struct str rest = str_of(lang_codes(a->ctx)), word;

    for (size_t n = 0; n < MOST_LANGUAGES && str_next_word(&rest, &word); n++)
        codes[n] = str_dup(a->ctx, word);
    put_setting(a, "language", lang_code(forum_language(a->f, &a->actor)), PHRASE("The language of mail to you."), codes, how, out);
}

/* What only moderators hear of is shown to them alone. */
static enum outcome hears_of(struct act *a, size_t event, bool *yes, struct fault *why)
{
    enum rung rung = RUNG_UNKNOWN;
    enum outcome o;

    *yes = true;
    if (event != NOTIFY_HELD && event != NOTIFY_FLAGGED)
        return DONE;
    o = store_role_highest(a->f->db, a->actor.id, &rung, why);
    *yes = rung >= RUNG_MODERATOR || a->actor.rung >= RUNG_MODERATOR;
    return o;
}

enum outcome settings_text(struct act *a, struct buf *out, bool how, struct fault *why)
{
    const char *names[4] = {say(a, "Gentle Fox")};
    size_t other_names = 1;
    static const char *const zones[] = {"Europe/Berlin", "+05:30", NULL}, *const quiet[] = {"22:00-07:00", "off", NULL},
                             *const most[] = {"10", "off", NULL};
    enum outcome o = DONE;

    if (a->actor.name_mode != NAME_PSEUDONYM)
        names[other_names++] = WORD("pseudonym");
    if (a->actor.name_mode != NAME_ANONYMOUS)
        names[other_names++] = "anonymous";
    put_setting(a, "name", shown_as(a), PHRASE("What your posts in new threads are shown under."), names, how, out);
    put_setting(a, "content", typed(a, content_names[a->actor.content]),
                PHRASE("How much a mail says: the whole text, the title alone, or only that there is news."), content_names, how, out);
    put_setting(a, "html", typed(a, on_off[a->actor.html]), PHRASE("Whether mails have a part in HTML beside the plain text."), on_off, how, out);
    put_setting(a, "archive", typed(a, no_yes[!a->actor.no_archive]), PHRASE("Whether anything you wrote, before or after, may ever stand on a public page."), no_yes, how, out);
    put_languages(a, how, out);
    put_setting(a, "timezone", hours_zone(a), PHRASE("Where your clocks are."), zones, how, out);
    put_setting(a, "quiet", hours_quiet(a), PHRASE("Between which hours only what you asked for comes; the rest comes when they are over."), quiet, how, out);
    put_setting(a, "most", shown_most(a), PHRASE("How many mails a day tell you at most what others write; what is more comes as your digest."), most, how, out);
    for (size_t e = 0; e < NOTIFY_EVENTS && o == DONE; e++) {
        enum notify_value value = NOTIFY_NOW;
        bool hears;

        if ((o = store_notify_get(a->f->db, a->actor.id, (enum notify_event)e, &value, why)) == DONE && (o = hears_of(a, e, &hears, why)) == DONE && hears)
            put_setting(a, notify_key(a, (enum notify_event)e), typed(a, value_names[value]), events[e].about, events[e].values, how, out);
    }
    return o;
}

enum outcome command_settings(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    (void)c;
    t->what = "settings";
    t->subject = say(a, "Your settings");
    buf_format(&t->text, say(a, "Each of your settings, and the lines that change it. Write them to %s.\n\n"), conf_address(a->ctx, a->f->conf, "request"));
    return settings_text(a, &t->text, true, why);
}

enum outcome command_whoami(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    uint64_t *list = NULL;
    size_t count = 0;
    enum outcome o = store_subscriptions(a->f->db, a->ctx, a->actor.id, &list, &count, why);

    (void)c;
    t->what = "whoami";
    t->subject = say(a, "What the forum knows of you");
    buf_format(&t->text,
               say(a, "Your posts are shown as: %s\nPosts that were accepted: %llu\nMail to you: %s\nYou subscribe to:"),
               shown_as(a), (unsigned long long)a->actor.accepted,
               say(a, a->actor.state == PERSON_STOPPED ? "stopped; \"start\" takes that back" : "on"));
    for (size_t i = 0; i < count && o == DONE; i++) {
        struct category category = {0};

        if ((o = store_category_get(a->f->db, a->ctx, list[i], &category, why)) == DONE && category.id != 0)
            buf_format(&t->text, " %s", category.path);
    }
    buf_text(&t->text, count == 0 ? say(a, " nothing\n") : "\n");
    buf_text(&t->text, say(a, "Your email address is only used for sending you these notifications.\n"));
    return o;
}

/* ---- digest ---- */

static enum outcome show_digest(struct act *a, struct telling *t, struct fault *why)
{
    enum outcome o = DONE;

    buf_format(&t->text, say(a, "Digests leave at %llu:00, your time zone being %s; those of a week on Mondays. Gathered for yours is what is daily or weekly here:\n\n"),
               (unsigned long long)a->f->conf->forum.digest_hour, hours_zone(a));
    for (size_t e = 0; e < NOTIFY_EVENTS && o == DONE; e++) {
        enum notify_value value = NOTIFY_NOW;
        bool hears;

        if (e != NOTIFY_RECEIPT && (o = store_notify_get(a->f->db, a->actor.id, (enum notify_event)e, &value, why)) == DONE && (o = hears_of(a, e, &hears, why)) == DONE && hears)
            buf_format(&t->text, "%s: %s\n", notify_key(a, (enum notify_event)e), typed(a, value_names[value]));
    }
    buf_text(&t->text, say(a, "\nTo change one: set notify thread weekly. To change how the questions of a category come: subscribe CATEGORY daily.\n"));
    return o;
}

/* What comes of other people's threads; what is said to oneself keeps its own setting. Without a digest, answers in a category do not come: each
 * as a mail is what somebody has to ask for. */
enum outcome command_digest(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    static const enum notify_event gathered[] = {NOTIFY_QUESTION, NOTIFY_THREAD, NOTIFY_FOLLOW_UP};
    struct str how = str_trim(str_of(c->argument));
    enum notify_value value = lang_means(how, "daily") ? NOTIFY_DAILY : lang_means(how, "weekly") ? NOTIFY_WEEKLY : NOTIFY_NOW;
    enum outcome o = DONE;

    t->what = "settings";
    t->subject = say(a, "Your digest");
    for (size_t i = 0; how.n > 0 && i < sizeof gathered / sizeof *gathered && o == DONE; i++)
        o = store_notify_set(a->f->db, a->actor.id, gathered[i], value, why);
    if (how.n > 0 && o == DONE)
        o = store_notify_set(a->f->db, a->actor.id, NOTIFY_CATEGORY, value == NOTIFY_NOW ? NOTIFY_OFF : value, why);
    return o == DONE ? show_digest(a, t, why) : o;
}
