#include "forum/private_moderate.h"

/* What somebody else wrote, changed by an editor who replies to its mail: with the whole text below a line "Edit", or with "s/old/new/". */

enum { CLOSING_LINES = 4, CLOSING_BYTES = 40 };

/* Who changes what others wrote: as in Question2Answer. */
static const enum rung least[] = {[POST_QUESTION] = RUNG_EDITOR, [POST_ANSWER] = RUNG_EXPERT, [POST_COMMENT] = RUNG_EDITOR};

static const struct refusal not_undone = {"undo-late", PHRASE("There is nothing to undo")};

const char *editor_word(const struct lang *l, enum rung rung)
{
    return lang_say(l, rung >= RUNG_MODERATOR ? "a moderator" : "an editor");
}

/* ---- what a reply says ---- */

enum editing { EDIT_NOT, EDIT_CERTAIN, EDIT_PERHAPS /* an answer may begin "Correction: ..." as well */ };

/* "Best," and a name. */
static bool only_closing(struct str rest)
{
    struct str line;
    size_t lines = 0;

    while (str_next_line(&rest, &line)) {
        line = str_trim(line);
        lines += line.n > 0;
        if (line.n > CLOSING_BYTES || lines > CLOSING_LINES)
            return false;
    }
    return true;
}

/* Substitutions and nothing else, but for a closing, which the words lose. */
static bool substitutions(const void *ctx, struct str *words)
{
    struct str rest = *words, below = rest, line;
    struct substitution s;
    bool any = false;

    while (str_next_line(&rest, &line) && (str_trim(line).n == 0 || intent_substitution(ctx, line, &s))) {
        any = any || str_trim(line).n > 0;
        below = rest;
    }
    if (!any || !only_closing(below))
        return false;
    *words = str_trim(str_from(words->p, words->n - below.n));
    return true;
}

/* A first line "Edit", which the words lose. */
static bool line_alone(const void *ctx, struct str *words)
{
    struct str rest = *words, line = STR_EMPTY;

    if (!str_next_line(&rest, &line) || str_trim(rest).n == 0)
        return false;
    for (line = str_trim(line); line.n > 0 && strchr("*_:.", line.p[line.n - 1]) != NULL; line.n--)
        continue;
    line = str_of(mem_format(ctx, "%.*s:", STR_ARGS(line)));
    if (!intent_replaces(ctx, &line, STR_EMPTY) || line.n > 0)
        return false;
    *words = str_trim(rest);
    return true;
}

static enum editing editing(const void *ctx, struct str *words)
{
    *words = str_trim(*words);
    if (substitutions(ctx, words))
        return EDIT_CERTAIN;
    if (!line_alone(ctx, words))
        return intent_replaces(ctx, words, STR_EMPTY) ? EDIT_PERHAPS : EDIT_NOT;
    substitutions(ctx, words);
    return EDIT_CERTAIN;
}

bool editor_means(const struct act *a, const struct post *p)
{
    struct str words = str_of(a->m->intent.words);
    bool asked = a->posted_anyway && a->m->intent.kind == INTENT_ANSWER; /* and they said that it is to be posted */

    return p->id != 0 && p->author != a->actor.id && !asked && editing(a->ctx, &words) != EDIT_NOT;
}

/* ---- what it does ---- */

static enum outcome tell_author(struct act *a, const struct post *p, enum rung rung, bool undone, const char *now, const char *before, struct fault *why)
{
    struct post question = {0};
    struct person author = {0};
    const struct lang *l;
    enum outcome o;

    if ((o = store_person_get(a->f->db, a->ctx, p->author, &author, why)) != DONE || author.state != PERSON_MEMBER ||
        (o = store_post_get(a->f->db, a->ctx, p->thread, &question, why)) != DONE)
        return o;
    l = forum_language(a->f, &author);
    change_heard(a, p, undone ? "edit-undone" : "edited", mem_format(a->ctx, lang_say(l, undone ? "As it was: %s" : "Changed: %s"), forum_title(a->ctx, p->author, &question)),
                undone ? mem_format(a->ctx, lang_say(l, "This is about %s in Q%llu. It was put back as it was, by %s, and reads again:\n\n%s\n"),
                                    kind_yours(l, p->kind), (unsigned long long)p->thread, editor_word(l, rung), now)
                       : mem_format(a->ctx, lang_say(l, "This is about %s in Q%llu. It was changed by %s, and now reads:\n\n%s\n\nIt read before:\n\n%s\n\nYou can "
                                                        "change it again: reply \"Edit:\" and the whole text to the receipt you got for it.\n"),
                                    kind_yours(l, p->kind), (unsigned long long)p->thread, editor_word(l, rung), now, before));
    return DONE;
}

/* A text, below its title where that is what changes. */
static const char *reading(struct act *a, const char *title, const char *body, bool titled)
{
    return titled ? mem_format(a->ctx, "%s\n\n%s", title, body) : body;
}

/* Those who have the text by mail get the new one once the hold is over, and its author hears who changed what. */
static enum outcome revise(struct act *a, const struct post *p, enum rung rung, const char *title, const char *body, bool undone, struct fault *why)
{
    bool titled = strcmp(title, p->title) != 0;
    const char *revision = mem_format(a->ctx, "revision %u", p->revision + 1);
    enum outcome o;

    if ((o = store_post_revise(a->f->db, p->id, title, body, a->f->now, why)) != DONE ||
        (o = store_post_editor(a->f->db, p->id, a->actor.id, why)) != DONE ||
        (o = moderate_record(a->f, a->actor.id, undone ? "edit-undone" : "edit", p, revision, why)) != DONE)
        return o;
    edit_corrects(a, p);
    return tell_author(a, p, rung, undone, reading(a, title, body, titled), reading(a, p->title, p->body, titled), why);
}

static enum outcome confirm(struct act *a, const struct post *p, const char *title, const char *body, struct fault *why)
{
    bool read, titled = strcmp(title, p->title) != 0;
    struct change *c;
    enum outcome o = edit_was_read(a, p->id, p->revision + 1, &read, why);

    if (o != DONE)
        return o;
    act_event(a, "post-edited");
    c = change_told(a, a->actor.id, "edited", mem_format(a->ctx, say(a, "%s: the text was replaced"), forum_label(a->ctx, p)),
                    mem_format(a->ctx, say(a, "%s, by %s, now reads:\n\n%s\n%s\nIts author is told. \"undo\" in reply puts it back as it was.\n"),
                               forum_label(a->ctx, p), p->name, reading(a, title, body, titled),
                               read ? say(a, "\nThose who got the earlier text are sent this one as a correction.\n") : ""));
    change_asked(a, c);
    change_undo(a, c, VERB_UNDO, p->id);
    return DONE;
}

/* ---- whether it may ---- */

static enum outcome problems(struct act *a, const struct post *p, const struct intent *i, struct problems *out, struct fault *why)
{
    bool titled = strcmp(i->title, p->title) != 0;
    struct proposal new = {.kind = titled ? POST_QUESTION : POST_ANSWER, .parent = *p, .title = i->title, .body = i->words, .asked = p->kind == POST_QUESTION};

    return rules_check(a, &new, out, why);
}

static const char *problem_text(struct act *a, const struct problems *list)
{
    struct buf text;

    buf_init(&text, a->ctx, TEXT_LIMIT);
    for (size_t i = 0; i < list->count; i++)
        buf_format(&text, "%s %s\n", list->problem[i], list->mend[i]);
    return buf_string(&text);
}

static enum outcome edit(struct act *a, const struct post *p, enum rung rung, struct str words, struct fault *why)
{
    struct mail whole = *a->m;
    struct intent *i = &whole.intent;
    struct problems list = {0};
    char *problem;
    bool allowed;
    enum outcome o;

    i->title = mem_string(a->ctx, "");
    i->words = str_dup(a->ctx, words);
    if ((problem = edit_complete(a, p, &whole)) != NULL ||
        (problem = moderate_tells(a, reading(a, p->title, p->body, true), reading(a, i->title, i->words, true))) != NULL)
        return edit_cannot(a, problem, why);
    if ((o = problems(a, p, i, &list, why)) != DONE)
        return o;
    if (list.count > 0)
        return edit_cannot(a, problem_text(a, &list), why);
    if (strcmp(i->title, p->title) == 0 && strcmp(i->words, p->body) == 0)
        return edit_cannot(a, say(a, "It reads like that already.\n"), why);
    if ((o = edit_budget(a, &allowed, why)) != DONE || !allowed || (o = revise(a, p, rung, i->title, i->words, false, why)) != DONE)
        return o;
    return confirm(a, p, i->title, i->words, why);
}

enum outcome editor_apply(struct act *a, const struct post *p, struct fault *why)
{
    struct str words = moderate_unsigned(a, str_of(a->m->intent.words)), again;
    enum editing how = editing(a->ctx, &words);
    enum rung rung;
    enum outcome o = moderate_rung(a->f, a->ctx, &a->actor, p->category, &rung, why);

    if (o != DONE)
        return o;
    if (rung < least[p->kind])
        return edit_cannot(a, say(a, "Only who wrote a post, and editors, change it. To answer it, write your answer without the word that announces a change.\n"), why);
    if (p->state != POST_VISIBLE || p->publish > a->f->now)
        return edit_cannot(a, say(a, "That post cannot be changed any more.\n"), why);
    again = words;
    if (how == EDIT_PERHAPS && !a->posted_anyway && !intent_replaces(a->ctx, &again, str_of(p->body))) {
        act_event(a, "held-choice");
        return hold_choice(a, HOLD_CHOICE, "edit", p->id, PHRASE("add, replace or drop"), why);
    }
    return edit(a, p, rung, words, why);
}

enum outcome editor_undo(struct act *a, const struct post *p, struct telling *t, struct fault *why)
{
    struct post before = {0}, earlier = {0};
    enum rung rung;
    enum outcome o;

    if ((o = store_post_revision(a->f->db, a->ctx, p->id, p->revision - 1, &before, why)) != DONE ||
        (o = store_post_revision(a->f->db, a->ctx, p->id, p->revision - 2, &earlier, why)) != DONE ||
        (o = moderate_rung(a->f, a->ctx, &a->actor, p->category, &rung, why)) != DONE)
        return o;
    if (rung < least[p->kind] || p->state != POST_VISIBLE || before.id == 0 ||
        (earlier.id != 0 && strcmp(earlier.title, p->title) == 0 && strcmp(earlier.body, p->body) == 0)) /* it is put back already */
        return command_refuse(a, t, &not_undone, say(a, "That change was taken back before, or cannot be taken back any more."));
    act_event(a, "edit-undone");
    t->what = "edit-undone";
    t->subject = mem_format(a->ctx, say(a, "%s reads as before"), forum_label(a->ctx, p));
    buf_format(&t->text, say(a, "%s, by %s, reads again:\n\n%s\n"), forum_label(a->ctx, p), p->name, before.body);
    return revise(a, p, rung, before.title, before.body, true, why);
}
