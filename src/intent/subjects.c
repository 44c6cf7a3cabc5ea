/* What subjects of mail systems' own mails say, in the languages they speak. A subject that answers or forwards is none of theirs. */
#include "base/utf8.h"
#include "intent/private_class.h"

enum { SUBJECT_LIMIT = 1000 };

static const struct {
    const char *phrase;
    enum subject says;
    bool start; /* only there */
} rows[] = {
    {"warning: could not send", SUBJECT_LATE, false}, {"delivery status notification (delay", SUBJECT_LATE, false},
    {"delayed mail", SUBJECT_LATE, false}, {"message delayed", SUBJECT_LATE, false}, {"delayed:", SUBJECT_LATE, true},
    {"warning: message", SUBJECT_LATE, true}, {"delivery delayed", SUBJECT_LATE, false}, {"delivery delay", SUBJECT_LATE, false},
    {"delivery warning", SUBJECT_LATE, false}, {"delay notification", SUBJECT_LATE, false}, {"has been delayed", SUBJECT_LATE, false},
    {"still not delivered", SUBJECT_LATE, false}, {"delivery incomplete", SUBJECT_LATE, false},
    {"zustellung verzögert", SUBJECT_LATE, false}, {"zustellung der e-mail verzögert", SUBJECT_LATE, false},
    {"remise retardée", SUBJECT_LATE, false}, {"entrega retrasada", SUBJECT_LATE, false}, {"recapito ritardato", SUBJECT_LATE, false},
    {"undeliver", SUBJECT_FAILED, false}, {"delivery status notification", SUBJECT_FAILED, false},
    {"delivery status", SUBJECT_FAILED, true}, {"mail delivery", SUBJECT_FAILED, true}, {"delivery fail", SUBJECT_FAILED, false},
    {"delivery failure", SUBJECT_FAILED, false}, {"failure delivery", SUBJECT_FAILED, true}, {"failure notice", SUBJECT_FAILED, false},
    {"failure:", SUBJECT_FAILED, true}, {"returned mail", SUBJECT_FAILED, false}, {"returned to sender", SUBJECT_FAILED, false},
    {"returned e-mail", SUBJECT_FAILED, false}, {"mail returned", SUBJECT_FAILED, false},
    {"returning message to sender", SUBJECT_FAILED, false}, {"returning to sender", SUBJECT_FAILED, false},
    {"mail system error", SUBJECT_FAILED, false}, {"delivery notification", SUBJECT_FAILED, false},
    {"delivery report", SUBJECT_FAILED, true}, {"delivery problem", SUBJECT_FAILED, false}, {"delivery error", SUBJECT_FAILED, false},
    {"nondeliver", SUBJECT_FAILED, false}, {"non-deliver", SUBJECT_FAILED, false}, {"not delivered", SUBJECT_FAILED, false},
    {"could not be delivered", SUBJECT_FAILED, false}, {"couldn't be delivered", SUBJECT_FAILED, false},
    {"could not be sent", SUBJECT_FAILED, false}, {"mail failure", SUBJECT_FAILED, false}, {"mail error", SUBJECT_FAILED, true},
    {"mail failed", SUBJECT_FAILED, true}, {"message status - undeliverable", SUBJECT_FAILED, true},
    {"message delivery has failed", SUBJECT_FAILED, false}, {"message could not", SUBJECT_FAILED, false},
    {"error sending your mail", SUBJECT_FAILED, false}, {"user unknown", SUBJECT_FAILED, false}, {"unknown user", SUBJECT_FAILED, false},
    {"processing error", SUBJECT_FAILED, true}, {"loop alert", SUBJECT_FAILED, true}, {"address not found", SUBJECT_FAILED, false},
    {"no such user", SUBJECT_FAILED, false}, {"bounced mail", SUBJECT_FAILED, false}, {"mail bounced", SUBJECT_FAILED, false},
    {"message rejected", SUBJECT_FAILED, false}, {"mail rejected", SUBJECT_FAILED, false}, {"unable to deliver", SUBJECT_FAILED, false},
    {"non remis", SUBJECT_FAILED, false}, {"unzustellbar", SUBJECT_FAILED, false}, {"nicht zustellbar", SUBJECT_FAILED, false},
    {"nicht zugestellt", SUBJECT_FAILED, false}, {"zustellung fehlgeschlagen", SUBJECT_FAILED, false},
    {"fehler bei der zustellung", SUBJECT_FAILED, false}, {"zurück an absender", SUBJECT_FAILED, false},
    {"non remis", SUBJECT_FAILED, false}, {"non distribué", SUBJECT_FAILED, false}, {"échec de la remise", SUBJECT_FAILED, false},
    {"échec de distribution", SUBJECT_FAILED, false}, {"échec de remise", SUBJECT_FAILED, false}, {"no entregado", SUBJECT_FAILED, false},
    {"no se puede entregar", SUBJECT_FAILED, false}, {"no se pudo entregar", SUBJECT_FAILED, false},
    {"error de entrega", SUBJECT_FAILED, false}, {"correo devuelto", SUBJECT_FAILED, false}, {"não entregue", SUBJECT_FAILED, false},
    {"não é possível entregar", SUBJECT_FAILED, false}, {"falha na entrega", SUBJECT_FAILED, false},
    {"mancato recapito", SUBJECT_FAILED, false}, {"non recapitabile", SUBJECT_FAILED, false},
    {"recapito non riuscito", SUBJECT_FAILED, false}, {"messaggio non consegnato", SUBJECT_FAILED, false},
    {"onbestelbaar", SUBJECT_FAILED, false}, {"niet bezorgd", SUBJECT_FAILED, false}, {"kan inte leverera", SUBJECT_FAILED, false},
    {"olevererat", SUBJECT_FAILED, false}, {"gick inte att leverera", SUBJECT_FAILED, false}, {"kan ikke leveres", SUBJECT_FAILED, false},
    {"ikke leveret", SUBJECT_FAILED, false}, {"ei voi toimittaa", SUBJECT_FAILED, false}, {"niedostarcz", SUBJECT_FAILED, false},
    {"nie można dostarczyć", SUBJECT_FAILED, false}, {"nedoručiteln", SUBJECT_FAILED, false}, {"kézbesíthetetlen", SUBJECT_FAILED, false},
    {"teslim edilemedi", SUBJECT_FAILED, false}, {"не доставлен", SUBJECT_FAILED, false}, {"недоставлен", SUBJECT_FAILED, false},
    {"не удается доставить", SUBJECT_FAILED, false}, {"配信不能", SUBJECT_FAILED, false}, {"配信できません", SUBJECT_FAILED, false},
    {"未送達", SUBJECT_FAILED, false}, {"退信", SUBJECT_FAILED, false}, {"無法傳遞", SUBJECT_FAILED, false}, {"未传递", SUBJECT_FAILED, false},
    {"无法送达", SUBJECT_FAILED, false}, {"배달되지 않음", SUBJECT_FAILED, false}, {"반송", SUBJECT_FAILED, false},
    {"successful mail delivery report", SUBJECT_DELIVERED, true}, {"mail delivery status report", SUBJECT_DELIVERED, true},
    {"delivery status notification (success", SUBJECT_DELIVERED, false},
    {"delivery status notification (relay", SUBJECT_DELIVERED, false},
    {"delivery status notification (mail relay", SUBJECT_DELIVERED, false}, {"relayed:", SUBJECT_DELIVERED, true},
    {"delivered:", SUBJECT_DELIVERED, true}, {"expanded:", SUBJECT_DELIVERED, true}, {"übermittelt:", SUBJECT_DELIVERED, true},
    {"zugestellt:", SUBJECT_DELIVERED, true}, {"remis:", SUBJECT_DELIVERED, true}, {"remis :", SUBJECT_DELIVERED, true},
    {"entregado:", SUBJECT_DELIVERED, true}, {"recapitato:", SUBJECT_DELIVERED, true}, {"read:", SUBJECT_READ, true},
    {"not read:", SUBJECT_READ, true}, {"gelesen:", SUBJECT_READ, true}, {"ungelesen:", SUBJECT_READ, true}, {"lu :", SUBJECT_READ, true},
    {"lu:", SUBJECT_READ, true}, {"leído:", SUBJECT_READ, true}, {"lida:", SUBJECT_READ, true}, {"lido:", SUBJECT_READ, true},
    {"letto:", SUBJECT_READ, true}, {"gelezen:", SUBJECT_READ, true}, {"läst:", SUBJECT_READ, true}, {"læst:", SUBJECT_READ, true},
    {"lest:", SUBJECT_READ, true}, {"luettu:", SUBJECT_READ, true}, {"przeczytano:", SUBJECT_READ, true},
    {"прочитано:", SUBJECT_READ, true}, {"開封済み:", SUBJECT_READ, true}, {"已读:", SUBJECT_READ, true}, {"已讀:", SUBJECT_READ, true},
    {"읽음:", SUBJECT_READ, true}, {"return receipt", SUBJECT_READ, true}, {"read receipt", SUBJECT_READ, true},
    {"disposition notification", SUBJECT_READ, true}, {"lesebestätigung", SUBJECT_READ, true},
    {"empfangsbestätigung (angezeigt)", SUBJECT_READ, true}, {"accusé de lecture", SUBJECT_READ, true},
};

static struct phrases table = PHRASES(rows);

enum subject intent_subject(const void *ctx, struct str subject)
{
    static const char *const answers[] = {"re:", "fw:", "fwd:", "aw:", "wg:", "sv:", "tr:"};
    struct str folded = str_trim(phrases_fold(ctx, utf8_prefix_bytes(subject, SUBJECT_LIMIT)));
    struct phrase_hit hit;
    enum subject best = SUBJECT_OTHER;
    size_t at = 0;

    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (str_starts(folded, str_of(answers[i])))
            return SUBJECT_OTHER;
    while (phrases_next(&table, folded, &at, &hit)) {
        if (rows[hit.row].start && hit.start > 0)
            continue;
        if (best == SUBJECT_OTHER || best == SUBJECT_FAILED) /* what is more than "not delivered" counts */
            best = rows[hit.row].says;
    }
    return best;
}

void intent_subjects_prepare(void)
{
    phrases_prepare(&table);
}
