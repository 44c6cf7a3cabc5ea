#include "unit.h"

#include "intent/private.h"

/* Short mails in many languages: what is a request, what is asked about, and what is somebody's post. */
enum place { REPLY, NEW };
enum becomes { DOES, ASKS, POSTS };

/* clang-format off */
static const struct {
    enum place place;
    const char *subject, *words;
    enum becomes becomes;
    enum verb verb;
} mails[] = {
    {REPLY, "", "Please unsubscribe me", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "please unsubscribe me, I get too many emails", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Hi,\n\nplease take me off this list.\n\nThanks,\nAnn Miller", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Stop sending me emails!!!", DOES, VERB_STOP},
    {REPLY, "", "Please stop.", DOES, VERB_STOP},
    {REPLY, "", "I want to stop", ASKS, VERB_NONE},
    {REPLY, "", "My husband told me to stop.", POSTS, VERB_NONE},
    {REPLY, "", "My husband told me to stop, and I did.", POSTS, VERB_NONE},
    {REPLY, "", "I want to unsubscribe from my mother's life.", POSTS, VERB_NONE},
    {REPLY, "", "You can unsubscribe at any time.", POSTS, VERB_NONE},
    {REPLY, "", "Please do not unsubscribe me.", ASKS, VERB_NONE},
    {REPLY, "", "How do I unsubscribe?", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "How do I join?", ASKS, VERB_NONE},
    {NEW, "How do I join?", "", DOES, VERB_SUBSCRIBE},
    {NEW, "how do I join", "How do I join this forum? Thanks", DOES, VERB_SUBSCRIBE},
    {NEW, "How do I join a therapy group?", "I would like to join one but do not dare to.", POSTS, VERB_NONE},
    {NEW, "Help", "", DOES, VERB_HELP},
    {NEW, "help me please", "", ASKS, VERB_NONE},
    {NEW, "Help", "I cannot sleep since my wife left.", POSTS, VERB_NONE},
    {NEW, "unsubscribe", "", DOES, VERB_UNSUBSCRIBE},
    {NEW, "Unsubscribe", "Please unsubscribe me from psychotherapy", ASKS, VERB_NONE},
    {REPLY, "", "unsubscribe me from psychotherapy please", ASKS, VERB_NONE},
    {REPLY, "", "Please stop, I want to die", POSTS, VERB_NONE},
    {REPLY, "", "Leave me alone", ASKS, VERB_NONE},
    {REPLY, "", "leave this group", ASKS, VERB_NONE},
    {REPLY, "", "Bitte melden Sie mich ab", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Hallo,\n\nbitte nehmen Sie mich aus dem Verteiler. Danke.\n\nMit freundlichen Grüßen\nHans Meier", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Ich möchte diese Mails nicht mehr bekommen.", DOES, VERB_STOP},
    {REPLY, "", "Mein Mann hat sich vom Verteiler abgemeldet, seitdem ist Ruhe.", POSTS, VERB_NONE},
    {REPLY, "", "Me désabonner svp", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Merci de me retirer de la liste de diffusion", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Je ne veux plus recevoir vos mails", DOES, VERB_STOP},
    {REPLY, "", "Je ne veux plus recevoir de coups de fil de ma mère", POSTS, VERB_NONE},
    {REPLY, "", "Por favor, quiero darme de baja de la lista", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "No quiero recibir más correos", DOES, VERB_STOP},
    {REPLY, "", "vorrei cancellarmi dalla lista, grazie", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Não quero mais receber estes e-mails", DOES, VERB_STOP},
    {REPLY, "", "Graag uitschrijven", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Ta bort mig från listan tack", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Jeg vil gerne afmeldes", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Afmeld mig venligst", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Vennligst meld meg av listen", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Poistakaa minut listalta, kiitos", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Proszę o wypisanie mnie z listy", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Prosím o odhlášení z odběru", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Пожалуйста, отпишите меня от рассылки", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Не присылайте мне больше писем", DOES, VERB_STOP},
    {REPLY, "", "Муж сказал мне прекратить.", POSTS, VERB_NONE},
    {REPLY, "", "Будь ласка, видаліть мене з розсилки", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Lütfen beni listeden çıkarın", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Aboneliğimi iptal edin lütfen, teşekkürler", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Kérem, töröljenek a listáról", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Vă rog să mă scoateți de pe listă", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Παρακαλώ διαγράψτε με από τη λίστα", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "配信停止をお願いします。", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "メールを送らないでください", DOES, VERB_STOP},
    {REPLY, "", "夫にやめてと言われました。", POSTS, VERB_NONE},
    {REPLY, "", "请取消订阅，谢谢", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "请不要再给我发邮件了。", DOES, VERB_STOP},
    {REPLY, "", "我丈夫叫我停止。", POSTS, VERB_NONE},
    {REPLY, "", "구독 취소해 주세요", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "더 이상 메일을 보내지 마세요.", DOES, VERB_STOP},
    {REPLY, "", "الرجاء إلغاء اشتراكي", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "لا ترسلوا لي المزيد من الرسائل", DOES, VERB_STOP},
    {REPLY, "", "אנא הסירו אותי מרשימת התפוצה", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "תפסיקו לשלוח לי מיילים", DOES, VERB_STOP},
    {REPLY, "", "I never signed up for this!", DOES, VERB_STOP},
    {REPLY, "", "Remove my email address from your list immediately.", DOES, VERB_STOP},
    {REPLY, "", "How does this work?", ASKS, VERB_NONE},
    {NEW, "how does this forum work?", "", DOES, VERB_HELP},
    {REPLY, "", "Tell him: stop sending me emails.", POSTS, VERB_NONE},
    {REPLY, "", "Scroll down, unsubscribe, done.", POSTS, VERB_NONE},
    {REPLY, "", "He said \"please unsubscribe me\" and they did.", POSTS, VERB_NONE},
    {REPLY, "", "Not interested anymore, please remove me from the mailing list", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Thank you, but please take me off your mailing list.\nMary", DOES, VERB_UNSUBSCRIBE},
    {NEW, "unsubscribe psychotherapy", "", DOES, VERB_UNSUBSCRIBE},
    {NEW, "settings", "", DOES, VERB_SETTINGS},
    {REPLY, "", "Please stop taking these pills and see a doctor.", POSTS, VERB_NONE},
    {REPLY, "", "Leave him.", POSTS, VERB_NONE},
    {REPLY, "", "Help is available at your local clinic.", POSTS, VERB_NONE},
    {REPLY, "", "You should unsubscribe from their newsletter, it stopped for me.", POSTS, VERB_NONE},
    {REPLY, "", "I had to unsubscribe from every newsletter to find some peace, maybe that helps you too.", POSTS, VERB_NONE},
    {REPLY, "", "Take me off the list of people who think so.", POSTS, VERB_NONE},
    {REPLY, "", "Ich möchte aufhören zu rauchen.", POSTS, VERB_NONE},
    {REPLY, "", "Hör auf damit.", POSTS, VERB_NONE},
    {REPLY, "", "Kündigen Sie!", ASKS, VERB_NONE},
    {REPLY, "", "Ich habe meine Mutter abgemeldet.", POSTS, VERB_NONE},
    {REPLY, "", "Il faut arrêter.", POSTS, VERB_NONE},
    {REPLY, "", "Basta.", DOES, VERB_STOP},
    {REPLY, "", "Мне помогло перестать себя винить.", POSTS, VERB_NONE},
    {REPLY, "", "我想停止服药。", POSTS, VERB_NONE},
    {REPLY, "", "助けてほしいです。", POSTS, VERB_NONE},
    {REPLY, "", "やめてください。", DOES, VERB_STOP},
    {REPLY, "", "저는 그 모임에 가입했습니다.", POSTS, VERB_NONE},
    {NEW, "How do I leave my husband?", "I want to leave him but I am afraid.", POSTS, VERB_NONE},
    {NEW, "I want to stop", "I drink every evening and want to stop.", POSTS, VERB_NONE},
    {NEW, "Wie trete ich einem Verein bei?", "Ich möchte einem Verein beitreten und weiß nicht wie.", POSTS, VERB_NONE},
    {NEW, "How do I unsubscribe from Netflix?", "I have tried everything.", POSTS, VERB_NONE},
    {NEW, "Comment arrêter de fumer ?", "J'ai tout essayé.", POSTS, VERB_NONE},
    {NEW, "Помощь", "Мне нужна помощь, муж пьёт.", POSTS, VERB_NONE},
    {NEW, "ヘルプ", "", DOES, VERB_HELP},
    {NEW, "Hilfe!", "Mein Hund ist gestorben und ich weine nur noch.", POSTS, VERB_NONE},
    /* however it is typed */
    {REPLY, "", "DESABONNEZ MOI SVP", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "prosze przestancie wysylac", DOES, VERB_STOP},
    {REPLY, "", "LÜTFEN BENİ LİSTEDEN ÇIKARIN", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Ｐｌｅａｓｅ　ｕｎｓｕｂｓｃｒｉｂｅ", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "please take me\noff   this list", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "구독취소 부탁드립니다", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Please remove bea@example.org from your list", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Hi Ann, please unsubscribe me. Thanks, Bea", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Dear Mind and Heart team, unsubscribe me please", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Dear all of you who suffer like me, stop.", POSTS, VERB_NONE},
    {REPLY, "", "Dear grandmother sister brother, stop.", POSTS, VERB_NONE},
    {NEW, "unsubscribe", "Hi Ann", DOES, VERB_UNSUBSCRIBE},
    {REPLY, "", "Please unsubscribe me, and then let us talk about what the doctor said on Monday", ASKS, VERB_NONE},
};
/* clang-format on */

static enum becomes becomes(const struct command *c)
{
    return c->line == NULL ? POSTS : c->verb == VERB_NONE ? ASKS : DOES;
}

static void requests_and_posts(void **state)
{
    for (size_t i = 0; i < sizeof mails / sizeof mails[0]; i++) {
        struct command c = asked_words(*state, str_of(mails[i].subject), str_of(mails[i].words), mails[i].place == REPLY);

        if (becomes(&c) != mails[i].becomes || c.verb != mails[i].verb)
            fail_msg("\"%s\", \"%s\": %d, verb %d", mails[i].subject, mails[i].words, (int)becomes(&c), (int)c.verb);
    }
}

/* Every request of the table, alone in a mail of its own, is one: no other phrase hides it. */
static void every_phrase_counts(void **state)
{
    static const enum verb verbs[] = {[WORD_LEAVE] = VERB_UNSUBSCRIBE, [WORD_STOP] = VERB_STOP, [WORD_JOIN] = VERB_SUBSCRIBE,
                                      [WORD_HELP] = VERB_HELP, [WORD_ASK] = VERB_NONE};

    assert_true(request_language_count >= 15);
    for (size_t i = 0; i < request_row_count; i++) {
        const struct request_row *row = &request_rows[i];
        struct command c;

        if (row->kind > WORD_ASK)
            continue;
        c = asked_words(*state, STR_EMPTY, str_of(row->phrase), false);
        if (becomes(&c) == POSTS || c.verb != verbs[row->kind])
            fail_msg("%s \"%s\": %d, verb %d", request_languages[row->language], row->phrase, (int)becomes(&c), (int)c.verb);
    }
}

/* Only short mails are looked at, however often they ask. */
static void long_mails_are_posts(void **state)
{
    struct buf words;
    struct command c;

    buf_init(&words, *state, 2 * PLAIN_LIMIT);
    while (words.n <= PLAIN_LIMIT)
        buf_text(&words, "please unsubscribe me. ");
    c = asked_words(*state, STR_EMPTY, buf_view(&words), true);
    assert_null(c.line);
    buf_truncate(&words, PLAIN_LIMIT - 200);
    c = asked_words(*state, STR_EMPTY, buf_view(&words), true);
    assert_null(c.line);
    buf_truncate(&words, 46);
    c = asked_words(*state, STR_EMPTY, buf_view(&words), true);
    assert_int_equal(c.verb, VERB_UNSUBSCRIBE);
}

UNIT_MAIN(UNIT(requests_and_posts), UNIT(every_phrase_counts), UNIT(long_mails_are_posts))
