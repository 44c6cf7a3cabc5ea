#include "forum/private_moderate.h"

/* Mails an hour to one person whose words were nearly something we know, a few that were not, or a sentence. */
enum { MISTYPED = 10, NOT_UNDERSTOOD = 2, NO_COMMAND = 1, FEW_WORDS = 40 };

/* The handlers of intent/table.h. */
static command_handler *const handlers[VERBS] = {
#define VERB(name, handler, ...) [VERB_##name] = command_##handler,
    INTENT_VERBS(VERB)
#undef VERB
};

static command_handler *handler_of(enum verb verb)
{
    return verb < VERBS ? handlers[verb] : NULL;
}

bool command_known(enum verb verb)
{
    return handler_of(verb) != NULL;
}

uint64_t act_post(const struct act *a)
{
    return a->r.token.kind == TOKEN_REPLY && a->r.token.verb <= REPLY_TO_RECEIPT ? a->r.token.object : 0;
}

/* A mail that was made for them is about it: its number is no guess. */
static bool was_told(const struct act *a, uint64_t number)
{
    bool about_post = act_post(a) != 0 || a->r.target == TARGET_REVIEW || (a->r.target == TARGET_DO && a->r.token.verb == VERB_UNBLOCK);

    return about_post && number == a->r.token.object;
}

/* What others have not seen yet is not there for who writes its number; what waits is there for those who were asked about it. */
static enum outcome unless_early(struct act *a, struct post *p, struct fault *why)
{
    bool waits = p->state == POST_WAITING, early = p->author != a->actor.id && (waits || (p->state == POST_VISIBLE && p->publish > a->f->now));
    enum rung rung = RUNG_UNKNOWN;
    enum outcome o = early && waits ? moderate_rung(a->f, a->ctx, &a->actor, p->category, &rung, why) : DONE;

    if (early && rung < RUNG_MODERATOR)
        *p = (struct post){0};
    return o;
}

enum outcome command_post(struct act *a, struct str *argument, struct post *out, struct fault *why)
{
    bool by_token = act_post(a) != 0;
    struct str rest = *argument, word;
    uint64_t number = 0;
    enum outcome o;

    *out = (struct post){0};
    if (str_next_word(&rest, &word) && (!by_token || label_begins(word))) /* "12 times asked" is none */
        number = command_number(word);
    if (number != 0)
        *argument = str_trim(rest);
    else if (by_token)
        number = a->r.token.object;
    o = number == 0 ? DONE : see_post(a, number, out, why);
    return o == DONE && !was_told(a, number) ? unless_early(a, out, why) : o;
}

enum outcome command_no_post(struct act *a, const struct post *p, enum rung least, const char **text, struct fault *why)
{
    enum rung rung = RUNG_UNKNOWN, anywhere = RUNG_UNKNOWN;
    enum outcome o = p->id == 0 ? DONE : moderate_rung(a->f, a->ctx, &a->actor, p->category, &rung, why);

    if (o == DONE)
        o = store_role_highest(a->f->db, a->actor.id, &anywhere, why);
    if (a->actor.rung > anywhere)
        anywhere = a->actor.rung;
    *text = rung < least && anywhere >= least && !act_sees(a, p) ? say(a, "There is no post with that number. It stands in the mail with the post, as in Q12, A13 or C14.") : NULL;
    return o;
}

bool act_sees(const struct act *a, const struct post *p)
{
    return p->id != 0 && p->state == POST_VISIBLE && (p->publish <= a->f->now || p->author == a->actor.id);
}

/* A number may be guessed: of what others have not seen yet, and of a thread they do not see, nobody is told anything. */
static enum outcome guessed(struct act *a, struct post *post, struct fault *why)
{
    struct post question = {0};
    bool early = post->author != a->actor.id && (post->publish > a->f->now || post->state == POST_WAITING);
    enum outcome o = early ? DONE : store_post_get(a->f->db, a->ctx, post->thread, &question, why);

    if (!act_sees(a, &question))
        *post = (struct post){0};
    return o;
}

enum outcome command_thread(struct act *a, const struct command *c, uint64_t *thread, struct fault *why)
{
    struct post post = {0};
    uint64_t number = command_number(str_of(c->argument));
    enum outcome o;

    *thread = 0;
    if (number == 0 && act_post(a) == 0)
        return DONE;
    o = see_post(a, number != 0 ? number : a->r.token.object, &post, why);
    if (o == DONE && number != 0)
        o = guessed(a, &post, why);
    if (o == DONE && post.id != 0)
        *thread = post.thread;
    return o;
}

enum outcome command_refuse(struct act *a, struct telling *t, const struct refusal *r, const char *text)
{
    act_event(a, r->event);
    t->what = r->event;
    t->subject = say(a, r->subject);
    buf_format(&t->text, "%s\n", text);
    return DONE;
}

/* ---- running them ---- */

static void telling_init(struct act *a, struct telling *t)
{
    *t = (struct telling){.what = "commands", .subject = say(a, "What your message did")};
    buf_init(&t->text, a->ctx, TEXT_LIMIT);
    buf_init(&t->items, a->ctx, TEXT_LIMIT);
    buf_init(&t->welcome, a->ctx, TEXT_LIMIT);
}

static enum outcome tell(struct act *a, struct telling *t, struct fault *why)
{
    bool allowed;
    enum outcome o = DONE;

    if ((t->text.n == 0 && t->items.n == 0) || t->silent)
        return DONE;
    if ((o = gate_may_answer(a, a->actor.id, false, &allowed, why)) != DONE || !allowed)
        return o;

    struct change *c = change_told(a, a->actor.id, t->what, t->subject, buf_string(&t->text));

    change_asked(a, c);
    if (t->items.n > 0) {
        c->notice = NOTICE_LIST;
        change_pair(a->ctx, c, t->whole ? "whole" : "items", buf_string(&t->items));
    }
    if (t->welcome.n > 0) {
        c->notice = NOTICE_WELCOME;
        change_pair(a->ctx, c, "categories", buf_string(&t->welcome));
    }
    if (t->undo != VERB_NONE && a->actor.state != PERSON_BLOCKED) /* no reply of theirs would be taken */
        change_undo(a, c, t->undo, t->undo_object);
    return DONE;
}

/* What is said back of a line, which is kept until it has left: no address that somebody wrote. */
static char *quoted(const void *ctx, struct str line)
{
    struct str rest = line, word;

    while (str_next_word(&rest, &word))
        if (str_index(word, '@') < word.n) {
            line = str_of(mem_format(ctx, "%.*s\xe2\x80\xa6", (int)(word.p - line.p), line.p));
            break;
        }
    return utf8_line(ctx, utf8_prefix(line, 80));
}

static enum outcome run_one(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    command_handler *apply = handler_of(c->verb);
    const char *near = intent_nearest(a->ctx, forum_language(a->f, &a->actor), str_of(c->line));

    if (apply != NULL)
        return apply(a, c, t, why);
    buf_format(&t->text, say(a, "\"%s\" is nothing the forum knows."), quoted(a->ctx, str_of(c->line)));
    if (near != NULL)
        buf_format(&t->text, say(a, " Did you mean \"%s\"?"), near);
    buf_text(&t->text, say(a, " Write \"help\" to see all words there are.\n"));
    return DONE;
}

static bool understood(const struct intent *i)
{
    for (size_t n = 0; n < i->command_count; n++)
        if (handler_of(i->commands[n].verb) != NULL)
            return true;
    return i->command_count == 0;
}

/* Whoever writes nothing we know may be a robot that answers everything and says so nowhere. A word that is nearly
 * one of ours was a person's, and a few words are rather that than a robot's thanks for our mail. */
static enum outcome tell_rarely(struct act *a, struct telling *t, struct fault *why)
{
    const struct intent *i = &a->m->intent;
    bool near = i->command_count > 0 && intent_nearest(a->ctx, forum_language(a->f, &a->actor), str_of(i->commands[0].line)) != NULL, few = strlen(i->words) <= FEW_WORDS, allowed;
    enum outcome o = gate_budget(a->f, near ? "mistyped" : "not-understood", a->actor.id, HOUR,
                                 near ? MISTYPED : few ? NOT_UNDERSTOOD : NO_COMMAND, &allowed, why);

    return o != DONE || !allowed ? o : tell(a, t, why);
}

/* Each line of a mail to request@; nothing at all asks for help. */
enum outcome commands_apply(struct act *a, struct fault *why)
{
    static const struct command help = {.verb = VERB_HELP, .argument = (char *)"", .line = (char *)"help"};
    const struct intent *i = &a->m->intent;
    struct telling t;
    enum outcome o = DONE;

    telling_init(a, &t);
    act_event(a, i->command_count == 1 && handler_of(i->commands[0].verb) != NULL ? "command" : "commands");
    if (i->command_count == 0)
        o = run_one(a, &help, &t, why);
    for (size_t n = 0; n < i->command_count && o == DONE; n++) {
        o = run_one(a, &i->commands[n], &t, why);
        if (i->command_count > 1) { /* several things were done: no one `undo` takes them back */
            t.undo = VERB_NONE;
            t.silent = false;
            t.what = "commands";
            t.subject = say(a, "What your message did");
        }
    }
    if (o != DONE || !understood(i))
        return o != DONE ? o : tell_rarely(a, &t, why);
    return tell(a, &t, why);
}

/* A word that means the same wherever it is written; a vote is about what it replies to. */
static bool means_itself(const struct intent *i)
{
    enum verb verb = i->command_count == 1 ? i->commands[0].verb : VERB_NONE;

    return command_known(verb) && verb != VERB_UP && verb != VERB_DOWN;
}

/* A d token: its verb, when the words say so: none, the verb itself, undo or yes; or another word, which then is done. */
static enum outcome token_command(struct act *a, struct command *c, bool *meant, struct fault *why)
{
    const struct intent *i = &a->m->intent;
    enum verb verb = (enum verb)a->r.token.verb;
    enum answer_word answer = intent_answer_word(str_of(i->words), "");
    struct category category = {0};
    enum outcome o = DONE;

    *meant = str_trim(str_of(i->words)).n == 0 || answer == ANSWER_YES ||
             (i->command_count == 1 && (i->commands[0].verb == verb || i->commands[0].verb == VERB_UNDO));
    *c = (struct command){.verb = verb, .argument = mem_string(a->ctx, ""), .line = mem_string(a->ctx, "")};
    if (verb == VERB_SUBSCRIBE || verb == VERB_UNSUBSCRIBE) {
        if ((o = store_category_get(a->f->db, a->ctx, a->r.token.object, &category, why)) == DONE && category.id != 0)
            c->argument = category.path;
    } else if (a->r.token.object != 0) {
        c->argument = mem_format(a->ctx, "Q%llu", (unsigned long long)a->r.token.object);
    }
    if (!*meant && means_itself(i)) {
        *meant = true;
        *c = i->commands[0];
    }
    return o;
}

/* Drops a refused mail whose author does not want it any more. */
static enum outcome drop_refused(struct act *a, struct fault *why)
{
    struct held h = {0};
    enum outcome o = store_held_get(a->f->db, a->ctx, a->r.token.object, &h, why);

    if (o != DONE || h.id == 0 || h.person != a->actor.id || h.state != HELD_WAITING)
        return o;
    act_event(a, "dropped");
    return hold_settle(a->f, a->ctx, &h, HELD_DROPPED, why);
}

/* One verb, by a one-word reply or a d token. */
enum outcome do_apply(struct act *a, struct fault *why)
{
    const struct intent *i = &a->m->intent;
    struct command c = {.verb = VERB_HELP, .argument = mem_string(a->ctx, ""), .line = mem_string(a->ctx, "")};
    struct telling t;
    bool meant = true;
    enum outcome o = DONE;

    telling_init(a, &t);
    act_event(a, "command");
    if (a->r.target == TARGET_DO)
        o = token_command(a, &c, &meant, why);
    else if (i->command_count > 0)
        c = i->commands[0];
    if (o != DONE)
        return o;
    if (!meant) {
        act_event(a, "not-understood");
        return change_answer(a, "not-understood", say(a, "Nothing was done"),
                             say(a, "A reply to that message does one thing only, and yours says something else. "
                             "To ask, write to a category; to answer, reply to the question.\n"),
                             why);
    }
    if (a->r.target == TARGET_PROBLEM && (c.verb == VERB_UNDO || c.verb == VERB_DELETE))
        return drop_refused(a, why);
    return (o = run_one(a, &c, &t, why)) != DONE ? o : tell(a, &t, why);
}

enum outcome commands_one(struct act *a, const struct command *c, struct fault *why)
{
    struct telling t;
    enum outcome o;

    telling_init(a, &t);
    return (o = run_one(a, c, &t, why)) != DONE ? o : tell(a, &t, why);
}

/* "Remove" is what a moderator may write of a post. */
enum outcome commands_stop(struct act *a, bool *meant, struct fault *why)
{
    struct str words = str_trim(str_of(a->m->intent.words)), rest;
    struct command c = intent_command(a->ctx, str_index(words, '\n') < words.n ? STR_EMPTY : words);

    *meant = c.verb == VERB_STOP && !lang_means(desk_word(words, &rest), "(remove)");
    return *meant ? commands_one(a, &c, why) : DONE;
}

/* A short mail that asks, in words, to join, leave, stop or get help. Unsure: asked, never posted. */
enum outcome asked_words_apply(struct act *a, struct fault *why)
{
    bool sure = a->m->intent.command_count == 1 && a->m->intent.commands[0].verb != VERB_NONE;

    if (a->posted_anyway && a->r.category != 0)
        return ask_apply(a, why);
    if (a->posted_anyway && act_post(a) != 0)
        return answer_post(a, a->r.token.object, why);
    if (a->posted_anyway && a->r.target == TARGET_PROBLEM)
        return corrected_apply(a, why);
    if (sure)
        return do_apply(a, why);
    if (a->actor.state == PERSON_BLOCKED) /* no reply of theirs would be taken */
        return block_unclear(a, why);
    act_event(a, "held-words");
    return hold_choice(a, HOLD_ASKED_WORDS, "words", act_post(a), PHRASE("ok or drop"), why);
}
