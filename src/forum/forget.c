#include "base/random.h"
#include "forum/private.h"
#include "store/own.h"

/* `forget me`: all that is kept of a person goes at once, but the address the last mail goes to; when that has left, or was given up, the
 * address and the key that opens it. What they wrote stays, as nobody's, unless they want it gone too. */

enum { LEAVING_LIMIT = 64 * 1024 };

/* Who still gets a last mail, in the store: "PERSON:SINCE:WORDS " for each. */
static const char leaving[] = "leaving";

/* ---- all but the address ---- */

struct posts {
    const struct forum *f;
    const void *ctx;
    struct post *list;
    size_t count, capacity;
};

static void collect_post(void *arg, const struct post *p)
{
    struct posts *all = arg;

    all->list = mem_grow(all->ctx, all->list, &all->capacity, all->count + 1, sizeof *all->list);
    all->list[all->count] = *p;
    all->list[all->count].name = all->list[all->count].title = all->list[all->count].body = NULL; /* the row's, gone with it */
    all->count++;
}

/* What nobody sees any more, or has not seen yet, goes in any case. */
static enum outcome take_words(const struct forum *f, const void *ctx, struct changes *out, const struct post *p, bool words, struct fault *why)
{
    struct change *c;
    bool refused = false;
    enum outcome o = p->state == POST_HIDDEN ? moderate_refused(f, p->id, &refused, why) : DONE;

    if (o != DONE || p->state == POST_UNDONE || (!words && !refused && p->state != POST_DELETED && p->state != POST_WAITING))
        return o;
    if (p->state == POST_WAITING)
        o = moderate_withdrawn(f, p, why);
    if (o != DONE || (o = points_state(f, ctx, p, POST_UNDONE, why)) != DONE)
        return o;
    c = change_add(ctx, out, CHANGE_UNDONE);
    c->person = p->author;
    c->post = p->id;
    return DONE;
}

struct votes {
    const void *ctx;
    uint64_t *posts;
    size_t count, capacity;
};

static void collect_vote(void *arg, const struct own_vote *v)
{
    struct votes *all = arg;

    all->posts = mem_grow(all->ctx, all->posts, &all->capacity, all->count + 1, sizeof *all->posts);
    all->posts[all->count++] = v->post;
}

/* Each as if they had taken it back: so everybody's points stay what the votes say. */
static enum outcome take_votes(const struct forum *f, const void *ctx, uint64_t person, struct fault *why)
{
    struct votes all = {.ctx = ctx};
    enum outcome o = store_own_votes(f->db, person, collect_vote, &all, why);

    for (size_t i = 0; i < all.count && o == DONE; i++)
        o = points_vote(f, ctx, all.posts[i], person, 0, why);
    return o;
}

static enum outcome empty_person(const struct forum *f, const void *ctx, uint64_t id, struct fault *why)
{
    struct person p;
    enum outcome o = store_person_get(f->db, ctx, id, &p, why);

    if (o != DONE || p.id == 0)
        return o;
    p.state = PERSON_FORGOTTEN;
    p.generation++; /* no address in an old mail acts any more */
    p.rung = RUNG_UNKNOWN;
    p.accepted = 0;
    p.name_mode = NAME_ANONYMOUS;
    p.handle = mem_string(ctx, "");
    p.zone = p.handle;
    p.quiet_from = p.quiet_until = p.most = 0;
    p.consent_version = 0;
    p.consent_at = 0; /* no_archive stays, for the words that do */
    return person_save(f, &p, why);
}

static enum outcome forget(const struct forum *f, const void *ctx, struct changes *out, uint64_t person, bool words, struct fault *why)
{
    struct posts all = {.f = f, .ctx = ctx};
    unsigned char hash[SEAL_HASH];
    enum outcome o = store_own_posts(f->db, person, collect_post, &all, why);

    for (size_t i = 0; i < all.count && o == DONE; i++)
        o = take_words(f, ctx, out, &all.list[i], words, why);
    random_fill(hash, sizeof hash);
    if (o != DONE || (o = take_votes(f, ctx, person, why)) != DONE || (o = store_own_forget(f->db, person, hash, lang_say(forum_language(f, NULL), "Someone"), why)) != DONE)
        return o;
    return empty_person(f, ctx, person, why);
}

/* ---- the rest ---- */

static enum outcome erase(const struct forum *f, uint64_t person, bool words, struct fault *why)
{
    bool more = true;
    enum outcome o = seal_person_forget(f->seal, person, words, why);

    while (o == DONE && more)
        o = store_search_step(f->db, f->now, 1000, &more, why);
    return o == DONE ? store_own_erase(f->db, person, why) : o;
}

static enum outcome add_leaving(const struct forum *f, const void *ctx, uint64_t person, bool words, struct fault *why)
{
    char *list;
    enum outcome o = store_value_get(f->db, ctx, leaving, &list, why);

    return o != DONE ? o
                     : store_value_set(f->db, leaving,
                                       mem_format(ctx, "%s%llu:%lld:%d ", list, (unsigned long long)person, (long long)f->now, words), why);
}

static bool read_number(struct str *rest, uint64_t *number)
{
    size_t colon = str_index(*rest, ':');
    bool good = str_number(str_cut(*rest, 0, colon), INT64_MAX, number);

    *rest = str_from_index(*rest, colon < rest->n ? colon + 1 : colon);
    return good;
}

enum outcome forget_tick(const struct forum *f, const void *ctx, struct fault *why)
{
    char *list;
    struct str rest, word;
    struct buf left;
    bool changed = false;
    enum outcome o = store_value_get(f->db, ctx, leaving, &list, why);

    if (o != DONE || *list == '\0')
        return o;
    buf_init(&left, ctx, strlen(list) + 1);
    rest = str_of(list);
    while (o == DONE && str_next_word(&rest, &word)) {
        struct str item = word;
        uint64_t person, since, words;
        bool gone = true;

        if (!read_number(&item, &person) || !read_number(&item, &since) || !read_number(&item, &words))
            continue;
        o = store_own_gone(f->db, person, NOTICE_FAREWELL, (int64_t)since, &gone, why);
        if (o == DONE && gone)
            o = erase(f, person, words != 0, why);
        else
            buf_format(&left, "%.*s ", STR_ARGS(word));
        changed = changed || gone;
    }
    return o == DONE && changed ? store_value_set(f->db, leaving, buf_string(&left), why) : o;
}

/* A database put back from a backup has people in it who were forgotten since. */
enum outcome forget_again(const struct forum *f, const void *ctx, struct changes *out, uint64_t person, struct fault *why)
{
    enum seal_memory memory;
    enum outcome o = seal_person_memory(f->seal, person, &memory, why);
    bool words = memory == SEAL_FORGOTTEN_WORDS;

    if (o != DONE || (memory != SEAL_FORGOTTEN && !words))
        return o;
    return (o = forget(f, ctx, out, person, words, why)) != DONE ? o : erase(f, person, words, why);
}

/* ---- the command, and its confirmation ---- */

enum outcome command_forget(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    bool words = lang_means(str_trim(str_of(c->argument)), "me and my words");

    if (*c->argument == '\0') {
        buf_text(&t->text, say(a, "Write \"forget me\" to be forgotten by the forum; \"forget me and my words\" deletes all you wrote as well.\n"));
        return DONE;
    }
    return confirm_command(
        a, words ? HOLD_FORGET_WORDS : HOLD_FORGET, t, "forget", say(a, "Are you to be forgotten?"),
        say(a, words ? "Reply ok, and the forum forgets you and deletes everything you wrote. It cannot be undone.\n\nYour address, settings, "
                "subscriptions, votes, names and all your posts go. Answers of others to your questions are seen by nobody any more. What went "
                "to others by mail is in their mailboxes still.\n"
              : "Reply ok, and the forum forgets you. It cannot be undone.\n\nYour address, settings, subscriptions, votes and names go. What "
                "you wrote stays, as by \"Someone\", and you cannot change it any more. If it is to go as well, write instead: forget me and my "
                "words\n"),
        why);
}

enum outcome forget_apply(struct act *a, bool words, struct fault *why)
{
    uint64_t person = a->actor.id;
    struct change *c;
    enum outcome o = forget(a->f, a->ctx, a->out, person, words, why);

    act_event(a, "forgotten");
    if (o != DONE || (o = add_leaving(a->f, a->ctx, person, words, why)) != DONE)
        return o;
    c = change_told(a, person, "forgotten", say(a, "The forum forgets you"),
                    mem_format(a->ctx,
                               say(a, "This is the last mail. The forum has nothing of you any more but the address it goes to; as soon as it has "
                               "left, the key that opens that is destroyed.\n\n%s Backups of the operator still hold what was there when they "
                               "were made, until they are deleted, but your address in them cannot be opened without that key.\n"),
                               say(a, words ? "Everything you wrote was deleted." : "What you wrote stays, as by \"Someone\".")));
    c->notice = NOTICE_FAREWELL;
    change_asked(a, c);
    return DONE;
}
