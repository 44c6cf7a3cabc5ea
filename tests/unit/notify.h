/* A small forum in a temporary directory, for the tests of notify/: keys, a database, a category tree, people, posts.
 */
#ifndef TESTS_NOTIFY_H
#define TESTS_NOTIFY_H

#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

#include "base/proc.h"
#include "base/wire.h"
#include "conf/conf.h"
#include "notify/private.h"

struct world {
    char *related; /* of the next posts; NULL: nothing */
    bool own_name; /* they stand under their writer's own name */
    void *ctx;
    char directory[64];
    struct conf *conf;
    struct forum f;
    struct fault why;
    uint64_t parent, category; /* health, health.psychotherapy */
};

enum { WORLD_NOW = 1795453500 /* Mon, 23 Nov 2026 17:05:00 +0000 */ };

#define OK(w, outcome)                                                                                                 \
    do {                                                                                                               \
        if ((outcome) != DONE) {                                                                                       \
            print_error("%s %s\n", (w)->why.code, (w)->why.text);                                                      \
            fail();                                                                                                    \
        }                                                                                                              \
    } while (0)

static inline uint64_t world_category(struct world *w, const char *path, const char *title, uint64_t parent)
{
    struct category c = {.parent = parent,
                         .path = mem_string(w->ctx, path),
                         .title = mem_string(w->ctx, title),
                         .description = mem_string(w->ctx, ""),
                         .notice = mem_string(w->ctx, "")};
    uint64_t id;

    OK(w, store_category_add(w->f.db, &c, w->f.now, &id, &w->why));
    return id;
}

static inline void world_keys(struct world *w)
{
    char *keys = mem_format(w->ctx, "%s/keys", w->directory);

    OK(w, seal_create(keys, &w->why));
    OK(w, seal_open(w->ctx, keys, "forum.example", SEAL_CHECK, &w->f.seal, &w->why));
}

static inline void world_open(struct world *w, void *ctx)
{
    *w = (struct world){.ctx = ctx, .directory = "/tmp/askpost-notify-XXXXXX"};
    assert_non_null(mkdtemp(w->directory));
    w->conf = conf_defaults(ctx);
    w->conf->forum.name = mem_string(ctx, "Mind & Wellness");
    w->conf->forum.domain = mem_string(ctx, "forum.example");
    w->conf->forum.address = mem_string(ctx, "%s@forum.example");
    w->conf->forum.operator= mem_string(ctx, "root@example.org");
    w->f.conf = w->conf;
    w->f.now = WORLD_NOW;
    world_keys(w);
    OK(w, db_open(ctx, w->directory, DB_WRITER, &w->f.db, &w->why));
    OK(w, db_begin(w->f.db, &w->why));
    w->parent = world_category(w, "health", "Health", 0);
    w->category = world_category(w, "health.psychotherapy", "Psychotherapy", w->parent);
}

static inline void world_close(struct world *w)
{
    static const char *const files[] = {"keys/index.key",   "keys/token.key",   "keys/hold.key", "keys/address.pub",
                                        "keys/address.key", "keys/people.keys", "keys",          "askpost.db",
                                        "askpost.db-wal",   "askpost.db-shm",   "lock",          "ballast"};

    if (db_in_transaction(w->f.db))
        OK(w, db_commit(w->f.db, &w->why));
    mem_free(w->f.db);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        remove(mem_format(w->ctx, "%s/%s", w->directory, files[i]));
    if (rmdir(w->directory) != 0)
        print_message("# %s is not empty\n", w->directory);
}

static inline uint64_t world_person(struct world *w, const char *address)
{
    unsigned char hash[SEAL_HASH];
    struct buf sealed;
    uint64_t id;

    OK(w, store_person_add(w->f.db, w->f.now, PERSON_MEMBER, &id, &w->why));
    OK(w, seal_person_add(w->f.seal, id, &w->why));
    buf_init(&sealed, w->ctx, 1024);
    OK(w, seal_address(w->f.seal, id, str_of(address), &sealed, &w->why));
    seal_address_hash(w->f.seal, str_of(address), hash);
    OK(w, store_address_add(w->f.db, id, hash, buf_view(&sealed), w->f.now, &w->why));
    return id;
}

static inline void world_subscribe(struct world *w, uint64_t category, uint64_t person)
{
    bool changed;

    OK(w, store_subscribe(w->f.db, category, person, w->f.now, &changed, &w->why));
}

/* A post as forum/ makes one, and the change that tells of it. */
static inline uint64_t world_post(struct world *w, enum post_kind kind, uint64_t parent, uint64_t author,
                                  const char *name, const char *title, const char *body, struct changes *changes)
{
    struct post p = {.kind = kind,
                     .parent = parent,
                     .author = author,
                     .anonymous = !w->own_name,
                     .state = POST_VISIBLE,
                     .created = w->f.now,
                     .publish = w->f.now,
                     .related = w->related,
                     .category = w->category};
    struct post above = {0};
    struct change *c;

    if (parent != 0) {
        OK(w, store_post_get(w->f.db, w->ctx, parent, &above, &w->why));
        p.thread = above.thread;
    }
    p.name = mem_string(w->ctx, name);
    p.title = mem_string(w->ctx, title);
    p.body = mem_string(w->ctx, body);
    OK(w, store_post_add(w->f.db, &p, &w->why));
    OK(w, store_participant_add(w->f.db, p.thread, author, kind, &w->why));
    c = change_add(w->ctx, changes, CHANGE_POSTED);
    c->person = author;
    c->post = p.id;
    c->due = p.publish;
    change_pair(w->ctx, c, "cut", "");
    change_pair(w->ctx, c, "undo_minutes", "0");
    change_pair(w->ctx, c, "notice", "");
    change_pair(w->ctx, c, "category", "Psychotherapy");
    return p.id;
}

static inline uint64_t world_ask(struct world *w, uint64_t author, const char *title, const char *body)
{
    struct changes changes = {0};
    uint64_t id = world_post(w, POST_QUESTION, 0, author, "Quiet Fern", title, body, &changes);

    OK(w, notify_plan(&w->f, w->ctx, &changes, 0, &w->why));
    return id;
}

static inline uint64_t world_reply(struct world *w, enum post_kind kind, uint64_t parent, uint64_t author,
                                   const char *body)
{
    struct changes changes = {0};
    uint64_t id = world_post(w, kind, parent, author, "Amber Heron", "", body, &changes);

    OK(w, notify_plan(&w->f, w->ctx, &changes, 0, &w->why));
    return id;
}

/* Expands everything that waits, `limit` people at a time; returns the number of steps. */
static inline unsigned world_expand(struct world *w, unsigned limit)
{
    unsigned steps = 0;
    bool more = true;

    while (more) {
        OK(w, notify_expand(&w->f, w->ctx, limit, &more, &w->why));
        steps += more;
        assert_true(steps < 1000);
    }
    return steps;
}

static inline size_t world_claim(struct world *w, struct notice **list)
{
    size_t count;

    OK(w, notify_claim(&w->f, w->ctx, 100, 3600, list, &count, &w->why));
    return count;
}

/* The journal's last line about a person going out, as "EVENT|SETTING|RESULT". */
struct world_line {
    uint64_t person;
    char text[256];
    unsigned count;
};

static inline void world_line_of(void *arg, const struct journal_entry *e)
{
    struct world_line *line = arg;

    if (e->direction != JOURNAL_OUT || e->person != line->person)
        return;
    snprintf(line->text, sizeof line->text, "%s|%s|%s", e->event, e->setting, e->result);
    line->count++;
}

static inline bool world_any(void *arg, const struct journal_entry *e)
{
    return arg != NULL && e != NULL;
}

static inline struct world_line world_journal(struct world *w, uint64_t person)
{
    struct world_line line = {.person = person};

    OK(w, store_journal_walk(w->f.db, world_any, world_line_of, &line, &w->why));
    return line;
}

/* The notices of a post in the order they were planned: "QUESTION:3 RECEIPT:1". */
struct world_seen {
    struct world *w;
    struct buf out;
    uint64_t post;
};

static inline void world_see(void *arg, const struct notice *n)
{
    struct world_seen *s = arg;

    if (n->post == s->post)
        buf_format(&s->out, "%s%s:%llu", s->out.n == 0 ? "" : " ", kind_of(n->kind)->template,
                   (unsigned long long)n->person);
}

static inline const char *world_planned(struct world *w, uint64_t post)
{
    struct world_seen s = {.w = w, .post = post};

    buf_init(&s.out, w->ctx, 4096);
    OK(w, store_notice_list(w->f.db, -1, 0, 1000, world_see, &s, &w->why));
    return buf_string(&s.out);
}

#endif
