#include "forum/private.h"

/* Coming and going: categories, threads, everything. */

/* ---- by a member's command ---- */

/* The category an argument names, or the one the mail came to, or that of the thread a reply stands in; id 0: none. */
static enum outcome named_category(struct act *a, struct str argument, struct category *out, struct fault *why)
{
    struct post post = {0};
    enum outcome o;

    *out = (struct category){0};
    argument = str_trim(argument);
    if (argument.n > 0)
        return see_category_named(a, argument, out, why);
    if (a->r.category != 0)
        return see_category(a, a->r.category, out, why);
    if (act_post(a) == 0)
        return DONE;
    if ((o = see_post(a, a->r.token.object, &post, why)) != DONE || post.id == 0)
        return o;
    return store_category_get(a->f->db, a->ctx, post.category, out, why);
}

enum { RECENT = 5, ONCE = 36500 /* days */ };

/* Who subscribes for the first time gets to know the place: what there is, what was asked last, what can be written. */
static enum outcome welcome(struct act *a, struct telling *t, struct fault *why)
{
    bool first;
    enum outcome o = gate_budget(a->f, "welcome", a->actor.id, (int64_t)ONCE * DAY, 1, &first, why);

    if (o != DONE || !first || (o = help_categories(a, &t->welcome, why)) != DONE)
        return o;
    return listing_newest(a, t, RECENT, why);
}

const char *pace_word(enum pace pace)
{
    return pace == PACE_NOW ? "now" : pace == PACE_DAILY ? "daily" : "weekly";
}

/* And what stands before it. */
static struct str last_word(struct str s, struct str *before)
{
    struct str word = str_trim(s);
    size_t space;

    while ((space = str_index(word, ' ')) < word.n)
        word = str_from_index(word, space + 1);
    *before = str_trim(str_from(s.p, (size_t)(word.p - s.p)));
    return word;
}

enum pace take_pace(struct str *argument, bool *off)
{
    struct str rest = str_trim(*argument), word = last_word(rest, argument);

    *off = lang_means(word, "off");
    for (enum pace p = PACE_NOW; p <= PACE_WEEKLY; p++)
        if (lang_means(word, pace_word(p)))
            return p;
    if (!*off)
        *argument = rest;
    return PACE_UNSET;
}

/* "CATEGORY only", "CATEGORY all": takes the last word off where it says whether the categories below come with it. */
static enum scope { SCOPE_UNSET, SCOPE_ALL, SCOPE_ONLY } take_scope(struct str *argument)
{
    struct str before, word = last_word(*argument, &before);
    bool only = lang_means(word, "only");

    if (before.n == 0 || (!only && !lang_means(word, "all")))
        return SCOPE_UNSET;
    *argument = before;
    return only ? SCOPE_ONLY : SCOPE_ALL;
}

/* What else comes of it than questions. */
static enum outcome put_answers(struct act *a, enum pace pace, struct buf *out, struct fault *why)
{
    enum notify_value value;
    enum outcome o = store_notify_get(a->f->db, a->actor.id, NOTIFY_CATEGORY, &value, why);

    if (o == DONE && value != NOTIFY_OFF && pace > PACE_NOW)
        buf_text(out, say(a, "Their answers come in it as well; \"set notify category off\" ends that.\n"));
    else if (o == DONE && value == NOTIFY_DAILY)
        buf_text(out, say(a, "Their answers come once a day in one mail; \"set notify category off\" ends that.\n"));
    return o;
}

static enum outcome join(struct act *a, const struct category *c, enum pace pace, enum scope scope, struct telling *t, struct fault *why)
{
    bool changed;
    enum outcome o = store_subscribe(a->f->db, c->id, a->actor.id, a->f->now, &changed, why);

    if (o == DONE && pace != PACE_UNSET)
        o = store_subscription_set_pace(a->f->db, c->id, a->actor.id, pace, why);
    if (o == DONE && scope != SCOPE_UNSET)
        o = store_subscription_set_alone(a->f->db, c->id, a->actor.id, scope == SCOPE_ONLY, why);
    if (o != DONE)
        return o;
    act_event(a, "subscribed");
    t->what = "subscribed";
    t->subject = mem_format(a->ctx, say(a, "You subscribe to %s"), c->title);
    if (changed || pace != PACE_UNSET || scope != SCOPE_UNSET)
        buf_format(&t->text,
                   say(a, pace == PACE_DAILY    ? "From now on you get the new questions in %s, once a day in one mail. Reply to it to answer one or more of them.\n"
                          : pace == PACE_WEEKLY ? "From now on you get the new questions in %s, once a week in one mail. Reply to it to answer one or more of them.\n"
                                                : "From now on you get the new questions in %s. Reply to one to answer it.\n"),
                   c->title);
    else
        buf_format(&t->text, say(a, "You subscribe to %s already.\n"), c->title);
    if ((changed || pace != PACE_UNSET) && (o = put_answers(a, pace, &t->text, why)) != DONE)
        return o;
    if (scope == SCOPE_ONLY)
        buf_text(&t->text, say(a, "Those of the categories below it do not come.\n"));
    if (changed && *c->notice != '\0')
        buf_format(&t->text, "\n%s\n", text_in(forum_language(a->f, &a->actor), a->ctx, c->notice));
    if (changed) {
        t->undo = VERB_UNSUBSCRIBE;
        t->undo_object = c->id;
    }
    return changed ? welcome(a, t, why) : DONE;
}

static enum outcome part(struct act *a, const struct category *c, struct telling *t, struct fault *why)
{
    bool changed;
    enum outcome o = store_unsubscribe(a->f->db, c->id, a->actor.id, &changed, why);

    if (o != DONE)
        return o;
    act_event(a, "unsubscribed");
    t->what = "left";
    t->subject = c->id == 0 ? say(a, "You subscribe to no category any more")
                            : mem_format(a->ctx, say(a, "You no longer subscribe to %s"), c->title);
    buf_format(&t->text, say(a, changed ? "You get no more new questions of %s.\n" : "You did not subscribe to %s.\n"),
               c->id == 0 ? say(a, "any category") : c->title);
    if (changed && c->id != 0) {
        t->undo = VERB_SUBSCRIBE;
        t->undo_object = c->id;
    }
    return DONE;
}

enum outcome command_subscribe(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct category category;
    struct str argument = str_of(c->argument);
    bool off;
    enum scope scope = take_scope(&argument);
    enum pace pace = take_pace(&argument, &off);
    enum outcome o;

    scope = scope == SCOPE_UNSET ? take_scope(&argument) : scope;
    if ((o = named_category(a, argument, &category, why)) != DONE)
        return o;
    if (category.id != 0)
        return off ? part(a, &category, t, why) : join(a, &category, pace, scope, t, why);
    buf_format(&t->text, say(a, "There is no category \"%s\". These are there:\n\n"),
               utf8_line(a->ctx, utf8_prefix(argument, 60)));
    o = command_categories(a, c, t, why);
    t->what = "no-category";
    t->subject = say(a, "Which category?");
    return o;
}

enum outcome command_unsubscribe(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct category category, all = {.title = mem_string(a->ctx, "")};
    struct str argument = str_trim(str_of(c->argument));
    struct follow follow;
    enum outcome o;

    if (lang_means(argument, "all"))
        return part(a, &all, t, why);
    if (argument.n == 0 && a->r.token.kind == TOKEN_REPLY && a->r.token.verb == REPLY_TO_NOTICE &&
        ((o = follow_behind(a, a->actor.id, a->r.token.object, &follow, why)) != DONE || follow.subject != NULL))
        return o != DONE ? o : command_unfollow(a, c, t, why);
    if ((o = named_category(a, argument, &category, why)) != DONE)
        return o;
    if (category.id != 0)
        return part(a, &category, t, why);
    buf_text(&t->text, say(a, "Which category do you want to leave? Write \"unsubscribe CATEGORY\" or \"unsubscribe all\"; "
                       "\"whoami\" lists those you subscribe to, and \"stop\" ends all mail.\n"));
    return DONE;
}

static enum outcome set_mute(struct act *a, const struct command *c, bool mute, struct telling *t, struct fault *why)
{
    uint64_t thread;
    enum outcome o = command_thread(a, c, &thread, why);

    if (o != DONE)
        return o;
    act_event(a, mute ? "muted" : "unmuted");
    t->what = mute ? "muted" : "unmuted";
    if (thread == 0) {
        buf_text(&t->text, say(a, "Which question? Write its number, as in \"mute Q12\".\n"));
        return DONE;
    }
    t->silent = a->r.token.kind == TOKEN_REPLY; /* a one-word reply yields no mail */
    t->subject = mem_format(a->ctx, say(a, mute ? "Q%llu is muted" : "Q%llu is no longer muted"), (unsigned long long)thread);
    buf_format(&t->text, say(a, mute ? "You hear no more of Q%llu.\n" : "You hear of Q%llu again.\n"),
               (unsigned long long)thread);
    t->undo = mute ? VERB_UNMUTE : VERB_MUTE;
    t->undo_object = thread;
    return store_mute(a->f->db, thread, a->actor.id, mute, why);
}

enum outcome command_mute(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    return set_mute(a, c, true, t, why);
}

enum outcome command_unmute(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    return set_mute(a, c, false, t, why);
}

enum outcome command_stop(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    bool blocked = a->actor.state == PERSON_BLOCKED, changed; /* who is cannot take it back by mail */

    (void)c;
    act_event(a, "stopped");
    t->what = "stopped";
    t->subject = say(a, "The forum will not write to you any more");
    buf_text(&t->text, say(a, blocked ? "You get no more mail from the forum but answers to what you send it yourself.\n"
                                      : "You get no more mail from the forum but answers to what you send it yourself. \"start\" takes that back.\n"));
    t->undo = VERB_START;
    return person_stop(a->f, &a->actor, &changed, why);
}

enum outcome command_start(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    (void)c;
    act_event(a, "started");
    t->what = "started";
    t->subject = say(a, "The forum writes to you again");
    buf_text(&t->text, say(a, "You hear of your threads and subscriptions again. \"stop\" ends that at any time.\n"));
    if (a->actor.state != PERSON_STOPPED)
        return DONE;
    a->actor.state = PERSON_MEMBER;
    return person_save(a->f, &a->actor, why);
}

/* ---- by address: SLUG+subscribe and its like ---- */

static enum outcome by_address(struct act *a, enum verb verb, const char *how, struct fault *why)
{
    struct category category = {0};
    struct command c = {.verb = verb, .line = mem_string(a->ctx, "")};
    struct intent intent = {
        .kind = INTENT_COMMANDS, .commands = &c, .command_count = 1, .words = mem_string(a->ctx, ""), .title = c.line};
    struct mail m = *a->m;
    enum outcome o = store_category_get(a->f->db, a->ctx, a->r.category, &category, why);

    if (o != DONE)
        return o;
    c.argument = mem_format(a->ctx, "%s%s", category.path == NULL ? "" : category.path, how);
    m.intent = intent;

    const struct mail *before = a->m;

    a->m = &m;
    o = commands_apply(a, why);
    a->m = before;
    return o;
}

enum outcome subscribe_apply(struct act *a, struct fault *why)
{
    return by_address(a, VERB_SUBSCRIBE, "", why);
}

enum outcome unsubscribe_apply(struct act *a, struct fault *why)
{
    return by_address(a, VERB_UNSUBSCRIBE, "", why);
}

enum outcome digest_apply(struct act *a, struct fault *why)
{
    return by_address(a, VERB_SUBSCRIBE, " daily", why);
}

/* ---- by somebody new ---- */

/* Whether they get an answer; if so they are a newcomer from now on. */
static enum outcome greet(struct act *a, bool *allowed, struct fault *why)
{
    enum outcome o;

    *allowed = false;
    if (!gate_open(a->f, a->m))
        return DONE;
    o = person_of_sender(a, PERSON_NEWCOMER, why);
    return o == DONE ? gate_may_answer(a, a->actor.id, true, allowed, why) : o;
}

/* Asks once: ok? Never a word of the mail stands in the question, and a second request while it waits asks nothing. */
static enum outcome ask_newcomer(struct act *a, const struct category *c, struct fault *why)
{
    uint64_t id;
    bool allowed;
    enum outcome o;

    act_event(a, "subscribe-unasked");
    if ((o = greet(a, &allowed, why)) != DONE || !allowed)
        return o;
    act_event(a, "held-subscribe");
    if ((o = hold_mail(a, HOLD_SUBSCRIBE, a->actor.id, &id, why)) != DONE)
        return o;

    struct change *told = change_tell(a, NOTICE_CONFIRM, a->actor.id, id);

    change_pair(a->ctx, told, "category", c->title);
    change_pair(a->ctx, told, "path", c->path);
    change_pair(a->ctx, told, "notice", text_in(forum_language(a->f, &a->actor), a->ctx, c->notice));
    change_number(a->ctx, told, "place", c->id);
    return store_held_asked(a->f->db, id, a->f->now, why);
}

/* Stop by somebody who was never here: remembered, so that nobody can make the forum write to them. */
static enum outcome suppress(struct act *a, struct fault *why)
{
    enum outcome o = person_of_sender(a, PERSON_STOPPED, why);

    act_event(a, "stopped");
    if (o != DONE)
        return o;
    a->actor.state = PERSON_STOPPED;
    return person_save(a->f, &a->actor, why);
}

/* One answer that tells what there is. */
static enum outcome answer_newcomer(struct act *a, struct fault *why)
{
    struct telling t = {.what = "help", .subject = say(a, "What you can write to the forum")};
    bool allowed;
    enum outcome o;

    act_event(a, "help");
    if ((o = greet(a, &allowed, why)) != DONE || !allowed)
        return o;
    buf_init(&t.text, a->ctx, TEXT_LIMIT);
    if ((o = command_help(a, NULL, &t, why)) == DONE && (o = command_categories(a, NULL, &t, why)) == DONE)
        change_told(a, a->actor.id, "help", say(a, "What you can write to the forum"), buf_string(&t.text));
    return o;
}

static enum outcome wanted_category(struct act *a, const struct command *c, struct category *out, struct fault *why)
{
    struct str argument = str_of(c->argument);
    bool off;

    take_pace(&argument, &off);
    return named_category(a, argument, out, why);
}

/* Of a stranger's commands help, categories, subscribe and stop act, the weightiest of them, once. */
enum outcome newcomer_apply(struct act *a, struct fault *why)
{
    const struct intent *i = &a->m->intent;
    struct category category = {0};
    bool subscribe = a->r.target == TARGET_SUBSCRIBE || a->r.target == TARGET_DIGEST;
    enum outcome o = DONE;

    if (a->f->conf->people.newcomers == NEWCOMERS_CLOSED)
        return hold_quietly(a, HOLD_CLOSED, 0, "held-closed", why);
    for (size_t n = 0; n < i->command_count; n++)
        if (i->commands[n].verb == VERB_STOP)
            return suppress(a, why);
    if (gate_open(a->f, a->m)) /* who they are decides what they see */
        o = person_of_sender(a, PERSON_NEWCOMER, why);
    if (o == DONE && subscribe)
        o = see_category(a, a->r.category, &category, why);
    for (size_t n = 0; n < i->command_count && o == DONE && category.id == 0; n++)
        if (i->commands[n].verb == VERB_SUBSCRIBE)
            o = wanted_category(a, &i->commands[n], &category, why);
    if (o != DONE)
        return o;
    return category.id != 0 ? ask_newcomer(a, &category, why) : answer_newcomer(a, why);
}
