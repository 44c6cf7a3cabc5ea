#include "forum/private.h"
#include "store/own.h"

/* Everything the forum has about a person, mailed to them: as text, in as many mails as it takes. Of others nothing but the titles of
 * threads. */

enum { PART = 150 * 1024 };

struct export {
    struct act *a;
    struct zone clocks;
    struct buf text;
    char **parts;
    size_t count, capacity;
    unsigned rows; /* of the section that is being written */
    enum outcome outcome;
    struct fault *why;
};

static char *when(const struct export *e, int64_t at)
{
    return at == 0 ? mem_string(e->a->ctx, say(e->a, "never")) : hours_when(e->a->ctx, &e->clocks, at);
}

static const char *line(struct export *e, const char *text)
{
    return utf8_line(e->a->ctx, str_of(text));
}

static void flush(struct export *e, size_t above)
{
    if (e->text.n <= above)
        return;
    e->parts = mem_grow(e->a->ctx, e->parts, &e->capacity, e->count + 1, sizeof *e->parts);
    e->parts[e->count++] = mem_string(e->a->ctx, buf_string(&e->text));
    buf_truncate(&e->text, 0);
}

/* ---- who ---- */

static void put_role(void *arg, const char *path, enum rung rung)
{
    struct export *e = arg;

    if (rung == RUNG_UNKNOWN)
        buf_format(&e->text, say(e->a, "You were let in to %s.\n"), line(e, path));
    else
        buf_format(&e->text, say(e->a, "Role in %s: %s\n"), line(e, path), say(e->a, rung_name(rung)));
}

static void put_person(struct export *e)
{
    const struct person *p = &e->a->actor;
    int64_t points = 0;

    e->outcome = forum_points(e->a->f, p->id, &points, e->why);
    buf_format(&e->text,
               say(e->a, "YOU\n\nYou are person %llu, here since %s.\nYou agreed to version %u of what the forum promises, on %s.\n"
               "Posts accepted: %llu. Points: %lld. Role: %s.\n"),
               (unsigned long long)p->id, when(e, p->created), p->consent_version, when(e, p->consent_at),
               (unsigned long long)p->accepted, (long long)points, say(e->a, rung_name(p->rung)));
    if (e->outcome == DONE)
        e->outcome = store_own_roles(e->a->f->db, p->id, put_role, e, e->why);
    if (*p->handle != '\0')
        buf_format(&e->text, say(e->a, "Your name: %s\n"), line(e, p->handle));
    buf_text(&e->text, say(e->a, "Your address is stored sealed, and can be opened only to send you a mail; beside it stands a keyed hash of it, by which "
                       "a mail of yours is known to be yours.\n\nYOUR SETTINGS\n\n"));
    if (e->outcome == DONE)
        e->outcome = settings_text(e->a, &e->text, false, e->why);
}

static void put_subscriptions(struct export *e)
{
    uint64_t *list = NULL;
    size_t count = 0;

    if (e->outcome == DONE)
        e->outcome = store_subscriptions(e->a->f->db, e->a->ctx, e->a->actor.id, &list, &count, e->why);
    buf_text(&e->text, say(e->a, count == 0 ? "\nYOUR SUBSCRIPTIONS\n\nNone.\n" : "\nYOUR SUBSCRIPTIONS\n\n"));
    for (size_t i = 0; i < count && e->outcome == DONE; i++) {
        struct category c = {0};

        e->outcome = store_category_get(e->a->f->db, e->a->ctx, list[i], &c, e->why);
        buf_format(&e->text, "%s\n", c.id == 0 ? "" : line(e, c.path));
    }
}

static void put_follows(struct export *e)
{
    unsigned count = 0;

    buf_text(&e->text, say(e->a, "\nWHAT YOU FOLLOW\n\n"));
    if (e->outcome == DONE)
        e->outcome = follow_text(e->a, &e->text, &count, e->why);
    if (count == 0)
        buf_text(&e->text, say(e->a, "Nothing.\n"));
}

/* ---- what they did ---- */

static void put_thread(void *arg, const struct own_thread *t)
{
    struct export *e = arg;

    e->rows++;
    buf_format(&e->text, "Q%llu, %s%s%s%s\n", (unsigned long long)t->thread, line(e, t->title), *t->name == '\0' ? "" : say(e->a, ": you are "),
               line(e, t->name), t->muted ? say(e->a, " (muted)") : "");
    flush(e, PART);
}

static void put_vote(void *arg, const struct own_vote *v)
{
    struct export *e = arg;
    const struct post post = {.id = v->post, .kind = v->kind};

    e->rows++;
    buf_format(&e->text, say(e->a, "%+d for %s in Q%llu, %s, %s\n"), v->value, forum_label(e->a->ctx, &post), (unsigned long long)v->thread,
               line(e, v->title), when(e, v->changed));
    flush(e, PART);
}

static void put_revision(struct export *e, const struct post *r, unsigned number)
{
    buf_format(&e->text, say(e->a, "\nRevision %u, %s:\n\n"), number, when(e, r->revised));
    if (r->kind == POST_QUESTION)
        buf_format(&e->text, "%s\n\n", line(e, r->title));
    buf_format(&e->text, "%s\n", r->body);
    flush(e, PART);
}

static void put_post(void *arg, const struct post *p)
{
    static const char *const states[] = {[POST_VISIBLE] = PHRASE("visible"), [POST_UNDONE] = PHRASE("undone: its text is gone"),
                                         [POST_DELETED] = PHRASE("deleted by you"), [POST_HIDDEN] = PHRASE("hidden by a moderator"),
                                         [POST_WAITING] = PHRASE("waiting for a moderator")};
    struct export *e = arg;

    e->rows++;
    buf_format(&e->text, say(e->a, "\n--- %s, %s in Q%llu, shown as %s, written %s, others see it since %s, %s%s\n"), forum_label(e->a->ctx, p),
               kind_word(forum_language(e->a->f, &e->a->actor), p->kind), (unsigned long long)p->thread, line(e, p->name), when(e, p->created), when(e, p->publish),
               say(e->a, states[p->state]), p->no_archive ? say(e->a, ", not to be archived") : "");
    for (unsigned n = 1; n < p->revision && e->outcome == DONE; n++) {
        struct post before = {0};

        e->outcome = store_post_revision(e->a->f->db, e->a->ctx, p->id, n, &before, e->why);
        if (e->outcome == DONE && before.id != 0)
            put_revision(e, &before, n);
    }
    if (p->state != POST_UNDONE)
        put_revision(e, p, p->revision);
}

/* The words only of what they certainly wrote themselves. */
static bool surely_theirs(enum hold_reason reason)
{
    return reason != HOLD_VERDICT && reason != HOLD_OTHER && reason != HOLD_FROM && reason != HOLD_STRANGER && reason != HOLD_QUARANTINE;
}

static void put_held(struct export *e)
{
    struct held *list = NULL;
    size_t count = 0;

    if (e->outcome == DONE)
        e->outcome = store_own_held(e->a->f->db, e->a->ctx, e->a->actor.id, &list, &count, e->why);
    buf_text(&e->text, say(e->a, count == 0 ? "\nHELD FOR YOUR WORD\n\nNothing.\n" : "\nHELD FOR YOUR WORD\n"));
    for (size_t i = 0; i < count && e->outcome == DONE; i++) {
        struct mail m;

        buf_format(&e->text, say(e->a, "\n--- since %s, gone on %s, because: %s\n"), when(e, list[i].created), when(e, list[i].expires),
                   say(e->a, hold_reason_name(list[i].reason)));
        if (surely_theirs(list[i].reason) && (e->outcome = hold_open(e->a->f, e->a->ctx, &list[i], &m, e->why)) == DONE)
            buf_format(&e->text, "\n%s\n", m.intent.words);
        flush(e, PART);
    }
}

/* Ends a section: one without rows says so, and the next begins. */
static void put_end(struct export *e, const char *nothing)
{
    if (e->rows == 0)
        buf_text(&e->text, nothing);
    e->rows = 0;
}

static void put_everything(struct export *e)
{
    const char *nothing = say(e->a, "Nothing.\n");
    struct db *db = e->a->f->db;
    uint64_t person = e->a->actor.id;

    buf_format(&e->text, say(e->a, "This is everything the forum has about you, as of %s.\n\n"), when(e, e->a->f->now));
    put_person(e);
    put_subscriptions(e);
    put_follows(e);
    buf_text(&e->text, say(e->a, "\nTHREADS YOU ARE PART OF\n\n"));
    if (e->outcome == DONE)
        e->outcome = store_own_threads(db, person, put_thread, e, e->why);
    put_end(e, nothing);
    buf_text(&e->text, say(e->a, "\nYOUR VOTES\n\n"));
    if (e->outcome == DONE)
        e->outcome = store_own_votes(db, person, put_vote, e, e->why);
    put_end(e, nothing);
    put_held(e);
    buf_text(&e->text, say(e->a, "\nYOUR POSTS\n"));
    if (e->outcome == DONE)
        e->outcome = store_own_posts(db, person, put_post, e, e->why);
    put_end(e, mem_format(e->a->ctx, "\n%s", nothing));
    buf_text(&e->text, say(e->a, "\nBesides, there is for seven days a line for each mail from you and to you: when, of what kind, what became of it; "
                       "and for up to ninety days which mails you were sent.\n"));
    flush(e, 0);
}

/* ---- the command, and its confirmation ---- */

enum outcome command_export(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    (void)c;
    return confirm_command(a, HOLD_EXPORT, t, "export", say(a, "Everything the forum has about you"),
                           say(a, "Reply ok, and everything the forum has about you comes to you by mail: your settings, subscriptions, votes and "
                           "posts, with all their versions.\nWho can read your mailbox can read it then.\n"),
                           why);
}

enum outcome export_mail(struct act *a, struct fault *why)
{
    struct export e = {.a = a, .clocks = hours_of(a->ctx, &a->actor), .outcome = DONE, .why = why};

    act_event(a, "export");
    buf_init(&e.text, a->ctx, TEXT_LIMIT);
    put_everything(&e);
    for (size_t i = 0; i < e.count && e.outcome == DONE; i++)
        change_asked(a, change_told(a, a->actor.id, "exported",
                                    e.count == 1 ? say(a, "Everything the forum has about you")
                                                 : mem_format(a->ctx, say(a, "Everything the forum has about you: %zu of %zu"), i + 1, e.count),
                                    e.parts[i]));
    return e.outcome;
}

enum outcome export_apply(struct act *a, struct fault *why)
{
    bool allowed;
    enum outcome o = gate_budget(a->f, "export", a->actor.id, DAY, 1, &allowed, why);

    act_event(a, "export");
    if (o != DONE)
        return o;
    if (!allowed)
        return change_answer(a, "export", say(a, "Once a day"), say(a, "You were sent everything less than a day ago. Ask again tomorrow.\n"), why);
    return export_mail(a, why);
}
