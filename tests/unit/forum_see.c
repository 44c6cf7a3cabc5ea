/* A members-only category: what somebody it has not let in can do to it, and see of it, by any word and any address: nothing. */
#include "forum_fixture.h"
#include "store/participant.h"

static const char ann[] = "ann@a.example", bob[] = "bob@b.example", mod[] = "mod@m.example";
static const char words[] = "A xylophone is what this is about.";

/* In the category "sleep", as xylophones are called here: Ann's question, Bob's answer, Ann's comment on it, and Bob's question; Bob's other question
 * stands in "health". Ann is a member, and so was Bob. */
struct scene {
    struct fixture *x;
    uint64_t ann, bob, question, answer, comment, bobs, open;
    unsigned changes; /* in the database before */
};

static struct mail *reply(struct scene *s, const char *from, uint64_t post, enum intent_kind kind)
{
    uint64_t person = fixture_person(s->x, from).id;
    enum reply_to to = fixture_post(s->x, post).author == person ? REPLY_TO_RECEIPT : REPLY_TO_NOTICE;

    return fixture_mail(s->x, from, fixture_token(s->x, TOKEN_REPLY, to, person, post), kind, words);
}

static uint64_t ask(struct scene *s, const char *from, const char *category, const char *title)
{
    struct mail *m = fixture_mail(s->x, from, category, INTENT_QUESTION, words);

    m->intent.title = mem_string(s->x, title);
    m->intent.tags = mem_array(s->x, 1, sizeof *m->intent.tags);
    m->intent.tags[0] = mem_string(s->x, "xylophone");
    m->intent.tag_count = strcmp(category, "sleep") == 0;
    APPLY(s->x, m, "question-posted");
    return s->x->changes.post;
}

static struct scene scene(void **state, bool member)
{
    struct scene s = {.x = fixture_open(state)};
    struct category c;
    bool more;

    s.ann = fixture_member(s.x, ann);
    s.bob = fixture_member(s.x, bob);
    s.x->conf->limits.hold_newcomer = 0;
    OK(store_category_get(s.x->f.db, s.x, s.x->other, &c, &s.x->why));
    c.title = mem_string(s.x, "Xylophones");
    c.description = c.notice = mem_string(s.x, "Only xylophones");
    OK(store_category_put(s.x->f.db, &c, &s.x->why));
    s.question = ask(&s, ann, "sleep", "Who repairs a xylophone at night?");
    APPLY(s.x, reply(&s, bob, s.question, INTENT_ANSWER), "answer-posted");
    s.answer = s.x->changes.post;
    APPLY(s.x, reply(&s, ann, s.answer, INTENT_COMMENT), "comment-posted");
    s.comment = s.x->changes.post;
    s.bobs = ask(&s, bob, "sleep", "Who tunes a xylophone at night?");
    s.open = ask(&s, bob, "health", "Is an open question of use?");
    s.x->f.now += HOUR;
    OK(store_search_step(s.x->f.db, s.x->f.now, 100, &more, &s.x->why));
    fixture_members_only(s.x, s.x->other);
    fixture_let_in(s.x, s.x->other, s.bob, member);
    s.x->changes = (struct changes){0};
    return s;
}

static int64_t changed(struct scene *s)
{
    struct post q = fixture_post(s->x, s->question), a = fixture_post(s->x, s->answer), c = fixture_post(s->x, s->comment), b = fixture_post(s->x, s->bobs);
    bool muted, follows;
    enum pace pace;

    OK(store_muted(s->x->f.db, s->question, s->bob, &muted, &s->x->why));
    OK(store_follows(s->x->f.db, s->bob, FOLLOW_THREAD, mem_format(s->x, "%llu", (unsigned long long)s->question), &follows, &pace, &s->x->why));
    return q.ups + q.downs + b.closed + (int64_t)b.best + a.state + b.state + c.state + a.revision + b.revision + (a.kind == POST_ANSWER) + muted + follows +
           (b.category != s->x->other) + (int64_t)strlen(b.tags);
}

/* The canary stands in nothing they are told, but their own words. */
static void nothing_told(struct scene *s, const char *what)
{
    const struct changes *all = &s->x->changes;

    for (size_t i = 0; i < all->count; i++)
        for (size_t k = 0; k < all->list[i].pair_count; k++) {
            const struct pair *p = &all->list[i].pairs[k];
            bool own = strcmp(p->name, "text") == 0 && strcmp(p->value, words) == 0, post = strcmp(p->name, "items") == 0 || strcmp(p->name, "whole") == 0;

            if (!own && (strstr(p->value, "ylophone") != NULL || (post && *p->value != '\0' && atoi(p->value) != (int)s->open)))
                fail_msg("%s: %s is \"%s\"", what, p->name, p->value);
        }
}

/* By a word: of the member's `word` something comes; of the other's nothing, and it is answered as for what is not there. */
static void by_words(void **state)
{
    static const struct {
        enum verb verb;
        const char *argument; /* %Q, %A, %C, %B: question, answer, comment, Bob's own question; %O his open one */
        const char *member, *other; /* what is noted of it */
        const char *told; /* the other */
    } rows[] = {
        {VERB_GET, "%Q", "command", "command", "There is no question with that number"},
        {VERB_GET, "%A", "command", "command", "There is no question with that number"},
        {VERB_GET, "%B", "command", "command", "There is no question with that number"},
        {VERB_LIST, "", "command", "command", ""},
        {VERB_LIST, "sleep", "command", "command", "and behind it a category"},
        {VERB_SEARCH, "repairs", "command", "command", "No question has"},
        {VERB_SEARCH, "tunes", "command", "command", "No question has"},
        {VERB_CATEGORIES, "", "command", "command", "Health"},
        {VERB_HELP, "", "command", "command", ""},
        {VERB_MINE, "", "command", "command", ""},
        {VERB_SUBSCRIBE, "sleep", "subscribed", "command", "There is no category \"sleep\""},
        {VERB_UNSUBSCRIBE, "sleep", "unsubscribed", "command", "Which category do you want to leave?"},
        {VERB_FOLLOW, "%Q", "followed", "command", "There is nothing called"},
        {VERB_MUTE, "%Q", "muted", "muted", "Which question?"},
        {VERB_UP, "%Q", "vote-up", "vote-refused", "There is no such post"},
        {VERB_DOWN, "%Q", "vote-down", "vote-refused", "There is no such post"},
        {VERB_BEST, "%A", "vote-refused", "vote-refused", "Only an answer"},
        {VERB_REPORT, "%Q why", "reported-unheard", "report-refused", "There is no such post"},
        {VERB_CLOSE, "%B done", "closed", "close-refused", "There is no such question"},
        {VERB_CLOSE, "%O duplicate %Q", "close-refused", "close-refused", "There is no question with the number"}, /* not all who see the one see the other */
        {VERB_TAGS, "%B a, b", "tagged", "sort-refused", "There is no such question"},
        {VERB_MOVE, "%B health", "sort-refused", "sort-refused", "There is no such question"},
        {VERB_MOVE, "%O sleep", "moved", "sort-refused", "There is no such category"},
        {VERB_CONVERT, "%A comment", "converted", "convert-refused", "There is no such answer"},
        {VERB_DELETE, "%B", "deleted", "withdraw-refused", "Only what you wrote yourself"},
        {VERB_HIDE, "%Q why", "hide-refused", "hide-refused", "There is no such post"},
        {VERB_NOTE, "%Q why", "note-refused", "note-refused", "Only moderators"},
        {VERB_ADMIT, "zed@z.example sleep", "member-refused", "member-refused", "You moderate no category"},
        {VERB_EXPEL, "ann@a.example sleep", "member-refused", "member-refused", "You moderate no category"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int member = 1; member >= 0; member--) {
            struct scene s = scene(state, member != 0);
            char argument[80] = "";
            int64_t before = changed(&s);

            for (const char *p = rows[i].argument; *p != '\0'; p++) {
                char *end = argument + strlen(argument);
                uint64_t number = *p != '%' ? 0 : *++p == 'Q' ? s.question : *p == 'A' ? s.answer : *p == 'C' ? s.comment : *p == 'B' ? s.bobs : s.open;

                if (number == 0)
                    snprintf(end, 2, "%c", *p);
                else
                    snprintf(end, 24, "Q%llu", (unsigned long long)number);
            }
            APPLY(s.x, fixture_command(s.x, bob, "request", INTENT_COMMANDS, rows[i].verb, argument), member != 0 ? rows[i].member : rows[i].other);
            if (member != 0)
                continue;
            nothing_told(&s, argument);
            assert_int_equal(changed(&s), before);
            if (s.x->changes.count == 0 || strstr(fixture_pair(&s.x->changes.list[0], "text"), rows[i].told) == NULL)
                fail_msg("%s: told %s", argument, s.x->changes.count == 0 ? "nothing" : fixture_pair(&s.x->changes.list[0], "text"));
        }
}

/* By the addresses in the mails they have. */
static void by_addresses(void **state)
{
    static const struct {
        enum intent_kind kind;
        enum { QUESTION, ANSWER, COMMENT } on; /* of these the answer is theirs */
        const char *member, *other;
    } rows[] = {
        {INTENT_ANSWER, QUESTION, "reply-known", "refused"}, /* the words of their answer there */
        {INTENT_COMMENT, COMMENT, "comment-posted", "refused"},
        {INTENT_FOLLOW_UP, COMMENT, "question-posted", "refused"},
        {INTENT_EDIT, ANSWER, "edit-refused", "command"},
        {INTENT_AMBIGUOUS, ANSWER, "held-choice", "held-choice"},
        {INTENT_UNRELATED, QUESTION, "held-unrelated", "held-unrelated"},
        {INTENT_REACTION, QUESTION, "vote-up", "vote-refused"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int member = 1; member >= 0; member--) {
            struct scene s = scene(state, member != 0);
            uint64_t posts[] = {s.question, s.answer, s.comment};
            struct mail *m = reply(&s, bob, posts[rows[i].on], rows[i].kind);
            int64_t before = changed(&s);

            m->intent.title = mem_string(s.x, "What comes of that instrument?");
            m->reaction = mem_string(s.x, "\xf0\x9f\x91\x8d");
            fixture_apply(s.x, m);
            assert_int_equal(s.x->outcome, DONE);
            if (member != 0 || rows[i].kind != INTENT_EDIT)
                assert_string_equal(s.x->changes.event, member != 0 ? rows[i].member : rows[i].other);
            if (member != 0)
                continue;
            assert_int_equal(s.x->changes.post, 0);
            assert_int_equal(changed(&s), before);
            nothing_told(&s, "a reply");
        }
}

/* The category's own addresses. RCPT takes them for everybody; who may not is told what is told of no category. */
static void by_the_category(void **state)
{
    struct scene s = scene(state, false);
    struct recipient r;
    struct mail *m = fixture_mail(s.x, bob, "sleep", INTENT_QUESTION, "Words that are long enough.");

    OK(forum_recipient(&s.x->f, STR("sleep"), &r, &s.x->why));
    m->intent.title = mem_string(s.x, "A title long enough");
    APPLY(s.x, m, "refused");
    nothing_told(&s, "a question");
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_REFUSAL), "problem1"), "There is no category with that address.");
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_REFUSAL), "category"), "");
    APPLY(s.x, fixture_mail(s.x, bob, "sleep+subscribe", INTENT_SUBSCRIBE, ""), "command");
    nothing_told(&s, "sleep+subscribe");

    /* a stranger, who would be asked to confirm */
    m = fixture_mail(s.x, "zed@z.example", "sleep+subscribe", INTENT_SUBSCRIBE, "");
    APPLY(s.x, m, "help");
    nothing_told(&s, "a stranger");
    assert_null(fixture_told(s.x, NOTICE_CONFIRM));

    /* one of whom nobody is certain: asked at the address that is known, and nothing said of it */
    m = fixture_mail(s.x, bob, "sleep", INTENT_QUESTION, words);
    m->origin.verdict = VERDICT_NONE;
    APPLY(s.x, m, "held-verdict");
    nothing_told(&s, "a question that may be another's");
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_ASK), "about"), "a question");
    m = reply(&s, bob, s.question, INTENT_ANSWER);
    m->origin.verdict = VERDICT_NONE;
    s.x->f.now += 2 * DAY;
    APPLY(s.x, m, "held-verdict");
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_ASK), "about"), "a reply");
}

/* The very same question stands there, Ann's and their own: they cannot know of the one, and have no other any more. */
static void asked_anew(void **state)
{
    struct scene s = scene(state, false);

    assert_string_equal(fixture_post(s.x, ask(&s, bob, "health", "Who repairs a xylophone at night?")).related, "");
    ask(&s, bob, "health", "Who tunes a xylophone at night?");
    APPLY(s.x, fixture_question(s.x, ann, "Who tunes a xylophone at night?", words), "refused"); /* Ann sees Bob's */
}

/* A moderator sees it without being let in; letting in opens it at once, also to who was never here. */
static void who_may(void **state)
{
    struct scene s = scene(state, false);
    struct person p = {0};
    unsigned char hash[SEAL_HASH];
    bool did;
    uint64_t id = fixture_member(s.x, mod);

    APPLY(s.x, fixture_command(s.x, mod, "request", INTENT_COMMANDS, VERB_UP, mem_format(s.x, "Q%llu", (unsigned long long)s.question)), "vote-refused");
    OK(store_role_set(s.x->f.db, id, s.x->other, RUNG_MODERATOR, &s.x->why));
    APPLY(s.x, fixture_command(s.x, mod, "request", INTENT_COMMANDS, VERB_UP, mem_format(s.x, "Q%llu", (unsigned long long)s.question)), "vote-up");

    seal_address_hash(s.x->f.seal, STR("zed@z.example"), hash);
    OK(store_member_set(s.x->f.db, s.x->other, hash, true, s.x->f.now, &did, &s.x->why));
    APPLY(s.x, fixture_mail(s.x, "zed@z.example", "sleep+subscribe", INTENT_SUBSCRIBE, ""), "held-subscribe");
    assert_string_equal(fixture_pair(fixture_told(s.x, NOTICE_CONFIRM), "category"), "Xylophones");
    p = fixture_person(s.x, "zed@z.example");
    APPLY(s.x, fixture_confirm(s.x, "zed@z.example", s.x->changes.held, ANSWER_YES), "subscribed");

    /* forgotten, the address is let in nowhere any more */
    OK(store_address_hash(s.x->f.db, p.id, hash, &did, &s.x->why));
    {
        struct act a = {.f = &s.x->f, .ctx = s.x, .out = &s.x->changes, .actor = p};

        OK(forget_apply(&a, false, &s.x->why));
    }
    OK(store_member_set(s.x->f.db, s.x->other, hash, false, s.x->f.now, &did, &s.x->why));
    assert_false(did);
}

UNIT_MAIN(UNIT(by_words), UNIT(by_addresses), UNIT(by_the_category), UNIT(asked_anew), UNIT(who_may))
