/* A forum of its own for each test: keys and database in a temporary directory, two categories, and mails made by hand
 * as front and parser would send them. */
#ifndef TESTS_UNIT_FORUM_FIXTURE_H
#define TESTS_UNIT_FORUM_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

#include "base/address.h"
#include "base/clock.h"
#include "forum/private.h"

struct fixture {
    struct forum f;
    struct conf *conf;
    char directory[64];
    struct fault why;
    uint64_t category, other;
    struct changes changes; /* of the last mail */
    enum outcome outcome;
    unsigned mails;
};

#define OK(call) assert_int_equal((call), DONE)

static inline int fixture_remove(struct fixture *x)
{
    char command[128];

    snprintf(command, sizeof command, "rm -rf %s", x->directory);
    return system(command);
}

static inline struct fixture *fixture_open(void **state)
{
    struct fixture *x = mem_new(*state, struct fixture);
    struct category c = {.path = (char *)"health",
                         .title = (char *)"Health",
                         .description = (char *)"",
                         .notice = (char *)"In need: call 112."};
    char *keys;

    snprintf(x->directory, sizeof x->directory, "/tmp/askpost-forum-XXXXXX");
    assert_non_null(mkdtemp(x->directory));
    talloc_set_destructor(x, fixture_remove);
    keys = mem_format(x, "%s/keys", x->directory);
    x->conf = conf_defaults(x);
    x->conf->forum.domain = mem_string(x, "forum.example");
    x->conf->forum.address = mem_string(x, "%s@forum.example");
    x->conf->forum.name = mem_string(x, "Mind & Wellness");
    x->conf->forum.default_category = mem_string(x, "health");
    x->f.conf = x->conf;
    x->f.now = 1800000000;
    OK(seal_create(keys, &x->why));
    OK(seal_open(x, keys, "forum.example", SEAL_CORE, &x->f.seal, &x->why));
    OK(db_open(x, x->directory, DB_WRITER, &x->f.db, &x->why));
    OK(db_begin(x->f.db, &x->why));
    OK(store_category_add(x->f.db, &c, x->f.now, &x->category, &x->why));
    c.path = (char *)"sleep";
    c.title = (char *)"Sleep";
    c.notice = (char *)"";
    OK(store_category_add(x->f.db, &c, x->f.now, &x->other, &x->why));
    return x;
}

static inline struct person fixture_person(struct fixture *x, const char *address);

/* From here on somebody reads another language, and all of those that are built in are there. */
static inline void fixture_speaks(struct fixture *x, const char *address, const char *language)
{
    struct person p = fixture_person(x, address);

    OK(lang_open(x, x->conf, NULL, &x->why));
    p.language = mem_string(x, language);
    OK(person_save(&x->f, &p, &x->why));
}

/* Somebody who consented already. */
static inline uint64_t fixture_member(struct fixture *x, const char *address)
{
    unsigned char hash[SEAL_HASH];
    struct person p;
    struct buf sealed;
    uint64_t id;

    buf_init(&sealed, x, 4096);
    seal_address_hash(x->f.seal, str_of(address_canonical(x, str_of(address))), hash);
    OK(store_person_add(x->f.db, x->f.now, PERSON_MEMBER, &id, &x->why));
    OK(seal_person_add(x->f.seal, id, &x->why));
    OK(seal_address(x->f.seal, id, str_of(address), &sealed, &x->why));
    OK(store_address_add(x->f.db, id, hash, buf_view(&sealed), x->f.now, &x->why));
    OK(store_person_get(x->f.db, x, id, &p, &x->why));
    p.consent_version = 1;
    p.consent_at = x->f.now;
    OK(person_save(&x->f, &p, &x->why));
    return id;
}

static inline struct person fixture_person(struct fixture *x, const char *address)
{
    unsigned char hash[SEAL_HASH];
    struct person p = {0};

    seal_address_hash(x->f.seal, str_of(address_canonical(x, str_of(address))), hash);
    OK(store_person_by_hash(x->f.db, x, hash, &p, &x->why));
    return p;
}

static inline void fixture_let_in(struct fixture *x, uint64_t category, uint64_t person, bool in)
{
    unsigned char hash[SEAL_HASH];
    bool found, changed;

    OK(store_address_hash(x->f.db, person, hash, &found, &x->why));
    assert_true(found);
    OK(store_member_set(x->f.db, category, hash, in, x->f.now, &changed, &x->why));
}

struct fixture_people {
    struct fixture *x;
    uint64_t category;
};

static inline void fixture_each_in(void *arg, const struct person *p)
{
    struct fixture_people *all = arg;

    fixture_let_in(all->x, all->category, p->id, true);
}

/* From now on it is, with everybody there is let in. */
static inline void fixture_members_only(struct fixture *x, uint64_t category)
{
    struct fixture_people all = {x, category};
    struct category c;

    OK(store_category_get(x->f.db, x, category, &c, &x->why));
    c.access = ACCESS_MEMBERS;
    OK(store_category_put(x->f.db, &c, &x->why));
    OK(store_person_list(x->f.db, 0, 100, fixture_each_in, &all, &x->why));
}

/* A mail that passed, with its own body and Message-ID. */
static inline struct mail *fixture_mail(struct fixture *x, const char *from, const char *recipient,
                                        enum intent_kind kind, const char *words)
{
    struct mail *m = mem_new(x, struct mail);
    char *empty = mem_string(x, "");

    m->sender = mem_string(x, from);
    m->recipients = mem_array(x, 1, sizeof *m->recipients);
    m->recipients[0] = mem_string(x, recipient);
    m->recipient_count = 1;
    m->origin = (struct origin){.from_state = FROM_ONE,
                                .from = mem_string(x, from),
                                .from_name = empty,
                                .verdict = VERDICT_PASS,
                                .verdict_seen = true,
                                .addressed = true};
    m->origin.message_id = mem_format(x, "m%u@client.example", ++x->mails);
    memcpy(m->body_hash, &x->mails, sizeof x->mails);
    m->intent = (struct intent){.kind = kind, .title = empty, .words = mem_string(x, words)};
    m->report = (struct report){
        .action = empty, .status = empty, .original_message_id = empty, .feedback_type = empty};
    return m;
}

static inline struct mail *fixture_question(struct fixture *x, const char *from, const char *title, const char *words)
{
    struct mail *m = fixture_mail(x, from, "health", INTENT_QUESTION, words);

    m->intent.title = mem_string(x, title);
    return m;
}

static inline struct mail *fixture_command(struct fixture *x, const char *from, const char *recipient,
                                           enum intent_kind kind, enum verb verb, const char *argument)
{
    struct mail *m = fixture_mail(x, from, recipient, kind, "");

    m->intent.commands = mem_array(x, 1, sizeof *m->intent.commands);
    m->intent.commands[0] = (struct command){verb, mem_string(x, argument), mem_string(x, argument)};
    m->intent.command_count = 1;
    return m;
}

static inline enum outcome fixture_apply(struct fixture *x, const struct mail *m)
{
    x->changes = (struct changes){0};
    OK(db_savepoint(x->f.db, &x->why));
    x->outcome = forum_apply(&x->f, x, m, &x->changes, &x->why);
    if (x->outcome == DONE)
        OK(db_release(x->f.db, &x->why));
    else
        db_rollback_to(x->f.db);
    return x->outcome;
}

/* Applies it and compares the journal's word. */
#define APPLY(x, given, word)                                                                                          \
    do {                                                                                                               \
        const struct mail *applied_ = (given);                                                                         \
        if (fixture_apply((x), applied_) != DONE)                                                                      \
            fail_msg("%s %s", (x)->why.code, (x)->why.text);                                                           \
        assert_string_equal((x)->changes.event, (word));                                                               \
    } while (0)

static inline const struct change *fixture_told(struct fixture *x, enum notice_kind kind)
{
    for (size_t i = 0; i < x->changes.count; i++)
        if (x->changes.list[i].kind == CHANGE_TELL && x->changes.list[i].notice == kind)
            return &x->changes.list[i];
    return NULL;
}

static inline const struct change *fixture_change(struct fixture *x, enum change_kind kind)
{
    for (size_t i = 0; i < x->changes.count; i++)
        if (x->changes.list[i].kind == kind)
            return &x->changes.list[i];
    return NULL;
}

static inline const char *fixture_pair(const struct change *c, const char *name)
{
    for (size_t i = 0; c != NULL && i < c->pair_count; i++)
        if (strcmp(c->pairs[i].name, name) == 0)
            return c->pairs[i].value;
    return NULL;
}

static inline const char *fixture_token(struct fixture *x, enum token_kind kind, unsigned verb, uint64_t person,
                                        uint64_t object)
{
    struct person p = {0};
    struct token t = {.kind = kind,
                      .verb = verb,
                      .expiry = clock_day(x->f.now) + token_days(kind),
                      .person = person,
                      .object = object};
    char *text = mem_array(x, SEAL_TOKEN_TEXT + 1, 1);

    if (kind == TOKEN_BOUNCE)
        t.person = 0;
    else
        OK(store_person_get(x->f.db, x, person, &p, &x->why));
    t.generation = p.generation;
    token_make(x->f.seal, &t, text);
    return text;
}

static inline struct mail *fixture_confirm(struct fixture *x, const char *from, uint64_t held, enum answer_word answer)
{
    struct mail *m = fixture_mail(x, from, fixture_token(x, TOKEN_CONFIRM, 0, fixture_person(x, from).id, held),
                                  INTENT_CONFIRM, "ok");

    m->intent.answer = answer;
    return m;
}

static inline struct mail *fixture_reply(struct fixture *x, const char *from, uint64_t owner, unsigned verb, uint64_t post, enum intent_kind kind,
                                         const char *text)
{
    return fixture_mail(x, from, fixture_token(x, TOKEN_REPLY, verb, owner, post), kind, text);
}

/* A question by Ann, who is a member, long published. */
static inline uint64_t fixture_asked(struct fixture *x)
{
    if (fixture_person(x, "ann@a.example").id == 0)
        fixture_member(x, "ann@a.example");
    APPLY(x, fixture_question(x, "ann@a.example", "A title long enough", "Words that are long enough."), "question-posted");
    x->f.now += DAY;
    return x->changes.post;
}

static inline struct post fixture_post(struct fixture *x, uint64_t id)
{
    struct post p = {0};

    OK(store_post_get(x->f.db, x, id, &p, &x->why));
    return p;
}

#endif
