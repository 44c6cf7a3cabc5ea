#include "forum/private.h"

/* What people follow beside categories: `follow Q12` its answers, `follow #sleep` the new questions with that tag, `follow Wise Willow` those
 * that are asked under that name. Nobody can be followed through a pseudonym: what finds a follower is the name that stands with a post, and
 * only where that is its author's own. */

enum { FOLLOWS_MAX = 200 };

char *forum_follow_key(const void *ctx, uint64_t person, const char *name)
{
    return mem_format(ctx, "%llu %s", (unsigned long long)person, name_fold(ctx, str_of(name)));
}

/* ---- what an argument means ---- */

/* The tag "#Side Effects" is "side-effects"; false where it is none, as "#12", which is a question. */
static bool read_tag(struct act *a, struct str s, struct follow *out)
{
    char *tag = NULL;

    if (s.n < 2 || *s.p != '#' || command_number(s) != 0)
        return false;
    tag = str_dup(a->ctx, str_from_index(s, 1));
    out->kind = FOLLOW_TAG;
    out->subject = sort_tags(a->ctx, &tag, 1);
    out->shown = mem_format(a->ctx, "#%s", out->subject);
    return *out->subject != '\0';
}

static void be_thread(struct act *a, uint64_t thread, struct follow *out)
{
    out->kind = FOLLOW_THREAD;
    out->subject = mem_format(a->ctx, "%llu", (unsigned long long)thread);
    out->shown = mem_format(a->ctx, "Q%s", out->subject);
}

/* Somebody who goes by that name now; *out stays empty for all others, whatever the reason. */
static enum outcome read_person(struct act *a, struct str name, struct follow *out, struct fault *why)
{
    struct person p = {0};
    enum outcome o;

    if (name.n > 0 && *name.p == '@')
        name = str_trim(str_from_index(name, 1));
    o = forum_person_named(a->f, a->ctx, name, &p, why);
    if (o != DONE || p.id == 0 || p.id == a->actor.id)
        return o;
    *out = (struct follow){FOLLOW_PERSON, forum_follow_key(a->ctx, p.id, p.handle), p.handle, PACE_UNSET};
    return DONE;
}

/* A number or nothing but a reply's token: the thread. */
static enum outcome read_thread(struct act *a, const struct command *c, struct follow *out, struct post *question, struct fault *why)
{
    uint64_t thread;
    enum outcome o = command_thread(a, c, &thread, why);

    if (o != DONE || thread == 0 || (o = store_post_get(a->f->db, a->ctx, thread, question, why)) != DONE)
        return o;
    if (question->state == POST_VISIBLE)
        be_thread(a, thread, out);
    return DONE;
}

/* ---- follow ---- */

struct tally {
    unsigned count;
};

static void count_one(void *arg, const struct follow *f)
{
    (void)f;
    ((struct tally *)arg)->count++;
}

static enum outcome begin(struct act *a, const struct follow *what, struct telling *t, struct fault *why)
{
    struct tally tally = {0};
    bool changed = false;
    enum outcome o = store_follow_list(a->f->db, a->actor.id, count_one, &tally, why);

    if (o != DONE)
        return o;
    if (tally.count >= FOLLOWS_MAX) {
        buf_format(&t->text, say(a, "You follow %d things already, which is as many as can be. \"following\" lists them.\n"), FOLLOWS_MAX);
        return DONE;
    }
    if ((o = store_follow(a->f->db, a->actor.id, what, a->f->now, &changed, why)) != DONE ||
        (what->pace != PACE_UNSET && (o = store_follow_set_pace(a->f->db, a->actor.id, what, why)) != DONE))
        return o;
    act_event(a, "followed");
    t->subject = mem_format(a->ctx, say(a, "You follow %s"), what->shown);
    buf_format(&t->text, say(a, what->kind == FOLLOW_THREAD ? "You follow %s, and hear of its new answers. \"unfollow %s\" ends that.\n"
                                : what->kind == FOLLOW_TAG ? "You follow %s, and get the new questions with that tag. \"unfollow %s\" ends that.\n"
                                                           : "You follow %s, and get the questions that are asked under that name. \"unfollow %s\" ends that.\n"),
               what->shown, what->shown);
    if (what->pace == PACE_DAILY || what->pace == PACE_WEEKLY)
        buf_text(&t->text, say(a, what->pace == PACE_DAILY ? "They come once a day in one mail.\n" : "They come once a week in one mail.\n"));
    return DONE;
}

/* subject NULL: nothing they could follow. */
static enum outcome end(struct act *a, const struct follow *what, struct telling *t, struct fault *why)
{
    bool changed = false;
    enum outcome o = what->subject == NULL ? DONE : store_unfollow(a->f->db, a->actor.id, what->kind, what->subject, &changed, why);

    t->what = "unfollow";
    t->subject = say(a, "What you follow");
    act_event(a, "unfollowed");
    if (o != DONE)
        return o;
    if (!changed) {
        buf_text(&t->text, say(a, "You did not follow that. \"following\" lists what you do.\n"));
        return DONE;
    }
    t->subject = mem_format(a->ctx, say(a, "You no longer follow %s"), what->shown);
    buf_format(&t->text, say(a, "You no longer follow %s.\n"), what->shown);
    return DONE;
}

/* Who follows a thread they had muted wants to hear of it again. */
static enum outcome begin_thread(struct act *a, const struct follow *what, const struct post *question, struct telling *t, struct fault *why)
{
    bool muted;
    enum outcome o = begin(a, what, t, why);

    t->silent = a->r.token.kind == TOKEN_REPLY; /* a one-word reply yields no mail */
    t->undo = VERB_UNFOLLOW;
    t->undo_object = question->id;
    if (o != DONE || (o = store_muted(a->f->db, question->id, a->actor.id, &muted, why)) != DONE || !muted)
        return o;
    return store_mute(a->f->db, question->id, a->actor.id, false, why);
}

/* What an argument names: a tag, a question, or somebody; then *argument is without how it is to come, unless that is a part of a name. */
static enum outcome read_any(struct act *a, const struct command *c, struct str whole, struct follow *out, struct post *question, bool *off, struct fault *why)
{
    struct str argument = whole;
    enum pace pace = take_pace(&argument, off);
    struct command named = {.verb = c->verb, .argument = str_dup(a->ctx, argument), .line = c->line};
    bool is_name = argument.n > 0 && *argument.p != '#' && command_number(argument) == 0;
    enum outcome o = DONE;

    if (a->r.token.kind == TOKEN_DO && a->r.token.verb == VERB_FOLLOW && command_number(argument) == a->r.token.object) /* undo of leaving what had brought that post */
        o = follow_behind(a, a->actor.id, a->r.token.object, out, why);
    if (o == DONE && is_name && (o = read_person(a, whole, out, why)) == DONE && out->subject != NULL)
        *off = false;
    if (o != DONE || out->subject != NULL)
        return o;
    if (is_name)
        o = read_person(a, argument, out, why);
    else if (!read_tag(a, argument, out))
        o = read_thread(a, &named, out, question, why);
    out->pace = pace;
    return o;
}

enum outcome command_follow(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str argument = str_trim(str_of(c->argument));
    struct follow what = {.subject = NULL};
    struct post question = {0};
    bool off;
    enum outcome o = read_any(a, c, argument, &what, &question, &off, why);

    t->what = "follow";
    t->subject = say(a, "What to follow");
    if (o != DONE)
        return o;
    if (what.subject != NULL && off)
        return end(a, &what, t, why);
    if (what.subject != NULL)
        return question.id != 0 ? begin_thread(a, &what, &question, t, why) : begin(a, &what, t, why);
    if (argument.n > 0)
        buf_format(&t->text, say(a, "There is nothing called \"%s\" to follow. "), utf8_line(a->ctx, utf8_prefix(argument, 60)));
    buf_text(&t->text, say(a, "You can follow a question (\"follow Q12\"), a tag (\"follow #sleep\"), or somebody who asks under a name of their own, by "
                       "that name. The names that threads give cannot be followed.\n"));
    return DONE;
}

/* ---- unfollow ---- */

/* Whom they follow by that name, whatever the name is by now. */
struct named {
    struct act *a;
    const char *folded;
    struct follow found;
};

static void compare_shown(void *arg, const struct follow *f)
{
    struct named *n = arg;

    if (f->kind == FOLLOW_PERSON && strcmp(name_fold(n->a->ctx, str_of(f->shown)), n->folded) == 0)
        n->found = (struct follow){FOLLOW_PERSON, mem_string(n->a->ctx, f->subject), mem_string(n->a->ctx, f->shown), f->pace};
}

static enum outcome find_person(struct act *a, struct str name, struct follow *out, struct fault *why)
{
    struct named n = {.a = a, .folded = name_fold(a->ctx, name.n > 0 && *name.p == '@' ? str_from_index(name, 1) : name)};
    enum outcome o = store_follow_list(a->f->db, a->actor.id, compare_shown, &n, why);

    *out = n.found;
    return o;
}

enum outcome follow_behind(struct act *a, uint64_t person, uint64_t post, struct follow *out, struct fault *why)
{
    struct notice n = {0};
    struct post p = {0};
    enum outcome o = store_notice_of(a->f->db, a->ctx, person, post, &n, why);

    *out = (struct follow){.subject = NULL};
    if (o != DONE || n.id == 0 || *n.because == '\0' || (o = store_post_get(a->f->db, a->ctx, post, &p, why)) != DONE)
        return o;
    if (*n.because == '#')
        *out = (struct follow){FOLLOW_TAG, n.because + 1, n.because, PACE_UNSET};
    else if (n.kind == NOTICE_QUESTION)
        *out = (struct follow){FOLLOW_PERSON, forum_follow_key(a->ctx, p.author, p.name), p.name, PACE_UNSET};
    else
        be_thread(a, p.thread, out);
    return DONE;
}

/* A question they follow is theirs to leave, be it hidden or in a category they do not see any more; id 0: they follow none with that number. */
static enum outcome followed_thread(struct act *a, uint64_t number, struct follow *out, struct fault *why)
{
    struct follow thread = {.pace = PACE_UNSET};
    enum pace pace;
    bool yes;
    enum outcome o;

    be_thread(a, number, &thread);
    o = store_follows(a->f->db, a->actor.id, FOLLOW_THREAD, thread.subject, &yes, &pace, why);
    if (o == DONE && yes)
        *out = thread;
    return o;
}

/* What a lone `unfollow` ends: what brought the mail it replies to, else the thread. */
static enum outcome meant(struct act *a, const struct command *c, struct follow *out, struct fault *why)
{
    uint64_t number = command_number(str_of(c->argument));
    struct post post = {0};
    enum outcome o = DONE;

    if (*c->argument == '\0' && a->r.token.kind == TOKEN_REPLY && a->r.token.verb == REPLY_TO_NOTICE)
        o = follow_behind(a, a->actor.id, a->r.token.object, out, why);
    if (o == DONE && number == 0 && out->subject == NULL && act_post(a) != 0) { /* a mail they got says of which thread it is */
        o = store_post_get(a->f->db, a->ctx, a->r.token.object, &post, why);
        number = post.thread;
    }
    if (o == DONE && number != 0)
        o = followed_thread(a, number, out, why);
    post = (struct post){0};
    return o != DONE || out->subject != NULL ? o : read_thread(a, c, out, &post, why);
}

enum outcome command_unfollow(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str argument = str_trim(str_of(c->argument));
    struct follow what = {.subject = NULL};
    enum outcome o = DONE;

    if (!read_tag(a, argument, &what))
        o = argument.n == 0 || command_number(argument) != 0 ? meant(a, c, &what, why) : find_person(a, argument, &what, why);
    if (o != DONE || (o = end(a, &what, t, why)) != DONE)
        return o;
    t->silent = argument.n == 0 && a->r.token.kind == TOKEN_REPLY && what.subject != NULL;
    return DONE;
}

/* ---- following ---- */

struct list {
    struct act *a;
    struct buf *out;
    unsigned count;
    enum outcome outcome;
    struct fault *why;
};

static void put_one(void *arg, const struct follow *f)
{
    struct list *l = arg;
    struct post p = {0};
    uint64_t number;

    if (l->outcome != DONE)
        return;
    l->count++;
    buf_format(l->out, f->pace == PACE_UNSET ? "    %s" : "    %s (%s)", f->shown, pace_word(f->pace));
    if (f->kind == FOLLOW_THREAD && str_number(str_of(f->subject), INT64_MAX, &number) &&
        (l->outcome = see_post(l->a, number, &p, l->why)) == DONE && p.id != 0 && p.state == POST_VISIBLE)
        buf_format(l->out, ": %s", utf8_line(l->a->ctx, str_of(p.title)));
    buf_char(l->out, '\n');
}

static enum outcome put_categories(struct act *a, struct buf *out, size_t *count, struct fault *why)
{
    uint64_t *ids = NULL;
    enum outcome o = store_subscriptions(a->f->db, a->ctx, a->actor.id, &ids, count, why);

    for (size_t i = 0; i < *count && o == DONE; i++) {
        struct category category = {0};

        if ((o = store_category_get(a->f->db, a->ctx, ids[i], &category, why)) == DONE && category.id != 0)
            buf_format(out, "    %s: %s\n", category.path, category.title);
    }
    return o;
}

enum outcome follow_text(struct act *a, struct buf *out, unsigned *count, struct fault *why)
{
    struct list l = {.a = a, .out = out, .outcome = DONE, .why = why};
    enum outcome o = store_follow_list(a->f->db, a->actor.id, put_one, &l, why);

    *count = l.count;
    return o == DONE ? l.outcome : o;
}

enum outcome command_following(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    size_t categories = 0;
    unsigned others;
    enum outcome o;

    (void)c;
    t->what = "following";
    t->subject = say(a, "What you follow");
    if ((o = put_categories(a, &t->text, &categories, why)) != DONE || (o = follow_text(a, &t->text, &others, why)) != DONE)
        return o;
    if (categories + others == 0)
        buf_text(&t->text, say(a, "You follow nothing. \"subscribe CATEGORY\" gets you the new questions of a category, \"follow #sleep\" those with a "
                           "tag, and \"follow Q12\" the answers to a question.\n"));
    else
        buf_text(&t->text, say(a, "\n\"unsubscribe\" or \"unfollow\" with one of these ends it.\n"));
    return DONE;
}
