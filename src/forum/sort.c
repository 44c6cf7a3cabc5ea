#include "forum/private.h"

/* Where a question stands: its category and its tags, changed by who asked it, or by an editor. */

enum { TAG_BYTES = 40, TAGS_BYTES = 400, ARRIVES_DAYS = 7 };

static const struct refusal refused = {"sort-refused", PHRASE("Nothing was changed")};

/* The question, id 0 when it is none of theirs to sort: then they were told. */
static enum outcome meant(struct act *a, struct str *argument, struct telling *t, struct post *question, struct fault *why)
{
    struct post p;
    enum rung rung;
    enum outcome o = command_post(a, argument, &p, why);

    *question = (struct post){0};
    if (o != DONE)
        return o;
    if (p.id == 0 || p.kind != POST_QUESTION || p.state != POST_VISIBLE)
        return command_refuse(a, t, &refused, say(a, "There is no such question. Reply to it, or write its number, as in \"move Q12 sleep\" or \"tags Q12 sleep, costs\"."));
    if ((o = moderate_rung(a->f, a->ctx, &a->actor, p.category, &rung, why)) != DONE)
        return o;
    if (p.author != a->actor.id && rung < RUNG_EDITOR)
        return command_refuse(a, t, &refused, say(a, "Only who asked a question, and editors, do that."));
    *question = p;
    return DONE;
}

/* What is so now: `moved` into another category, or with other tags. */
static char *sentence(const struct lang *l, const void *ctx, const struct post *question, const struct category *moved, const char *tags)
{
    unsigned long long number = question->id;

    if (moved != NULL)
        return mem_format(ctx, lang_say(l, "Q%llu now stands in %s."), number, moved->title);
    return *tags == '\0' ? mem_format(ctx, lang_say(l, "Q%llu has no tags any more."), number)
                         : mem_format(ctx, lang_say(l, "Q%llu now has the tags: %s"), number, tags);
}

/* On record, and told to who asked when it was somebody else, in their language. */
static enum outcome done(struct act *a, const struct post *question, const char *verb, const struct category *moved, const char *tags, struct telling *t,
                         struct fault *why)
{
    const struct lang *l = language_of(a->f, a->ctx, question->author);

    act_event(a, verb);
    a->out->post = question->id;
    t->what = verb;
    t->subject = mem_format(a->ctx, say(a, "Changed: %s"), question->title);
    buf_format(&t->text, "%s\n", sentence(forum_language(a->f, &a->actor), a->ctx, question, moved, tags));
    if (question->author != a->actor.id)
        change_heard(a, question, verb, mem_format(a->ctx, lang_say(l, "Changed by an editor: %s"), question->title), mem_format(a->ctx, "%s\n", sentence(l, a->ctx, question, moved, tags)));
    return moderate_record(a->f, a->actor.id, verb, question, moved != NULL ? moved->path : tags, why);
}

/* Of an old one that somebody tidies up, and of one that takes no answers, nobody hears. */
enum outcome sort_arrives(struct act *a, const struct post *p, bool closed, struct telling *t, struct change **out, struct fault *why)
{
    bool allowed;
    enum outcome o;

    *out = NULL;
    if (closed || p->publish + ARRIVES_DAYS * DAY <= a->f->now)
        return DONE;
    o = gate_budget(a->f, "arrivals", a->actor.id, HOUR, a->f->conf->limits.questions_per_hour, &allowed, why);
    if (o == DONE && !allowed)
        buf_text(&t->text, say(a, "These are more such changes than others hear of in an hour, so nobody is sent this one.\n"));
    if (o != DONE || !allowed)
        return o;
    *out = change_add(a->ctx, a->out, CHANGE_ARRIVED);
    (*out)->person = p->author;
    (*out)->post = p->id;
    (*out)->due = p->publish;
    return DONE;
}

static enum outcome moved_there(struct act *a, const struct post *question, struct telling *t, struct fault *why)
{
    struct change *c;
    enum outcome o = sort_arrives(a, question, question->closed != 0, t, &c, why);

    if (o != DONE || c == NULL)
        return o;
    c->came_from = question->category;
    buf_text(&t->text, say(a, "Who subscribes there and had not got it gets it now.\n"));
    return DONE;
}

/* ---- move ---- */

enum outcome command_move(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str path = str_of(c->argument);
    struct category category = {0};
    struct post question;
    bool kept;
    enum outcome o = meant(a, &path, t, &question, why);

    if (o != DONE || question.id == 0 || (o = see_category_named(a, path, &category, why)) != DONE)
        return o;
    if (category.id == 0 || category.closed)
        return command_refuse(a, t, &refused, say(a, "There is no such category, or it takes no questions; \"categories\" to the request address shows those there are."));
    if (category.id == question.category)
        return command_refuse(a, t, &refused, say(a, "It stands there already."));
    if ((o = store_category_as_open(a->f->db, category.id, question.category, &kept, why)) != DONE)
        return o;
    if (!kept) /* others answered it for those who were let in */
        return command_refuse(a, t, &refused, say(a, "What stands in a members-only category does not leave it."));
    if ((o = store_post_move(a->f->db, &question, category.id, why)) != DONE)
        return o;
    return (o = done(a, &question, "moved", &category, "", t, why)) != DONE ? o : moved_there(a, &question, t, why);
}

/* ---- tags ---- */

static bool may_stand(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
}

/* Spaces in a tag become hyphens; what could be an address is none. */
static void put_tag(const void *ctx, struct str tag, struct buf *out)
{
    struct str folded = utf8_prefix_bytes(str_trim(utf8_fold(ctx, tag)), TAG_BYTES);
    size_t start = out->n;

    if (folded.n == 0 || str_index(folded, '@') < folded.n)
        return;
    if (out->n > 0)
        buf_char(out, ' ');
    for (size_t i = 0; i < folded.n; i++)
        if (may_stand(folded.p[i]) || (folded.p[i] == ' ' && i > 0))
            buf_char(out, folded.p[i] == ' ' ? '-' : folded.p[i]);
    if (out->n <= start + 1)
        buf_truncate(out, start);
}

char *sort_tags(const void *ctx, char *const *tags, size_t count)
{
    struct buf out;

    buf_init(&out, ctx, TAGS_BYTES * 4);
    for (size_t i = 0; i < count; i++)
        put_tag(ctx, str_of(tags[i]), &out);
    return mem_string(ctx, buf_string(&out));
}

static bool has_tag(const char *tags, struct str tag)
{
    struct str rest = str_of(tags), one;

    while (str_next_word(&rest, &one))
        if (str_equal(one, tag))
            return true;
    return false;
}

/* The tags that are not in `before`. */
static char *not_among(const void *ctx, const char *tags, const char *before)
{
    struct str rest = str_of(tags), tag;
    struct buf out;

    buf_init(&out, ctx, TAGS_BYTES * 4);
    while (str_next_word(&rest, &tag))
        if (!has_tag(before, tag))
            buf_format(&out, "%s%.*s", out.n > 0 ? " " : "", STR_ARGS(tag));
    return mem_string(ctx, buf_string(&out));
}

static enum outcome gained(struct act *a, const struct post *question, char *tags, struct telling *t, struct fault *why)
{
    struct change *c = NULL;
    enum outcome o = *tags == '\0' ? DONE : sort_arrives(a, question, question->closed != 0, t, &c, why);

    if (o != DONE || c == NULL)
        return o;
    c->gained = tags;
    buf_text(&t->text, say(a, "Who follows a tag that is new to it and had not got it gets it now.\n"));
    return DONE;
}

enum outcome command_tags(struct act *a, const struct command *c, struct telling *t, struct fault *why)
{
    struct str list = str_of(c->argument), tag;
    char separator, *tags[32], *stored;
    struct post question;
    size_t count = 0;
    enum outcome o = meant(a, &list, t, &question, why);

    if (o != DONE || question.id == 0)
        return o;
    for (separator = str_index(list, ',') < list.n ? ',' : ' '; count < sizeof tags / sizeof *tags && str_next_part(&list, separator, &tag);)
        if (str_trim(tag).n > 0)
            tags[count++] = str_dup(a->ctx, str_trim(tag));
    if (count > a->f->conf->limits.tags)
        return command_refuse(a, t, &refused, mem_format(a->ctx, say(a, "These are %zu tags; %llu are the most."), count, (unsigned long long)a->f->conf->limits.tags));
    stored = sort_tags(a->ctx, tags, count);
    if ((o = store_post_tags(a->f->db, question.id, stored, why)) != DONE)
        return o;
    return (o = done(a, &question, "tagged", NULL, stored, t, why)) != DONE ? o : gained(a, &question, not_among(a->ctx, stored, question.tags), t, why);
}
