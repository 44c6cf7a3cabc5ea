#include "forum/admin.h"

static const struct admin_row rows[] = {
    {"category", "add", "PATH TITLE [DESCRIPTION]", 2, 3, true, admin_category_add,
     "a new category: health.sleep lies in health"},
    {"category", "list", "", 0, 0, false, admin_category_list, "all categories"},
    {"category", "show", "PATH", 1, 1, false, admin_category_show, "one category"},
    {"category", "set", "PATH title|description|notice|closed|moderation|access|moderators|crisis|crisis_words VALUE", 3, 3, true, admin_category_set,
     "change it; notice stands in previews and receipts, closed is yes or no, moderation default, none, first or all, access public or members, moderators numbers or addresses of people; a post with one of "
     "crisis_words (phrases, a line each) waits for a moderator, and its author is told what stands in crisis"},
    {"category", "member", "add|remove PATH NUMBER|ADDRESS", 3, 3, true, admin_category_member,
     "lets somebody into a members-only category and all below it, or puts them out; the address may be one nobody has written from yet"},
    {"person", "list", "[AFTER]", 0, 1, false, admin_person_list, "people by number, a hundred after AFTER"},
    {"person", "show", "NUMBER|ADDRESS", 1, 1, false, admin_person_show, "one person; no address is ever shown"},
    {"person", "role", "NUMBER|ADDRESS RUNG [CATEGORY]", 2, 3, true, admin_person_role,
     "reachable, aligned, trusted, expert, editor, moderator or admin; in a category: expert and above, or none"},
    {"person", "bonus", "NUMBER|ADDRESS POINTS", 2, 2, true, admin_person_bonus,
     "points you give them on top of those they earn, in all; 0 takes them back"},
    {"person", "block", "NUMBER [REASON]", 1, 2, true, admin_person_block,
     "they may read and leave, and nothing else; they are told once, with the reason"},
    {"person", "unblock", "NUMBER", 1, 1, true, admin_person_unblock, "takes that back"},
    {"person", "export", "NUMBER|ADDRESS", 1, 1, true, admin_person_export,
     "mails them everything the forum has about them, as their own word export does"},
    {"person", "forget", "NUMBER|ADDRESS [words]", 1, 2, true, admin_person_forget,
     "forgets them for good, as their own words forget me do; words: what they wrote goes as well"},
    {"question", "list", "[BEFORE]", 0, 1, false, admin_question_list, "newest questions, fifty before BEFORE"},
    {"question", "", "NUMBER", 1, 1, false, admin_question_show, "a whole thread, hidden posts too"},
    {"post", "show", "NUMBER", 1, 1, false, admin_post_show, "one post"},
    {"post", "hide", "NUMBER", 1, 1, true, admin_post_hide, "hides it; mails of it that wait are withdrawn"},
    {"post", "unhide", "NUMBER", 1, 1, true, admin_post_unhide, "shows it again"},
    {"post", "waiting", "", 0, 0, false, admin_post_waiting, "posts that wait for a moderator"},
    {"post", "reported", "", 0, 0, false, admin_post_reported, "posts that people reported, and how many did"},
    {"post", "accept", "NUMBER", 1, 1, true, admin_post_accept, "let one of them be posted"},
    {"post", "refuse", "NUMBER [REASON]", 1, 2, true, admin_post_refuse, "do not; its author is told, with the reason"},
    {"log", "", "[BEFORE]", 0, 1, false, admin_log, "who decided what, newest first"},
    {"queue", "list", "[AFTER]", 0, 1, false, admin_queue_list, "notices not sent yet"},
    {"queue", "retry", "NUMBER|all", 1, 1, true, admin_queue_retry,
     "try it now, and the relay, if sending paused because it refused us; all: what was tried and waits"},
    {"queue", "hold", "NUMBER|all", 1, 1, true, admin_queue_hold, "keep it back"},
    {"queue", "release", "NUMBER|all", 1, 1, true, admin_queue_release, "let it go"},
    {"queue", "drop", "NUMBER|all", 1, 1, true, admin_queue_drop, "never send it"},
    {"held", "list", "", 0, 0, false, admin_held_list, "mails that wait for a decision"},
    {"held", "show", "NUMBER", 1, 1, false, admin_held_show, "what one of them says"},
    {"held", "release", "NUMBER", 1, 1, true, admin_held_release, "take it as if its sender were verified"},
    {"held", "drop", "NUMBER", 1, 1, true, admin_held_drop, "forget it"},
    {"search", "", "WORD...", 1, 20, false, admin_search, "questions that have all these words, or else any of them"},
    {"trace", "", "ADDRESS|MESSAGE-ID ...", 1, SIZE_MAX, false, admin_trace, "each mail in and out, and why"},
    {"stats", "", "", 0, 0, false, admin_stats, "counts"},
};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct admin_row *find(const char *subject, const char *verb)
{
    const struct admin_row *bare = NULL;

    for (size_t i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].subject, subject) != 0)
            continue;
        if (verb != NULL && strcmp(rows[i].verb, verb) == 0 && rows[i].verb[0] != '\0')
            return &rows[i];
        if (rows[i].verb[0] == '\0')
            bare = &rows[i];
    }
    return bare;
}

void forum_admin_help(const char *subject, struct buf *out)
{
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].subject, subject) == 0)
            buf_format(out, "  %s%s%s%s%s\n        %s\n", subject, rows[i].verb[0] == '\0' ? "" : " ", rows[i].verb,
                       rows[i].arguments[0] == '\0' ? "" : " ", rows[i].arguments, rows[i].help);
}

/* The first `limit` words, without --json. */
static size_t words_of(int argc, const char *const *argv, const char **words, size_t limit, bool *json)
{
    size_t count = 0;

    *json = false;
    for (int i = 0; i < argc && count < limit; i++) {
        if (strcmp(argv[i], "--json") == 0)
            *json = true;
        else
            words[count++] = argv[i];
    }
    return count;
}

bool forum_admin_changes(int argc, const char *const *argv)
{
    const char *words[2];
    bool json;
    size_t count = words_of(argc, argv, words, 2, &json);
    const struct admin_row *row = count == 0 ? NULL : find(words[0], count > 1 ? words[1] : NULL);

    return row != NULL && row->changes;
}

/* One safe line of at most a fault's length: what verbs there are. */
static enum outcome no_such_verb(const char *subject, struct fault *why)
{
    char list[160] = "";
    size_t used = 0;

    for (size_t i = 0; i < ROWS; i++) {
        int n = strcmp(rows[i].subject, subject) != 0
                    ? 0
                    : snprintf(list + used, sizeof list - used, "%s%s", used > 0 ? ", " : "",
                               rows[i].verb[0] != '\0' ? rows[i].verb : rows[i].arguments);

        if (n > 0 && used + (size_t)n < sizeof list)
            used += (size_t)n;
    }
    if (used == 0)
        return fault_set(why, REFUSED, FORUM_USAGE, "there is no command \"%.40s\"", subject);
    return fault_set(why, REFUSED, FORUM_USAGE, "\"%.40s\" is followed by one of: %s", subject, list);
}

static void dump(struct admin *a, bool json, struct buf *out)
{
    if (!json) {
        admin_print(a->ctx, a->result, out);
        return;
    }

    char *text = json_dumps(a->result, JSON_INDENT(2));

    buf_text(out, text == NULL ? "{}" : forum_json_safe(a->ctx, text));
    buf_char(out, '\n');
    free(text);
}

enum outcome forum_admin(const struct forum *f, const void *ctx, int argc, const char *const *argv, bool read_only,
                         struct buf *out, struct changes *changes, struct fault *why)
{
    const char **words = mem_array(ctx, (size_t)argc + 1, sizeof *words);
    bool json;
    size_t count = words_of(argc, argv, words, (size_t)argc, &json), skip;
    const struct admin_row *row = count == 0 ? NULL : find(words[0], count > 1 ? words[1] : NULL);
    struct admin a = {.f = f, .ctx = ctx, .changes = changes};
    enum outcome o;

    if (row == NULL)
        return no_such_verb(count == 0 ? "" : words[0], why);
    skip = row->verb[0] == '\0' ? 1 : 2;
    a.words = words + skip;
    a.count = count - skip;
    if (a.count < row->least || a.count > row->most)
        return fault_set(why, REFUSED, FORUM_USAGE, "usage: %s%s%s %s", row->subject, row->verb[0] == '\0' ? "" : " ", row->verb,
                         row->arguments);
    if (row->changes && read_only)
        return fault_set(why, REFUSED, "", "%s %s changes the forum; the daemon must do it", row->subject, row->verb);
    if ((o = row->apply(&a, why)) == DONE)
        dump(&a, json, out);
    json_decref(a.result);
    return o;
}
