#include "forum/private_moderate.h"

/* What moderators and the author of a post write to each other about it: neither side learns who the other is. */

enum { NOTE_BYTES = 4000, ANSWERS_PER_HOUR = 5 /* Question2Answer's messages */ };

static const struct refusal refused = {"note-refused", PHRASE("Nothing was sent")};

static struct change *note(struct act *a, const struct moderate_case *c, uint64_t person, bool from_author, const char *text)
{
    struct change *change = change_tell(a, NOTICE_NOTE, person, 0);

    change_pair(a->ctx, change, "kind", moderate_kinds[c->post.kind]);
    change_pair(a->ctx, change, "category", c->line.count > 0 ? c->line.list[0].title : "");
    change_pair(a->ctx, change, "title", from_author ? c->question.title : forum_title(a->ctx, person, &c->question));
    change_pair(a->ctx, change, "name", c->post.name);
    change_pair(a->ctx, change, "text", text);
    change_pair(a->ctx, change, "from_author", from_author ? "yes" : "");
    change_number(a->ctx, change, "post", c->post.id);
    return change;
}

enum outcome command_note(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str words = str_of(c->argument);
    struct moderate_case about;
    struct post p;
    enum rung rung = RUNG_UNKNOWN;
    const char *text, *none;
    enum outcome o = command_post(a, &words, &p, why);

    if (o == DONE && p.id != 0)
        o = moderate_rung(a->f, a->ctx, &a->actor, p.category, &rung, why);
    if (o != DONE || (o = command_no_post(a, &p, RUNG_MODERATOR, &none, why)) != DONE)
        return o;
    if (none != NULL)
        return command_refuse(a, t, &refused, none);
    if (rung < RUNG_MODERATOR)
        return command_refuse(a, t, &refused, say(a, "Only moderators write notes to the author of a post. To answer it, reply to its mail."));
    text = moderate_guarded(a, words, NOTE_BYTES);
    if (*text == '\0')
        return command_refuse(a, t, &refused, say(a, "There was no note. Write it behind the number of the post: note Q12 What I would like to ask you"));
    if ((o = moderate_case_of(a->f, a->ctx, a->out, p.id, &about, why)) != DONE ||
        (o = moderate_record(a->f, a->actor.id, "note", &p, moderate_words(a, words), why)) != DONE)
        return o;
    note(a, &about, p.author, false, text);
    act_event(a, "note-sent");
    a->out->post = p.id;
    t->what = "note-sent";
    t->subject = mem_format(a->ctx, say(a, "Your note about %s was sent"), forum_label(a->ctx, &p));
    buf_format(&t->text, say(a, "Who wrote %s, shown as %s, gets your note as one of a moderator. If they reply, the moderators hear.\n"),
               forum_label(a->ctx, &p), p.name);
    return DONE;
}

/* An author's reply to a note goes to all who moderate the category. */
enum outcome note_answer(struct act *a, const struct post *p, struct str words, struct fault *why)
{
    const char *text = moderate_guarded(a, words, NOTE_BYTES);
    struct moderate_case about;
    uint64_t *people;
    size_t count = 0;
    char *again;
    bool allowed;
    enum outcome o;

    act_event(a, "note-refused");
    if (*text == '\0')
        return change_answer(a, "note-refused", say(a, refused.subject), say(a, "Your reply to the moderators had no words of its own.\n"), why);
    if ((o = gate_budget(a->f, "notes", a->actor.id, HOUR, ANSWERS_PER_HOUR, &allowed, why)) != DONE)
        return o;
    if (!allowed)
        return (o = gate_budget_again(a, "notes", a->actor.id, &again, why)) != DONE
                   ? o
                   : change_answer(a, "note-refused", say(a, refused.subject),
                                   mem_format(a->ctx, say(a, "Those are more replies to moderators than one person writes in an hour. %s\n"), again), why);
    if ((o = moderate_case_of(a->f, a->ctx, a->out, p->id, &about, why)) != DONE ||
        (o = store_role_bearers(a->f->db, a->ctx, about.line.ids, about.line.count, RUNG_MODERATOR, MODERATORS, &people, &count, why)) != DONE)
        return o;
    for (size_t i = 0; i < count; i++)
        if (people[i] != a->actor.id)
            note(a, &about, people[i], true, text);
    act_event(a, "note-answered");
    a->out->post = p->id;
    return change_answer(a, "note-answered", say(a, "The moderators have your reply"), say(a, "They see it as from the author of the post, and nothing else of you.\n"), why);
}
