#include "base/address.h"
#include "forum/private.h"

static const char *const rungs[] = {
    [RUNG_UNKNOWN] = PHRASE("unknown"),     [RUNG_REACHABLE] = PHRASE("reachable"), [RUNG_ALIGNED] = PHRASE("aligned"),
    [RUNG_TRUSTED] = PHRASE("trusted"),     [RUNG_EXPERT] = PHRASE("expert"),       [RUNG_EDITOR] = PHRASE("editor"),
    [RUNG_MODERATOR] = PHRASE("moderator"), [RUNG_ADMIN] = PHRASE("admin"),
};

const char *rung_name(enum rung rung)
{
    return (size_t)rung < sizeof rungs / sizeof *rungs ? rungs[rung] : "unknown";
}

enum outcome person_save(const struct forum *f, const struct person *p, struct fault *why)
{
    void *job = mem_job("person");
    const char *handle = p->handle == NULL ? "" : p->handle;
    enum outcome o = store_person_put(f->db, p, *handle == '\0' ? "" : name_fold(job, str_of(handle)), why);

    mem_free(job);
    return o;
}

enum outcome person_stop(const struct forum *f, struct person *p, bool *changed, struct fault *why)
{
    bool blocked = p->state == PERSON_BLOCKED;

    *changed = blocked ? !p->stopped : p->state == PERSON_MEMBER || p->state == PERSON_NEWCOMER;
    p->stopped = blocked;
    if (!blocked)
        p->state = PERSON_STOPPED;
    return *changed ? person_save(f, p, why) : DONE;
}

bool person_registered(const struct person *p)
{
    return p->id != 0 && (p->state == PERSON_MEMBER || (p->state == PERSON_STOPPED && p->consent_version > 0));
}

/* What the operator's configuration says of new people. */
static enum outcome set_defaults(struct act *a, uint64_t id, struct fault *why)
{
    static const enum content_mode modes[] = {
        [POLICY_CONTENT_FULL] = CONTENT_FULL, [POLICY_CONTENT_TITLE] = CONTENT_TITLE, [POLICY_CONTENT_DISCREET] = CONTENT_DISCREET};
    struct person p;
    enum outcome o = store_person_get(a->f->db, a->ctx, id, &p, why);

    if (o != DONE || p.content == modes[a->f->conf->privacy.content])
        return o;
    p.content = modes[a->f->conf->privacy.content];
    return person_save(a->f, &p, why);
}

/* The row, the key, the sealed address: all that is ever kept of who somebody is. */
static enum outcome make_person(struct act *a, enum person_state state, uint64_t *id, struct fault *why)
{
    struct buf sealed;
    enum outcome o;

    buf_init(&sealed, a->ctx, 4096);
    if ((o = store_person_add(a->f->db, a->f->now, state, id, why)) != DONE || (o = set_defaults(a, *id, why)) != DONE ||
        (o = seal_person_add(a->f->seal, *id, why)) != DONE ||
        (o = seal_address(a->f->seal, *id, str_of(a->m->origin.from), &sealed, why)) != DONE)
        return o;
    return store_address_add(a->f->db, *id, a->hash, buf_view(&sealed), a->f->now, why);
}

enum outcome person_of_sender(struct act *a, enum person_state state, struct fault *why)
{
    enum outcome o = DONE;

    if (a->sender.id == 0) {
        uint64_t id;

        if ((o = make_person(a, state, &id, why)) == DONE)
            o = store_person_get(a->f->db, a->ctx, id, &a->sender, why);
    } else if (state == PERSON_MEMBER && a->sender.state == PERSON_NEWCOMER) {
        a->sender.state = state;
        o = person_save(a->f, &a->sender, why);
    }
    if (o == DONE)
        a->actor = a->sender;
    return o;
}
