#include "forum/private.h"

/* What a person can set about themselves, by mail. */

static const char *const event_names[NOTIFY_EVENTS] = {
    [NOTIFY_ANSWER] = "answer", [NOTIFY_COMMENT] = "comment", [NOTIFY_QUESTION] = "question",
    [NOTIFY_THREAD] = "thread", [NOTIFY_RECEIPT] = "receipt", [NOTIFY_BEST] = "best",
};
static const char *const value_names[] = {[NOTIFY_NOW] = "now", [NOTIFY_OFF] = "off", [NOTIFY_PROBLEMS] = "problems"};

static const char *const content_names[] = {[CONTENT_FULL] = "full", [CONTENT_TITLE] = "title", [CONTENT_DISCREET] = "discreet"};

static const char usage[] =
    "Settings are: notify answer|best|comment|question|thread now|off; notify receipt now|problems; content full|title|discreet; "
    "html on|off; name NAME|pseudonym|anonymous.\n";

static bool same(struct str word, const char *name)
{
    return str_equal_nocase(word, str_of(name));
}

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
        problem = "That name, or one that looks like it, belongs to somebody else.";
    if (problem != NULL) {
        buf_format(&t->text, "Your name was not changed. %s\n", problem);
        return DONE;
    }
    a->actor.handle = name;
    a->actor.name_mode = NAME_HANDLE;
    if ((o = person_save(a->f, &a->actor, why)) == DONE)
        buf_format(&t->text,
                   "From now on your posts in new threads are shown under the name %s. "
                   "What you wrote so far keeps the names it has.\n",
                   name);
    return o;
}

static enum outcome set_mode(struct act *a, enum name_mode mode, struct telling *t, struct fault *why)
{
    a->actor.name_mode = mode;
    buf_text(&t->text, mode == NAME_ANONYMOUS ? "From now on your posts in new threads are shown as \"Anonymous\".\n"
                                              : "From now on you get a different pseudonym in each new thread.\n");
    return person_save(a->f, &a->actor, why);
}

enum outcome command_name(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str wanted = str_trim(str_of(c->argument));

    t->what = "name";
    t->subject = "The name your posts are shown under";
    if (same(wanted, "anonymous"))
        return set_mode(a, NAME_ANONYMOUS, t, why);
    if (wanted.n == 0 || same(wanted, "pseudonym") || same(wanted, "off"))
        return set_mode(a, NAME_PSEUDONYM, t, why);
    return set_handle(a, wanted, t, why);
}

enum outcome command_anonymous(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    (void)c;
    t->what = "name";
    t->subject = "The name your posts are shown under";
    return set_mode(a, NAME_ANONYMOUS, t, why);
}

/* ---- set ---- */

static enum outcome set_notify(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    struct str event;
    size_t e = 0, v = 0;

    if (!str_next_word(&value, &event))
        event = STR_EMPTY;
    value = str_trim(value);
    while (e < NOTIFY_EVENTS && !same(event, event_names[e]))
        e++;
    while (v <= NOTIFY_PROBLEMS && !same(value, value_names[v]))
        v++;
    /* A receipt may be silent but for problems, and nothing else may. */
    if (e == NOTIFY_EVENTS || v > NOTIFY_PROBLEMS ||
        (e == NOTIFY_RECEIPT) != (v == NOTIFY_PROBLEMS || (e == NOTIFY_RECEIPT && v == NOTIFY_NOW))) {
        buf_text(&t->text, usage);
        return DONE;
    }
    buf_format(&t->text, "notify %s is now: %s\n", event_names[e], value_names[v]);
    return store_notify_set(a->f->db, a->actor.id, (enum notify_event)e, (enum notify_value)v, why);
}

static enum outcome set_content(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    size_t c = 0;

    while (c <= CONTENT_DISCREET && !same(value, content_names[c]))
        c++;
    if (c > CONTENT_DISCREET) {
        buf_text(&t->text, usage);
        return DONE;
    }
    a->actor.content = (enum content_mode)c;
    buf_format(&t->text, "content is now: %s\n%s", content_names[c],
               c == CONTENT_DISCREET ? "A message says only that there is news. Reply `show` to one, and its text comes.\n" : "");
    return person_save(a->f, &a->actor, why);
}

static enum outcome set_html(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    if (!same(value, "on") && !same(value, "off")) {
        buf_text(&t->text, usage);
        return DONE;
    }
    a->actor.html = same(value, "on");
    buf_format(&t->text, "html is now: %s\n", a->actor.html ? "on" : "off");
    return person_save(a->f, &a->actor, why);
}

static enum outcome set_name(struct act *a, struct str value, struct telling *t, struct fault *why)
{
    struct command c = {.verb = VERB_NAME, .argument = str_dup(a->ctx, value), .line = mem_string(a->ctx, "")};

    return command_name(a, &c, t, why);
}

static const struct {
    const char *key;
    enum outcome (*set)(struct act *a, struct str value, struct telling *t, struct fault *why);
} settings[] = {{"notify", set_notify}, {"content", set_content}, {"html", set_html}, {"name", set_name}};

enum outcome command_set(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str rest = str_of(c->argument), key;

    t->what = "settings";
    t->subject = "Your settings";
    if (str_next_word(&rest, &key))
        for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
            if (same(key, settings[i].key))
                return settings[i].set(a, str_trim(rest), t, why);
    buf_text(&t->text, usage);
    return DONE;
}

/* ---- settings, whoami ---- */

static const char *shown_as(struct act *a)
{
    if (a->actor.name_mode == NAME_ANONYMOUS)
        return "Anonymous";
    return a->actor.name_mode == NAME_HANDLE ? a->actor.handle : "a different pseudonym in each thread";
}

enum outcome settings_text(struct act *a, struct buf *out, struct fault *why)
{
    enum outcome o = DONE;

    buf_format(out, "name: %s\ncontent: %s\nhtml: %s\n", shown_as(a), content_names[a->actor.content], a->actor.html ? "on" : "off");
    for (int e = 0; e < NOTIFY_EVENTS && o == DONE; e++) {
        enum notify_value value = NOTIFY_NOW;

        if ((o = store_notify_get(a->f->db, a->actor.id, (enum notify_event)e, &value, why)) == DONE)
            buf_format(out, "notify %s: %s\n", event_names[e], value_names[value]);
    }
    return o;
}

enum outcome command_settings(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    enum outcome o = settings_text(a, &t->text, why);

    (void)c;
    t->what = "settings";
    t->subject = "Your settings";
    buf_format(&t->text, "\n%s", usage);
    return o;
}

enum outcome command_whoami(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    uint64_t *list = NULL;
    size_t count = 0;
    enum outcome o = store_subscriptions(a->f->db, a->ctx, a->actor.id, &list, &count, why);

    (void)c;
    t->what = "whoami";
    t->subject = "What the forum knows of you";
    buf_format(&t->text,
               "Your posts are shown as: %s\nPosts that were accepted: %llu\nMail to you: %s\nYou subscribe to:",
               shown_as(a), (unsigned long long)a->actor.accepted,
               a->actor.state == PERSON_STOPPED ? "stopped; \"start\" takes that back" : "on");
    for (size_t i = 0; i < count && o == DONE; i++) {
        struct category category = {0};

        if ((o = store_category_get(a->f->db, a->ctx, list[i], &category, why)) == DONE && category.id != 0)
            buf_format(&t->text, " %s", category.path);
    }
    buf_text(&t->text, count == 0 ? " nothing\n" : "\n");
    buf_text(&t->text, "Your email address is only used for sending you these notifications.\n");
    return o;
}
