#include "unit.h"

#include "base/utf8.h"
#include "reply/reply.h"

#define TOKEN "raaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"

static const struct identity_marks ann = {.address = "ann.miller@acme.example", .name = "Ann Miller", .shown_name = "Quiet Fern", .domain = "forum.example"};

static const struct {
    const char *text;
    const char *words;
    const char *redacted; /* NULL: nothing found */
    const char *what;
} rows[] = {
    {"My own words.", "My own words.", NULL, ""},
    /* closings and names below them */
    {"My own words.\n\nRegards, Ann Miller", "My own words.\n\nRegards,", NULL, ""},
    {"My own words.\n\nRegards,\nAnn Miller\n", "My own words.\n\nRegards,", NULL, ""},
    {"My own words.\n\nBest,\nAnn", "My own words.\n\nBest,", NULL, ""},
    {"My own words.\n\n-- Ann", "My own words.", NULL, ""},
    {"My own words.\n\nann.miller", "My own words.", NULL, ""},
    {"My own words.\n\nViele Grüße\nAnn", "My own words.\n\nViele Grüße", NULL, ""},
    {"My own words.\n\nRegards,\nQuiet Fern", "My own words.\n\nRegards,\nQuiet Fern", NULL, ""},
    /* a signature nobody drew a line above */
    {"My own words.\n\nAnn Miller\nHead of Accounting | ACME Ltd\n1 Long Street, Leeds\nTel +44 113 496 0000\nann.miller@acme.example\n"
     "www.acme.example",
     "My own words.", NULL, ""},
    {"My own words.\n\nKind regards\n\nJ. Smith\nACME Ltd\nPhone: 0113 496 0000", "My own words.\n\nKind regards", NULL, ""},
    {"My own words.\n\nAnn Miller\nACME\n\nThis e-mail and any attachments are confidential and intended solely for the addressee.\nIf you "
     "received it in error, delete it.",
     "My own words.", NULL, ""},
    {"My own words.\n\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, vernichten Sie sie.",
     "My own words.", NULL, ""},
    /* a forum may talk of such things */
    {"Is what I say confidential, and is it privileged?", "Is what I say confidential, and is it privileged?", NULL, ""},
    {"On Mon, 3 Mar 2025 at 10:00, Ann Miller <ann.miller@acme.example> wrote:\nMy own words.", "My own words.", NULL, ""},
    {"> On 3 March 2025 at 10:00, ann.miller@acme.example wrote:\n> hello\n\nMy own words.", "> hello\n\nMy own words.", NULL, ""},
    {"My own words.\n\nSent from my iPhone 5\nAnn Miller <ann.miller@acme.example> wrote:\n> hello",
     "My own words.\n\nSent from my iPhone 5\n> hello", NULL, ""},
    /* our own addresses */
    {"Write to forum+" TOKEN "@example.org now.", "Write to [address] now.", NULL, ""},
    {"Write to RAAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDD@forum.example now.", "Write to [address] now.", NULL, ""},
    {"<mailto:" TOKEN "%40forum.example>", "<mailto:[address]>", NULL, ""},
    {"Ask at psychotherapy@FORUM.example.", "Ask at [address].", NULL, ""},
    {"Ask at sleep%40forum.example.", "Ask at [address].", NULL, ""},
    {"Bounced: baaaaaaaaaabbbbbbbbbbccc@forum.example", "Bounced: [address]", NULL, ""},
    {"Bundesausbildungsfoerder is a word.", "Bundesausbildungsfoerder is a word.", NULL, ""},
    {"Write to me@other.example.", "Write to me@other.example.", NULL, ""},
    /* elsewhere: found */
    {"Write to Ann.Miller@acme.example, please do.", "Write to Ann.Miller@acme.example, please do.", "Write to [address], please do.",
     "your address"},
    {"See <http://x.example/?u=ann.miller@acme.example&v=1> there.", "See <http://x.example/?u=ann.miller@acme.example&v=1> there.",
     "See <http://x.example/?u=[address]&v=1> there.", "your address"},
    {"See <http://x.example/?u%3Dann.miller%40acme.example> there.", "See <http://x.example/?u%3Dann.miller%40acme.example> there.",
     "See <http://x.example/?u%3D[address]> there.", "your address"},
    {"Write to jo-ann.miller@acme.example.", "Write to jo-ann.miller@acme.example.", "Write to jo-[name].[name]@acme.example.", "your name"},
    {"He said: Ann Miller, do it.", "He said: Ann Miller, do it.", "He said: [name], do it.", "your name"},
    {"It was MILLER's idea, they say.", "It was MILLER's idea, they say.", "It was [name] idea, they say.", "your name"},
    {"Annual reports are no names.", "Annual reports are no names.", NULL, ""},
    {"Call me at (555) 123-4567 today.", "Call me at (555) 123-4567 today.", "Call me at [phone] today.", "a phone number"},
    {"Call +49 30 1234567 or ask ann.", "Call +49 30 1234567 or ask ann.", "Call [phone] or ask [name].", "your name, a phone number"},
    {"Help lines such as 0800 111 0 111 are free.", "Help lines such as 0800 111 0 111 are free.", NULL, ""},
    {"On 2024-01-15 14:30 I paid 1.000.000.000 to 192.168.100.100.", "On 2024-01-15 14:30 I paid 1.000.000.000 to 192.168.100.100.", NULL, ""},
    {"ISBN 978-0-306-40615-7 is a book.", "ISBN 978-0-306-40615-7 is a book.", NULL, ""},
    {"Ann", "Ann", "[name]", "your name"},
    {"", "", NULL, ""},
};

static void table(void **state)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct guard guard;

        reply_guard(*state, str_of(rows[i].text), &ann, &guard);
        assert_string_equal(guard.words, rows[i].words);
        if (guard.found != (rows[i].redacted != NULL))
            fail_msg("%s: %s", rows[i].text, guard.found_what);
        assert_int_equal(guard.found, rows[i].redacted != NULL);
        assert_string_equal(guard.redacted, rows[i].redacted == NULL ? rows[i].words : rows[i].redacted);
        assert_string_equal(guard.found_what, rows[i].what);
        assert_int_equal(guard.cut, strcmp(rows[i].text, rows[i].words) != 0);
    }
}

/* The name may stand when it is the one shown, or when there is none to look for. */
static void names(void **state)
{
    static const struct identity_marks shown = {.address = "ann.miller@acme.example", .name = "Ann Miller", .shown_name = "Ann Miller", .domain = "forum.example"};
    static const struct identity_marks will = {.address = "w@acme.example", .name = "Will Young", .shown_name = "", .domain = "forum.example"};
    static const struct identity_marks elodie = {.address = "e@acme.example", .name = "Élodie Durand", .shown_name = "", .domain = "forum.example"};
    static const struct identity_marks angel = {.address = "o@acme.example", .name = "Ángel", .shown_name = "", .domain = "forum.example"};
    static const struct identity_marks none = {.address = "", .name = "", .shown_name = "", .domain = ""};
    static const struct identity_marks tanaka = {.address = "t@acme.example", .name = "田中太郎", .shown_name = "", .domain = "forum.example"};
    static const struct identity_marks short_tanaka = {.address = "t@acme.example", .name = "田中", .shown_name = "", .domain = "forum.example"};
    struct guard guard;

    reply_guard(*state, STR("So says Ann Miller here."), &shown, &guard);
    assert_false(guard.found);
    reply_guard(*state, STR("Will it help? I will try when I am young."), &will, &guard);
    assert_false(guard.found);
    reply_guard(*state, STR("Then they asked Will about it."), &will, &guard);
    assert_true(guard.found);
    reply_guard(*state, STR("So says ÉLODIE here."), &elodie, &guard);
    assert_string_equal(guard.redacted, "So says [name] here.");
    reply_guard(*state, STR("So says A\xcc\x81ngel, here."), &angel, &guard);
    assert_string_equal(guard.redacted, "So says [name], here.");
    reply_guard(*state, STR("Regards, Ann Miller, ann@x.example"), &none, &guard);
    assert_false(guard.found);
    reply_guard(*state, STR("私は田中太郎です。"), &tanaka, &guard);
    assert_string_equal(guard.redacted, "私は[name]です。");
    reply_guard(*state, STR("Hello私は田中です。"), &short_tanaka, &guard);
    assert_string_equal(guard.redacted, "Hello私は[name]です。");
}

/* What is put in its place is the caller's to say; a name of several words is one. */
static void in_its_place(void **state)
{
    static const struct identity_marks german = {"ann.miller@acme.example", "Ann Miller", "", "forum.example", "[Adresse]", "[Name]", "[Telefonnummer]"};
    struct guard guard;

    reply_guard(*state, STR("Ann Miller ist Ann, +49 30 1234567, oder Ann.Miller@acme.example. Und schlaf@forum.example?"), &german, &guard);
    assert_string_equal(guard.redacted, "[Name] ist [Name], [Telefonnummer], oder [Adresse]. Und [Adresse]?");
}

/* What is looked for by steps is found wherever it stands. */
static void anywhere(void **state)
{
    static const char before[] = "a bc def ghij klmno pqrstu vwxyzab cdefghij klmnopqrstuv";

    for (int n = 0; n < (int)sizeof before; n++) {
        struct guard guard;

        reply_guard(*state, str_of(mem_format(*state, "%.*s " TOKEN " there.", n, before)), &ann, &guard);
        assert_string_equal(guard.words, mem_format(*state, "%.*s [address] there.", n, before));
        reply_guard(*state, str_of(mem_format(*state, "%.*s x@FORUM.example.", n, before)), &ann, &guard);
        assert_string_equal(guard.words, mem_format(*state, "%.*s [address].", n, before));
        reply_guard(*state, str_of(mem_format(*state, "My own words.\n\n%.*s Riservato: ricevete questo messaggio per errore.", n, before)), &ann, &guard);
        assert_string_equal(guard.words, "My own words.");
        reply_guard(*state, str_of(mem_format(*state, "%.*s Miller's there.", n, before)), &ann, &guard);
        assert_string_equal(guard.redacted, mem_format(*state, "%.*s [name] there.", n, before));
    }
}

/* A host without an end is not cut inside of a character. */
static void long_host(void **state)
{
    struct buf text;
    struct guard guard;

    for (int n = 0; n < 3; n++) {
        buf_init(&text, *state, 2000);
        buf_format(&text, TOKEN "@%.*s", n, "xyz");
        for (int i = 0; i < 200; i++)
            buf_text(&text, "\u20ac");
        reply_guard(*state, buf_view(&text), &ann, &guard);
        assert_true(str_starts(str_of(guard.words), STR("[address]\u20ac")));
        assert_true(utf8_valid(str_of(guard.words)));
    }
}

/* Capitals, emphasis and white space do not matter, wherever they stand. */
static void folded(void **state)
{
    static const char closing[] = "With Best Regards, ANN FITZWILLIAM-BEAUREGARD";

    for (int n = 0; n < (int)sizeof closing; n++)
        for (int spaces = 0; spaces < 20; spaces++) {
            const char *rest = closing + n;

            assert_true(reply_closing(str_of(mem_format(*state, "%.*s%*s*%s", n, closing, *rest == ' ' ? spaces : 0, "", rest))));
            assert_true(reply_closing(str_of(mem_format(*state, "%.*s%*s%s", n, closing, *rest == ' ' ? spaces : 0, "", rest))));
        }
    assert_true(reply_closing(STR("\u00a0Mit \u00a0\u00a0freundlichen\u00a0 *GR\u00dc\u00dfEN\u00a0")));
    assert_false(reply_closing(STR("With Best Reg ards, ANN MARIA")));
}

static void large(void **state)
{
    static const char *const units[] = {"1", "1 ", "a@", "Ann ", "This e-mail and any attachments ", "Ann\n", "+", ">", "Tel 0113 496 0000\n", "r2"};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct buf text;
        struct guard guard;

        buf_init(&text, *state, 1 << 20);
        while (!text.full)
            buf_text(&text, units[i]);
        reply_guard(*state, buf_view(&text), &ann, &guard);
        assert_non_null(guard.words);
    }
}

UNIT_MAIN(UNIT(table), UNIT(names), UNIT(in_its_place), UNIT(anywhere), UNIT(folded), UNIT(long_host), UNIT(large))
