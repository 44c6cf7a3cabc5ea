/* RFC 8601 verdicts, and the six forgeries: forged alone; forged below a real fail; forged above; "pass" inside a
 * comment or a quoted sender; another domain's pass; an id that cannot be read. */
#include "unit.h"

#include "mime/private.h"

static const struct mime_limits limits = {1 << 20, 100000, 1000, 10, 200};

#define OURS "Authentication-Results: mx.example.org"
#define RECEIVED "Received: from x by mx.example.org with ESMTP; Mon, 1 Jan 2024 00:00:00 +0000\n"
#define FOREIGN "Received: from evil by relay.evil.example; Mon, 1 Jan 2024 00:00:00 +0000\n"

static enum verdict verdict_of(void *job, const char *fields, bool *seen)
{
    struct headers h;

    assert_int_equal(mime_headers(job, str_of(fields), &limits, &h, NULL), DONE);
    return mime_verdict(job, &h, "mx.example.org", "a.example", seen);
}

struct verdict_case {
    const char *fields;
    enum verdict verdict;
    bool seen;
};

static void check(void *job, const struct verdict_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool seen;
        enum verdict verdict = verdict_of(job, cases[i].fields, &seen);

        if (verdict != cases[i].verdict || seen != cases[i].seen)
            print_message("# %s", cases[i].fields);
        assert_int_equal(verdict, cases[i].verdict);
        assert_int_equal(seen, cases[i].seen);
    }
}
#define CHECK(state, cases) check(*(state), (cases), sizeof(cases) / sizeof *(cases))

static void results(void **state)
{
    static const struct verdict_case cases[] = {
        {OURS "; dmarc=pass header.from=a.example\n", VERDICT_PASS, true},
        {OURS "; dmarc=pass\n", VERDICT_PASS, true},
        {OURS " 1; dmarc=pass (p=none dis=none) header.from=A.Example\n", VERDICT_PASS, true},
        {OURS ";\r\n\tdmarc=pass header.from=a.example;\r\n\tspf=fail smtp.mailfrom=x@y.example\n", VERDICT_PASS, true},
        {OURS "; dmarc/1 = pass header.from=a.example\n", VERDICT_PASS, true},
        {OURS "; dkim=pass header.d=a.example header.s=k header.b=\"AbC=\"\n", VERDICT_PASS, true},
        {OURS "; dkim=pass header.d=a.example header.b=AbC+/=\n", VERDICT_PASS, true},
        {OURS "; dkim=pass (2048-bit key) header.i=@mail.a.example\n", VERDICT_PASS, true},
        {OURS "; dkim=fail header.d=b.example; dkim=pass header.d=a.example\n", VERDICT_PASS, true},
        {OURS "; spf=pass smtp.mailfrom=bounce+x=y.z@news.a.example\n", VERDICT_PASS, true},
        {OURS "; spf=pass smtp.mailfrom=a.example;\n", VERDICT_PASS, true},
        {OURS "; dmarc=none; spf=pass smtp.mailfrom=x@a.example\n", VERDICT_PASS, true},
        {OURS "; dmarc=fail header.from=a.example\n", VERDICT_FAIL, true},
        {OURS "; dmarc=fail; dkim=pass header.d=a.example\n", VERDICT_FAIL, true},
        {OURS "; dmarc=pass; dmarc=fail\n", VERDICT_FAIL, true},
        {OURS "; dmarc=pass; dmarc=none\n", VERDICT_NONE, true},
        {OURS "; spf=fail smtp.mailfrom=x@a.example\n", VERDICT_FAIL, true},
        {OURS "; spf=softfail smtp.mailfrom=x@a.example\n", VERDICT_NONE, true},
        {OURS "; dkim=pass header.d=example\n", VERDICT_NONE, true}, /* one label is no organisation */
        {OURS "; dkim=pass header.d=xa.example\n", VERDICT_NONE, true},
        {OURS "; dkim=pass\n", VERDICT_NONE, true},
        {OURS "; spf=pass smtp.helo=a.example\n", VERDICT_NONE, true},
        {OURS "; iprev=pass policy.iprev=192.0.2.1\n", VERDICT_NONE, true},
        {OURS "; dmarc=bestguesspass header.from=a.example\n", VERDICT_NONE, true},
        {OURS "; none\n", VERDICT_NONE, true},
        {OURS "\n", VERDICT_NONE, true},
        {"From: x@a.example\n", VERDICT_NONE, false},
    };

    CHECK(state, cases);
}

static void forged_alone(void **state)
{
    static const struct verdict_case cases[] = {
        {"Authentication-Results: evil.example; dmarc=pass header.from=a.example\n", VERDICT_NONE, false},
        {RECEIVED FOREIGN OURS "; dmarc=pass header.from=a.example\n", VERDICT_NONE, false},
        {RECEIVED "X: y\n" FOREIGN "Y: z\n" OURS "; dkim=pass header.d=a.example\n", VERDICT_NONE, false},
        /* names that look the same but are not */
        {"Authentication-Results : mx.example.org; dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results: MX.example.org; dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results: mx.example.org.; dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results: xmx.example.org; dmarc=pass\n", VERDICT_NONE, false},
        {"ARC-Authentication-Results: i=1; mx.example.org; dmarc=pass\n", VERDICT_NONE, false},
        {"X-Authentication-Results: mx.example.org; dmarc=pass\n", VERDICT_NONE, false},
    };

    CHECK(state, cases);
}

static void forged_below_real(void **state)
{
    static const struct verdict_case cases[] = {
        {OURS "; dmarc=fail\n" OURS "; dmarc=pass header.from=a.example\n", VERDICT_FAIL, true},
        {OURS "; dmarc=fail\n" RECEIVED OURS "; dmarc=pass\n", VERDICT_FAIL, true},
        {RECEIVED OURS "; spf=fail smtp.mailfrom=x@a.example\n" OURS "; dmarc=pass\n", VERDICT_FAIL, true},
        {OURS "; none\n" OURS "; dmarc=pass\n", VERDICT_NONE, true},
        {OURS "; (((\n" OURS "; dmarc=pass\n", VERDICT_NONE, true}, /* ours, unreadable */
    };

    CHECK(state, cases);
}

static void forged_above(void **state)
{
    static const struct verdict_case cases[] = {
        {"Authentication-Results: evil.example; dmarc=pass\n" OURS "; dmarc=fail\n", VERDICT_FAIL, true},
        {"Authentication-Results: (mx.example.org) evil; dmarc=pass\n" OURS "; dmarc=fail\n", VERDICT_FAIL, true},
        {"Authentication-Results: evil.example; x=\"; mx.example.org; dmarc=pass\"\n" OURS "; none\n", VERDICT_NONE,
         true},
        /* our MTA may write below its own Received */
        {RECEIVED OURS "; dmarc=pass\n" FOREIGN, VERDICT_PASS, true},
        {RECEIVED RECEIVED OURS "; dmarc=pass\n" FOREIGN, VERDICT_PASS, true},
    };

    CHECK(state, cases);
}

/* Each milter writes a line; above our MTA's own Received nobody else can. */
static void of_several_milters(void **state)
{
    static const struct verdict_case cases[] = {
        {OURS "; dmarc=none header.from=a.example\n" OURS "; dkim=pass header.d=a.example\n" RECEIVED, VERDICT_PASS, true},
        {OURS "; dmarc=none header.from=a.example\n" OURS "; dkim=pass header.d=b.example\n" RECEIVED, VERDICT_NONE, true},
        {OURS "; spf=fail smtp.mailfrom=a.example\n" OURS "; dmarc=pass header.from=a.example\n" RECEIVED, VERDICT_PASS, true},
        {OURS "; dmarc=fail header.from=a.example\n" OURS "; dkim=pass header.d=a.example\n" RECEIVED, VERDICT_FAIL, true},
        {OURS "; dkim=pass header.d=a.example\n" OURS "; dmarc=fail header.from=a.example\n" RECEIVED, VERDICT_FAIL, true},
        {OURS "; dkim=pass header.d=a.example\n" OURS "; spf=none (unterminated\n" RECEIVED, VERDICT_NONE, true},
        /* below it a sender's own may stand, and above another's Received anybody's */
        {OURS "; dmarc=none\n" RECEIVED OURS "; dkim=pass header.d=a.example\n", VERDICT_NONE, true},
        {RECEIVED OURS "; dmarc=none\n" OURS "; dkim=pass header.d=a.example\n", VERDICT_NONE, true},
        {OURS "; dmarc=none\n" OURS "; dkim=pass header.d=a.example\n" FOREIGN RECEIVED, VERDICT_NONE, true},
        {OURS "; dmarc=none\n" OURS "; dkim=pass header.d=a.example\n", VERDICT_NONE, true},
    };

    CHECK(state, cases);
}

static void pass_in_disguise(void **state)
{
    static const struct verdict_case cases[] = {
        {OURS "; dmarc=fail (dmarc=pass header.from=a.example)\n", VERDICT_FAIL, true},
        {OURS "; spf=none (; dmarc=pass)\n", VERDICT_NONE, true},
        {OURS "; spf=none (\\); dmarc=pass)\n", VERDICT_NONE, true},
        {OURS "; spf=none smtp.mailfrom=\"x; dmarc=pass\"@evil.example\n", VERDICT_NONE, true},
        {OURS "; spf=none smtp.mailfrom=\"x\\\"; dmarc=pass; \"@evil.example\n", VERDICT_NONE, true},
        {OURS "; spf=none smtp.mailfrom=x;dmarc=pass@evil.example\n", VERDICT_NONE, true},
        {OURS "; spf=none reason=\"dmarc=pass\"\n", VERDICT_NONE, true},
        {OURS "; spf=pass smtp.mailfrom=\"x@a.example\"@evil.example\n", VERDICT_NONE, true},
        {OURS "; dkim=pass header.i=\"x@a.example\"@evil.example\n", VERDICT_NONE, true},
        {OURS "; spf=none (unterminated; dmarc=pass\n", VERDICT_NONE, true},
        {OURS "; spf=none smtp.mailfrom=\"open; dmarc=pass\n", VERDICT_NONE, true},
        {OURS " dmarc=pass\n", VERDICT_NONE, true},
        {OURS "; dmarc=\"fail\" pass\n", VERDICT_NONE, true},
        {OURS "; dmarc=pass)\n", VERDICT_NONE, true},
        {OURS "; =pass; dmarc=pass\n", VERDICT_NONE, true},
        {OURS " 2; dmarc=pass\n", VERDICT_NONE, true},
    };

    CHECK(state, cases);
}

static void another_domain(void **state)
{
    static const struct verdict_case cases[] = {
        {OURS "; dmarc=pass header.from=evil.example\n", VERDICT_FAIL, true},
        {OURS "; dmarc=pass header.from=a.example.evil.example; dkim=pass header.d=a.example\n", VERDICT_FAIL, true},
        {OURS "; dkim=pass header.d=evil.example\n", VERDICT_NONE, true},
        {OURS "; dkim=pass header.d=evil.example header.i=@a.example\n", VERDICT_NONE, true},
        {OURS "; spf=pass smtp.mailfrom=a.example@evil.example\n", VERDICT_NONE, true},
        {OURS "; dkim=pass header.d=a.example.evil.example\n", VERDICT_NONE, true},
    };

    CHECK(state, cases);
}

static void unreadable_id(void **state)
{
    static const struct verdict_case cases[] = {
        {"Authentication-Results: \"mx.example.org; dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results: (mx.example.org; dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results: (x) mx.example.org; dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results: \"mx.example.org\"; dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results: ; mx.example.org; dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results: dmarc=pass\n", VERDICT_NONE, false},
        {"Authentication-Results:\n", VERDICT_NONE, false},
    };

    CHECK(state, cases);
}

/* Without a configured id, or without a From domain, nothing passes. */
static void fail_closed(void **state)
{
    struct headers h;
    bool seen;

    assert_int_equal(
        mime_headers(*state, STR(OURS "; dmarc=pass\nAuthentication-Results: ; dmarc=pass\n"), &limits, &h, NULL),
        DONE);
    assert_int_equal(mime_verdict(*state, &h, "", "a.example", &seen), VERDICT_NONE);
    assert_false(seen);
    assert_int_equal(mime_verdict(*state, &h, "mx.example.org", NULL, &seen), VERDICT_NONE);
    assert_true(seen);
}

static void domains(void **state)
{
    assert_string_equal(mime_domain(*state, STR("EX\xc3\x81MPLE.org")), "xn--exmple-qta.org");
    assert_null(mime_domain(*state, STR("a b")));
    assert_null(mime_domain(*state, STR("x@y")));
    assert_null(mime_domain(*state, STR("a\0b")));
}

UNIT_MAIN(UNIT(results), UNIT(forged_alone), UNIT(forged_below_real), UNIT(forged_above), UNIT(of_several_milters),
          UNIT(pass_in_disguise), UNIT(another_domain), UNIT(unreadable_id), UNIT(fail_closed), UNIT(domains))
