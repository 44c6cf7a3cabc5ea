#include "forum/private_moderate.h"
#include "store/flag.h"

/* Posts that people report: moderators hear, and what many report is taken away until one has looked. Nobody learns who did: not the
 * author, not the moderators, and neither record nor journal says which post somebody reported. */

enum { HEARD_FIRST = 1, HEARD_EVERY = 2, HIDDEN_AT = 5 }; /* Question2Answer's */

static const struct refusal not_reported = {"report-refused", PHRASE("Nothing was reported")}, not_done = {"report-refused", PHRASE("Nothing was done")};

static void mark_of(const struct act *a, uint64_t post, unsigned char mark[SEAL_HASH])
{
    uint64_t numbers[] = {post, a->actor.id};

    seal_hash(a->f->seal, "flag", str_from(numbers, sizeof numbers), mark);
}

static bool can_be_reported(const struct act *a, const struct post *p)
{
    return p->id != 0 && p->state == POST_VISIBLE && p->publish <= a->f->now;
}

static bool moderators_hear(uint64_t count)
{
    return count == HIDDEN_AT || (count >= HEARD_FIRST && (count - HEARD_FIRST) % HEARD_EVERY == 0);
}

static void tell_one(struct act *a, const struct moderate_case *c, uint64_t person, uint64_t count, const char *reason)
{
    struct change *change = change_tell(a, NOTICE_FLAGGED, person, 0);

    change_pair(a->ctx, change, "kind", moderate_kinds[c->post.kind]);
    change_pair(a->ctx, change, "category", c->line.count > 0 ? c->line.list[0].title : "");
    change_pair(a->ctx, change, "title", c->question.title);
    change_pair(a->ctx, change, "text", c->post.body);
    change_pair(a->ctx, change, "name", c->post.name);
    change_number(a->ctx, change, "count", count);
    change_pair(a->ctx, change, "reason", reason);
    change_pair(a->ctx, change, "hidden", count >= HIDDEN_AT ? "yes" : "");
    change_pair(a->ctx, change, "at_once", count >= HIDDEN_AT ? "yes" : "");
    change->about = c->post.id;
    change_number(a->ctx, change, "post", c->post.id);
}

/* Where nobody hears, the operator's summary has it. */
static enum outcome tell_moderators(struct act *a, const struct moderate_case *c, uint64_t count, const char *reason, struct fault *why)
{
    uint64_t *people;
    size_t found = 0, told = 0;
    enum outcome o = store_role_bearers(a->f->db, a->ctx, c->line.ids, c->line.count, RUNG_MODERATOR, MODERATORS, &people, &found, why);

    for (size_t i = 0; i < found && o == DONE; i++) {
        enum notify_value value = NOTIFY_NOW;

        if (people[i] == c->post.author || (o = store_notify_get(a->f->db, people[i], NOTIFY_FLAGGED, &value, why)) != DONE)
            continue;
        tell_one(a, c, people[i], count, reason);
        told += value != NOTIFY_OFF || count >= HIDDEN_AT;
    }
    if (told == 0)
        act_event(a, FORUM_REPORT_UNHEARD);
    return o;
}

static enum outcome counted(struct act *a, const struct post *p, const char *reason, struct fault *why)
{
    struct moderate_case c;
    uint64_t count = 0;
    enum outcome o = store_flag_count(a->f->db, p->id, &count, why);

    if (o != DONE || !moderators_hear(count) || (o = moderate_case_of(a->f, a->ctx, a->out, p->id, &c, why)) != DONE)
        return o;
    if (count >= HIDDEN_AT && (o = hide_post(a, p, HIDE_REPORTED, "", why)) != DONE)
        return o;
    return tell_moderators(a, &c, count, reason, why);
}

enum outcome command_report(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    uint64_t limit = a->f->conf->limits.reports_per_hour;
    struct str reason = str_of(c->argument);
    unsigned char mark[SEAL_HASH];
    struct post p;
    char *again;
    bool allowed, added;
    enum outcome o = command_post(a, &reason, &p, why);

    if (o != DONE)
        return o;
    if (!can_be_reported(a, &p))
        return command_refuse(a, t, &not_reported, say(a, "There is no such post. Reply to the post you mean, or write its number: report Q12 why"));
    if (p.author == a->actor.id)
        return command_refuse(a, t, &not_reported, say(a, "You wrote that yourself. You can delete it: reply \"delete\" to its receipt."));
    if ((o = gate_budget(a->f, "reports", a->actor.id, HOUR, limit, &allowed, why)) != DONE)
        return o;
    if (!allowed)
        return (o = gate_budget_again(a, "reports", a->actor.id, &again, why)) != DONE
                   ? o
                   : command_refuse(a, t, &not_reported, mem_format(a->ctx, say(a, "Those are more reports than one person makes in an hour. %s"), again));
    mark_of(a, p.id, mark);
    if ((o = store_flag_add(a->f->db, p.id, mark, a->f->now, &added, why)) != DONE)
        return o;
    act_event(a, "reported");
    t->what = "reported";
    t->subject = say(a, "The moderators hear of it");
    buf_format(&t->text,
               say(a, added ? "You reported %s. Nobody learns that it was you: not its author, and not the moderators.\n"
                            : "You had reported %s. Nobody learns that it was you: not its author, and not the moderators.\n"),
               forum_label(a->ctx, &p));
    t->undo = VERB_UNREPORT;
    t->undo_object = p.id;
    return added ? counted(a, &p, moderate_words(a, reason), why) : DONE;
}

enum outcome command_unreport(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str argument = str_of(c->argument);
    unsigned char mark[SEAL_HASH];
    struct post p;
    bool removed = false;
    enum outcome o = command_post(a, &argument, &p, why);

    mark_of(a, p.id, mark);
    if (o != DONE || (o = store_flag_remove(a->f->db, p.id, mark, &removed, why)) != DONE)
        return o;
    if (!removed)
        return command_refuse(a, t, &not_done, say(a, "You reported no such post."));
    act_event(a, "report-undone");
    t->what = "report-undone";
    t->subject = say(a, "Your report was taken back");
    buf_format(&t->text, say(a, "You do not report %s any more.\n"), forum_label(a->ctx, &p));
    return DONE;
}

/* What reports alone had hidden comes back, unless its text was refused since. */
static enum outcome comes_back(struct act *a, const struct post *p, bool *yes, struct fault *why)
{
    bool reports = false, refused = false;
    enum outcome o = p->state == POST_HIDDEN ? store_audit_by_reports(a->f->db, p->id, &reports, why) : DONE;

    if (o == DONE && reports)
        o = moderate_refused(a->f, p->id, &refused, why);
    *yes = reports && !refused;
    return o;
}

enum outcome command_clear(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str argument = str_of(c->argument);
    uint64_t count = 0;
    struct post p;
    const char *none;
    bool back;
    enum rung rung = RUNG_UNKNOWN;
    enum outcome o = command_post(a, &argument, &p, why);

    if (o == DONE && p.id != 0)
        o = moderate_rung(a->f, a->ctx, &a->actor, p.category, &rung, why);
    if (o != DONE || (o = command_no_post(a, &p, RUNG_EDITOR, &none, why)) != DONE)
        return o;
    if (none != NULL)
        return command_refuse(a, t, &not_done, none);
    if (rung < RUNG_EDITOR)
        return command_refuse(a, t, &not_done, say(a, "Only editors of its category clear what was reported of a post."));
    if ((o = store_flags_clear(a->f->db, p.id, &count, why)) != DONE)
        return o;
    if (count == 0)
        return command_refuse(a, t, &not_done, say(a, "Nobody reports that post, or an editor has cleared it before."));
    if ((o = moderate_record(a->f, a->actor.id, "clear", &p, "", why)) != DONE || (o = comes_back(a, &p, &back, why)) != DONE ||
        (back && (o = hide_back(a, &p, "unhide", why)) != DONE))
        return o;
    act_event(a, "reports-cleared");
    a->out->post = p.id;
    t->what = "reports-cleared";
    t->subject = mem_format(a->ctx, say(a, "%s: the reports are cleared"), forum_label(a->ctx, &p));
    buf_format(&t->text,
               say(a, back ? "Nobody reports %s any more. It can be seen again; its author was told.\n"
                           : "Nobody reports %s any more.\n"),
               forum_label(a->ctx, &p));
    return DONE;
}
