/* What the files of the admin commands share: a table of subjects and verbs, and results that are JSON inside and text
 * or JSON outside. */
#ifndef FORUM_ADMIN_H
#define FORUM_ADMIN_H

#include <jansson.h>

#include "forum/private.h"

struct admin {
    const struct forum *f;
    const void *ctx;
    const char *const *words; /* after subject and verb, without --json */
    size_t count;
    json_t *result;           /* an object, or an array of objects */
    struct changes *changes;
};

typedef enum outcome admin_handler(struct admin *a, struct fault *why);

struct admin_row {
    const char *subject, *verb; /* verb "" : the subject is followed by its argument at once */
    const char *arguments;
    size_t least, most;         /* how many arguments */
    bool changes;
    admin_handler *apply;
    const char *help;
};

/* Strings in JSON: repaired UTF-8; `admin_line` makes one safe line of it. */
json_t *admin_text(const void *ctx, const char *text);
json_t *admin_line(const void *ctx, const char *text);
json_t *admin_time(int64_t seconds);
void admin_put(json_t *object, const char *key, json_t *value);
void admin_number(json_t *object, const char *key, uint64_t value);
/* The result in a person's form: a table, or names and values. */
void admin_print(const void *ctx, const json_t *result, struct buf *out);

/* The number an argument is, or REFUSED with a sentence. */
enum outcome admin_id(const char *word, uint64_t *id, struct fault *why) MUST_CHECK;
/* A person by number, or by an address that is only hashed; REFUSED when there is none. */
enum outcome admin_person_find(struct admin *a, const char *word, struct person *out, struct fault *why) MUST_CHECK;
/* What the operator reads for it. */
/* Who becomes a moderator of it ("": of everything) hears what that is; who was one, that they are not any more. */
void admin_role_told(struct admin *a, const struct person *p, enum rung before, enum rung now, const char *category);
const char *admin_notice_state(enum notice_state state);
/* {"done": text} */
void admin_done(struct admin *a, const char *text);

admin_handler admin_category_add, admin_category_list, admin_category_show, admin_category_set, admin_category_member;
admin_handler admin_person_export, admin_person_forget;
admin_handler admin_person_list, admin_person_show, admin_person_role, admin_person_bonus, admin_person_block, admin_person_unblock;
admin_handler admin_question_list, admin_question_show, admin_post_show, admin_post_hide, admin_post_unhide;
admin_handler admin_queue_list, admin_queue_retry, admin_queue_hold, admin_queue_release, admin_queue_drop;
admin_handler admin_held_list, admin_held_show, admin_held_release, admin_held_drop;
admin_handler admin_post_waiting, admin_post_reported, admin_post_accept, admin_post_refuse, admin_log; /* admin_moderate.c */
admin_handler admin_search, admin_trace, admin_stats;

#endif
