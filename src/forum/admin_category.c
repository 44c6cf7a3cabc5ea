#include "forum/admin.h"

static const char *const moderations[] = {
    [MODERATION_DEFAULT] = "default", [MODERATION_NONE] = "none", [MODERATION_FIRST] = "first", [MODERATION_ALL] = "all"};

static const char *const accesses[] = {[ACCESS_PUBLIC] = "public", [ACCESS_MEMBERS] = "members"};

/* Whether the word is one of a list; *out: which. */
static bool find_word(const char *word, const char *const *list, size_t count, unsigned *out)
{
    for (*out = 0; *out < count; ++*out)
        if (strcmp(word, list[*out]) == 0)
            return true;
    return false;
}

static json_t *numbers(const uint64_t *list, size_t count)
{
    json_t *out = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(out, json_integer((json_int_t)list[i]));
    return out;
}

/* Whom it let in, by number, and how many more that have not written yet. Those of a members-only category it lies in are named there. */
static enum outcome put_members(struct admin *a, json_t *o, const struct category *c, struct fault *why)
{
    uint64_t *people = NULL, unknown = 0;
    size_t count = 0;
    enum outcome outcome = c->id == 0 ? DONE : store_members(a->f->db, a->ctx, c->id, &people, &count, &unknown, why);

    admin_put(o, "members", numbers(people, count));
    admin_number(o, "members_unknown", unknown);
    return outcome;
}

/* Who has a role of a moderator in it, by number; those of the categories it lies in are named there. */
static enum outcome put_moderators(struct admin *a, json_t *o, uint64_t category, struct fault *why)
{
    uint64_t *people = NULL;
    size_t count = 0;
    enum outcome outcome = category == 0 ? DONE : store_role_moderators(a->f->db, a->ctx, category, RUNG_MODERATOR, &people, &count, why);

    admin_put(o, "moderators", numbers(people, count));
    return outcome;
}

static json_t *category_json(struct admin *a, const struct category *c)
{
    json_t *o = json_object();
    struct fault ignored;

    admin_put(o, "path", admin_line(a->ctx, c->path));
    admin_put(o, "title", admin_line(a->ctx, c->title));
    admin_put(o, "address", admin_line(a->ctx, conf_address(a->ctx, a->f->conf, c->path)));
    admin_number(o, "subscribers", c->subscribers);
    admin_number(o, "questions", c->questions);
    admin_put(o, "closed", json_boolean(c->closed));
    admin_put(o, "description", admin_line(a->ctx, c->description));
    admin_put(o, "moderation", json_string(moderations[c->moderation]));
    if (put_moderators(a, o, c->id, &ignored) != DONE)
        json_object_del(o, "moderators");
    admin_put(o, "access", json_string(accesses[c->members_only ? ACCESS_MEMBERS : c->access]));
    if (put_members(a, o, c, &ignored) != DONE)
        json_object_del(o, "members");
    admin_put(o, "notice", admin_text(a->ctx, c->notice));
    return o;
}

static enum outcome by_path(struct admin *a, const char *path, struct category *out, struct fault *why)
{
    enum outcome o = store_category_by_path(a->f->db, a->ctx, str_of(str_lower(a->ctx, str_of(path))), out, why);

    return o == DONE && out->id == 0 ? fault_set(why, REFUSED, "", "there is no category \"%.60s\"", path) : o;
}

/* The path is the local part of its address, so it must mean a category and nothing else. */
static enum outcome check_path(const char *path, struct fault *why)
{
    struct str s = str_of(path);
    size_t depth = 1, from = 0;

    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] != '.') {
            if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-'))
                return fault_set(why, REFUSED, "",
                                 "a path consists of a-z, 0-9 and hyphens, with dots between its parts");
            continue;
        }
        if (i == from || s.p[from] == '-' || s.p[i - 1] == '-')
            return fault_set(why, REFUSED, "", "no part of a path may be empty or begin or end with a hyphen");
        depth += i < s.n;
        from = i + 1;
    }
    if (depth > CATEGORY_DEPTH || s.n > 50)
        return fault_set(why, REFUSED, "", "a path has at most %d parts and 50 characters", CATEGORY_DEPTH);
    if (intent_route(s).kind != ROUTE_CATEGORY)
        return fault_set(why, REFUSED, "", "\"%.60s\" has another meaning as an address; choose another path", path);
    return DONE;
}

enum outcome admin_category_add(struct admin *a, struct fault *why)
{
    char *path = str_lower(a->ctx, str_of(a->words[0]));
    const char *dot = strrchr(path, '.');
    struct category parent = {0};
    struct category c = {
        .path = path,
        .title = utf8_line(a->ctx, str_of(a->words[1])),
        .description = utf8_line(a->ctx, str_of(a->count > 2 ? a->words[2] : "")),
        .notice = mem_string(a->ctx, ""),
    };
    enum outcome o = check_path(path, why);

    if (o != DONE)
        return o;
    if (*c.title == '\0' || utf8_count(str_of(c.title)) > 80 || !utf8_valid(str_of(a->words[1])))
        return fault_set(why, REFUSED, "", "a title has 1 to 80 characters");
    if (dot != NULL) {
        if ((o = by_path(a, mem_copy(a->ctx, path, (size_t)(dot - path)), &parent, why)) != DONE)
            return o;
        c.parent = parent.id;
        c.members_only = parent.members_only;
    }
    if ((o = store_category_add(a->f->db, &c, a->f->now, &c.id, why)) == DONE)
        a->result = category_json(a, &c);
    return o;
}

struct each {
    struct admin *a;
};

static void list_one(void *arg, const struct category *c)
{
    struct admin *a = ((struct each *)arg)->a;

    json_array_append_new(a->result, category_json(a, c));
}

enum outcome admin_category_list(struct admin *a, struct fault *why)
{
    struct each each = {a};

    a->result = json_array();
    return store_category_list(a->f->db, STORE_OPERATOR, list_one, &each, why);
}

enum outcome admin_category_show(struct admin *a, struct fault *why)
{
    struct category c = {0};
    enum outcome o = by_path(a, a->words[0], &c, why);

    if (o != DONE)
        return o;
    a->result = category_json(a, &c);
    admin_put(a->result, "crisis", admin_text(a->ctx, c.crisis));
    admin_put(a->result, "crisis_words", admin_text(a->ctx, c.crisis_words));
    return DONE;
}

enum { NAMED = 200 /* in one command */ };

/* Somebody whom a new list of moderators concerns. */
struct concerned {
    struct person person;
    enum rung before; /* there, everywhere and above it counted */
};

struct concerned_list {
    struct concerned list[2 * NAMED];
    size_t count;
};

static enum outcome concern(struct admin *a, const struct category *c, const struct person *p, struct concerned_list *out, struct fault *why)
{
    for (size_t i = 0; i < out->count; i++)
        if (out->list[i].person.id == p->id)
            return DONE;
    if (out->count == sizeof out->list / sizeof *out->list)
        return fault_set(why, REFUSED, "", "at most %d moderators can be named", NAMED);
    out->list[out->count].person = *p;
    return moderate_rung(a->f, a->ctx, p, c->id, &out->list[out->count++].before, why);
}

/* Who is named comes first, so that nothing has changed when there is no such person. */
static enum outcome concerned_by(struct admin *a, const struct category *c, const char *words, struct concerned_list *out, size_t *named, struct fault *why)
{
    struct str rest = str_of(words), word;
    uint64_t *before = NULL;
    size_t count = 0;
    struct person p;
    enum outcome o = DONE;

    while (o == DONE && str_next_word(&rest, &word)) {
        if ((o = admin_person_find(a, str_dup(a->ctx, word), &p, why)) != DONE)
            return o == RETRY ? o : fault_set(why, o, "", "there is no person \"%.60s\"", str_dup(a->ctx, word));
        o = concern(a, c, &p, out, why);
    }
    *named = out->count;
    if (o == DONE)
        o = store_role_moderators(a->f->db, a->ctx, c->id, RUNG_MODERATOR, &before, &count, why);
    for (size_t i = 0; i < count && o == DONE; i++)
        if ((o = store_person_get(a->f->db, a->ctx, before[i], &p, why)) == DONE)
            o = concern(a, c, &p, out, why);
    return o;
}

/* "ann@a.example 12": they, and nobody else, moderate it. Who is more than that in it stays so. */
static enum outcome set_moderators(struct admin *a, const struct category *c, const char *words, struct fault *why)
{
    struct concerned_list *all = mem_new(a->ctx, struct concerned_list);
    size_t named = 0;
    enum rung rung;
    enum outcome o = concerned_by(a, c, words, all, &named, why);

    for (size_t i = 0; i < all->count && o == DONE; i++) {
        const struct concerned *one = &all->list[i];

        if ((o = store_role_get(a->f->db, one->person.id, &c->id, 1, &rung, why)) == DONE && (i < named ? rung < RUNG_MODERATOR : rung == RUNG_MODERATOR))
            o = store_role_set(a->f->db, one->person.id, c->id, i < named ? RUNG_MODERATOR : RUNG_UNKNOWN, why);
        if (o == DONE && (o = moderate_rung(a->f, a->ctx, &one->person, c->id, &rung, why)) == DONE)
            admin_role_told(a, &one->person, one->before, rung, c->title);
    }
    return o;
}

enum outcome admin_category_set(struct admin *a, struct fault *why)
{
    const char *key = a->words[1], *value = a->words[2];
    struct category c = {0};
    unsigned word;
    enum outcome o = by_path(a, a->words[0], &c, why);

    if (o != DONE)
        return o;
    if (!utf8_valid(str_of(value)) || strlen(value) > 4000)
        return fault_set(why, REFUSED, "", "a value is at most 4000 bytes of UTF-8");
    if (strcmp(key, "moderators") == 0) {
        if ((o = set_moderators(a, &c, value, why)) == DONE)
            a->result = category_json(a, &c);
        return o;
    }
    if (strcmp(key, "title") == 0 && *value != '\0')
        c.title = utf8_line(a->ctx, str_of(value));
    else if (strcmp(key, "description") == 0)
        c.description = utf8_line(a->ctx, str_of(value));
    else if (strcmp(key, "notice") == 0)
        c.notice = mem_string(a->ctx, value);
    else if (strcmp(key, "closed") == 0 && (strcmp(value, "yes") == 0 || strcmp(value, "no") == 0))
        c.closed = strcmp(value, "yes") == 0;
    else if (strcmp(key, "crisis") == 0)
        c.crisis = mem_string(a->ctx, value);
    else if (strcmp(key, "crisis_words") == 0)
        c.crisis_words = mem_string(a->ctx, value);
    else if (strcmp(key, "moderation") == 0 && find_word(value, moderations, sizeof moderations / sizeof *moderations, &word))
        c.moderation = (enum moderation)word;
    else if (strcmp(key, "access") == 0 && find_word(value, accesses, sizeof accesses / sizeof *accesses, &word))
        c.access = (enum access)word;
    else
        return fault_set(why, REFUSED, FORUM_USAGE,
                         "set title, description, notice, closed yes|no, moderation default|none|first|all, access public|members, moderators, crisis or crisis_words");
    if ((o = store_category_put(a->f->db, &c, why)) == DONE && (o = store_category_get(a->f->db, a->ctx, c.id, &c, why)) == DONE)
        a->result = category_json(a, &c);
    return o;
}

/* An address is let in by its hash alone, so that it may be one nobody has written from yet. */
static enum outcome find_address(struct admin *a, const char *word, unsigned char hash[SEAL_HASH], struct fault *why)
{
    struct person p;
    bool found = member_hash(a->f, a->ctx, str_of(word), hash);
    enum outcome o;

    if (!found && ((o = admin_person_find(a, word, &p, why)) != DONE || (o = store_address_hash(a->f->db, p.id, hash, &found, why)) != DONE))
        return o;
    return found ? DONE : fault_set(why, REFUSED, "", "that person has no address any more");
}

enum outcome admin_category_member(struct admin *a, struct fault *why)
{
    bool add = strcmp(a->words[0], "add") == 0, changed;
    unsigned char hash[SEAL_HASH];
    struct category c = {0};
    enum outcome o;

    if (!add && strcmp(a->words[0], "remove") != 0)
        return fault_set(why, REFUSED, FORUM_USAGE, "category member is followed by add or remove, a path and a person");
    if ((o = by_path(a, a->words[1], &c, why)) != DONE || (o = find_address(a, a->words[2], hash, why)) != DONE ||
        (o = member_let(a->f, a->ctx, 0, &c, hash, add, &changed, why)) != DONE)
        return o;
    if (!changed)
        return fault_set(why, REFUSED, "", add ? "%.60s let them in already" : "%.60s has not let them in", c.path);
    a->result = category_json(a, &c);
    return DONE;
}
