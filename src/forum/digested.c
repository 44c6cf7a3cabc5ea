#include "forum/private.h"

/* A reply to a digest: which of its posts is each part of it for? A part stands below words of one of them, or begins with its number. Where
 * that is not certain of every part, all of it is held and its writer is asked. */

enum { GREETING = 40, LINE_LEAST = 8 /* letters of a line that tells one post from others */ };

/* One post of the digest. */
struct item {
    uint64_t post;
    enum notice_kind kind; /* it stands in the digest as */
    unsigned revision;     /* as it was told */
    bool there;            /* a reply to it may do something still */
    char *title;           /* of its question; of any other, with who wrote it */
    char *letters; /* of its number, title and words, as they were told */
};

struct digested {
    struct act *a;
    struct item list[DIGEST_ITEMS];
    unsigned count;
    struct buf parts[DIGEST_ITEMS];
    unsigned order[DIGEST_ITEMS], parts_begun; /* in which they were written */
    struct buf quote; /* that stands above what comes next */
    unsigned current; /* number of the item that what comes next is for; 0: not known */
    bool by_quote;
    bool certain;
};

/* Letters and digits alone: marks of a quote, of CommonMark and line ends are not words. */
static void put_letters(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)
            buf_char(out, c);
        else if (c >= 'A' && c <= 'Z')
            buf_char(out, (char)(c | 0x20));
    }
}

/* A moderator does, in reply, about what waits or was reported. */
static bool decides(enum notice_kind kind)
{
    return kind == NOTICE_REVIEW || kind == NOTICE_FLAGGED;
}

/* To what became of something nobody replies. */
static bool takes_reply(enum notice_kind kind, const struct post *p)
{
    return kind == NOTICE_REVIEW ? p->state == POST_WAITING : kind == NOTICE_FLAGGED ? true : kind != NOTICE_OUTCOME && p->state == POST_VISIBLE;
}

static enum outcome read_item(struct digested *d, const struct notice *n, struct fault *why)
{
    struct item *item = &d->list[d->count++];
    struct post post, question;
    struct buf letters;
    uint64_t number = n->post != 0 ? n->post : n->about;
    enum outcome o = see_post(d->a, number, &post, why);

    *item = (struct item){.post = number, .kind = n->kind, .revision = n->revision, .there = o == DONE && post.id != 0 && takes_reply(n->kind, &post)};
    item->title = item->letters = mem_string(d->a->ctx, "");
    if (o == DONE && post.id != 0 && post.revision > n->revision)
        o = store_post_revision(d->a->f->db, d->a->ctx, number, n->revision, &post, why);
    if (o != DONE || post.id == 0 || (o = store_post_get(d->a->f->db, d->a->ctx, post.thread, &question, why)) != DONE)
        return o;
    item->title = decides(n->kind) ? question.title : forum_title(d->a->ctx, d->a->actor.id, &question);
    if (post.kind != POST_QUESTION)
        item->title = mem_format(d->a->ctx, "Re: %s (%s, %s)", item->title, post.name, forum_label(d->a->ctx, &post));
    buf_init(&letters, d->a->ctx, 256 * 1024);
    put_letters(&letters, str_of(mem_format(d->a->ctx, "%u %s", d->count, item->title)));
    put_letters(&letters, str_of(post.body));
    item->letters = mem_string(d->a->ctx, buf_string(&letters));
    return DONE;
}

static enum outcome read_items(struct digested *d, struct fault *why)
{
    struct notice *list;
    size_t count;
    enum outcome o = store_digest_items(d->a->f->db, d->a->ctx, d->a->r.token.object, NOTICE_DIGESTED, DIGEST_ITEMS, &list, &count, why);

    for (size_t i = 0; i < count && o == DONE; i++)
        o = read_item(d, &list[i], why);
    return o;
}

/* What its own address in the digest is. */
static struct token token_of(const struct digested *d, const struct item *item)
{
    struct token t = d->a->r.token;

    t.object = item->post;
    t.kind = decides(item->kind) ? TOKEN_DO : TOKEN_REPLY;
    t.verb = item->kind == NOTICE_REVIEW ? VERB_DECIDE : item->kind == NOTICE_FLAGGED ? VERB_FLAGGED : REPLY_TO_NOTICE;
    if (item->kind == NOTICE_REVIEW)
        t.expiry = item->revision & 0x3fff;
    return t;
}

/* ---- whose words a quote has ---- */

/* The item whose own address stands in a line; 0: none does. */
static unsigned by_address(const struct digested *d, struct str line)
{
    for (size_t at = 0; at + SEAL_TOKEN_TEXT <= line.n; at++) {
        struct token t;

        if (strchr("rd", line.p[at] | 0x20) == NULL || !token_read(d->a->f->seal, str_from(line.p + at, SEAL_TOKEN_TEXT), &t) || t.person != d->a->actor.id)
            continue;
        for (unsigned i = 0; i < d->count; i++) {
            struct token own = token_of(d, &d->list[i]);

            if (own.kind == t.kind && own.verb == t.verb && own.object == t.object)
                return i + 1;
        }
    }
    return 0;
}

/* The one item that has these words; 0: none or several do. */
static unsigned by_words(const struct digested *d, struct str line)
{
    struct buf letters;
    unsigned found = 0, owners = 0;

    buf_init(&letters, d->a->ctx, 4096);
    put_letters(&letters, line);
    if (letters.full || letters.n < LINE_LEAST)
        return 0;
    for (unsigned i = 0; i < d->count; i++) {
        if (strstr(d->list[i].letters, buf_string(&letters)) == NULL)
            continue;
        found = i + 1;
        owners++;
    }
    return owners == 1 ? found : 0;
}

/* The line nearest to the words that tells. */
static unsigned quoted_item(const struct digested *d)
{
    struct str rest = buf_view(&d->quote), line;
    unsigned nearest = 0;

    while (str_next_line(&rest, &line)) {
        unsigned item = by_address(d, line);

        item = item != 0 ? item : by_words(d, line);
        nearest = item != 0 ? item : nearest;
    }
    return nearest;
}

/* ---- the parts ---- */

/* "2: ..." at the beginning of a line, and not "2:30 at night"; it loses it. */
static unsigned take_number(const struct digested *d, struct str *line)
{
    struct str trimmed = str_trim(*line);
    size_t colon = str_index(trimmed, ':');
    uint64_t number;

    if (colon == trimmed.n || !str_number(str_trim(str_from(trimmed.p, colon)), d->count, &number) || number == 0 ||
        (colon + 1 < trimmed.n && trimmed.p[colon + 1] >= '0' && trimmed.p[colon + 1] <= '9'))
        return 0;
    *line = str_trim(str_from_index(trimmed, colon + 1));
    return (unsigned)number;
}

/* "Hello all," says nothing about any of them. */
static bool greets(struct str line)
{
    line = str_trim(line);
    return line.n <= GREETING && (str_ends(line, STR(",")) || str_ends(line, STR("!")));
}

static void put_line(struct digested *d, struct str line)
{
    struct buf *part = &d->parts[d->current - 1];

    if (part->n == 0)
        d->order[d->parts_begun++] = d->current;
    buf_str(part, line);
    buf_char(part, '\n');
}

static void take_words(struct digested *d, struct str line)
{
    unsigned number;

    if (d->quote.n > 0) {
        d->current = quoted_item(d);
        d->by_quote = true;
        buf_truncate(&d->quote, 0);
    }
    number = take_number(d, &line);
    if (number != 0 && d->by_quote && number != d->current)
        d->certain = false; /* below the words of another: one of both is meant */
    if (number != 0)
        d->current = number;
    if (d->current != 0)
        put_line(d, line);
    else if (d->parts_begun > 0 || !greets(line))
        d->certain = false;
}

static void take_line(struct digested *d, struct str line)
{
    if (str_starts(str_trim(line), STR(">")))
        buf_format(&d->quote, "%.*s\n", STR_ARGS(str_trim(line)));
    else if (str_trim(line).n > 0)
        take_words(d, line);
    else if (d->quote.n == 0 && d->current != 0 && d->parts[d->current - 1].n > 0)
        put_line(d, line);
}

static void part_words(struct digested *d)
{
    struct str rest = str_of(d->a->m->intent.words), line;

    for (unsigned i = 0; i < d->count; i++)
        buf_init(&d->parts[i], d->a->ctx, TEXT_LIMIT);
    buf_init(&d->quote, d->a->ctx, TEXT_LIMIT);
    d->certain = true;
    while (str_next_line(&rest, &line))
        take_line(d, line);
    d->certain = d->certain && d->parts_begun > 0;
}

/* ---- what becomes of them ---- */

/* What becomes of something is told; words about it would stand under it, for all to read. */
static enum outcome nothing_to_reply(struct act *a, unsigned item, struct fault *why)
{
    act_event(a, "not-understood");
    return change_answer(a, "not-understood", say(a, "Nothing was posted"),
                         mem_format(a->ctx, say(a, "Number %u of your digest tells what became of something you wrote; a reply to it does nothing. To change what "
                                                   "you wrote, reply to its receipt.\n"), item), why);
}

/* What a part is, as a reply to its post alone would be: a command, a wish to leave or the like, or words for others. */
static enum intent_kind part_kind(const struct act *a, struct str words, struct command *command)
{
    *command = intent_reply_command(a->ctx, str_index(words, '\n') < words.n ? STR_EMPTY : words);
    if (command->verb != VERB_NONE)
        return INTENT_DO;
    *command = a->posted_anyway ? *command : intent_asked(a->ctx, words);
    if (!a->posted_anyway && command->line != NULL)
        return INTENT_ASKED_WORDS;
    return a->r.target == TARGET_QUESTION ? INTENT_ANSWER : INTENT_COMMENT;
}

/* A part as a mail of its own, to the address that its item has in the digest. */
static enum outcome apply_part(struct digested *d, unsigned item, struct str words, struct fault *why)
{
    struct act one = *d->a;
    struct mail m = *one.m;
    struct token token = token_of(d, &d->list[item - 1]);
    char local[SEAL_TOKEN_TEXT + 1];
    struct command command;
    enum outcome o;

    if (d->list[item - 1].kind == NOTICE_OUTCOME)
        return nothing_to_reply(d->a, item, why);
    words = str_trim(words);
    token_make(one.f->seal, &token, local);
    m.recipient_count = 1;
    m.recipients = mem_array(one.ctx, 1, sizeof *m.recipients);
    m.recipients[0] = mem_string(one.ctx, local);
    if ((o = forum_recipient(one.f, str_of(local), &one.r, why)) != DONE)
        return o;
    m.intent.kind = part_kind(&one, words, &command);
    m.intent.commands = &command;
    m.intent.command_count = command.verb != VERB_NONE;
    m.intent.words = str_dup(one.ctx, words);
    one.m = &m;
    one.item = 0;
    return apply_intent(&one, why);
}

/* Which? Of the first few a word is enough. */
static enum outcome ask_which(struct digested *d, struct fault *why)
{
    struct act *a = d->a;
    size_t before = a->out->count;
    struct buf items;
    enum outcome o;

    act_event(a, "held-digest");
    buf_init(&items, a->ctx, TEXT_LIMIT);
    for (unsigned i = 0; i < d->count; i++)
        if (d->list[i].there)
            buf_format(&items, "%u. %s\n", i + 1, utf8_line(a->ctx, str_of(d->list[i].title)));
    if ((o = hold_choice(a, HOLD_DIGEST, "digest", 0, "drop", why)) == DONE && a->out->count > before)
        change_pair(a->ctx, &a->out->list[before], "items", buf_string(&items));
    return o;
}

static enum outcome apply_parts(struct digested *d, struct fault *why)
{
    enum outcome o = DONE;

    for (unsigned i = 0; i < d->parts_begun && o == DONE; i++)
        o = apply_part(d, d->order[i], buf_view(&d->parts[d->order[i] - 1]), why);
    return o;
}

unsigned digested_number(const char *words)
{
    struct str s = str_trim(str_of(words));
    uint64_t number;

    s = str_trim(str_from(s.p, str_index(s, '\n')));
    if (lang_means(str_from(s.p, str_index(s, ' ')), "(number)"))
        s = str_trim(str_from_index(s, str_index(s, ' ')));
    if (s.n > 0 && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ':'))
        s.n--;
    return str_number(s, DIGEST_ITEMS, &number) ? (unsigned)number : 0;
}

enum outcome digested_apply(struct act *a, struct fault *why)
{
    struct digested *d = mem_new(a->ctx, struct digested);
    enum intent_kind kind = a->m->intent.kind;
    struct str words = str_of(a->m->intent.words);
    enum outcome o;

    d->a = a;
    if (kind != INTENT_ANSWER && !a->posted_anyway && a->item == 0)
        return apply_handler(a, why); /* a word about all mail, or nothing that would be posted */
    if ((o = read_items(d, why)) != DONE)
        return o;
    if (a->item > 0 && a->item <= d->count)
        return apply_part(d, a->item, words, why);
    if (d->count == 1) {
        take_number(d, &words);
        return apply_part(d, 1, words, why);
    }
    part_words(d);
    return d->certain ? apply_parts(d, why) : ask_which(d, why);
}
