/* Automatic answers by their words, in many languages: notes of absence, "we have received your mail". A translator adds rows. */
#include "base/mem.h"
#include "base/utf8.h"
#include "intent/private_class.h"

enum { SUBJECT_LIMIT = 1000, TEXT_LOOKED_AT = 1200, TEXT_TOP = 600 };

/* LABEL: programs put it in front of the subject, with a sign or nothing behind it; a person may go on ("Out of office printer").
 * SENTENCE: nobody but an answering program begins a subject with it. */
enum form { LABEL, SENTENCE };

static const struct {
    const char *phrase;
    enum form form;
} subjects[] = {
    /* English */
    {"automatic reply", LABEL}, {"automatic response", LABEL}, {"auto reply", LABEL}, {"auto-reply", LABEL}, {"autoreply", LABEL},
    {"auto response", LABEL}, {"auto-response", LABEL}, {"autoresponse", LABEL}, {"autorespons", LABEL}, {"automated reply", LABEL},
    {"automated response", LABEL}, {"autoresponder", LABEL}, {"auto responder", LABEL}, {"[auto-reply]", LABEL}, {"[autoreply]", LABEL},
    {"(autoreply)", LABEL}, {"auto:", SENTENCE}, {"out of office", LABEL}, {"out of the office", LABEL}, {"out-of-office", LABEL},
    {"out of office reply", LABEL}, {"out of office autoreply", LABEL}, {"out of office auto reply", LABEL},
    {"out of office notification", LABEL}, {"out of office message", LABEL}, {"out of office response", LABEL},
    {"out of office until", SENTENCE}, {"out of the office until", SENTENCE}, {"out of office from", SENTENCE}, {"ooo:", SENTENCE},
    {"ooo", LABEL}, {"[ooo]", LABEL}, {"i am out of", SENTENCE}, {"i'm out of the office", SENTENCE}, {"i will be out of", SENTENCE},
    {"i am away", SENTENCE}, {"i am currently out of", SENTENCE}, {"away from my mail", SENTENCE}, {"away from the office", LABEL},
    {"vacation reply", LABEL}, {"vacation notice", LABEL}, {"vacation message", LABEL}, {"vacation response", LABEL},
    {"on vacation", LABEL}, {"on holiday", LABEL}, {"on annual leave", LABEL}, {"annual leave", LABEL}, {"away message", LABEL},
    {"away notice", LABEL}, {"thank you for your e-mail", LABEL}, {"thank you for your email", LABEL},
    {"thank you for contacting", LABEL}, {"we have received your", LABEL},
    /* German */
    {"automatische antwort", LABEL}, {"automatische rückantwort", LABEL}, {"abwesenheitsnotiz", LABEL}, {"abwesenheitsnachricht", LABEL},
    {"abwesenheitsbenachrichtigung", LABEL}, {"abwesenheitsassistent", LABEL}, {"abwesenheitsmeldung", LABEL}, {"abwesenheit", LABEL},
    {"abwesend", LABEL}, {"nicht im büro", LABEL}, {"außer haus", LABEL}, {"autom. antwort", LABEL}, {"eingangsbestätigung", LABEL},
    /* French */
    {"réponse automatique", LABEL}, {"reponse automatique", LABEL}, {"réponse auto", LABEL}, {"absence du bureau", LABEL},
    {"absent du bureau", LABEL}, {"message d'absence", LABEL}, {"notification d'absence", LABEL}, {"avis d'absence", LABEL},
    {"réponse automatique d'absence", LABEL}, {"absence", LABEL}, {"en congés", LABEL},
    /* Spanish, Portuguese, Catalan, Italian, Romanian */
    {"respuesta automática", LABEL}, {"respuesta automatica", LABEL}, {"fuera de la oficina", LABEL}, {"fuera de oficina", LABEL},
    {"mensaje de ausencia", LABEL}, {"ausencia", LABEL}, {"resposta automática", LABEL}, {"resposta automatica", LABEL},
    {"fora do escritório", LABEL}, {"ausência temporária", LABEL}, {"aviso de ausência", LABEL}, {"resposta automàtica", LABEL},
    {"risposta automatica", LABEL}, {"fuori sede", LABEL}, {"fuori ufficio", LABEL}, {"assente dall'ufficio", LABEL},
    {"messaggio di assenza", LABEL}, {"răspuns automat", LABEL}, {"raspuns automat", LABEL},
    /* Dutch, Swedish, Danish, Norwegian, Finnish, Estonian */
    {"automatisch antwoord", LABEL}, {"automatische antwoord", LABEL}, {"afwezigheidsbericht", LABEL}, {"afwezigheid", LABEL},
    {"afwezig", LABEL}, {"niet aanwezig", LABEL}, {"automatiskt svar", LABEL}, {"autosvar", LABEL}, {"frånvaro", LABEL},
    {"frånvaromeddelande", LABEL}, {"automatisk svar", LABEL}, {"fravær", LABEL}, {"fraværsmelding", LABEL}, {"ikke til stede", LABEL},
    {"automaattinen vastaus", LABEL}, {"poissaoloviesti", LABEL}, {"poissaoloilmoitus", LABEL}, {"automaatvastus", LABEL},
    /* Polish, Czech, Slovak, Hungarian, Croatian, Slovene, Lithuanian, Latvian, Turkish, Greek */
    {"odpowiedź automatyczna", LABEL}, {"automatyczna odpowiedź", LABEL}, {"autoodpowiedź", LABEL}, {"nieobecność", LABEL},
    {"poza biurem", LABEL}, {"automatická odpověď", LABEL}, {"mimo kancelář", LABEL}, {"nepřítomnost", LABEL},
    {"automatická odpoveď", LABEL}, {"automatikus válasz", LABEL}, {"házon kívül", LABEL}, {"automatski odgovor", LABEL},
    {"samodejni odgovor", LABEL}, {"automatinis atsakymas", LABEL}, {"automātiska atbilde", LABEL}, {"otomatik yanıt", LABEL},
    {"ofis dışında", LABEL}, {"αυτόματη απάντηση", LABEL},
    /* Russian, Ukrainian, Bulgarian */
    {"автоответ", LABEL}, {"автоматический ответ", LABEL}, {"ответ автоматически", LABEL}, {"автоматична відповідь", LABEL},
    {"автовідповідь", LABEL}, {"автоматичен отговор", LABEL}, {"вне офиса", LABEL}, {"отсутствие на рабочем месте", LABEL},
    {"нет на работе", LABEL},
    /* Japanese, Chinese, Korean, Vietnamese, Indonesian, Thai, Arabic, Hebrew */
    {"自動応答", LABEL}, {"自動返信", LABEL}, {"不在通知", LABEL}, {"自动答复", LABEL}, {"自动回复", LABEL}, {"自動回覆", LABEL}, {"自動回复", LABEL},
    {"不在办公室", LABEL}, {"不在辦公室", LABEL}, {"外出", LABEL}, {"자동 회신", LABEL}, {"자동회신", LABEL}, {"자동 응답", LABEL}, {"부재중", LABEL},
    {"trả lời tự động", LABEL}, {"balasan otomatis", LABEL}, {"ตอบกลับอัตโนมัติ", LABEL}, {"رد تلقائي", LABEL}, {"رد آلي", LABEL},
    {"תשובה אוטומטית", LABEL}, {"מענה אוטומטי", LABEL}, {"מחוץ למשרד", LABEL},
};

/* What such answers say near their beginning. None of it is proof alone: a person writes it, too. */
static const struct {
    const char *phrase;
} texts[] = {
    {"i am out of the office"}, {"i'm out of the office"}, {"i will be out of the office"}, {"i am currently out of"},
    {"i'm currently out of"}, {"i will be out of office"}, {"out of the office until"}, {"currently out of the office"},
    {"i am out of office"}, {"away from the office"}, {"i am away"}, {"i'm away"}, {"i am currently away"}, {"i will be away"},
    {"i am on annual leave"}, {"on annual leave"}, {"i am on leave"}, {"on maternity leave"}, {"on parental leave"}, {"i am on holiday"},
    {"i'm on holiday"}, {"i am on vacation"}, {"i'm on vacation"}, {"not in the office"}, {"no access to e-mail"}, {"no access to email"},
    {"limited access to e-mail"}, {"limited access to email"}, {"limited access to my"}, {"upon my return"}, {"when i return"},
    {"on my return"}, {"reply as soon as possible"}, {"respond as soon as possible"}, {"get back to you as soon as"},
    {"this is an automated"}, {"this is an automatic"}, {"this is an auto"}, {"this mail was generated automatically"},
    {"automatically generated"}, {"your request has been received"}, {"we have received your"}, {"your message has been received"},
    {"no longer works for"}, {"has left the company"}, {"no longer with the company"}, {"is no longer in use"},
    {"is no longer monitored"}, {"is not monitored"}, {"do not reply to this"}, {"ich bin derzeit nicht"}, {"ich bin zur zeit nicht"},
    {"ich bin zurzeit nicht"}, {"ich bin momentan nicht"}, {"ich bin bis"}, {"ich bin vom"}, {"ich bin ab"}, {"bin ich nicht"},
    {"wird nicht weitergeleitet"}, {"nicht im büro"}, {"außer haus"}, {"im urlaub"}, {"nicht erreichbar"}, {"je suis absent"},
    {"je suis actuellement"}, {"je serai absent"}, {"absent du bureau"}, {"absente du bureau"}, {"en congé"}, {"de retour le"},
    {"estaré fuera"}, {"fuera de la oficina"}, {"estoy fuera"}, {"me encuentro fuera"}, {"estoy de vacaciones"}, {"ausente hasta"},
    {"estou fora"}, {"estarei ausente"}, {"fora do escritório"}, {"de férias"}, {"sono assente"}, {"sarò assente"}, {"fuori ufficio"},
    {"in ferie"}, {"sono fuori"}, {"ik ben afwezig"}, {"ik ben niet aanwezig"}, {"ik ben met vakantie"}, {"ik ben op vakantie"},
    {"niet aanwezig"}, {"jag är inte"}, {"jag är på semester"}, {"jeg er ikke"}, {"jeg er på ferie"}, {"jeg er ude"}, {"olen lomalla"},
    {"olen poissa"}, {"jestem poza biurem"}, {"jestem na urlopie"}, {"nie ma mnie"}, {"jsem mimo kancelář"}, {"szabadságon vagyok"},
    {"я в отпуске"}, {"меня нет"}, {"нахожусь в отпуске"}, {"я отсутствую"}, {"я у відпустці"}, {"不在にしております"}, {"休暇"}, {"不在办公室"},
    {"不在辦公室"}, {"我正在休假"}, {"부재중"}, {"휴가"}, {"אני לא במשרד"}, {"أنا خارج المكتب"}, {"ofis dışındayım"}, {"izindeyim"}, {"εκτός γραφείου"},
};

static struct phrases subject_table = PHRASES(subjects), text_table = PHRASES(texts);

/* Whether what follows a label ends it: nothing, a sign, or the subject that was answered ("Out of office Re: ..."). */
static bool label_ends(struct str rest)
{
    static const char *const prefixes[] = {"re:", "aw:", "fw:", "fwd:", "sv:", "rv:", "tr:", "wg:", "re :", "until", "from", "till"};

    rest = str_trim(rest);
    if (rest.n == 0)
        return true;
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (str_starts(rest, str_of(prefixes[i])))
            return true;
    return strchr(":-([{|,;!?.*/\"", rest.p[0]) != NULL || str_starts(rest, STR("：")) || str_starts(rest, STR("–")) ||
           str_starts(rest, STR("—"));
}

enum absence intent_absence_subject(const void *ctx, struct str subject)
{
    struct str folded = str_trim(phrases_fold(ctx, utf8_prefix_bytes(subject, SUBJECT_LIMIT)));
    struct phrase_hit hit;
    size_t at = 0;

    if (phrases_at(&subject_table, folded, 0, &hit)) {
        if (subjects[hit.row].form == SENTENCE || label_ends(str_from_index(folded, hit.end)))
            return ABSENCE_SURE;
        return ABSENCE_MAYBE;
    }
    return phrases_next(&subject_table, folded, &at, &hit) ? ABSENCE_MAYBE : ABSENCE_NO;
}

bool intent_absence_text(const void *ctx, struct str text)
{
    struct str folded = phrases_fold(ctx, utf8_prefix_bytes(text, TEXT_LOOKED_AT));
    struct phrase_hit hit;
    size_t at = 0;

    return phrases_next(&text_table, folded, &at, &hit) && hit.start < TEXT_TOP;
}

void intent_absence_prepare(void)
{
    phrases_prepare(&subject_table);
    phrases_prepare(&text_table);
}
