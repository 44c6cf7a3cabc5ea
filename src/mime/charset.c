/* Charsets become UTF-8 through iconv, but only those of the table, by our spelling of their name: iconv_open
 * knows hundreds, takes "" and "//" suffixes, and has had holes in the exotic ones. Each converter is opened once;
 * in the jail nothing can be loaded. */
#include <errno.h>
#include <iconv.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

enum { NAME_LIMIT = 40 };

static struct charset {
    const char *iconv_name;
    const char *names; /* as mail writes them, lower case, each between spaces; a superset stands for its subset */
    iconv_t converter;
    enum { UNTRIED, READY, MISSING } state;
} charsets[] = {
    {"ISO-8859-2", " iso-8859-2 iso8859-2 iso_8859-2 latin2 l2 ", NULL, UNTRIED},
    {"ISO-8859-3", " iso-8859-3 iso8859-3 latin3 ", NULL, UNTRIED},
    {"ISO-8859-4", " iso-8859-4 iso8859-4 latin4 ", NULL, UNTRIED},
    {"ISO-8859-5", " iso-8859-5 iso8859-5 cyrillic ", NULL, UNTRIED},
    {"ISO-8859-6", " iso-8859-6 iso-8859-6-i iso-8859-6-e iso8859-6 ", NULL, UNTRIED},
    {"ISO-8859-7", " iso-8859-7 iso8859-7 greek ", NULL, UNTRIED},
    {"ISO-8859-8", " iso-8859-8 iso-8859-8-i iso-8859-8-e iso8859-8 ", NULL, UNTRIED},
    {"ISO-8859-10", " iso-8859-10 latin6 ", NULL, UNTRIED},
    {"ISO-8859-13", " iso-8859-13 ", NULL, UNTRIED},
    {"ISO-8859-14", " iso-8859-14 latin8 ", NULL, UNTRIED},
    {"ISO-8859-15", " iso-8859-15 iso8859-15 iso_8859-15 latin9 latin-9 ", NULL, UNTRIED},
    {"ISO-8859-16", " iso-8859-16 ", NULL, UNTRIED},
    {"CP1250", " windows-1250 cp1250 cp-1250 x-cp1250 ", NULL, UNTRIED},
    {"CP1251", " windows-1251 cp1251 cp-1251 x-cp1251 ", NULL, UNTRIED},
    {"CP1253", " windows-1253 cp1253 ", NULL, UNTRIED},
    {"CP1254", " windows-1254 cp1254 iso-8859-9 iso8859-9 latin5 ", NULL, UNTRIED},
    {"CP1255", " windows-1255 cp1255 ", NULL, UNTRIED},
    {"CP1256", " windows-1256 cp1256 ", NULL, UNTRIED},
    {"CP1257", " windows-1257 cp1257 ", NULL, UNTRIED},
    {"CP1258", " windows-1258 cp1258 ", NULL, UNTRIED},
    {"CP874", " windows-874 cp874 tis-620 tis620 iso-8859-11 ", NULL, UNTRIED},
    {"CP437", " cp437 ibm437 ", NULL, UNTRIED},
    {"CP850", " cp850 cp-850 ibm850 ", NULL, UNTRIED},
    {"CP852", " cp852 ibm852 ", NULL, UNTRIED},
    {"CP866", " cp866 ibm866 ", NULL, UNTRIED},
    {"KOI8-R", " koi8-r koi8r koi8 cskoi8r ", NULL, UNTRIED},
    {"KOI8-U", " koi8-u koi8u ", NULL, UNTRIED},
    {"MACINTOSH", " macintosh mac x-mac-roman ", NULL, UNTRIED},
    {"GB18030", " gb18030 gbk x-gbk cp936 gb2312 gb_2312-80 euc-cn csgb2312 ", NULL, UNTRIED},
    {"BIG5-HKSCS", " big5 big5-hkscs x-x-big5 cn-big5 cp950 ", NULL, UNTRIED},
    {"CP949", " ks_c_5601-1987 ks_c_5601 ksc5601 euc-kr cp949 windows-949 ", NULL, UNTRIED},
    {"CP932", " shift_jis shift-jis sjis x-sjis ms_kanji cp932 windows-31j ", NULL, UNTRIED},
    {"EUC-JP-MS", " euc-jp x-euc-jp euc-jp-ms iso-2022-jp iso-2022-jp-1 csiso2022jp iso-2022-jp-ms ", NULL, UNTRIED},
    {"EUC-JISX0213", " euc-jisx0213 ", NULL, UNTRIED},
    {"EUC-TW", " euc-tw ", NULL, UNTRIED},
    {"ISO-2022-JP-3", " iso-2022-jp-3 ", NULL, UNTRIED},
    {"ISO-2022-JP-2", " iso-2022-jp-2 ", NULL, UNTRIED},
    {"ISO-2022-KR", " iso-2022-kr ", NULL, UNTRIED},
    {"UTF-7", " utf-7 unicode-1-1-utf-7 x-unicode-2-0-utf-7 ", NULL, UNTRIED},
    {"UTF-16", " utf-16 ", NULL, UNTRIED},
    {"UTF-16LE", " utf-16le ", NULL, UNTRIED},
    {"UTF-16BE", " utf-16be ", NULL, UNTRIED},
    {"TCVN5712-1", " tcvn tcvn5712-1 ", NULL, UNTRIED},
    {"VISCII", " viscii ", NULL, UNTRIED},
    {"ARMSCII-8", " armscii-8 ", NULL, UNTRIED},
    {"GEORGIAN-PS", " georgian-ps ", NULL, UNTRIED},
};

static bool ready(struct charset *c)
{
    if (c->state == UNTRIED) {
        c->converter = iconv_open("UTF-8", c->iconv_name);
        c->state = c->converter == (iconv_t)-1 ? MISSING : READY;
    }
    return c->state == READY;
}

/* Runs one conversion, since some converters load a second part with their first byte. */
void mime_charset_prepare(void)
{
    char in[] = "a", out[16];

    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
        char *from = in, *to = out;
        size_t left = 1, space = sizeof out;

        if (ready(&charsets[i])) {
            iconv(charsets[i].converter, &from, &left, &to, &space);
            iconv(charsets[i].converter, NULL, NULL, NULL, NULL);
        }
    }
}

static struct charset *find(struct str name)
{
    char wanted[NAME_LIMIT + 3] = " ";

    if (name.n == 0 || name.n > NAME_LIMIT)
        return NULL;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        if (c <= ' ' || c == 0x7f)
            return NULL;
        wanted[i + 1] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    wanted[name.n + 1] = ' ';
    wanted[name.n + 2] = '\0';
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (strstr(charsets[i].names, wanted) != NULL)
            return ready(&charsets[i]) ? &charsets[i] : NULL;
    return NULL;
}

/* What cannot be converted becomes U+FFFD, one for each byte; what the converter holds back at the end is flushed. */
static void convert(struct buf *out, struct charset *c, struct str bytes)
{
    char *from = (char *)(uintptr_t)bytes.p, piece[4096]; /* iconv's argument lacks a const it honours */
    size_t left = bytes.n;
    bool flushing = false;

    iconv(c->converter, NULL, NULL, NULL, NULL);
    for (;;) {
        char *to = piece;
        size_t space = sizeof piece, result;

        errno = 0;
        result =
            flushing ? iconv(c->converter, NULL, NULL, &to, &space) : iconv(c->converter, &from, &left, &to, &space);
        buf_add(out, piece, (size_t)(to - piece));
        if (result == (size_t)-1 && errno == E2BIG)
            continue;
        if (flushing)
            return;
        if (result == (size_t)-1 && left > 0) {
            utf8_put(out, 0xfffd);
            left = errno == EINVAL ? 0 : left - 1;
            from++;
        }
        flushing = left == 0;
    }
}

/* charset="'utf-8'" and "utf-8//IGNORE" mean what they seem to. */
static struct str plain_name(struct str charset)
{
    charset = str_trim(charset);
    charset.n = str_find(charset, STR("//"));
    if (charset.n > 1 && charset.p[0] == '\'' && charset.p[charset.n - 1] == '\'')
        charset = str_cut(charset, 1, charset.n - 2);
    return charset;
}

void mime_charset_to_utf8(struct buf *out, struct str charset, struct str bytes)
{
    struct str name = plain_name(charset);
    enum latin latin = mime_latin_kind(name);
    struct charset *c = find(name);
    struct buf converted, euc;

    if (c == NULL && (latin == LATIN_ASCII || latin == LATIN_OTHER) && str_find(bytes, STR("\x1b$")) < bytes.n)
        c = find(STR("iso-2022-jp")); /* undeclared, but nothing else looks like this */
    if (c != NULL && strcmp(c->iconv_name, "EUC-JP-MS") == 0 && str_index(bytes, '\x1b') < bytes.n) {
        buf_init(&euc, out->ctx, bytes.n * 2 + 16);
        mime_iso2022jp_to_euc(&euc, bytes);
        bytes = buf_view(&euc);
    }
    if (c != NULL) {
        buf_init(&converted, out->ctx, bytes.n * 4 + 16);
        convert(&converted, c, bytes);
        utf8_repair(out, buf_view(&converted));
    } else if (latin != LATIN_OTHER) {
        mime_latin_to_utf8(out, name, bytes);
    } else {
        mime_guess_to_utf8(out, bytes);
    }
}
