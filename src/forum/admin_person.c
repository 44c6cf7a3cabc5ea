#include "base/address.h"
#include "forum/admin.h"

enum { BONUS_MOST = 1000000 };

static const char *const states[] = {
    [PERSON_NEWCOMER] = "newcomer", [PERSON_MEMBER] = "member",       [PERSON_STOPPED] = "stopped",
    [PERSON_BLOCKED] = "blocked",   [PERSON_FORGOTTEN] = "forgotten",
};
static json_t *person_json(struct admin *a, const struct person *p)
{
    json_t *o = json_object();

    admin_number(o, "person", p->id);
    admin_put(o, "state", json_string(states[p->state]));
    admin_put(o, "role", json_string(rung_name(p->rung)));
    admin_number(o, "posts", p->accepted);
    admin_put(o, "name",
              admin_line(a->ctx, p->name_mode == NAME_HANDLE      ? p->handle
                                 : p->name_mode == NAME_ANONYMOUS ? "(anonymous)"
                                                                  : "(pseudonyms)"));
    admin_put(o, "since", admin_time(p->created));
    admin_put(o, "consent", admin_time(p->consent_at));
    return o;
}

enum outcome admin_person_find(struct admin *a, const char *word, struct person *out, struct fault *why)
{
    unsigned char hash[SEAL_HASH];
    char *canonical = address_valid(str_of(word)) ? address_canonical(a->ctx, str_of(word)) : NULL;
    uint64_t id;
    enum outcome o;

    *out = (struct person){0};
    if (canonical != NULL) {
        seal_address_hash(a->f->seal, str_of(canonical), hash);
        o = store_person_by_hash(a->f->db, a->ctx, hash, out, why);
    } else if ((o = admin_id(word, &id, why)) == DONE) {
        o = store_person_get(a->f->db, a->ctx, id, out, why);
    }
    return o == DONE && out->id == 0 ? fault_set(why, REFUSED, "", "there is no such person") : o;
}

static void list_one(void *arg, const struct person *p)
{
    struct admin *a = arg;

    json_array_append_new(a->result, person_json(a, p));
}

enum outcome admin_person_list(struct admin *a, struct fault *why)
{
    uint64_t after = 0;
    enum outcome o = a->count == 0 ? DONE : admin_id(a->words[0], &after, why);

    a->result = json_array();
    return o != DONE ? o : store_person_list(a->f->db, after, 100, list_one, a, why);
}

enum outcome admin_person_show(struct admin *a, struct fault *why)
{
    struct person p;
    uint64_t *list = NULL;
    size_t count = 0;
    enum outcome o = admin_person_find(a, a->words[0], &p, why);

    if (o != DONE || (o = store_subscriptions(a->f->db, a->ctx, p.id, &list, &count, why)) != DONE)
        return o;

    json_t *paths = json_array();

    a->result = person_json(a, &p);
    admin_put(a->result, "subscriptions", paths);
    for (size_t i = 0; i < count && o == DONE; i++) {
        struct category c = {0};

        if ((o = store_category_get(a->f->db, a->ctx, list[i], &c, why)) == DONE && c.id != 0)
            json_array_append_new(paths, admin_line(a->ctx, c.path));
    }
    return o;
}

static enum outcome save(struct admin *a, struct person *p, struct fault *why)
{
    enum outcome o = person_save(a->f, p, why);

    if (o == DONE)
        a->result = person_json(a, p);
    return o;
}

/* What moderators get does not come any more. */
static void tell_left(struct admin *a, const struct person *p, struct change *c, const char *category)
{
    const struct lang *l = forum_language(a->f, p);

    c->notice = NOTICE_TOLD;
    change_pair(a->ctx, c, "what", "role-left");
    change_pair(a->ctx, c, "subject", *category == '\0' ? lang_say(l, "You are no longer a moderator of the whole forum")
                                                       : mem_format(a->ctx, lang_say(l, "You are no longer a moderator of %s"), category));
    change_pair(a->ctx, c, "text", lang_say(l, "Posts that wait for a moderator, or were reported there, do not come to you any more.\n"));
}

void admin_role_told(struct admin *a, const struct person *p, enum rung before, enum rung now, const char *category)
{
    struct change *c;

    if ((before >= RUNG_MODERATOR) == (now >= RUNG_MODERATOR) || p->state != PERSON_MEMBER)
        return;
    c = change_add(a->ctx, a->changes, CHANGE_TELL);
    c->person = p->id;
    c->due = a->f->now;
    if (now < RUNG_MODERATOR) {
        tell_left(a, p, c, category);
        return;
    }
    c->notice = NOTICE_ROLE;
    change_pair(a->ctx, c, "category", category);
}

/* "expert health": in that category and all below it. */
static enum outcome role_in(struct admin *a, const struct person *p, struct fault *why)
{
    struct category c = {0};
    enum rung rung = RUNG_UNKNOWN, before = RUNG_UNKNOWN, now = RUNG_UNKNOWN;
    bool none = strcmp(a->words[1], "none") == 0;
    enum outcome o = store_category_by_path(a->f->db, a->ctx, str_of(a->words[2]), &c, why);

    for (size_t i = RUNG_EXPERT; i <= RUNG_ADMIN; i++)
        if (strcmp(a->words[1], rung_name((enum rung)i)) == 0)
            rung = (enum rung)i;
    if (o != DONE || c.id == 0)
        return o != DONE ? o : fault_set(why, REFUSED, "", "there is no category \"%.60s\"", a->words[2]);
    if (rung == RUNG_UNKNOWN && !none)
        return fault_set(why, REFUSED, FORUM_USAGE, "a role in a category is one of: expert, editor, moderator, admin, none");
    if ((o = moderate_rung(a->f, a->ctx, p, c.id, &before, why)) != DONE || (o = store_role_set(a->f->db, p->id, c.id, rung, why)) != DONE ||
        (o = moderate_rung(a->f, a->ctx, p, c.id, &now, why)) != DONE)
        return o;
    admin_role_told(a, p, before, now, c.title);
    admin_done(a, mem_format(a->ctx, "person %llu is %s in %s", (unsigned long long)p->id, none ? "nothing special" : a->words[1], c.path));
    return o;
}

enum outcome admin_person_role(struct admin *a, struct fault *why)
{
    struct person p;
    enum outcome o = admin_person_find(a, a->words[0], &p, why);

    if (o != DONE || a->count == 3)
        return o != DONE ? o : role_in(a, &p, why);
    for (size_t i = RUNG_REACHABLE; i <= RUNG_ADMIN; i++)
        if (strcmp(a->words[1], rung_name((enum rung)i)) == 0) {
            admin_role_told(a, &p, p.rung, (enum rung)i, "");
            p.rung = (enum rung)i;
            return save(a, &p, why);
        }
    return fault_set(why, REFUSED, FORUM_USAGE,
                     "a role is one of: reachable, aligned, trusted, expert, editor, moderator, admin");
}

enum outcome admin_person_bonus(struct admin *a, struct fault *why)
{
    struct str digits = str_of(a->words[1]);
    bool minus = str_starts(digits, STR("-"));
    struct person p;
    uint64_t points = 0;
    int64_t bonus, all = 0;
    enum outcome o = admin_person_find(a, a->words[0], &p, why);

    if (o != DONE)
        return o;
    if (!str_number(minus ? str_from_index(digits, 1) : digits, BONUS_MOST, &points))
        return fault_set(why, REFUSED, FORUM_USAGE, "a bonus is a number of points from -%d to %d", BONUS_MOST, BONUS_MOST);
    bonus = minus ? -(int64_t)points : (int64_t)points;
    if ((o = store_bonus_set(a->f->db, p.id, bonus, why)) != DONE || (o = forum_points(a->f, p.id, &all, why)) != DONE)
        return o;
    admin_done(a, mem_format(a->ctx, "person %llu has %lld points", (unsigned long long)p.id, (long long)all));
    return DONE;
}

static enum outcome recorded(struct admin *a, const struct person *p, const char *verb, const char *words, struct fault *why)
{
    struct audit_entry e = {.at = a->f->now, .verb = verb, .person = p->id, .words = words};

    return store_audit_add(a->f->db, &e, why);
}

enum outcome admin_person_block(struct admin *a, struct fault *why)
{
    const char *reason = a->count > 1 ? utf8_line(a->ctx, str_of(a->words[1])) : "";
    struct person p;
    enum outcome o = admin_person_find(a, a->words[0], &p, why);

    if (o != DONE)
        return o;
    if (p.state == PERSON_FORGOTTEN)
        return fault_set(why, REFUSED, "", "that person was forgotten");
    return (o = block_person(a->f, a->ctx, a->changes, &p, reason, why)) != DONE || (o = recorded(a, &p, "block", reason, why)) != DONE
               ? o
               : save(a, &p, why);
}

enum outcome admin_person_unblock(struct admin *a, struct fault *why)
{
    struct person p;
    enum outcome o = admin_person_find(a, a->words[0], &p, why);

    if (o != DONE)
        return o;
    if (p.state != PERSON_BLOCKED)
        return fault_set(why, REFUSED, "", "that person is not blocked");
    return (o = unblock_person(a->f, a->ctx, a->changes, &p, why)) != DONE || (o = recorded(a, &p, "unblock", "", why)) != DONE ? o
                                                                                                                            : save(a, &p, why);
}

/* ---- what they may ask for by mail as well, for those who ask on paper ---- */

/* Who is to be found out about or forgotten, and the record that it was done by hand. */
static enum outcome begin(struct admin *a, const char *verb, struct act *act, struct fault *why)
{
    struct audit_entry e = {.at = a->f->now, .verb = verb, .words = ""};
    enum outcome o;

    *act = (struct act){.f = a->f, .ctx = a->ctx, .out = a->changes};
    if ((o = admin_person_find(a, a->words[0], &act->actor, why)) != DONE)
        return o;
    if (act->actor.state == PERSON_FORGOTTEN)
        return fault_set(why, REFUSED, "", "that person was forgotten");
    if (act->actor.state == PERSON_BLOCKED) /* nothing is sent to them, and once forgotten they could come back */
        return fault_set(why, REFUSED, "", "that person is blocked; unblock them first");
    e.person = act->actor.id;
    return store_audit_add(a->f->db, &e, why);
}

enum outcome admin_person_export(struct admin *a, struct fault *why)
{
    struct act act;
    enum outcome o = begin(a, "export", &act, why);

    if (o == DONE && (o = export_mail(&act, why)) == DONE)
        admin_done(a, mem_format(a->ctx, "everything about person %llu is mailed to them", (unsigned long long)act.actor.id));
    return o;
}

enum outcome admin_person_forget(struct admin *a, struct fault *why)
{
    bool words = a->count == 2;
    struct act act;
    enum outcome o;

    if (words && strcmp(a->words[1], "words") != 0)
        return fault_set(why, REFUSED, FORUM_USAGE, "usage: person forget NUMBER|ADDRESS [words]");
    if ((o = begin(a, words ? "forget with words" : "forget", &act, why)) == DONE && (o = forget_apply(&act, words, why)) == DONE)
        admin_done(a, mem_format(a->ctx, "person %llu is forgotten%s; as soon as the mail that tells them has left, so is their address",
                                 (unsigned long long)act.actor.id, words ? ", with all they wrote" : ""));
    return o;
}
