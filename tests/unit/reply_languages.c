/* How the mail programs of each language introduce what they quote, label it, and sign for the device: replies must come out without it. */
#include "unit.h"

#include <string.h>

#include "base/buf.h"
#include "reply/languages.h"
#include "reply/reply.h"

struct row {
    const char *language;
    const char *text;
};

/* Gmail, Apple Mail, Thunderbird and some others */
static const struct row attributions[] = {
    {"en", "On Mon, Jan 1, 2024 at 10:00 AM Ann Lee <ann@x.example> wrote:"},
    {"en", "On 1 Jan 2024, at 10:00, Ann Lee <ann@x.example> wrote:"},
    {"en", "On 1/1/24 10:00, Ann Lee wrote:"},
    {"en", "On Monday, January 1st, 2024 at 10:00 AM, Ann Lee <ann@x.example> wrote:"},
    {"en", "At 2024-01-01 10:00:00, \"Ann Lee\" <ann@x.example> wrote:"},
    {"en", "---- On Mon, 01 Jan 2024 10:00:00 +0100 Ann Lee <ann@x.example> wrote ----"},
    {"en", "On Jan 1, 2024 10:00, Ann Lee <ann@x.example> wrote:"},
    {"en", "* Ann Lee <ann@x.example> [2024-01-01 10:00]:"},
    {"de", "Am Mo., 1. Jan. 2024 um 10:00 Uhr schrieb Ann Lee <ann@x.example>:"},
    {"de", "Am 01.01.2024 um 10:00 schrieb Ann Lee <ann@x.example>:"},
    {"de", "Am 01.01.24 um 10:00 schrieb Ann Lee:"},
    {"de", "Ann Lee <ann@x.example> schrieb am Mo., 1. Jan. 2024, 10:00:"},
    {"de", "Ann Lee <ann@x.example> hat am 01.01.2024 10:00 geschrieben:"},
    {"fr", "Le lun. 1 janv. 2024 à 10:00, Ann Lee <ann@x.example> a écrit :"},
    {"fr", "Le 1 janv. 2024 à 10:00, Ann Lee <ann@x.example> a écrit :"},
    {"fr", "Le 01/01/2024 à 10:00, Ann Lee a écrit :"},
    {"fr", "Ann Lee <ann@x.example> a écrit le lun. 1 janv. 2024 à 10:00 :"},
    {"es", "El lun, 1 ene 2024 a las 10:00, Ann Lee (<ann@x.example>) escribió:"},
    {"es", "El 1 ene 2024, a las 10:00, Ann Lee <ann@x.example> escribió:"},
    {"es", "El 1/1/24 a las 10:00, Ann Lee escribió:"},
    {"it", "Il giorno lun 1 gen 2024 alle ore 10:00 Ann Lee <ann@x.example> ha scritto:"},
    {"it", "Il giorno 1 gen 2024, alle ore 10:00, Ann Lee <ann@x.example> ha scritto:"},
    {"it", "Il 01/01/24 10:00, Ann Lee ha scritto:"},
    {"pt", "Em seg., 1 de jan. de 2024 às 10:00, Ann Lee <ann@x.example> escreveu:"},
    {"pt", "Ann Lee <ann@x.example> escreveu no dia segunda, 1/01/2024 à(s) 10:00:"},
    {"pt", "Em 01/01/2024 10:00, Ann Lee escreveu:"},
    {"pt", "Em 1 de jan. de 2024, à(s) 10:00, Ann Lee <ann@x.example> escreveu:"},
    {"nl", "Op ma 1 jan 2024 om 10:00 schreef Ann Lee <ann@x.example>:"},
    {"nl", "Op 1 jan. 2024, om 10:00 heeft Ann Lee <ann@x.example> het volgende geschreven:"},
    {"nl", "Op 01-01-2024 om 10:00 schreef Ann Lee:"},
    {"af", "Op Ma. 01 Jan. 2024 om 10:00 het Ann Lee <ann@x.example> geskryf:"},
    {"da", "Den man. 1. jan. 2024 kl. 10.00 skrev Ann Lee <ann@x.example>:"},
    {"da", "Den 1. jan. 2024 kl. 10.00 skrev Ann Lee <ann@x.example>:"},
    {"da", "Den 01.01.2024 kl. 10.00 skrev Ann Lee:"},
    {"sv", "Den mån 1 jan. 2024 kl 10:00 skrev Ann Lee <ann@x.example>:"},
    {"sv", "1 jan. 2024 kl. 10:00 skrev Ann Lee <ann@x.example>:"},
    {"sv", "Den 2024-01-01 kl. 10:00, skrev Ann Lee:"},
    {"nb", "man. 1. jan. 2024 kl. 10:00 skrev Ann Lee <ann@x.example>:"},
    {"nb", "Den 01.01.2024 10:00, skrev Ann Lee:"},
    {"nn", "Den 01.01.2024 10:00, skreiv Ann Lee:"},
    {"nn", "Måndag 1. januar 2024 kl. 10:00 skreiv Ann Lee <ann@x.example>:"},
    {"is", "Þann mán., 1. jan. 2024 kl. 10:00 skrifaði Ann Lee <ann@x.example>:"},
    {"is", "Þann 1.1.2024 10:00, reit Ann Lee:"},
    {"fi", "ma 1. tammik. 2024 klo 10.00 Ann Lee (ann@x.example) kirjoitti:"},
    {"fi", "Ann Lee <ann@x.example> kirjoitti 1.1.2024 kello 10.00:"},
    {"fi", "Ann Lee kirjoitti 1.1.2024 klo 10.00:"},
    {"et", "Kuupäev E, 1. jaanuar 2024 kell 10:00 kirjutas Ann Lee <ann@x.example>:"},
    {"et", "01.01.2024 10:00 Ann Lee kirjutas:"},
    {"lv", "pirmd., 2024. g. 1. janv., plkst. 10:00 — lietotājs Ann Lee (<ann@x.example>) rakstīja:"},
    {"lv", "2024.01.01. 10:00, Ann Lee rakstīja:"},
    {"lt", "2024-01-01, pr, 10:00 Ann Lee <ann@x.example> rašė:"},
    {"lt", "2024-01-01 10:00, Ann Lee rašė:"},
    {"pl", "pon., 1 sty 2024 o 10:00 Ann Lee <ann@x.example> napisał(a):"},
    {"pl", "Wiadomość napisana przez Ann Lee <ann@x.example> w dniu 1 sty 2024, o godz. 10:00:"},
    {"pl", "W dniu 01.01.2024 o 10:00, Ann Lee pisze:"},
    {"cs", "po 1. 1. 2024 v 10:00 odesílatel Ann Lee <ann@x.example> napsal:"},
    {"cs", "1. 1. 2024 v 10:00, Ann Lee <ann@x.example>:"},
    {"cs", "Dne 01. 01. 24 v 10:00 Ann Lee napsal(a):"},
    {"sk", "po 1. 1. 2024 o 10:00 Ann Lee <ann@x.example> napísal(a):"},
    {"sk", "Dňa 1. 1. 2024 o 10:00, užívateľ Ann Lee <ann@x.example> napísal:"},
    {"sk", "Dňa 1. 1. 2024 o 10:00 Ann Lee napísal(a):"},
    {"sl", "V V pon., 1. jan. 2024 ob 10:00 je oseba Ann Lee <ann@x.example> napisala:"},
    {"sl", "Dne 1. 01. 24 ob 10:00 je Ann Lee napisal(a):"},
    {"hr", "pon, 1. sij 2024. u 10:00 Ann Lee <ann@x.example> napisao je:"},
    {"hr", "Dana 1. sij. 2024., u 10:00, Ann Lee <ann@x.example> je napisao/la:"},
    {"sr", "пон, 1. јан 2024. у 10:00 Ann Lee <ann@x.example> је написао/ла:"},
    {"sr", "Дана 1.1.2024. у 10:00, Ann Lee је написао/ла:"},
    {"bs", "Dana 1.1.2024. u 10:00, Ann Lee je napisao/la:"},
    {"mk", "На 1.1.2024 г. во 10:00, Ann Lee <ann@x.example> напиша:"},
    {"bg", "На пн, 1.01.2024 г. в 10:00 ч. Ann Lee <ann@x.example> написа:"},
    {"bg", "На 1.01.24 г. в 10:00 ч., Ann Lee написа:"},
    {"ru", "пн, 1 янв. 2024 г. в 10:00, Ann Lee <ann@x.example>:"},
    {"ru", "1 янв. 2024 г., в 10:00, Ann Lee <ann@x.example> написал(а):"},
    {"ru", "01.01.2024 10:00, Ann Lee пишет:"},
    {"ru", "Понедельник, 1 января 2024, 10:00 +03:00 от Ann Lee <ann@x.example>:"},
    {"uk", "пн, 1 січ. 2024 р. о 10:00 Ann Lee <ann@x.example> пише:"},
    {"uk", "01.01.24 10:00, Ann Lee пише:"},
    {"be", "пн, 1 сту 2024 г. у 10:00 Ann Lee <ann@x.example> піша:"},
    {"hu", "Ann Lee <ann@x.example> ezt írta (időpont: 2024. jan. 1., H, 10:00):"},
    {"hu", "Ann Lee <ann@x.example> írta (2024. jan. 1. dátummal, 10:00 időpontban):"},
    {"hu", "2024. 01. 01. 10:00 keltezéssel, Ann Lee írta:"},
    {"ro", "lun., 1 ian. 2024 la 10:00, Ann Lee <ann@x.example> a scris:"},
    {"ro", "La 01.01.2024 10:00, Ann Lee a scris:"},
    {"ro", "Pe 1 ian. 2024, la 10:00, Ann Lee <ann@x.example> a scris:"},
    {"el", "Στις Δευ 1 Ιαν 2024 στις 10:00 π.μ., ο χρήστης Ann Lee <ann@x.example> έγραψε:"},
    {"el", "1 Ιαν 2024, 10:00, ο/η «Ann Lee <ann@x.example>» έγραψε:"},
    {"el", "Στις 1/1/24 10:00, ο Ann Lee έγραψε:"},
    {"tr", "Ann Lee <ann@x.example>, 1 Oca 2024 Pzt, 10:00 tarihinde şunu yazdı:"},
    {"tr", "Ann Lee <ann@x.example> şunları yazdı (1 Oca 2024 10:00):"},
    {"tr", "01.01.2024 10:00 tarihinde Ann Lee yazdı:"},
    {"az", "1 yan 2024, 10:00 tarixində Ann Lee <ann@x.example> yazdı:"},
    {"ca", "Missatge de Ann Lee <ann@x.example> del dia dl., 1 de gen. 2024 a les 10:00:"},
    {"ca", "El dia 1 gen 2024, a les 10:00, Ann Lee <ann@x.example> va escriure:"},
    {"ca", "El 1/1/24 a les 10:00, Ann Lee ha escrit:"},
    {"eu", "Ann Lee (<ann@x.example>) erabiltzaileak hau idatzi du (2024 urt. 1, al. (10:00)):"},
    {"eu", "2024/01/01 10:00(e)an, Ann Lee(e)k idatzi zuen:"},
    {"gl", "O luns, 1 xan 2024 ás 10:00, Ann Lee (<ann@x.example>) escribiu:"},
    {"gl", "O 1/1/24 ás 10:00, Ann Lee escribiu:"},
    {"ga", "Ar Luan 1 Ean 2024 ag 10:00 scríobh Ann Lee <ann@x.example>:"},
    {"cy", "Ar Llun, 1 Ion 2024 am 10:00 ysgrifennodd Ann Lee <ann@x.example>:"},
    {"sq", "Më 1.1.2024 10:00, Ann Lee shkroi:"},
    {"sq", "Më hën, 1 jan 2024, në 10:00, Ann Lee <ann@x.example> shkroi:"},
    {"mt", "Nhar it-Tnejn, 1 ta’ Jan 2024 fi 10:00, Ann Lee <ann@x.example> kiteb:"},
    {"ar", "في الاثنين، ١ يناير ٢٠٢٤ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة Ann Lee <ann@x.example>:"},
    {"ar", "في ١ يناير ٢٠٢٤، الساعة ١٠:٠٠ ص، كتب Ann Lee <ann@x.example>:"},
    {"he", "\xe2\x80\xab""בתאריך יום ב׳, 1 בינו׳ 2024 ב-10:00 מאת \xe2\x80\xaa""Ann Lee\xe2\x80\xac""\xe2\x80\x8f"" <\xe2\x80\xaa""ann@x.example\xe2\x80\xac""\xe2\x80\x8f"">:\xe2\x80\xac"""},
    {"he", "ב־1.1.2024 10:00, Ann Lee כתב:"},
    {"he", "ב-1 בינו׳ 2024, בשעה 10:00,\xe2\x80\x8f"" Ann Lee <ann@x.example> כתב/ה:"},
    {"fa", "در تاریخ دوشنبه ۱ ژانویه ۲۰۲۴ ساعت ۱۰:۰۰ Ann Lee <ann@x.example> نوشت:"},
    {"ur", "مورخہ 1 جنوری 2024 10:00 کو Ann Lee <ann@x.example> نے لکھا:"},
    {"hi", "सोम, 1 जन॰ 2024 को 10:00 am बजे को Ann Lee <ann@x.example> ने लिखा:"},
    {"bn", "সোম, ১ জানু, ২০২৪ তারিখে ১০:০০ AM টায় Ann Lee <ann@x.example> লিখেছেন:"},
    {"ta", "திங்., 1 ஜன., 2024, முற்பகல் 10:00 மணிக்கு Ann Lee <ann@x.example> எழுதியது:"},
    {"th", "ในวันที่ จ. 1 ม.ค. 2024 เวลา 10:00 Ann Lee <ann@x.example> เขียนว่า:"},
    {"th", "เมื่อวันที่ 1 ม.ค. 2567 เวลา 10:00 Ann Lee <ann@x.example> เขียนว่า:"},
    {"vi", "Vào Th 2, 1 thg 1, 2024 vào lúc 10:00 Ann Lee <ann@x.example> đã viết:"},
    {"vi", "Vào 10:00 01/01/2024, Ann Lee đã viết:"},
    {"id", "Pada tanggal Sen, 1 Jan 2024 pukul 10.00 Ann Lee <ann@x.example> menulis:"},
    {"id", "Pada 1 Jan 2024, pukul 10.00, Ann Lee <ann@x.example> menulis:"},
    {"ms", "Pada Isn, 1 Jan 2024 pada 10:00 PG Ann Lee <ann@x.example> menulis:"},
    {"tl", "Noong Lun, Ene 1, 2024 nang 10:00 AM, isinulat ni Ann Lee <ann@x.example> ang:"},
    {"sw", "Mnamo Jtt, 1 Jan 2024 saa 10:00 Ann Lee <ann@x.example> aliandika:"},
    {"ja", "2024年1月1日(月) 10:00 Ann Lee <ann@x.example>:"},
    {"ja", "2024/01/01 10:00、Ann Lee <ann@x.example>のメール:"},
    {"ja", "2024年1月1日(月) 10:00、Ann Lee <ann@x.example> さんは書きました:"},
    {"zh-Hans", "Ann Lee <ann@x.example> 于2024年1月1日周一 10:00写道："},
    {"zh-Hans", "在 2024年1月1日，10:00，Ann Lee <ann@x.example> 写道："},
    {"zh-Hans", "在 2024/1/1 10:00, Ann Lee 写道:"},
    {"zh-Hant", "Ann Lee <ann@x.example> 於 2024年1月1日 週一 上午10:00寫道："},
    {"zh-Hant", "Ann Lee 於 2024/1/1 10:00 寫道:"},
    {"ko", "2024년 1월 1일 (월) 오전 10:00, Ann Lee <ann@x.example>님이 작성:"},
    {"ko", "2024. 1. 1. 오전 10:00, Ann Lee <ann@x.example> 작성:"},
    {"ko", "2024-01-01 10:00에 Ann Lee 이(가) 쓴 글:"},
    {"ka", "ორშ, 1 იან. 2024, 10:00 საათზე Ann Lee <ann@x.example> დაწერა:"},
    {"hy", "Երկ, 1 հնվ, 2024, 10:00 Ann Lee <ann@x.example> գրել է:"},
    {"kk", "дс, 2024 ж. 1 қаң. 10:00 Ann Lee <ann@x.example> жазды:"},
    {"mn", "2024 оны 1-р сарын 1, 10:00 Ann Lee <ann@x.example> бичсэн:"},
};

static const struct row devices[] = {
    {"en", "Sent from my iPhone"},
    {"en", "Get Outlook for iOS<https://aka.ms/o0ukef>"},
    {"en", "Sent from [Proton Mail](https://proton.me/) for Android."},
    {"en", "Sent from Yahoo Mail for iPhone"},
    {"en", "Sent via the Samsung Galaxy S22, an AT&T 5G smartphone"},
    {"de", "Von meinem iPhone gesendet"},
    {"de", "Diese Nachricht wurde von meinem Android-Mobiltelefon mit WEB.DE Mail gesendet."},
    {"de", "Gesendet mit der GMX Mail App"},
    {"fr", "Envoyé de mon iPhone"},
    {"fr", "Télécharger Outlook pour Android"},
    {"es", "Enviado desde mi iPhone"},
    {"it", "Inviato da iPhone"},
    {"pt", "Enviado do meu iPhone"},
    {"nl", "Verstuurd vanaf mijn iPhone"},
    {"da", "Sendt fra min iPhone"},
    {"sv", "Skickat från min iPhone"},
    {"nb", "Sendt fra min iPhone"},
    {"nn", "Sendt frå iPhonen min"},
    {"is", "Sent úr iPhone"},
    {"fi", "Lähetetty iPhonesta"},
    {"et", "Saadetud minu iPhone’ist"},
    {"lv", "Nosūtīts no mana iPhone"},
    {"lt", "Išsiųsta iš mano „iPhone“"},
    {"pl", "Wysłane z iPhone'a"},
    {"cs", "Odesláno z iPhonu"},
    {"sk", "Odoslané z iPhonu"},
    {"sl", "Poslano iz mojega iPhona"},
    {"hr", "Poslano s mog iPhonea"},
    {"sr", "Послато са мог iPhone-а"},
    {"bg", "Изпратено от моя iPhone"},
    {"ru", "Отправлено с iPhone"},
    {"uk", "Надіслано з iPhone"},
    {"be", "Адпраўлена з iPhone"},
    {"hu", "Az iPhone-omról küldve"},
    {"ro", "Trimis de pe iPhone-ul meu"},
    {"el", "Στάλθηκε από το iPhone μου"},
    {"tr", "iPhone'umdan gönderildi"},
    {"az", "iPhone-dan göndərildi"},
    {"ca", "Enviat des del meu iPhone"},
    {"eu", "Nire iPhonetik bidalita"},
    {"gl", "Enviado desde o meu iPhone"},
    {"cy", "Anfonwyd o fy iPhone"},
    {"sq", "Dërguar nga iPhone im"},
    {"ar", "أُرسلت من الـ iPhone"},
    {"he", "נשלח מה-iPhone שלי"},
    {"fa", "ارسال شده از iPhone من"},
    {"hi", "मेरे iPhone से भेजा गया"},
    {"bn", "আমার iPhone থেকে পাঠানো"},
    {"th", "ส่งจาก iPhone ของฉัน"},
    {"vi", "Đã gửi từ iPhone của tôi"},
    {"id", "Dikirim dari iPhone saya"},
    {"ms", "Dihantar dari iPhone saya"},
    {"ja", "iPhoneから送信"},
    {"zh-Hans", "发自我的 iPhone"},
    {"zh-Hans", "发自我的iPhone"},
    {"zh-Hant", "從我的 iPhone 傳送"},
    {"ko", "나의 iPhone에서 보냄"},
    {"kk", "Менің iPhone телефонымнан жіберілді"},
};

static const struct row originals[] = {
    {"en", "-----Original Message-----"},
    {"de", "-----Ursprüngliche Nachricht-----"},
    {"fr", "-----Message d'origine-----"},
    {"es", "-----Mensaje original-----"},
    {"it", "-----Messaggio originale-----"},
    {"pt", "-----Mensagem original-----"},
    {"nl", "-----Oorspronkelijk bericht-----"},
    {"da", "-----Oprindelig meddelelse-----"},
    {"sv", "-----Ursprungligt meddelande-----"},
    {"nb", "-----Opprinnelig melding-----"},
    {"fi", "-----Alkuperäinen viesti-----"},
    {"et", "-----Algne sõnum-----"},
    {"lv", "-----Sākotnējais ziņojums-----"},
    {"lt", "-----Pradinis laiškas-----"},
    {"pl", "-----Oryginalna wiadomość-----"},
    {"cs", "-----Původní zpráva-----"},
    {"sk", "-----Pôvodná správa-----"},
    {"sl", "-----Izvirno sporočilo-----"},
    {"hr", "-----Izvorna poruka-----"},
    {"sr", "-----Оригинална порука-----"},
    {"bg", "-----Оригинално съобщение-----"},
    {"ru", "-----Исходное сообщение-----"},
    {"ru", "-------- Пересылаемое сообщение --------"},
    {"uk", "-----Оригінальне повідомлення-----"},
    {"hu", "-----Eredeti üzenet-----"},
    {"ro", "-----Mesaj original-----"},
    {"el", "-----Αρχικό μήνυμα-----"},
    {"tr", "-----Özgün İleti-----"},
    {"ca", "-----Missatge original-----"},
    {"ar", "-----الرسالة الأصلية-----"},
    {"he", "-----הודעה מקורית-----"},
    {"th", "-----ข้อความต้นฉบับ-----"},
    {"vi", "-----Thư gốc-----"},
    {"ja", "-----元のメッセージ-----"},
    {"zh-Hans", "------------------ 原始邮件 ------------------"},
    {"zh-Hant", "-----原始郵件-----"},
    {"ko", "-----원본 메시지-----"},
    {"it", "Inizio messaggio inoltrato:"},
    {"de", "Anfang der weitergeleiteten Nachricht:"},
};

static const struct row closings[] = {
    {"en", "Best wishes,"},
    {"de", "Viele Grüße"},
    {"fr", "Cordialement,"},
    {"es", "Un saludo,"},
    {"it", "Cordiali saluti"},
    {"pt", "Atenciosamente,"},
    {"nl", "Met vriendelijke groet,"},
    {"pl", "Pozdrawiam"},
    {"ru", "С уважением,"},
    {"ja", "よろしくお願いします"},
    {"tr", "Saygılarımla,"},
    {"el", "Με εκτίμηση,"},
    {"vi", "Trân trọng,"},
    {"he", "בברכה,"},
    {"ar", "مع تحياتي"},
};

/* Outlook's */
static const struct {
    const char *language;
    const char *from, *sent, *to, *subject;
} labels[] = {
    {"en", "From", "Sent", "To", "Subject"},
    {"de", "Von", "Gesendet", "An", "Betreff"},
    {"fr", "De ", "Envoyé ", "À ", "Objet "},
    {"es", "De", "Enviado el", "Para", "Asunto"},
    {"it", "Da", "Inviato", "A", "Oggetto"},
    {"pt", "De", "Enviada em", "Para", "Assunto"},
    {"nl", "Van", "Verzonden", "Aan", "Onderwerp"},
    {"af", "Van", "Gestuur", "Aan", "Onderwerp"},
    {"da", "Fra", "Sendt", "Til", "Emne"},
    {"sv", "Från", "Skickat", "Till", "Ämne"},
    {"nb", "Fra", "Sendt", "Til", "Emne"},
    {"nn", "Frå", "Sendt", "Til", "Emne"},
    {"is", "Frá", "Sent", "Til", "Efni"},
    {"fi", "Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"},
    {"et", "Saatja", "Saadetud", "Adressaat", "Teema"},
    {"lv", "No", "Nosūtīts", "Kam", "Tēma"},
    {"lt", "Nuo", "Išsiųsta", "Kam", "Tema"},
    {"pl", "Od", "Wysłano", "Do", "Temat"},
    {"cs", "Od", "Odesláno", "Komu", "Předmět"},
    {"sk", "Od", "Odoslané", "Komu", "Predmet"},
    {"sl", "Od", "Poslano", "Za", "Zadeva"},
    {"hr", "Od", "Poslano", "Prima", "Predmet"},
    {"sr", "Од", "Послато", "За", "Наслов"},
    {"bs", "Od", "Poslano", "Za", "Predmet"},
    {"mk", "Од", "Испратено", "До", "Предмет"},
    {"bg", "От", "Изпратено", "До", "Относно"},
    {"ru", "От", "Отправлено", "Кому", "Тема"},
    {"uk", "Від", "Надіслано", "Кому", "Тема"},
    {"be", "Ад", "Адпраўлена", "Каму", "Тэма"},
    {"hu", "Feladó", "Elküldve", "Címzett", "Tárgy"},
    {"ro", "De la", "Trimis", "Către", "Subiect"},
    {"el", "Από", "Στάλθηκε", "Προς", "Θέμα"},
    {"tr", "Kimden", "Gönderildi", "Kime", "Konu"},
    {"az", "Kimdən", "Göndərildi", "Kimə", "Mövzu"},
    {"ca", "De", "Enviat el", "Per a", "Assumpte"},
    {"eu", "Nork", "Bidalita", "Nori", "Gaia"},
    {"gl", "De", "Enviado", "Para", "Asunto"},
    {"ga", "Ó", "Seolta", "Chuig", "Ábhar"},
    {"cy", "Oddi wrth", "Anfonwyd", "At", "Pwnc"},
    {"sq", "Nga", "Dërguar", "Për", "Subjekti"},
    {"mt", "Minn", "Mibgħut", "Lil", "Suġġett"},
    {"ar", "من", "تم الإرسال", "إلى", "الموضوع"},
    {"he", "מאת", "נשלח", "אל", "נושא"},
    {"fa", "از", "ارسال شده", "به", "موضوع"},
    {"hi", "प्रेषक", "भेजा गया", "प्रति", "विषय"},
    {"bn", "প্রেরক", "প্রেরিত", "প্রাপক", "বিষয়"},
    {"ta", "அனுப்புநர்", "அனுப்பியது", "பெறுநர்", "பொருள்"},
    {"th", "จาก", "ส่ง", "ถึง", "เรื่อง"},
    {"vi", "Từ", "Đã gửi", "Đến", "Chủ đề"},
    {"id", "Dari", "Dikirim", "Kepada", "Subjek"},
    {"ms", "Daripada", "Dihantar", "Kepada", "Subjek"},
    {"tl", "Mula kay", "Petsa", "Para kay", "Paksa"},
    {"sw", "Kutoka kwa", "Tarehe", "Kwa", "Mada"},
    {"ja", "差出人", "送信日時", "宛先", "件名"},
    {"zh-Hans", "发件人", "发送时间", "收件人", "主题"},
    {"zh-Hant", "寄件者", "寄件日期", "收件者", "主旨"},
    {"ko", "보낸 사람", "보낸 날짜", "받는 사람", "제목"},
    {"ka", "გამგზავნი", "გაგზავნილია", "მიმღები", "თემა"},
    {"hy", "Ումից", "Ուղարկվել է", "Ում", "Թեմա"},
    {"kk", "Кімнен", "Жіберілді", "Кімге", "Тақырыбы"},
    {"mn", "Хэнээс", "Илгээсэн", "Хэнд", "Гарчиг"},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static void strips(const void *ctx, const char *language, const char *text)
{
    struct message message = {.text = mem_string(ctx, text)};
    struct reply reply;

    reply_strip(ctx, &message, STR_EMPTY, &reply);
    if (strcmp(reply.words, "My words.") != 0)
        fail_msg("%s: \"%s\" left \"%s\"", language, text, reply.words);
}

/* The last space in the first half of a text becomes a line end. */
static char *wrapped(const void *ctx, const char *text)
{
    char *copy = mem_string(ctx, text);
    size_t at = strlen(copy) / 2;

    while (at > 0 && copy[at] != ' ')
        at--;
    if (at > 0)
        copy[at] = '\n';
    return copy;
}

static void with_bars(void **state)
{
    for (size_t i = 0; i < COUNT(attributions); i++) {
        const struct row *row = &attributions[i];

        strips(*state, row->language, mem_format(*state, "My words.\n\n%s\n\n> quoted\n> more\n", row->text));
        strips(*state, row->language, mem_format(*state, "My words.\n\n%s\n> quoted\n> more\n", wrapped(*state, row->text)));
    }
}

static void without_bars(void **state)
{
    for (size_t i = 0; i < COUNT(attributions); i++) {
        const struct row *row = &attributions[i];

        strips(*state, row->language, mem_format(*state, "My words.\n\n%s\n\nquoted\nmore\n", row->text));
        strips(*state, row->language, mem_format(*state, "My words.\n\n%s\n\nquoted\nmore\n", wrapped(*state, row->text)));
    }
}

/* Each as Outlook writes it, in bold, and in HTML's one line each with blank lines between. */
static void header_blocks(void **state)
{
    for (size_t i = 0; i < COUNT(labels); i++) {
        const char *from = labels[i].from, *sent = labels[i].sent, *to = labels[i].to, *subject = labels[i].subject;

        strips(*state, labels[i].language,
               mem_format(*state, "My words.\n\n%s: Ann Lee <ann@x.example>\n%s: 1.1.2024 10:00\n%s: b@x.example\n%s: RE: Q\n\nquoted\nmore\n",
                          from, sent, to, subject));
        strips(*state, labels[i].language,
               mem_format(*state, "My words.\n\n*%s:* Ann Lee\n*%s:* 1.1.2024 10:00\n*%s:* Bob\n*%s:* Q\n\nquoted\nmore\n", from, sent, to,
                          subject));
        strips(*state, labels[i].language,
               mem_format(*state, "My words.\n\n________________________________\n**%s:** Ann Lee\n\n**%s:** Monday\n\n**%s:** Bob\n\n**%s:** "
                                  "Q\n\nquoted\n",
                          from, sent, to, subject));
    }
}

static void device_lines(void **state)
{
    for (size_t i = 0; i < COUNT(devices); i++) {
        strips(*state, devices[i].language, mem_format(*state, "My words.\n\n%s\n", devices[i].text));
        strips(*state, devices[i].language,
               mem_format(*state, "My words.\n\n%s\n\nOn 1 Jan 2024, at 10:00, Ann Lee <ann@x.example> wrote:\n\n> quoted\n", devices[i].text));
    }
}

static void original_lines(void **state)
{
    for (size_t i = 0; i < COUNT(originals); i++)
        strips(*state, originals[i].language, mem_format(*state, "My words.\n\n%s\nquoted\nmore\n", originals[i].text));
}

static void closing_lines(void **state)
{
    for (size_t i = 0; i < COUNT(closings); i++) {
        assert_true(reply_closing(str_of(closings[i].text)));
        assert_true(reply_closing(str_of(mem_format(*state, "%s Ann", closings[i].text))));
    }
}

/* Sentences that begin as these lines do. */
static void words_stay(void **state)
{
    static const char *const texts[] = {
        "On Monday I wrote: please call me at 10:30.",
        "Am Montag um 10:00 schrieb ich die Prüfung, und nun?",
        "Von meinem Arzt habe ich gehört, dass das geht.",
        "Sent from above, this idea came to me in 2019, as I wrote before.",
        "Le 3 mars 2024 à 10:00 il a écrit une lettre, et je ne sais que faire.",
        "El 3 de marzo mi jefe escribió un correo a todos, sin decir nada.",
        "I wrote to him on 3.3.2025 10:00:\n\nDear Bob, please call.",
        "To: all of you who answered me\nThank you so much.",
        "From what I read: it is fine.\nDate: I would say next week.",
        "В 2020 году он написал мне письмо, и всё.",
        "在家里我写道了一些东西。",
    };

    for (size_t i = 0; i < COUNT(texts); i++) {
        struct message message = {.text = mem_format(*state, "My words.\n\n%s\n", texts[i])};
        struct reply reply;

        reply_strip(*state, &message, STR_EMPTY, &reply);
        assert_string_equal(reply.words, mem_format(*state, "My words.\n\n%s", texts[i]));
    }
}

/* Every block of languages.txt has its attribution here. */
static void all_languages(void **state)
{
    (void)state;
    assert_true(language_count >= 40);
    for (unsigned n = 0; n < language_count; n++) {
        bool found = false;

        for (size_t i = 0; i < COUNT(attributions) && !found; i++)
            found = strcmp(attributions[i].language, language_codes[n]) == 0;
        if (!found)
            fail_msg("no attribution for %s", language_codes[n]);
    }
}

UNIT_MAIN(UNIT(with_bars), UNIT(without_bars), UNIT(header_blocks), UNIT(device_lines), UNIT(original_lines), UNIT(closing_lines), UNIT(words_stay),
          UNIT(all_languages))
