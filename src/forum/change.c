#include "forum/private.h"

struct change *change_add(const void *ctx, struct changes *c, enum change_kind kind)
{
    c->list = mem_grow(ctx, c->list, &c->capacity, c->count + 1, sizeof *c->list);

    struct change *made = &c->list[c->count++];

    *made = (struct change){.kind = kind};
    return made;
}

void change_pair(const void *ctx, struct change *c, const char *name, const char *value)
{
    /* Few pairs each: grown by hand, so that a change stays plain data. */
    struct pair *grown = mem_array(ctx, c->pair_count + 1, sizeof *grown);

    if (c->pair_count > 0)
        memcpy(grown, c->pairs, c->pair_count * sizeof *grown);
    grown[c->pair_count] = (struct pair){mem_string(ctx, name), mem_string(ctx, value == NULL ? "" : value)};
    c->pairs = grown;
    c->pair_count++;
}

void change_number(const void *ctx, struct change *c, const char *name, uint64_t value)
{
    change_pair(ctx, c, name, mem_format(ctx, "%llu", (unsigned long long)value));
}

struct change *change_tell(struct act *a, enum notice_kind kind, uint64_t person, uint64_t held)
{
    struct change *c = change_add(a->ctx, a->out, CHANGE_TELL);

    c->notice = kind;
    c->person = person;
    c->held = held;
    c->due = a->f->now;
    return c;
}

struct change *change_told(struct act *a, uint64_t person, const char *what, const char *subject, const char *text)
{
    struct change *c = change_tell(a, NOTICE_TOLD, person, 0);

    change_pair(a->ctx, c, "what", what);
    change_pair(a->ctx, c, "subject", subject);
    change_pair(a->ctx, c, "text", text);
    return c;
}

void change_heard(struct act *a, const struct post *p, const char *what, const char *subject, const char *text)
{
    struct change *c = change_told(a, p->author, what, subject, text);

    c->notice = NOTICE_OUTCOME;
    c->about = p->id;
    change_number(a->ctx, c, "post", p->id);
}

void act_event(struct act *a, const char *event)
{
    a->out->event = event;
}

enum outcome change_answer(struct act *a, const char *what, const char *subject, const char *text, struct fault *why)
{
    bool allowed, newcomer = !person_registered(&a->actor) && !a->invited;
    enum outcome o;

    if (a->actor.id == 0)
        return DONE;
    if ((o = gate_may_answer(a, a->actor.id, newcomer, &allowed, why)) == DONE && allowed)
        change_asked(a, change_told(a, a->actor.id, what, subject, text));
    return o;
}

void change_asked(struct act *a, struct change *c)
{
    change_pair(a->ctx, c, "asked", "yes");
}

void change_undo(struct act *a, struct change *c, enum verb verb, uint64_t object)
{
    change_number(a->ctx, c, "undo_verb", verb);
    change_number(a->ctx, c, "undo_object", object);
}
