#include "base/address.h"
#include "forum/private.h"

/* Who is let into a members-only category, and put out of it. Of an address nothing is kept or said but whether it is let in: not whose it is, nor
 * whether it is anybody's. */

bool member_hash(const struct forum *f, const void *ctx, struct str address, unsigned char hash[SEAL_HASH])
{
    char *canonical = address_canonical(ctx, address);

    if (canonical != NULL)
        seal_address_hash(f->seal, str_of(canonical), hash);
    return canonical != NULL;
}

enum outcome member_let(const struct forum *f, const void *ctx, uint64_t actor, const struct category *c, const unsigned char hash[SEAL_HASH], bool in,
                        bool *changed, struct fault *why)
{
    struct audit_entry e = {.at = f->now, .actor = actor, .verb = in ? "let-in" : "put-out", .words = c->path};
    struct person p = {0};
    enum outcome o;

    if ((o = store_member_set(f->db, c->id, hash, in, f->now, changed, why)) != DONE || !*changed ||
        (o = store_person_by_hash(f->db, ctx, hash, &p, why)) != DONE)
        return o;
    e.person = p.id;
    return store_audit_add(f->db, &e, why);
}

/* ---- by who moderates it ---- */

static const struct refusal refused = {"member-refused", PHRASE("Nothing was done")};

/* "<ann@a.example>", as a link is written, and its signs with what keeps them from being marks. */
static struct str bare_address(const void *ctx, struct str word)
{
    struct buf out;

    buf_init(&out, ctx, 1024);
    for (size_t i = 0; i < word.n; i++)
        if (strchr("<>\\", word.p[i]) == NULL)
            buf_char(&out, word.p[i]);
    return buf_view(&out);
}

/* "ann@a.example to sleep": what has an @ is the address, and the last of the others the category; either may be empty. */
static void read_words(const void *ctx, struct str argument, struct str *address, struct str *path)
{
    struct str word;

    *address = *path = STR_EMPTY;
    while (str_next_word(&argument, &word))
        if (str_index(word, '@') < word.n)
            *address = bare_address(ctx, word);
        else
            *path = word;
}

/* The category by that name, id 0 when they do not moderate it, whether it is there or not. */
static enum outcome moderated(struct act *a, struct str path, struct category *out, struct fault *why)
{
    enum rung rung = RUNG_UNKNOWN;
    enum outcome o = see_category_named(a, path, out, why);

    if (o == DONE && out->id != 0)
        o = moderate_rung(a->f, a->ctx, &a->actor, out->id, &rung, why);
    if (rung < RUNG_MODERATOR)
        *out = (struct category){0};
    return o;
}

static void put_let_in(struct act *a, const struct category *c, struct buf *out)
{
    buf_format(out, say(a, "Who writes from that address now sees what stands in %s and below it. The forum does not tell them: write to them yourself, "
                           "and that \"subscribe %s\", sent to %s, brings its questions.\n"),
               c->title, c->path, conf_address(a->ctx, a->f->conf, "request"));
    if (c->parent != 0)
        buf_text(out, say(a, "If the category it lies in is for members only as well, they have to be let in there, too.\n"));
}

static void put_role(struct act *a, struct buf *out)
{
    buf_text(out, say(a, "Whoever moderates it, or is an admin, sees it by that role, let in or not; only the operator takes a role away.\n"));
}

/* Why they may not do it to that category now; NULL: they may, and it counts. */
static enum outcome may_not(struct act *a, const struct category *c, const char **text, struct fault *why)
{
    bool allowed;
    char *again;
    enum outcome o;

    *text = NULL;
    if (c->access != ACCESS_MEMBERS) {
        *text = mem_format(a->ctx, say(a, "%s itself is not for members only: nobody is let in there or put out."), c->title);
        return DONE;
    }
    if ((o = gate_budget(a->f, "members", a->actor.id, HOUR, a->f->conf->limits.answers_per_hour, &allowed, why)) != DONE || allowed)
        return o;
    o = gate_budget_again(a, "members", a->actor.id, &again, why);
    *text = mem_format(a->ctx, say(a, "Those are more people than one lets in or puts out in an hour. %s"), again);
    return o;
}

static enum outcome let(struct act *a, const struct command *c, bool in, struct telling *t, struct fault *why)
{
    unsigned char hash[SEAL_HASH];
    struct str address, path;
    struct category category;
    const char *no;
    bool changed;
    enum outcome o;

    read_words(a->ctx, str_of(c->argument), &address, &path);
    if ((o = moderated(a, path, &category, why)) != DONE)
        return o;
    if (category.id == 0)
        return command_refuse(a, t, &refused, mem_format(a->ctx, say(a, "You moderate no category with that name. Write the address, and behind it the category: %s ADDRESS CATEGORY"),
                                                         typed(a, in ? "admit" : "expel")));
    if ((o = may_not(a, &category, &no, why)) != DONE || no != NULL)
        return o != DONE ? o : command_refuse(a, t, &refused, no);
    if (!member_hash(a->f, a->ctx, address, hash))
        return command_refuse(a, t, &refused, say(a, "That is not the address of a mailbox."));
    if ((o = member_let(a->f, a->ctx, a->actor.id, &category, hash, in, &changed, why)) != DONE)
        return o;
    act_event(a, in ? "let-in" : "put-out");
    t->what = a->out->event;
    t->subject = mem_format(a->ctx, say(a, "The members of %s"), category.title);
    if (!changed)
        buf_format(&t->text, say(a, in ? "%s lets that address in already.\n" : "%s has not let that address in.\n"), category.title);
    else if (in)
        put_let_in(a, &category, &t->text);
    else
        buf_format(&t->text, say(a, "That address is let into %s no more: nobody who writes from it sees or gets anything of it.\n"), category.title);
    if (!in)
        put_role(a, &t->text);
    return DONE;
}

enum outcome command_admit(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    return let(a, c, true, t, why);
}

enum outcome command_expel(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    return let(a, c, false, t, why);
}
