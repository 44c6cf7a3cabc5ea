#include "forum/admin.h"

static const char *const kinds[] = {[POST_QUESTION] = "question", [POST_ANSWER] = "answer", [POST_COMMENT] = "comment"};
static const char *const states[] = {
    [POST_VISIBLE] = "visible", [POST_UNDONE] = "undone", [POST_DELETED] = "deleted", [POST_HIDDEN] = "hidden",
    [POST_WAITING] = "waiting"};

static json_t *post_json(struct admin *a, const struct post *p, bool body)
{
    json_t *o = json_object();
    bool coarse = p->anonymous && a->f->conf->privacy.coarse_times;

    admin_number(o, p->kind == POST_QUESTION ? "question" : "post", p->id);
    admin_put(o, "kind", json_string(kinds[p->kind]));
    if (p->kind == POST_QUESTION)
        admin_put(o, "title", admin_line(a->ctx, p->title));
    else
        admin_number(o, "parent", p->parent);
    admin_put(o, "name", admin_line(a->ctx, p->name));
    admin_put(o, "state", json_string(states[p->state]));
    admin_put(o, "created", coarse ? json_string(listing_when(a->f, a->ctx, &(struct zone){0}, p)) : admin_time(p->created));
    admin_number(o, "revision", p->revision);
    if (p->kind != POST_COMMENT)
        admin_put(o, "votes", json_integer((json_int_t)(p->ups - p->downs)));
    if (p->best != 0)
        admin_number(o, "best", p->best);
    if (*p->tags != '\0')
        admin_put(o, "tags", admin_line(a->ctx, p->tags));
    if (p->closed != 0) {
        admin_put(o, "closed", admin_time(p->closed));
        if (p->duplicate != 0)
            admin_number(o, "duplicate", p->duplicate);
        if (*p->closing != '\0')
            admin_put(o, "closing", admin_line(a->ctx, p->closing));
    }
    admin_put(o, "archive", json_boolean(!p->no_archive));
    if (body)
        admin_put(o, "body", admin_text(a->ctx, p->body));
    return o;
}

static void list_one(void *arg, const struct post *p)
{
    struct admin *a = arg;

    json_array_append_new(a->result, post_json(a, p, false));
}

enum outcome admin_question_list(struct admin *a, struct fault *why)
{
    uint64_t before = UINT64_C(1) << 34;
    enum outcome o = a->count == 0 ? DONE : admin_id(a->words[0], &before, why);

    a->result = json_array();
    return o != DONE ? o : store_questions(a->f->db, before, 50, list_one, a, why);
}

/* The index may be some seconds behind. */
enum outcome admin_search(struct admin *a, struct fault *why)
{
    struct buf words;
    enum outcome o = DONE;

    buf_init(&words, a->ctx, 4096);
    for (size_t i = 0; i < a->count; i++)
        buf_format(&words, "%s ", a->words[i]);
    a->result = json_array();
    for (int any = 0; any <= 1 && o == DONE && json_array_size(a->result) == 0; any++)
        o = store_search(a->f->db, a->ctx, buf_view(&words), any == 1, STORE_OPERATOR, a->f->now, 20, list_one, a, why);
    return o;
}

static void thread_one(void *arg, const struct post *p)
{
    struct admin *a = arg;

    json_array_append_new(json_object_get(a->result, "posts"), post_json(a, p, true));
}

static enum outcome get(struct admin *a, struct post *out, struct fault *why)
{
    uint64_t id;
    enum outcome o = admin_id(a->words[0], &id, why);

    *out = (struct post){0};
    if (o == DONE)
        o = store_post_get(a->f->db, a->ctx, id, out, why);
    return o == DONE && out->id == 0 ? fault_set(why, REFUSED, "", "there is no Q%llu", (unsigned long long)id) : o;
}

enum outcome admin_question_show(struct admin *a, struct fault *why)
{
    struct post post, question = {0};
    struct category category = {0};
    enum outcome o = get(a, &post, why);

    if (o != DONE || (o = store_post_get(a->f->db, a->ctx, post.thread, &question, why)) != DONE ||
        (o = store_category_get(a->f->db, a->ctx, question.category, &category, why)) != DONE)
        return o;
    a->result = json_object();
    admin_number(a->result, "question", question.id);
    admin_put(a->result, "title", admin_line(a->ctx, question.title));
    admin_put(a->result, "category", admin_line(a->ctx, category.path));
    admin_put(a->result, "posts", json_array());
    return store_thread(a->f->db, question.id, thread_one, a, why);
}

static json_t *revision_json(struct admin *a, const struct post *p, unsigned number)
{
    json_t *o = json_object();

    admin_number(o, "revision", number);
    admin_put(o, "made", admin_time(p->revised));
    if (p->kind == POST_QUESTION)
        admin_put(o, "title", admin_line(a->ctx, p->title));
    admin_put(o, "body", admin_text(a->ctx, p->body));
    return o;
}

/* The post, and each revision it had before. */
enum outcome admin_post_show(struct admin *a, struct fault *why)
{
    struct post post;
    enum outcome o = get(a, &post, why);

    if (o != DONE)
        return o;
    a->result = post_json(a, &post, true);

    json_t *history = json_array();

    admin_put(a->result, "history", history);
    for (unsigned n = 1; n < post.revision && o == DONE; n++) {
        struct post before = {0};

        if ((o = store_post_revision(a->f->db, a->ctx, post.id, n, &before, why)) == DONE && before.id != 0)
            json_array_append_new(history, revision_json(a, &before, n));
    }
    return o;
}

static enum outcome change_state(struct admin *a, enum post_state from, enum post_state to, struct fault *why)
{
    struct post post;
    enum outcome o = get(a, &post, why);

    if (o != DONE)
        return o;
    if (post.state != from)
        return fault_set(why, REFUSED, "", "Q%llu is %s", (unsigned long long)post.id, states[post.state]);
    if ((o = points_state(a->f, a->ctx, &post, to, why)) != DONE ||
        (o = moderate_record(a->f, 0, to == POST_HIDDEN ? "hide" : "unhide", &post, "", why)) != DONE)
        return o;
    post.state = to;
    a->result = post_json(a, &post, false);

    struct change *c = change_add(a->ctx, a->changes, to == POST_HIDDEN ? CHANGE_UNDONE : CHANGE_BACK);

    c->person = post.author;
    c->post = post.id;
    return DONE;
}

enum outcome admin_post_hide(struct admin *a, struct fault *why)
{
    return change_state(a, POST_VISIBLE, POST_HIDDEN, why);
}

enum outcome admin_post_unhide(struct admin *a, struct fault *why)
{
    return change_state(a, POST_HIDDEN, POST_VISIBLE, why);
}
