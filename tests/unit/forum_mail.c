/* What goes into a hold comes out of it, and nothing but that decodes. */
#include "forum_fixture.h"

#include "base/wire.h"

static struct mail *full(struct fixture *x)
{
    struct mail *m = fixture_command(x, "ann@a.example", "health", INTENT_QUESTION, VERB_SUBSCRIBE, "sleep");

    m->origin.references = mem_array(x, 2, sizeof(char *));
    m->origin.references[0] = mem_string(x, "mabc");
    m->origin.references[1] = mem_string(x, "mdef");
    m->origin.reference_count = 2;
    m->origin.no_archive = true;
    m->intent.title = mem_string(x, "Schläft man so?");
    m->intent.name = mem_string(x, "Ann");
    m->intent.tags = mem_array(x, 1, sizeof(char *));
    m->intent.tags[0] = mem_string(x, "sleep");
    m->intent.tag_count = 1;
    m->attachments = mem_array(x, 1, sizeof(char *));
    m->attachments[0] = mem_string(x, "photo.jpg (image/jpeg)");
    m->attachment_count = 1;
    m->reaction = mem_string(x, "👍");
    m->quote_cut = m->encrypted = true;
    return m;
}

static void round_trip(void **state)
{
    struct fixture *x = fixture_open(state);
    struct mail *m = full(x), back;
    struct buf one, two;

    buf_init(&one, x, 100000);
    buf_init(&two, x, 100000);
    mail_encode(&one, m);
    assert_true(mail_decode(x, buf_view(&one), &back));
    mail_encode(&two, &back);
    assert_true(str_equal(buf_view(&one), buf_view(&two)));
    assert_string_equal(back.intent.title, "Schläft man so?");
    assert_string_equal(back.intent.name, "Ann");
    assert_string_equal(back.origin.references[1], "mdef");
    assert_string_equal(back.intent.commands[0].argument, "sleep");
    assert_true(back.quote_cut && back.encrypted && !back.signature_cut && back.origin.no_archive);
}

/* Every truncation and every single changed byte either fails or decodes to something within the rules. */
static void damage(void **state)
{
    struct fixture *x = fixture_open(state);
    struct mail back;
    struct buf b;
    unsigned refused = 0;

    buf_init(&b, x, 100000);
    mail_encode(&b, full(x));
    for (size_t n = 0; n < b.n; n++)
        assert_false(mail_decode(x, str_from(b.p, n), &back));
    for (size_t i = 0; i < b.n; i++) {
        void *job = mem_job("damage");

        b.p[i] ^= (char)0xff;
        if (!mail_decode(job, buf_view(&b), &back))
            refused++;
        else
            assert_true(back.intent.kind <= INTENT_ROLE && utf8_valid(str_of(back.intent.words)));
        b.p[i] ^= (char)0xff;
        mem_free(job);
    }
    assert_true(refused > b.n / 2);
}

/* What was held before an upgrade: format 1 had one more text in its report. */
static void held_before_an_upgrade(void **state)
{
    struct fixture *x = fixture_open(state);
    struct mail *m = full(x), back;
    struct buf now, before, again;
    size_t mark;

    m->report.status = mem_string(x, "the-status");
    buf_init(&now, x, 100000);
    buf_init(&before, x, 100000);
    buf_init(&again, x, 100000);
    mail_encode(&now, m);
    mark = str_find(buf_view(&now), STR("the-status")) + 10;
    wire_put_number(&before, 1);
    buf_str(&before, str_cut(buf_view(&now), before.n, mark - before.n));
    wire_put_text(&before, "who@it.named");
    buf_str(&before, str_from_index(buf_view(&now), mark));
    assert_true(mail_decode(x, buf_view(&before), &back));
    mail_encode(&again, &back);
    assert_true(str_equal(buf_view(&now), buf_view(&again)));
}

UNIT_MAIN(UNIT(round_trip), UNIT(held_before_an_upgrade), UNIT(damage))
