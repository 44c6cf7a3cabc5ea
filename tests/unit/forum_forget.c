/* `forget me`: what goes at once, what with the last mail, what stays; that the files hold nothing of it; and a restored database. */
#include "forum_fixture.h"

#include "base/io.h"
#include "store/own.h"

static const char ann[] = "ann@example.net", bob[] = "bob@example.net";

struct scene {
    struct fixture *x;
    uint64_t ann, bob, question, answer, other;
};

static uint64_t held(struct fixture *x)
{
    const struct change *c = fixture_told(x, NOTICE_TOLD);

    assert_non_null(c);
    return c->held;
}

/* Ann asks, Bob answers under a handle, asks himself, votes, subscribes and sets something. */
static struct scene set(void **state)
{
    struct scene s = {.x = fixture_open(state)};
    struct fixture *x = s.x;

    s.ann = fixture_member(x, ann);
    s.bob = fixture_member(x, bob);
    APPLY(x, fixture_question(x, ann, "How does one fall asleep?", "I lie awake for hours."), "question-posted");
    s.question = x->changes.post;
    x->f.now += HOUR;
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_NAME, "Zebulon Quillfeather"), "command");
    APPLY(x, fixture_mail(x, bob, fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, s.bob, s.question), INTENT_ANSWER,
                          "Counting xylophones always helps."), "answer-posted");
    s.answer = x->changes.post;
    APPLY(x, fixture_question(x, bob, "Where do wildebeests sleep?", "Everywhere, says Umbrellaman."), "question-posted");
    s.other = x->changes.post;
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SUBSCRIBE, "sleep"), "subscribed");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SET, "notify best off"), "command");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_SET, "archive no"), "command");
    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_UP, mem_format(x, "Q%llu", (unsigned long long)s.question)), "vote-up");
    return s;
}

static void tell_forum(struct scene *s, const char *how)
{
    struct fixture *x = s->x;

    APPLY(x, fixture_command(x, bob, "request", INTENT_COMMANDS, VERB_FORGET, how), "command");
    APPLY(x, fixture_confirm(x, bob, held(x), ANSWER_YES), "forgotten");
}

/* The last mail as notify/ would plan it, and what became of it. */
static uint64_t farewell(struct scene *s)
{
    struct notice n = {.person = s->bob, .kind = NOTICE_FAREWELL, .created = s->x->f.now, .due = s->x->f.now, .give_up = s->x->f.now + DAY,
                       .payload = STR_EMPTY};
    bool added;

    assert_non_null(fixture_told(s->x, NOTICE_FAREWELL));
    OK(store_notice_add(s->x->f.db, &n, &added, &n.id, &s->x->why));
    return n.id;
}

static void tick(struct scene *s)
{
    bool more;

    s->x->changes = (struct changes){0};
    OK(forum_tick(&s->x->f, s->x, &s->x->changes, &more, &s->x->why));
}

static void wrong(void *arg, uint64_t person, int64_t total, int64_t counted)
{
    (void)arg;
    fail_msg("person %llu has %lld points, counted %lld", (unsigned long long)person, (long long)total, (long long)counted);
}

static bool in_file(struct fixture *x, const char *file, const void *bytes, size_t n)
{
    struct str text;

    if (access(mem_format(x, "%s/%s", x->directory, file), F_OK) != 0)
        return false;
    OK(io_read_file(x, mem_format(x, "%s/%s", x->directory, file), 1 << 26, &text, &x->why));
    return str_find(text, str_from(bytes, n)) < text.n;
}

static bool anywhere(struct fixture *x, const void *bytes, size_t n)
{
    return in_file(x, "askpost.db", bytes, n) || in_file(x, "askpost.db-wal", bytes, n) || in_file(x, "keys/people.keys", bytes, n);
}

static void gone(struct scene *s, bool words)
{
    static const char *const of_person[] = {"bob@example.net", "Zebulon", "zebulon"}, *const of_words[] = {"xylophones", "wildebeests", "Umbrellaman"};
    struct fixture *x = s->x;
    unsigned char hash[SEAL_HASH];

    OK(db_commit(x->f.db, &x->why));
    db_checkpoint(x->f.db, false);
    seal_address_hash(x->f.seal, str_of(bob), hash);
    assert_false(anywhere(x, hash, sizeof hash));
    for (size_t i = 0; i < 3; i++) {
        if (anywhere(x, of_person[i], strlen(of_person[i])))
            fail_msg("%s is still there", of_person[i]);
        if (anywhere(x, of_words[i], strlen(of_words[i])) == words)
            fail_msg("%s is %s", of_words[i], words ? "still there" : "gone");
    }
    assert_true(anywhere(x, "I lie awake", 11)); /* it can be found: others' words are */
    OK(db_begin(x->f.db, &x->why));
}

static void forgotten(void **state)
{
    struct scene s = set(state);
    struct fixture *x = s.x;
    struct person p = fixture_person(s.x, bob);
    struct str sealed;
    enum seal_memory memory;
    uint64_t last;
    bool more, subscribed;

    p.rung = RUNG_TRUSTED;
    p.language = mem_string(x, "de");
    p.content = CONTENT_DISCREET;
    p.html = false;
    OK(person_save(&x->f, &p, &x->why));
    OK(store_search_step(x->f.db, x->f.now + HOUR, 100, &more, &x->why));
    OK(db_commit(x->f.db, &x->why));
    db_checkpoint(x->f.db, true);
    assert_true(anywhere(x, "Zebulon", 7) && anywhere(x, "xylophones", 10));
    OK(db_begin(x->f.db, &x->why));

    tell_forum(&s, "me");
    last = farewell(&s);
    OK(store_person_get(x->f.db, x, s.bob, &p, &x->why));
    assert_int_equal(p.state, PERSON_FORGOTTEN);
    assert_int_equal(p.generation, 1);
    assert_int_equal(p.rung, RUNG_UNKNOWN);
    assert_int_equal(fixture_person(x, bob).id, 0); /* nobody is found by that address */
    OK(store_subscribed(x->f.db, x->other, s.bob, &subscribed, &x->why));
    assert_false(subscribed);
    assert_int_equal(fixture_post(x, s.question).ups, 0);
    assert_string_equal(fixture_post(x, s.answer).name, "Someone");
    assert_string_equal(fixture_post(x, s.answer).body, "Counting xylophones always helps.");
    assert_true(fixture_post(x, s.answer).no_archive); /* what they said of their words stands as long as those */
    OK(forum_points_recount(x->f.db, x, wrong, NULL, &x->why));

    /* The last mail must still find its way. */
    tick(&s);
    OK(store_address_of(x->f.db, x, s.bob, &sealed, &x->why));
    assert_true(sealed.n > 0);
    OK(store_notice_settle(x->f.db, last, NOTICE_SENT, x->f.now, "2.0.0", "", &x->why));
    tick(&s);
    OK(store_address_of(x->f.db, x, s.bob, &sealed, &x->why));
    assert_int_equal(sealed.n, 0);
    OK(seal_person_memory(x->f.seal, s.bob, &memory, &x->why));
    assert_int_equal(memory, SEAL_FORGOTTEN);
    OK(store_person_get(x->f.db, x, s.bob, &p, &x->why));
    assert_string_equal(p.language, ""); /* nothing of how their mails were to be */
    assert_true(p.content == CONTENT_FULL && p.html);
    gone(&s, false);

    /* Whoever writes from there is somebody new. */
    APPLY(x, fixture_question(x, bob, "How does one begin anew?", "I was here before, or was I?"), "held-newcomer");
    assert_int_not_equal(fixture_person(x, bob).id, s.bob);
}

static void with_words(void **state)
{
    struct scene s = set(state);
    bool more;

    OK(store_search_step(s.x->f.db, s.x->f.now + HOUR, 100, &more, &s.x->why));
    OK(store_post_revise(s.x->f.db, s.answer, "", "Counting marimbas and xylophones helps.", s.x->f.now, &s.x->why));
    OK(store_search_step(s.x->f.db, s.x->f.now + HOUR, 100, &more, &s.x->why));
    tell_forum(&s, "me and my words");
    assert_non_null(fixture_change(s.x, CHANGE_UNDONE));
    assert_int_equal(fixture_post(s.x, s.answer).state, POST_UNDONE);
    OK(forum_points_recount(s.x->f.db, s.x, wrong, NULL, &s.x->why));
    tick(&s); /* there is no last mail: it was given up */
    gone(&s, true);
}

/* What they deleted, and what waits for a moderator, nobody is to see any more: those words go though the others stay. */
static void unseen_words_go(void **state)
{
    struct scene s = set(state);
    struct fixture *x = s.x;
    struct review review;
    uint64_t waiting, refused;
    bool first;

    x->f.now += HOUR;
    APPLY(x, fixture_command(x, bob, fixture_token(x, TOKEN_REPLY, REPLY_TO_RECEIPT, s.bob, s.other), INTENT_DO, VERB_DELETE, ""), "deleted");
    assert_int_equal(fixture_post(x, s.other).state, POST_DELETED);
    x->conf->people.moderation = POLICY_ALL;
    APPLY(x, fixture_question(x, bob, "A question that waits", "Nobody has looked at it so far."), "waits-all");
    waiting = x->changes.post;
    APPLY(x, fixture_question(x, bob, "A question that is refused", "A moderator wanted none of it."), "waits-all");
    refused = x->changes.post;
    OK(moderate_decide(&x->f, x, &x->changes, refused, 0, false, "", &first, &x->why));
    assert_int_equal(fixture_post(x, refused).state, POST_HIDDEN);
    tell_forum(&s, "me");
    assert_string_equal(fixture_post(x, refused).body, "");
    assert_string_equal(fixture_post(x, s.other).body, "");
    assert_string_equal(fixture_post(x, waiting).body, "");
    assert_string_equal(fixture_post(x, s.answer).body, "Counting xylophones always helps.");
    OK(store_review_get(x->f.db, waiting, &review, &x->why));
    assert_int_not_equal(review.decided, 0); /* no moderator is asked about it again */
}

/* Old addresses do nothing, not even bring somebody back. */
static void dead_tokens(void **state)
{
    struct scene s = set(state);
    struct fixture *x = s.x;
    const char *tokens[] = {
        fixture_token(x, TOKEN_UNSUBSCRIBE, UNSUBSCRIBE_THREAD, s.bob, s.question), fixture_token(x, TOKEN_REPLY, REPLY_TO_NOTICE, s.bob, s.question),
        fixture_token(x, TOKEN_DO, VERB_DELETE, s.bob, s.answer), fixture_token(x, TOKEN_CONFIRM, 0, s.bob, 1)};
    struct recipient r;

    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        OK(forum_recipient(&x->f, str_of(tokens[i]), &r, &x->why));
    tell_forum(&s, "me");
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        assert_int_equal(forum_recipient(&x->f, str_of(tokens[i]), &r, &x->why), REFUSED);
}

/* A database from before: the pass of the day forgets again, words where they were to go. */
static void restored(void **state)
{
    struct scene s = set(state);

    OK(seal_person_forget(s.x->f.seal, s.bob, true, &s.x->why)); /* what `keys` remembers */
    assert_int_equal(fixture_person(s.x, bob).id, s.bob);
    tick(&s);
    assert_int_equal(fixture_person(s.x, bob).id, 0);
    assert_int_equal(fixture_person(s.x, ann).id, s.ann);
    gone(&s, true);
}

/* What stays is somebody's in the forum's language. */
static void forgotten_in_german(void **state)
{
    struct scene s = set(state);

    fixture_speaks(s.x, bob, "en");
    s.x->conf->forum.language = mem_string(s.x, "de");
    tell_forum(&s, "me");
    (void)farewell(&s);
    assert_string_equal(fixture_post(s.x, s.answer).name, "Jemand");
}

UNIT_MAIN(UNIT(forgotten), UNIT(forgotten_in_german), UNIT(with_words), UNIT(unseen_words_go), UNIT(dead_tokens), UNIT(restored))
