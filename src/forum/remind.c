#include "forum/private_moderate.h"

/* Posts that no moderator has looked at: who is asked again, and when. */

enum { REMIND_AFTER = 12 * HOUR, ADMINS_AFTER = 24 * HOUR, REMINDED = 50 };

static enum outcome remind(const struct forum *f, const void *ctx, struct changes *out, const struct review *r, enum review_stage next,
                           struct fault *why)
{
    struct moderate_case c;
    size_t asked;
    enum outcome o = moderate_case_of(f, ctx, out, r->post, &c, why);

    if (o == DONE && c.post.id != 0)
        o = moderate_ask(&c, next == STAGE_ADMINS ? RUNG_ADMIN : RUNG_MODERATOR, r->reason, c.post.author, true, &asked, why);
    if (o == DONE && c.post.id != 0 && next == STAGE_ADMINS)
        moderate_tell(&c, NOTICE_OUTCOME, c.post.author, "waiting", mem_format(ctx, lang_say(language_of(f, ctx, c.post.author), "It still waits: %s"), forum_title(ctx, c.post.author, &c.question)),
                  lang_say(language_of(f, ctx, c.post.author), "No moderator has looked at it for a day. They were reminded; it is not posted before one has.\n"));
    return o == DONE ? store_review_stage(f->db, r->post, next, why) : o;
}

/* A reminder after half a day, to admins and the author after one, and the end after a week; nothing is ever posted because nobody looked. */
enum outcome moderate_tick(const struct forum *f, const void *ctx, struct changes *out, struct fault *why)
{
    struct review *list;
    size_t count;
    enum outcome o = store_reviews(f->db, ctx, STAGE_ASKED, f->now - REMIND_AFTER, REMINDED, &list, &count, why);

    for (size_t i = 0; i < count && o == DONE; i++)
        o = remind(f, ctx, out, &list[i], STAGE_REMINDED, why);
    if (o == DONE)
        o = store_reviews(f->db, ctx, STAGE_REMINDED, f->now - ADMINS_AFTER, REMINDED, &list, &count, why);
    for (size_t i = 0; i < count && o == DONE; i++)
        o = remind(f, ctx, out, &list[i], STAGE_ADMINS, why);
    if (o == DONE)
        o = store_reviews(f->db, ctx, STAGE_ADMINS, f->now - f->conf->limits.held_days * DAY, REMINDED, &list, &count, why);
    for (size_t i = 0; i < count && o == DONE; i++)
        o = moderate_expire(f, ctx, out, list[i].post, why);
    return o;
}
