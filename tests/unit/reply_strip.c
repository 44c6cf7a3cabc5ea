#include "unit.h"

#include "base/buf.h"
#include "reply/reply.h"

static char *words_of(const void *ctx, const char *text, const char *known, struct reply *out)
{
    struct message message = {.text = mem_string(ctx, text)};

    reply_strip(ctx, &message, str_of(known), out);
    return out->words;
}

static const struct {
    const char *text;
    const char *words;
} structured[] = {
    {"Just a text.\n", "Just a text."},
    {"", ""},
    {"Yes.\n\nOn Mon, 3 Mar 2025 at 10:00, Ann <a@x.example> wrote:\n\n> what?\n> more\n", "Yes."},
    {"Yes.\n\nOn Mon, 3 Mar 2025 at 10:00, Ann Long Name <\na@x.example> wrote:\n\n> what?\n", "Yes."},
    {"Yes.\n\nOn Nov 21, 2014,\nat 10:18,\nJohn Doe <john@doe.example> wrote:\n\n> what?\n", "Yes."},
    {"Ja.\n\nAm 03.02.2016 um 15:35 schrieb Max <m@x.example>:\n> was?\n", "Ja."},
    {"Oui.\n\nLe lun. 15 nov. 2021 à 19:42, John <j@x.example>\na écrit :\n\nquoi?\n", "Oui."},
    {"Si.\n\nEl 19/03/2014 11:34, Juan <j@x.example> escribió:\nque\n", "Si."},
    {"Si.\n\nIl 26 marzo 2016 alle 13.16 Sam <s@x.example> ha scritto:\n> che\n", "Si."},
    {"Sim.\n\nEm 26 de março de 2016 13:16, Sam <s@x.example> escreveu:\n> que\n", "Sim."},
    {"Ja.\n\nOp 12 december 2016 19:05 schreef Q <\nq@x.example>:\n\n> wat\n", "Ja."},
    {"Ja.\n\nDen 24. nov. 2025 kl. 10.00 skrev P <p@x.example>:\n> hvad\n", "Ja."},
    {"Ja.\n\ntir. 18. apr. 2017 kl. 13:09 skrev T <t@x.example\n>:\n\n> hva\n", "Ja."},
    {"Joo.\n\npe 20. lokakuuta 2017 klo 17.50 J\n<j@x.example> kirjoitti:\n\n> mikä\n", "Joo."},
    {"Tak.\n\nW dniu 2017-01-09 11:59:39 użytkownik C <c@x.example> napisał:\n> co\n", "Tak."},
    {"Ano.\n\nDne 9. 1. 2017 v 11:59 C <c@x.example> napsal(a):\n> co\n", "Ano."},
    {"Да.\n\n30.09.2017, 18.30, \"J\" <j@x.example>:\nчто\n", "Да."},
    {"是。\n\n在 2016年11月8日，下午2:23，T <t@x.example> 写道：\n什么\n", "是。"},
    {"はい。\n\n2022年1月1日(金) 9:00 田中 <t@x.example>:\n\n> 何\n", "はい。"},
    {"Yes.\n\n________________________________\nFrom: A <a@x.example>\nSent: Monday, 3 March 2025 10:00\nTo: B\nSubject: S\n\nold\n", "Yes."},
    {"Yes.\n\n*From:* A <a@x.example>\n*Sent:* Monday\n*To:* B\n*Subject:* S\n\nold\n", "Yes."},
    {"Ja.\n\nVon: A <a@x.example>\nGesendet: Dienstag\nAn: B\nBetreff: S\n\nalt\n", "Ja."},
    {"Oui.\n\nDe : A <a@x.example>\nEnvoyé : vendredi\nÀ : B\nObjet : S\n\nvieux\n", "Oui."},
    {"Yes.\n\n-----Original Message-----\nold\n", "Yes."},
    {"Ja.\n\n-----Ursprüngliche Nachricht-----\nalt\n", "Ja."},
    {"Yes.\n\n---------- Forwarded message ----------\nFrom: A <a@x.example>\nold\n", "Yes."},
    {"Yes.\n\n## Please type your reply above this line. ##\nold\n", "Yes."},
    {"Yes.\n\nSent from my iPhone\n", "Yes."},
    {"Ja.\n\nVon meinem iPhone gesendet\n", "Ja."},
    {"Yes.\n\nSent from my desk, is much easier than my mobile phone.\n", "Yes.\n\nSent from my desk, is much easier than my mobile phone."},
    {"Yes.\n\n-- \nAnn Miller\nLeeds\n", "Yes."},
    {"Yes.\n\nRegards, Ann\n", "Yes.\n\nRegards, Ann"},
    {"## Points\n----\n\n1. One.\n\n----\n\nThe dashes above are no signature, as anybody can see here.\n",
     "## Points\n----\n\n1. One.\n\n----\n\nThe dashes above are no signature, as anybody can see here."},
    {"> one?\n\nyes one\n\n> two?\n\nyes two\n", "> one?\n\nyes one\n\n> two?\n\nyes two"},
    {"Words.\n\nOn 3 March 2025 10:00, R <r@x.example> wrote:\n\n> Test.\n\nRegards, R\n", "Words.\n\nRegards, R"},
    {"my words On Wed, Apr 4, 2012 at 3:59 PM, bob@x.example wrote:\n> Hi\n", "my words"},
    {"---------- Forwarded message ----------\nFrom: A <a@x.example>\nDate: Thu, Jan 28, 2016\nSubject: S\nTo: b@x.example\n\nForwarded.\n", "Forwarded."},
    {"On Sun, 9 Jun 2013 1:39 PM, e <e@x.example> wrote:\n> hey\n", ""},
    {"> typed by hand\n", "> typed by hand"},
    /* The Bat!, Gnus: initials in front of bars; one line with such is none */
    {"Yes.\n\nAnn wrote on 3.3.2025 10:00:\n\nAL> what?\nAL> more\n\nAL>> before\n", "Yes."},
    {"A> B is what I mean.\n", "A> B is what I mean."},
    /* Yahoo for Android: attribution and quote in one line; HTML that lost its lines: the whole header block in one */
    {"Yes.\n\nOn Mon, Mar 3, 2025 at 10:00 AM, Ann<a@x.example> wrote:   what?\nmore\n", "Yes."},
    {"Yes.\n\nFrom: Ann <a@x.example> Sent: Monday, March 3, 2025 10:00 To: B <b@x.example> Subject: S\n\nold\n", "Yes."},
    /* Horde; Polymail; Tobit David; QQ; NetEase */
    {"Ja.\n\nZitat von Ann <a@x.example>:\n\n> was?\n", "Ja."},
    {"Yes.\n\nOn Mon, Mar 3, 2025 at 10:00 AM Ann Lee\n\n<\nmailto:Ann Lee <a@x.example>\n> wrote:\nold\n", "Yes."},
    {"Ja.\n\nOriginal Message processed by david\xc2\xae\nalt\n", "Ja."},
    {"Yes.\n\n------------------&nbsp;Original&nbsp;------------------\nold\n", "Yes."},
    {"Yes.\n\n---- Replied Message ----\n| From | Ann<a@x.example> |\n| Date | 03/03/2025 10:00 |\n\nold\n", "Yes."},
    /* words typed below a device line; a device line alone; a footer of Mailman's */
    {"Yes.\nSent from my iPhone\nP.S. One thing more.\n", "Yes.\nP.S. One thing more."},
    {"Sent from my iPhone\n", ""},
    {"Yes.\n\n_______________________________________________\nUsers mailing list\nusers@lists.x.example\n", "Yes."},
    /* a link and a sentence that a client wrapped out of their bars */
    {"Yes.\n\nOn 3 March 2025 10:00, R <r@x.example> wrote:\n> See http://x.example/a\n_page=3&x=1\n> A sentence that is long enough to be wrapped by a client "
     "of\nmail.\n> more\n",
     "Yes."},
    /* whose words a quote has that stays */
    {"On 3 March 2025, R wrote:\n> one?\n\nYes.\n\n> two?\n\nNo.\n", "On 3 March 2025, R wrote:\n> one?\n\nYes.\n\n> two?\n\nNo."},
    /* the blank that Yahoo puts in front; code keeps its indent */
    {" Yes.\n", "Yes."},
    {"    code\n", "    code"},
    {"| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |"},
    {"2024-01-15 14:30:25\n15.01.2024 14:30\n\nThese are examples.\n", "2024-01-15 14:30:25\n15.01.2024 14:30\n\nThese are examples."},
};

static void structure(void **state)
{
    for (size_t i = 0; i < sizeof structured / sizeof structured[0]; i++) {
        struct reply reply;

        assert_string_equal(words_of(*state, structured[i].text, "", &reply), structured[i].words);
    }
}

#define NOTICE                                                                                                       \
    "A reply to this mail becomes a public answer, shown as Quiet Fern, sent to 43 people.\n\n"                      \
    "Will therapy be recorded in my medical records?\n\n"                                                            \
    "I am thinking of seeing somebody, but I do not want my employer to hear of it in any way.\n"                    \
    "Who can read such records, and for how long are they kept?\n\n"                                                 \
    "You get this because you subscribed to Psychotherapy. Words you can reply with: mute, unsubscribe.\n"

static const struct {
    const char *text;
    const char *words;
    bool known;
    bool interleaved;
} quoted[] = {
    /* a language nobody has taught us, re-wrapped, and a link made of a word */
    {"Nobody but your doctor.\n\nZxq 3.3.2025 10:00 blorg <r@x.example>:\nA reply to this mail becomes a public answer, shown as\nQuiet "
     "Fern, sent to 43 people.\n\nWill therapy be recorded in my [medical](http://x.example/m)\nrecords?\n\nI am thinking of seeing "
     "somebody, but I do not\nwant my employer to hear of it in any way. Who can read such\nrecords, and for how long are they kept?\n",
     "Nobody but your doctor.", true, false},
    /* without any introduction at all */
    {"Nobody.\n\n" NOTICE, "Nobody.", true, false},
    {NOTICE "\nWritten below.\n", "Written below.", true, false},
    /* between the lines */
    {"> I am thinking of seeing somebody, but I do not want my employer to hear of it\n> in any way.\n\nThey will not.\n\n> Who can read "
     "such records, and for how long are they kept?\n\nTen years.\n\n> You get this because you subscribed to Psychotherapy. Words you can "
     "reply with: mute, unsubscribe.\n",
     "> I am thinking of seeing somebody, but I do not want my employer to hear of it\n> in any way.\n\nThey will not.\n\n> Who can read "
     "such records, and for how long are they kept?\n\nTen years.",
     true, true},
    /* the author sends the text again, corrected: those are own words */
    {"Edit:\nI am thinking of seeing somebody, but I do not want my employer to hear of it in any way.\nWho can read such records?\n",
     "Edit:\nI am thinking of seeing somebody, but I do not want my employer to hear of it in any way.\nWho can read such records?", false, false},
    /* five words in common make no quote */
    {"You ask for how long are they kept, and that differs by country and by doctor.\n",
     "You ask for how long are they kept, and that differs by country and by doctor.", false, false},
    {"Something quite else.\n", "Something quite else.", false, false},
    /* a greeting, all of the quote, the answer below it */
    {"Hello Ann,\n\n> Will therapy be recorded in my medical records?\n>\n> I am thinking of seeing somebody, but I do not want my employer to hear\n> of it in any "
     "way.\n> Who can read such records, and for how long are they kept?\n\nNobody but your doctor.\n",
     "Hello Ann,\n\nNobody but your doctor.", true, false},
    /* what a gateway put between the header block and the text, and below it */
    {"Nobody.\n\n________________________________\nFrom: Forum <r@x.example>\nSent: Monday\nTo: Bob\nSubject: Q\n\nCAUTION: this came from "
     "outside.\n\n" NOTICE "\nThis mail was checked for viruses.\n",
     "Nobody.", true, false},
    /* an answer between lines without bars, and a link that HTML left there */
    {"See below.\n\nFrom: Forum <r@x.example>\nSent: Monday\nTo: Bob\nSubject: Q\n\nWill therapy be recorded in my medical records?\n\nNot by "
     "me.\n\nI am thinking of seeing somebody, but I do not want my employer to hear of it in any way.\n<https://x.example/a>\nWho can read such records, "
     "and for how long are they kept?\n",
     "See below.\n\n> Will therapy be recorded in my medical records?\n\nNot by me.", true, true},
    {"> " "Who can read such records, and for how long are they kept?\n", "", true, false},
};

static void known_text(void **state)
{
    for (size_t i = 0; i < sizeof quoted / sizeof quoted[0]; i++) {
        struct reply reply;

        assert_string_equal(words_of(*state, quoted[i].text, NOTICE, &reply), quoted[i].words);
        assert_int_equal(reply.quotes_known, quoted[i].known);
        assert_int_equal(reply.interleaved, quoted[i].interleaved);
    }
}

/* Clients and languages nobody knows: only where a line stands and what it holds gives it away. */
static void unknown_clients(void **state)
{
    static const char *const intros[] = {
        "Zxq 3.3.2025 10:00 blorg Ann <a@x.example>:\n",
        "Zxq 3.3.2025,\n10:00, Ann\n<a@x.example> blorg:\n\n",
        "Ann <a@x.example> blorg zxq\n3. Mrz 2025 ad 10:00 hor:\n\n",
        "Frm: Ann Lee <a@x.example>\nSnt: 3.3.2025 10:00\nTu: Bob\nSbj: Q\n\n",
        "________________________________\n**Frm:** Ann\n**Snt:** Monday 10:00\n**Tu:** b@x.example\n\n",
        "-------- Blorg zxq --------\nFrm: Ann Lee <a@x.example>\nSnt: Monday\n\n\n\n",
        "----- Blorg zxq -----\n",
        "Zxq 2025-03-03 10:00:00 Ann <a@x.example> blorg\n\n",
        "",
    };

    for (size_t i = 0; i < sizeof intros / sizeof intros[0]; i++) {
        struct message message = {.text = mem_format(*state, "Nobody.\n\n%s" NOTICE, intros[i])};
        struct reply reply;

        reply_strip_bare(*state, &message, STR(NOTICE), &reply);
        assert_string_equal(reply.words, "Nobody.");
        reply_strip(*state, &message, STR(NOTICE), &reply);
        assert_string_equal(reply.words, "Nobody.");
    }
}

/* Without the phrases an attribution of words alone stays; with them it goes. */
static void without_tables(void **state)
{
    struct message message = {.text = mem_string(*state, "Yes.\n\nOn Monday at 10:00 Ann wrote:\n\n> what?\n\nSent from my iPhone\n")};
    struct reply reply;

    reply_strip_bare(*state, &message, STR_EMPTY, &reply);
    assert_string_equal(reply.words, "Yes.\n\nOn Monday at 10:00 Ann wrote:\n\n> what?\n\nSent from my iPhone");
    reply_strip(*state, &message, STR_EMPTY, &reply);
    assert_string_equal(reply.words, "Yes.");
}

static void flags(void **state)
{
    struct reply reply;

    words_of(*state, "Yes.\n\n-- \nAnn\n", "", &reply);
    assert_true(reply.signature_cut);
    assert_false(reply.quote_cut);
    words_of(*state, "Yes.\n\n> old\n", "", &reply);
    assert_false(reply.signature_cut);
    assert_true(reply.quote_cut);
    reply_strip(*state, &(struct message){0}, STR_EMPTY, &reply);
    assert_string_equal(reply.words, "");
}

/* What made other programs slow: each must end, and leave the person's words. */
static void large(void **state)
{
    static const struct {
        const char *unit;
        size_t count;
    } texts[] = {{">", 1 << 20}, {"> a line of quoted text like any other\n", 20000}, {"On Thursday:\n", 2750}, {"Sent from my iPhone\n", 60000},
                 {"From: a\n", 60000}, {"wrote: ", 150000}, {"On 1.1.2020 10:00 <a@b wrote\n", 40000}, {"-- \n", 60000}, {"\n", 500000}};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct reply reply;
        struct buf text;

        buf_init(&text, *state, 4 << 20);
        buf_text(&text, "My own words.\n\n");
        for (size_t n = 0; n < texts[i].count; n++)
            buf_text(&text, texts[i].unit);
        words_of(*state, buf_string(&text), NOTICE, &reply);
        assert_memory_equal(reply.words, "My own words.", 13);
        words_of(*state, buf_string(&text), buf_string(&text), &reply);
    }
}

UNIT_MAIN(UNIT(structure), UNIT(known_text), UNIT(unknown_clients), UNIT(without_tables), UNIT(flags), UNIT(large))
