/* populate: puts members into a forum whose daemon is stopped, all subscribed to one category, for the benchmarks.
 *   populate CONF CATEGORY COUNT [FIRST]     member N is memberN@members.example */
#include <stdio.h>
#include <stdlib.h>

#include "base/address.h"
#include "base/mem.h"
#include "gateway/core.h"

static enum outcome add_member(struct forum *f, void *ctx, uint64_t category, long number, struct fault *why)
{
    unsigned char hash[SEAL_HASH];
    struct person person = {0};
    uint64_t id;
    bool changed;
    struct buf sealed;
    char *address = mem_format(ctx, "member%ld@members.example", number);
    enum outcome outcome;

    buf_init(&sealed, ctx, 1024);
    seal_address_hash(f->seal, str_of(address), hash);
    if ((outcome = store_person_add(f->db, f->now, PERSON_MEMBER, &id, why)) != DONE ||
        (outcome = seal_person_add(f->seal, id, why)) != DONE ||
        (outcome = seal_address(f->seal, id, str_of(address), &sealed, why)) != DONE ||
        (outcome = store_address_add(f->db, id, hash, buf_view(&sealed), f->now, why)) != DONE ||
        (outcome = store_person_get(f->db, ctx, id, &person, why)) != DONE)
        return outcome;
    person.consent_version = 1;
    person.greeted = true;
    if ((outcome = store_person_put(f->db, &person, "", why)) != DONE)
        return outcome;
    return store_subscribe(f->db, category, id, f->now, &changed, why);
}

static enum outcome populate(const void *top, const char *path, const char *category_path, long count, long first, struct fault *why)
{
    struct conf *conf;
    struct forum forum;
    struct category category = {0};
    enum outcome outcome = conf_load(top, path, &conf, why);

    if (outcome != DONE || (outcome = core_open(top, conf, &forum, why)) != DONE || (outcome = db_begin(forum.db, why)) != DONE)
        return outcome;
    outcome = store_category_by_path(forum.db, top, str_of(category_path), &category, why);
    for (long i = 0; outcome == DONE && i < count; i++) {
        void *ctx = mem_job("member");

        outcome = add_member(&forum, ctx, category.id, first + i, why);
        mem_free(ctx);
    }
    return outcome == DONE ? core_commit(&forum, why) : outcome;
}

int main(int argc, char **argv)
{
    void *ctx = mem_job("populate");
    struct fault why;
    enum outcome outcome;

    if (argc < 4) {
        fprintf(stderr, "usage: populate CONF CATEGORY COUNT [FIRST]\n");
        return 2;
    }
    outcome = populate(ctx, argv[1], argv[2], strtol(argv[3], NULL, 10), argc > 4 ? strtol(argv[4], NULL, 10) : 0, &why);
    if (outcome != DONE)
        fprintf(stderr, "populate: %s\n", why.text);
    mem_free(ctx);
    return outcome == DONE ? 0 : 1;
}
