#include "base/clock.h"
#include "base/mem.h"
#include "forum/private.h"

/* Unknown, false and revoked alike: whoever guesses learns nothing from the words. */
static enum outcome no_such(struct fault *why)
{
    return fault_set(why, REFUSED, "5.1.1", "no such address");
}

/* An r token's target: what the mail it stood in was about. */
static enum outcome reply_target(const struct forum *f, const void *ctx, struct recipient *out, struct fault *why)
{
    struct post post = {0};
    struct held held = {0};
    enum outcome o;

    if (out->token.verb == REPLY_TO_PROBLEM) {
        out->target = TARGET_PROBLEM;
        o = store_held_get(f->db, ctx, out->token.object, &held, why);
        return o != DONE ? o : held.id == 0 ? no_such(why) : DONE;
    }
    if (out->token.verb == REPLY_TO_DIGEST) {
        struct notice digest = {0};

        out->target = TARGET_DIGESTED;
        o = store_notice_get(f->db, ctx, out->token.object, &digest, why);
        return o != DONE ? o : digest.kind != NOTICE_DIGEST || digest.person != out->token.person ? no_such(why) : DONE;
    }
    if (out->token.verb > REPLY_TO_DIGEST)
        return no_such(why);
    if ((o = store_post_get(f->db, ctx, out->token.object, &post, why)) != DONE)
        return o;
    if (post.id == 0)
        return no_such(why);
    if (out->token.verb == REPLY_TO_RECEIPT)
        out->target = TARGET_RECEIPT;
    else
        out->target = post.kind == POST_QUESTION ? TARGET_QUESTION : TARGET_POST;
    return DONE;
}

/* The person must be there, and for all but u tokens of this generation and not blocked. */
static enum outcome person_allows(const struct forum *f, const void *ctx, const struct token *t, struct fault *why)
{
    struct person p = {0};
    enum outcome o = store_person_get(f->db, ctx, t->person, &p, why);

    if (o != DONE)
        return o;
    if (p.id == 0 || p.state == PERSON_FORGOTTEN)
        return no_such(why);
    if (t->kind == TOKEN_UNSUBSCRIBE)
        return DONE;
    return p.state == PERSON_BLOCKED || t->generation != (p.generation & 0xff) ? no_such(why) : DONE;
}

/* What is said in reply to mails between authors and moderators is more than a verb. */
static bool words_count(enum verb verb)
{
    return verb == VERB_REVIEW || verb == VERB_DECIDE || verb == VERB_FLAGGED || verb == VERB_NOTE;
}

static enum outcome token_target(const struct forum *f, const void *ctx, struct str local, struct recipient *out,
                                 struct fault *why)
{
    bool shown;
    enum outcome o;

    /* Before any look at the database: a guess costs a hash. */
    if (!token_read(f->seal, local, &out->token) || out->token.kind == TOKEN_MESSAGE_ID)
        return no_such(why);
    shown = out->token.kind == TOKEN_DO && out->token.verb == VERB_DECIDE; /* its expiry is a revision: what it decides decides itself in days */
    out->expired = !shown && clock_day(f->now) > out->token.expiry;
    if (out->token.kind == TOKEN_BOUNCE) {
        out->target = TARGET_BOUNCE;
        return DONE;
    }
    if ((o = person_allows(f, ctx, &out->token, why)) != DONE)
        return o;
    switch (out->token.kind) {
    case TOKEN_REPLY:
        return reply_target(f, ctx, out, why);
    case TOKEN_DO:
        out->target = words_count((enum verb)out->token.verb) ? TARGET_REVIEW : TARGET_DO;
        return DONE;
    case TOKEN_CONFIRM:
        out->target = TARGET_CONFIRM;
        return DONE;
    case TOKEN_UNSUBSCRIBE:
        out->target = TARGET_LEAVE;
        return DONE;
    default:
        return no_such(why);
    }
}

static enum outcome category_target(const struct forum *f, const void *ctx, struct str path, enum target target,
                                    struct recipient *out, struct fault *why)
{
    uint64_t category = 0;
    enum outcome o = path.n == 0 ? DONE : store_category_number(f->db, ctx, path, &category, why);

    if (o != DONE)
        return o;
    if (category == 0)
        return no_such(why);
    out->target = target;
    out->category = category;
    return DONE;
}

static const enum target targets[] = {
    [ROUTE_ASK] = TARGET_CATEGORY,
    [ROUTE_REPLY] = TARGET_REPLY_ADDRESS,
    [ROUTE_REQUEST] = TARGET_REQUEST,
    [ROUTE_ROLE] = TARGET_ROLE,
    [ROUTE_CATEGORY] = TARGET_CATEGORY,
    [ROUTE_SUBSCRIBE] = TARGET_SUBSCRIBE,
    [ROUTE_UNSUBSCRIBE] = TARGET_UNSUBSCRIBE,
    [ROUTE_DIGEST] = TARGET_DIGEST,
};

enum outcome forum_recipient(const struct forum *f, struct str local_part, struct recipient *out, struct fault *why)
{
    struct route route = intent_route(local_part);
    void *job = mem_job("recipient");
    enum outcome o = DONE;

    *out = (struct recipient){0};
    switch (route.kind) {
    case ROUTE_TOKEN:
        o = token_target(f, job, local_part, out, why);
        break;
    case ROUTE_ASK:
        o = category_target(f, job, str_of(f->conf->forum.default_category), TARGET_CATEGORY, out, why);
        break;
    case ROUTE_CATEGORY:
    case ROUTE_SUBSCRIBE:
    case ROUTE_UNSUBSCRIBE:
    case ROUTE_DIGEST:
        o = category_target(f, job, route.category, targets[route.kind], out, why);
        break;
    case ROUTE_REPLY:
    case ROUTE_REQUEST:
    case ROUTE_ROLE:
        out->target = targets[route.kind];
        break;
    default:
        o = no_such(why);
    }
    if (o != DONE)
        *out = (struct recipient){0};
    mem_free(job);
    return o;
}

/* Which recipient decides: b before all, u c d r, then the first category; less decides. */
static const unsigned char ranks[] = {
    [TARGET_BOUNCE] = 1,   [TARGET_LEAVE] = 2,         [TARGET_CONFIRM] = 3,     [TARGET_DO] = 4,
    [TARGET_REVIEW] = 4,
    [TARGET_QUESTION] = 5, [TARGET_POST] = 5,          [TARGET_RECEIPT] = 5,     [TARGET_PROBLEM] = 5,
    [TARGET_DIGESTED] = 5,
    [TARGET_CATEGORY] = 6, [TARGET_SUBSCRIBE] = 6,     [TARGET_UNSUBSCRIBE] = 6, [TARGET_DIGEST] = 6,
    [TARGET_REQUEST] = 7,  [TARGET_REPLY_ADDRESS] = 8, [TARGET_ROLE] = 9,        [TARGET_NONE] = 10,
};

size_t forum_deciding(const struct recipient *recipients, size_t count)
{
    size_t best = 0;

    for (size_t i = 1; i < count; i++)
        if (ranks[recipients[i].target] < ranks[recipients[best].target])
            best = i;
    return best;
}

/* One reference as the r token of the notice it names; TARGET_NONE when it is none of ours, or about no post. */
static enum outcome referred_one(const struct forum *f, const void *ctx, struct str local, struct recipient *out,
                                 struct fault *why)
{
    struct token t;
    struct post post = {0};
    struct person person = {0};
    enum outcome o;

    if (!token_read(f->seal, local, &t) || t.kind != TOKEN_MESSAGE_ID || t.verb != MESSAGE_ID_POST)
        return DONE;
    if ((o = store_post_get(f->db, ctx, t.object, &post, why)) != DONE || post.id == 0)
        return o;
    if ((o = store_person_get(f->db, ctx, t.person, &person, why)) != DONE || person.id == 0)
        return o;
    out->token = (struct token){
        .kind = TOKEN_REPLY,
        .verb = post.author == t.person ? REPLY_TO_RECEIPT : REPLY_TO_NOTICE,
        .generation = person.generation,
        .expiry = clock_day(f->now),
        .person = t.person,
        .object = post.id,
    };
    return reply_target(f, ctx, out, why);
}

enum outcome forum_referred(const struct forum *f, char *const *references, size_t count, struct recipient *out,
                            struct fault *why)
{
    enum outcome o = DONE;
    void *job = mem_job("referred");

    *out = (struct recipient){0};
    for (size_t i = 0; i < count && o == DONE && out->target == TARGET_NONE; i++)
        o = referred_one(f, job, str_of(references[i]), out, why);
    mem_free(job);
    return o;
}
