#include "forum/private.h"
#include "store/own.h"

/* What somebody is told who asks how the forum works: the words they may write, each with an example made of what is here, its categories
 * and its questions, and of what is theirs. */

enum { WORDS_IN_EXAMPLE = 2, WORD_LEAST = 5 };

/* ---- what examples are made of ---- */

struct examples {
    struct act *a;
    const char *category;   /* one they do not subscribe to, where there is one; "" : there is none at all */
    const char *subscribed; /* one they do */
    const char *question;   /* "Q12": the thread they wrote in last, or the newest of all */
    const char *words;      /* of a title */
};

static void offer_category(void *arg, const struct category *c)
{
    struct examples *e = arg;
    bool theirs = false;
    struct fault ignored;

    if (*e->category != '\0' && *e->subscribed != '\0')
        return;
    if (store_subscribed(e->a->f->db, c->id, e->a->actor.id, &theirs, &ignored) != DONE)
        return;
    if (theirs && *e->subscribed == '\0')
        e->subscribed = mem_string(e->a->ctx, c->path);
    else if (!theirs && *e->category == '\0' && !c->closed)
        e->category = mem_string(e->a->ctx, c->path);
}

/* The first words of a title that say something. */
static char *telling_words(const void *ctx, const char *title)
{
    struct str rest = utf8_fold(ctx, str_of(title)), word;
    struct buf out;
    unsigned found = 0;

    buf_init(&out, ctx, 200);
    while (found < WORDS_IN_EXAMPLE && str_next_word(&rest, &word)) {
        while (word.n > 0 && strchr("?!.,:;\"()", word.p[word.n - 1]) != NULL)
            word.n--;
        if (word.n < WORD_LEAST || word.n > 40 || str_index(word, '@') < word.n)
            continue;
        buf_format(&out, "%s%.*s", found++ == 0 ? "" : " ", STR_ARGS(word));
    }
    return mem_string(ctx, buf_string(&out));
}

static void newest_question(void *arg, const struct post *p, uint64_t answers, int64_t newest)
{
    struct examples *e = arg;

    (void)answers;
    (void)newest;
    e->question = mem_format(e->a->ctx, "Q%llu", (unsigned long long)p->id);
    e->words = telling_words(e->a->ctx, p->title);
}

static void own_thread(void *arg, const struct post *p)
{
    struct examples *e = arg;
    struct fault ignored;
    bool yes;

    if (p->state == POST_VISIBLE && forum_sees(e->a->f, e->a->actor.id, p, &yes, &ignored) == DONE && yes)
        e->question = mem_format(e->a->ctx, "Q%llu", (unsigned long long)p->thread);
}

static enum outcome find_examples(struct act *a, struct examples *e, struct fault *why)
{
    enum outcome o;

    *e = (struct examples){.a = a, .category = "", .subscribed = "", .question = "Q12", .words = ""};
    if ((o = store_category_list(a->f->db, a->actor.id, offer_category, e, why)) != DONE)
        return o;
    if (person_registered(&a->actor) && /* nobody else is shown a word that needs one */
        ((o = store_question_summaries(a->f->db, STR_EMPTY, a->actor.id, a->f->now, 1, newest_question, e, why)) != DONE ||
         (o = store_own_newest(a->f->db, a->actor.id, 1, own_thread, e, why)) != DONE))
        return o;
    if (*e->category == '\0')
        e->category = e->subscribed;
    if (*e->subscribed == '\0')
        e->subscribed = e->category;
    return DONE;
}

/* What stands behind a word in its example; the kind of argument itself where no example is known. */
static const char *example(const struct examples *e, const struct verb_row *row)
{
    const void *ctx = e->a->ctx;
    const struct {
        const char *argument, *text;
    } rows[] = {{"CATEGORY", row->verb == VERB_UNSUBSCRIBE ? e->subscribed : e->category},
                {"QUESTION", e->question},
                {"POST", e->question},
                {"WHAT", e->question},
                {"WORD", typed(e->a, "subscribe")},
                {"HOW", typed(e->a, "daily")},
                {"me", typed(e->a, "me")},
                {"NAME", say(e->a, "Gentle Fox")},
                {"KEY VALUE", say(e->a, "notify thread off")},
                {"WHICH", mem_format(ctx, say(e->a, "unanswered %s"), e->category)},
                {"WORDS", *e->words == '\0' ? say(e->a, "WORDS") : e->words},
                {"QUESTION REASON", mem_format(ctx, say(e->a, "%s it is solved"), e->question)},
                {"POST REASON", mem_format(ctx, say(e->a, "%s off topic"), e->question)},
                {"POST KIND", mem_format(ctx, say(e->a, "%s comment"), e->question)},
                {"QUESTION CATEGORY", mem_format(ctx, "%s %s", e->question, e->category)},
                {"ADDRESS CATEGORY", mem_format(ctx, "ann@example.org %s", e->category)},
                {"QUESTION TAGS", mem_format(ctx, say(e->a, "%s costs, waiting"), e->question)}};

    if (row->argument == NULL)
        return "";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].argument, row->argument) == 0)
            return rows[i].text;
    return row->argument;
}

/* ---- who may what ---- */

static bool may(const struct act *a, enum rung rung, const struct verb_row *row)
{
    static const enum rung least[] = {[WHO_EDITOR] = RUNG_EDITOR, [WHO_MODERATOR] = RUNG_MODERATOR};

    if (row->who == WHO_ANYBODY) /* also who never agreed to anything */
        return true;
    return person_registered(&a->actor) && (row->who == WHO_MEMBER || rung >= least[row->who]);
}

/* Everywhere, or in any category. */
static enum outcome highest(struct act *a, enum rung *rung, struct fault *why)
{
    enum outcome o = store_role_highest(a->f->db, a->actor.id, rung, why);

    if (o == DONE && a->actor.rung > *rung)
        *rung = a->actor.rung;
    return o;
}

/* ---- the list ---- */

static const char *const headings[PLACES] = {[PLACE_READ] = PHRASE("TO READ"),
                                             [PLACE_TAKE_PART] = PHRASE("TO TAKE PART"),
                                             [PLACE_GET] = PHRASE("WHAT YOU GET"),
                                             [PLACE_SELF] = PHRASE("YOURSELF"),
                                             [PLACE_MODERATE] = PHRASE("FOR EDITORS AND MODERATORS"),
                                             [PLACE_HELP] = PHRASE("AND")};

static const struct verb_row *row_of(enum verb verb)
{
    for (const struct verb_row *row = intent_verbs; row->verb != VERB_NONE; row++)
        if (row->verb == verb)
            return row;
    return NULL;
}

static void put_word(const struct examples *e, const struct verb_row *row, struct buf *out)
{
    const char *argument = example(e, row);

    buf_format(out, "  %s%s%s\n      %s\n", typed(e->a, row->word), *argument == '\0' ? "" : " ", argument,
               say(e->a, row->help));
}

static void put_place(const struct examples *e, enum verb_place place, enum rung rung, struct buf *out)
{
    bool any = false;

    for (const struct verb_row *row = intent_verbs; row->verb != VERB_NONE; row++) {
        if (row->place != place || !may(e->a, rung, row))
            continue;
        if (!any)
            buf_format(out, "\n%s\n", say(e->a, headings[place]));
        any = true;
        put_word(e, row, out);
    }
}

static void put_introduction(const struct examples *e, struct buf *out)
{
    const struct act *a = e->a;
    const char *request = conf_address(a->ctx, a->f->conf, "request");

    if (*e->category != '\0')
        buf_format(out, say(a, "To ask, write to a category, such as %s; the subject is the title.\n\n"), conf_address(a->ctx, a->f->conf, e->category));
    buf_format(out, say(a, "To answer, reply to a question you got. What you write above the text you quote becomes the answer.\n\n"
                    "For all else there are words. Write them to %s, one a line. "), request);
    if (person_registered(&a->actor))
        buf_text(out, say(a, "One word alone can be a reply to any mail of the forum as well.\n"));
    else
        buf_text(out, say(a, "There are more of them once you take part.\n"));
}

/* What is theirs, in numbers, and what they may that others may not. */
static enum outcome put_theirs(struct act *a, enum rung rung, struct buf *out, struct fault *why)
{
    const struct lang *l = forum_language(a->f, &a->actor);
    int64_t points = 0;
    enum outcome o;

    if (!person_registered(&a->actor))
        return DONE;
    if ((o = forum_points(a->f, a->actor.id, &points, why)) != DONE)
        return o;
    buf_format(out,
               lang_count(l, a->actor.accepted, "\nYou have %s, and %llu of your posts was accepted.\n", "\nYou have %s, and %llu of your posts were accepted.\n"),
               points_text(l, a->ctx, points), (unsigned long long)a->actor.accepted);
    if (rung >= RUNG_MODERATOR)
        buf_text(out, say(a, "You are a moderator: posts that wait for one come to you by mail. Reply ok, or no and a reason, or \"Edit:\" and the "
                      "text as it should stand.\nThose that were reported come as well: reply ok, or hide and a reason. \"set notify held daily\" and "
                      "\"set notify flagged daily\" gather both in a mail a day.\n"));
    else if (rung >= RUNG_EDITOR)
        buf_text(out, say(a, "You are an editor: you may change, close, move and hide what others wrote.\n"));
    else if (rung == RUNG_EXPERT)
        buf_text(out, say(a, "You are an expert: you may choose the best answer to questions of others.\n"));
    return DONE;
}

/* ---- one word ---- */

static enum outcome explain(struct act *a, const struct verb_row *row, const struct examples *e, struct telling *t, struct fault *why)
{
    const char *others = lang_also(forum_language(a->f, &a->actor), a->ctx, row->word);

    t->subject = mem_format(a->ctx, say(a, "How \"%s\" works"), typed(a, row->word));
    put_word(e, row, &t->text);
    if (others != NULL)
        buf_format(&t->text, say(a, "\nOther words for it: %s.\n"), others);
    if (row->verb != VERB_SET)
        return DONE;
    buf_text(&t->text, say(a, "\nYour settings:\n\n"));
    return settings_text(a, &t->text, true, why);
}

/* Whether it was about one word; false, with something said, when that is none. */
static enum outcome help_with(struct act *a, const char *word, enum rung rung, const struct examples *e, struct telling *t, bool *done,
                              struct fault *why)
{
    struct command c = intent_command(a->ctx, str_of(word));
    const char *near = intent_nearest(a->ctx, forum_language(a->f, &a->actor), str_of(word));

    *done = c.verb != VERB_NONE && may(a, rung, row_of(c.verb));
    if (*done)
        return explain(a, row_of(c.verb), e, t, why);
    if (near == NULL)
        buf_format(&t->text, say(a, "\"%s\" is nothing the forum knows.\n\n"), utf8_line(a->ctx, utf8_prefix(str_of(word), 60)));
    else
        buf_format(&t->text, say(a, "\"%s\" is nothing the forum knows. Did you mean \"%s\"?\n\n"), utf8_line(a->ctx, utf8_prefix(str_of(word), 60)), near);
    return DONE;
}

enum outcome command_help(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct examples e;
    enum rung rung;
    bool done = false;
    enum outcome o;

    t->what = "help";
    t->subject = say(a, "What you can write to the forum");
    if ((o = find_examples(a, &e, why)) != DONE || (o = highest(a, &rung, why)) != DONE)
        return o;
    if (c != NULL && c->argument != NULL && *c->argument != '\0' && (o = help_with(a, c->argument, rung, &e, t, &done, why)) != DONE)
        return o;
    if (done)
        return DONE;
    put_introduction(&e, &t->text);
    if ((o = put_theirs(a, rung, &t->text, why)) != DONE)
        return o;
    for (enum verb_place place = 0; place < PLACES; place++)
        put_place(&e, place, rung, &t->text);
    buf_char(&t->text, '\n');
    return DONE;
}

/* ---- categories ---- */

struct tree {
    struct act *a;
    struct buf *out;
    bool lines; /* for a template to draw, else as text */
    unsigned count;
};

static void put_category(void *arg, const struct category *c)
{
    struct tree *t = arg;
    struct fault ignored;
    bool theirs = false;
    int depth = 0;

    if (store_subscribed(t->a->f->db, c->id, t->a->actor.id, &theirs, &ignored) != DONE)
        theirs = false;
    for (const char *p = c->path; *p != '\0'; p++)
        depth += *p == '.';
    t->count++;
    if (t->lines) {
        buf_format(t->out, "%s\t%s\t%s\t%s\n", c->path, c->title, c->description, c->closed ? "closed" : theirs ? "yours" : "");
        return;
    }
    buf_format(t->out, "%*s%s%s%s%s\n%*s%s\n", 4 * depth + 2, "", c->title, c->description[0] != '\0' ? ": " : "", c->description,
               theirs ? say(t->a, " (you get its questions)") : "", 4 * depth + 4, "",
               c->closed ? say(t->a, "(takes no new questions)") : conf_address(t->a->ctx, t->a->f->conf, c->path));
}

enum outcome help_categories(struct act *a, struct buf *lines, struct fault *why)
{
    struct tree tree = {.a = a, .out = lines, .lines = true};

    return store_category_list(a->f->db, a->actor.id, put_category, &tree, why);
}

enum outcome command_categories(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct tree tree = {.a = a, .out = &t->text};
    struct examples e;
    enum outcome o = find_examples(a, &e, why);

    (void)c;
    t->what = "categories";
    t->subject = say(a, "The categories");
    if (o != DONE)
        return o;
    if (*e.category != '\0')
        buf_format(&t->text, say(a, "To ask, write to one of these addresses. To get the questions of one by mail, write to %s: subscribe %s\n\n"),
                   conf_address(a->ctx, a->f->conf, "request"), e.category);
    o = store_category_list(a->f->db, a->actor.id, put_category, &tree, why);
    buf_text(&t->text, tree.count == 0 ? say(a, "There is none yet.\n") : "\n");
    return o;
}
