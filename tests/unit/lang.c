#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"

#include "lang/private.h"

#include "unit.h"

static const struct {
    const char *rule;
    uint64_t n;
    bool good, holds;
} rules[] = {
    {"n = 1", 1, true, true},
    {"n = 1", 2, true, false},
    {"n != 1", 2, true, true},
    {"n = 0,1", 0, true, true},
    {"n = 2..4", 3, true, true},
    {"n = 2..4", 5, true, false},
    /* Polish: few */
    {"n % 10 = 2..4 and n % 100 != 12..14", 22, true, true},
    {"n % 10 = 2..4 and n % 100 != 12..14", 12, true, false},
    /* Russian: many */
    {"n % 10 = 0 or n % 10 = 5..9 or n % 100 = 11..14", 11, true, true},
    {"n % 10 = 0 or n % 10 = 5..9 or n % 100 = 11..14", 21, true, false},
    {"n % 10 = 0 or n % 10 = 5..9 or n % 100 = 11..14", 40, true, true},
    {"n % 0 = 1", 1, false, false},
    {"m = 1", 1, false, false},
    {"n = ", 1, false, false},
    {"n = 1 or", 1, false, false},
    {"n = 1 x", 1, false, false},
    {"", 1, false, false},
};

static void plural_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        bool good, holds = plural_holds(str_of(rules[i].rule), rules[i].n, &good);

        if (good != rules[i].good || holds != rules[i].holds)
            fail_msg("%s of %llu", rules[i].rule, (unsigned long long)rules[i].n);
    }
}

static const struct {
    const char *english, *said;
    bool part, good;
} placeholders[] = {
    {"%s and %llu", "%s und %llu", false, true},
    {"%s and %llu", "%2$llu und %1$s", false, true},
    {"%s and %llu", "%llu und %s", false, false},
    {"%s and %llu", "%1$llu und %2$s", false, false},
    {"%s", "%n", false, false},
    {"%s", "%d", false, false},
    {"%s", "%s %s", false, false},
    {"%s", "nichts", false, false},
    {"%llu people", "niemand", true, true},
    {"%llu people", "%s", true, false},
    {"%zu of %zu", "%zu von %zu", false, true},
    {"a %.*s", "ein %.*s", false, true},
    {"a %.*s", "ein %1$.*s", false, false},
    {"%+lld", "%+lld", false, true},
    {"none", "100 %", false, false},
    {"none", "100%", false, false},
    {"none", "100 %%", false, true},
    {"%s", "%9$s", false, false},
};

static void placeholders_are_those_of_the_english_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof placeholders / sizeof placeholders[0]; i++)
        if ((lang_placeholders(placeholders[i].english, placeholders[i].said, placeholders[i].part) == NULL) != placeholders[i].good)
            fail_msg("%s as %s", placeholders[i].english, placeholders[i].said);
}

/* A directory with one language in it: xy, written from right to left, with three plural forms. */
struct folder {
    char directory[64];
    struct conf *conf;
};

static void put(const struct folder *f, void *ctx, const char *file, const char *text)
{
    struct fault why;

    assert_int_equal(io_write_file(mem_format(ctx, "%s/xy/%s", f->directory, file), str_of(text), 0600, &why), DONE);
}

static void make_folder(struct folder *f, void *ctx)
{
    *f = (struct folder){.directory = "/tmp/askpost-lang-XXXXXX"};
    assert_non_null(mkdtemp(f->directory));
    assert_int_equal(mkdir(mem_format(ctx, "%s/xy", f->directory), 0700), 0);
    f->conf = conf_defaults(ctx);
    f->conf->mail.templates = f->directory;
    put(f, ctx, "language", "name Xylian\ndirection rtl\nplural one n = 1\nplural few n % 10 = 2..4\n");
    put(f, ctx, "phrases", "# of persons\n< %llu people\none> %llu xe\nfew> %llu xa\nother> %llu xo\n< question\n> x\\s\n< comment\n>\n< Anonymous\n> %s\n< question\n> x\\s\n");
    put(f, ctx, "words", "help: xelp | xhelp\nsubscrib: x\nget: Xet | show | xet\n(title): title | Xitle\ndaily: x day\nmute:\n+1: xanks\nxanks: xx\nstop:| x\nweekly: xweekly | x week\n");
    put(f, ctx, "pseudonyms", "adjectives Xi\nnouns ra Xoon\nnouns - Xun\n");
    put(f, ctx, "told.txt", "Subject: x\n");
}

static void remove_folder(const struct folder *f, void *ctx)
{
    static const char *const files[] = {"language", "phrases", "words", "pseudonyms", "told.txt"};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        remove(mem_format(ctx, "%s/xy/%s", f->directory, files[i]));
    rmdir(mem_format(ctx, "%s/xy", f->directory));
    rmdir(f->directory);
}

/* As the commands that open no languages ask for them. */
static void built_in_words_are_known_without_opening(void **state)
{
    struct str meanings[MEANINGS], reserved[256];
    size_t count = lang_words_for("(reserved)", reserved, 256), at = 0;

    (void)state;
    assert_true(lang_means(STR("Danke"), "+1") && lang_means(STR("merci"), "+1") && lang_means(STR("yep"), "yes") && !lang_means(STR("xanks"), "+1"));
    assert_int_equal(lang_meanings(STR("danke"), meanings), 1);
    assert_int_equal(lang_meanings(STR(""), meanings), 0);
    assert_true(lang_typed_first(STR("hilfe"), "help") && !lang_typed_first(STR("dankesch\u00f6n"), "+1") && !lang_typed_first(STR("merci"), "+1"));
    while (at < count && !str_equal(reserved[at], STR("forumsleitung")))
        at++;
    assert_true(at < count);
    assert_int_equal(lang_words_for("(reserved)", reserved, 3), 3);
}

static void a_folder_is_a_language(void **state)
{
    struct folder f;
    struct fault why;
    const struct lang *l;
    void *process = mem_new(*state, int);
    bool own;

    make_folder(&f, *state);
    assert_null(lang_named(STR("xy")));
    assert_int_equal(lang_open(process, f.conf, NULL, &why), DONE);
    assert_non_null(lang_named(STR("xy")));
    assert_string_equal(lang_named(STR("xylian")), "xy");
    l = lang_get("xy");
    assert_string_equal(lang_direction(l), "rtl");
    assert_string_equal(lang_side(l), "right");
    assert_string_equal(lang_say(l, "comment"), "comment"); /* empty: English */
    assert_true(lang_means(STR("xanks"), "+1") && lang_means(STR("XX"), "+1"));
    assert_string_equal(lang_also(l, *state, "weekly"), "weekly, x week");
    assert_true(lang_typed_first(STR("xelp"), "help"));
    assert_true(lang_typed_first(STR("hilfe"), "help") && lang_typed_first(STR("xet"), "get"));
    assert_false(lang_typed_first(STR("xhelp"), "help"));
    assert_false(lang_typed_first(STR("find"), "search"));
    assert_string_equal(lang_count(l, 1, "%llu person", "%llu people"), "%llu xe");
    assert_string_equal(lang_count(l, 22, "%llu person", "%llu people"), "%llu xa");
    assert_string_equal(lang_count(l, 5, "%llu person", "%llu people"), "%llu xo");
    assert_string_equal(lang_say(l, "question"), "x ");
    assert_string_equal(lang_say(l, "answer"), "answer");       /* missing: English */
    assert_string_equal(lang_say(l, "Anonymous"), "Anonymous"); /* bad placeholder: English */
    assert_true(lang_means(STR("Xhelp"), "help"));
    assert_false(lang_means(STR("xhelp"), "stop"));
    assert_string_equal(lang_typed(l, *state, "help"), "xelp");
    assert_string_equal(lang_typed(l, *state, "stop"), "stop");
    assert_string_equal(lang_pseudonym(l, *state, 0), "Xira Xoon");
    assert_string_equal(lang_pseudonym(l, *state, UINT64_C(1) << 32), "Xi Xun");
    assert_string_equal(lang_template(l, "told.txt", &own), "Subject: x\n");
    assert_true(own);
    assert_non_null(lang_template(l, "ask.txt", &own));
    assert_false(own);
    lang_drop(l, "told.txt");
    assert_true(str_contains_nocase(str_of(lang_template(l, "told.txt", &own)), STR("{text}")));
    mem_free(process);
    assert_null(lang_named(STR("xy")));
    assert_false(lang_means(STR("xanks"), "+1"));
    assert_string_equal(lang_code(lang_get("xy")), "en");
    remove_folder(&f, *state);
}

static const char *const wrong[] = {
    "xy/phrases:8: nothing for: comment\n",
    "xy/phrases: nothing of the form one, few, other for: %llu new posts\n",
    "xy/phrases: nothing for: \\n\\nThese are yours:\\n\\n\n",
    "xy/words:2: the forum knows no such word: subscrib\n",
    "xy/words:3: this word means something else in English, which goes first: show\n",
    "xy/words:4: what is typed is read in small letters, so \"xitle\" has to stand here as well: Xitle\n",
    "xy/words:5: the first has to be one word, because others stand before or behind it: x day\n",
    "xy/words:9: there is an empty word here: \n",
    "xy/words: nothing for: mute\n",
    "xy/words: nothing for: (edit)\n",
};

static void check_says_what_is_wrong_and_lacking(void **state)
{
    struct folder f;
    struct fault why;
    struct buf out;
    unsigned missing = 0;
    void *process = mem_new(*state, int);

    make_folder(&f, *state);
    buf_init(&out, *state, 1024 * 1024);
    assert_int_equal(lang_open(process, f.conf, &out, &why), DONE);
    lang_check(lang_get("xy"), *state, &out, &missing);
    assert_true(missing > 50);
    assert_true(str_contains_nocase(buf_view(&out), STR("xy/phrases:11: it has a placeholder the English sentence has not: > %s\n")));
    assert_true(str_contains_nocase(buf_view(&out), STR("xy/phrases:12: this stands here twice: question\n")));
    assert_true(str_contains_nocase(buf_view(&out), STR("xy/phrases: nothing for: answer\n")));
    assert_true(str_contains_nocase(buf_view(&out), STR("xy/ask.txt: there is no such template\n")));
    assert_false(str_contains_nocase(buf_view(&out), STR("xy/head.html"))); /* any language's */
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (str_find(buf_view(&out), str_of(wrong[i])) == out.n)
            fail_msg("nothing is said of: %s", wrong[i]);
    assert_true(str_find(buf_view(&out), STR("xy/words:1:")) == out.n);
    assert_true(str_find(buf_view(&out), STR("nothing for: help\n")) == out.n);
    assert_true(str_find(buf_view(&out), STR("xy/words:10:")) == out.n); /* the first is one word */
    mem_free(process);
    remove_folder(&f, *state);
}

static void german_is_built_in(void **state)
{
    struct fault why;
    void *process = mem_new(*state, int);
    const struct lang *l;

    assert_int_equal(lang_open(process, conf_defaults(*state), NULL, &why), DONE);
    l = lang_get("de");
    assert_string_equal(lang_name(l), "Deutsch");
    assert_string_equal(lang_direction(l), "ltr");
    assert_string_equal(lang_codes(*state), "en de");
    assert_string_equal(lang_count(l, 1, "%llu person", "%llu people"), "einen Menschen");
    assert_string_equal(lang_count(l, 0, "%llu person", "%llu people"), "%llu Menschen");
    mem_free(process);
}

UNIT_MAIN(UNIT(plural_rules), UNIT(placeholders_are_those_of_the_english_sentence), UNIT(built_in_words_are_known_without_opening),
          UNIT(a_folder_is_a_language), UNIT(check_says_what_is_wrong_and_lacking), UNIT(german_is_built_in))
