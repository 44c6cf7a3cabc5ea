/* Charsets become UTF-8 through iconv, but only those of the table, by our spelling of their name: iconv_open
 * knows hundreds, takes "" and "//" suffixes, and has had holes in the exotic ones. Each converter is opened once;
 * in the jail nothing can be loaded. */
#include <errno.h>
#include <iconv.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "mime/private.h"

static struct charset {
    const char *iconv_name;
    const char *names; /* as mime_charset_key gives them, each between spaces; a superset stands for its subset */
    bool wide;         /* characters of several bytes */
    iconv_t converter;
    enum { UNTRIED, READY, MISSING } state;
} charsets[] = {
    {"ISO-8859-2", " iso88592 latin2 l2 isolatin2 isoir101 ", false, NULL, UNTRIED},
    {"ISO-8859-3", " iso88593 latin3 ", false, NULL, UNTRIED},
    {"ISO-8859-4", " iso88594 latin4 ", false, NULL, UNTRIED},
    {"ISO-8859-5", " iso88595 cyrillic isolatincyrillic ", false, NULL, UNTRIED},
    {"ISO-8859-6", " iso88596 iso88596i iso88596e ", false, NULL, UNTRIED},
    {"ISO-8859-7", " iso88597 greek ", false, NULL, UNTRIED},
    {"ISO-8859-8", " iso88598 iso88598i iso88598e ", false, NULL, UNTRIED},
    {"ISO-8859-10", " iso885910 latin6 ", false, NULL, UNTRIED},
    {"ISO-8859-13", " iso885913 ", false, NULL, UNTRIED},
    {"ISO-8859-14", " iso885914 latin8 ", false, NULL, UNTRIED},
    {"ISO-8859-15", " iso885915 latin9 iso885915euro ", false, NULL, UNTRIED},
    {"ISO-8859-16", " iso885916 ", false, NULL, UNTRIED},
    {"CP1250", " windows1250 cp1250 win1250 1250 ", false, NULL, UNTRIED},
    {"CP1251", " windows1251 cp1251 win1251 1251 ", false, NULL, UNTRIED},
    {"CP1253", " windows1253 cp1253 win1253 ", false, NULL, UNTRIED},
    {"CP1254", " windows1254 cp1254 iso88599 latin5 isolatin5 win1254 ", false, NULL, UNTRIED},
    {"CP1255", " windows1255 cp1255 win1255 ", false, NULL, UNTRIED},
    {"CP1256", " windows1256 cp1256 win1256 ", false, NULL, UNTRIED},
    {"CP1257", " windows1257 cp1257 win1257 ", false, NULL, UNTRIED},
    {"CP1258", " windows1258 cp1258 ", false, NULL, UNTRIED},
    {"CP874", " windows874 cp874 tis620 iso885911 dos874 ", false, NULL, UNTRIED},
    {"CP437", " cp437 ibm437 pc8codepage437 437 ", false, NULL, UNTRIED},
    {"CP850", " cp850 ibm850 850 ", false, NULL, UNTRIED},
    {"CP852", " cp852 ibm852 ", false, NULL, UNTRIED},
    {"CP866", " cp866 ibm866 ", false, NULL, UNTRIED},
    {"KOI8-R", " koi8r koi8 ", false, NULL, UNTRIED},
    {"KOI8-U", " koi8u koi8ru ", false, NULL, UNTRIED},
    {"MACINTOSH", " macintosh mac macroman applemac ", false, NULL, UNTRIED},
    {"GB18030", " gb18030 gbk cp936 gb2312 gb231280 euccn gb iso58gb231280 hzgb2312 hz chinese ", true, NULL, UNTRIED},
    {"BIG5-HKSCS", " big5 big5hkscs cnbig5 cp950 big5tw ", true, NULL, UNTRIED},
    {"CP949", " ksc56011987 ksc5601 euckr cp949 windows949 korean ksc56011989 uhc isoir149 ", true, NULL, UNTRIED},
    {"CP932", " shiftjis sjis mskanji cp932 windows31j sjiswin shiftjisms ", true, NULL, UNTRIED},
    {"EUC-JP-MS", " eucjp eucjpms iso2022jp iso2022jp1 iso2022jpms ", true, NULL, UNTRIED},
    {"EUC-JISX0213", " eucjisx0213 ", true, NULL, UNTRIED},
    {"EUC-TW", " euctw cns11643 ", true, NULL, UNTRIED},
    {"ISO-2022-JP-3", " iso2022jp3 ", true, NULL, UNTRIED},
    {"ISO-2022-JP-2", " iso2022jp2 ", true, NULL, UNTRIED},
    {"ISO-2022-KR", " iso2022kr ", true, NULL, UNTRIED},
    {"UTF-7", " utf7 unicode11utf7 unicode20utf7 ", true, NULL, UNTRIED},
    {"UTF-16", " utf16 ", true, NULL, UNTRIED},
    {"UTF-16LE", " utf16le ", true, NULL, UNTRIED},
    {"UTF-16BE", " utf16be ", true, NULL, UNTRIED},
    {"TCVN5712-1", " tcvn tcvn57121 ", false, NULL, UNTRIED},
    {"VISCII", " viscii ", false, NULL, UNTRIED},
    {"ARMSCII-8", " armscii8 ", false, NULL, UNTRIED},
    {"GEORGIAN-PS", " georgianps ", false, NULL, UNTRIED},
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
    char key[CHARSET_KEY + 2] = " ";
    size_t n = mime_charset_key(name, key + 1);

    if (n == 0)
        return NULL;
    key[n + 1] = ' ';
    key[n + 2] = '\0';
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (strstr(charsets[i].names, key) != NULL)
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

/* UTF-8 under another label: so many bytes in a row are that by design alone. Pairs of them may be two letters of a wide charset, so
 * there it takes longer sequences. */
static bool surely_utf8(struct str bytes, bool wide)
{
    size_t sequences = 0, length;

    for (size_t at = 0; at < bytes.n; at += length) {
        length = utf8_length_at(bytes, at);
        if (length == 0)
            return false;
        sequences += length > (wide ? 2 : 1);
    }
    return sequences >= (wide ? 2 : 1);
}

/* UTF-16 says in its first character how its bytes are ordered; where it does not, the zeros of ASCII and the spaces do. */
static struct charset *order_bytes(struct charset *utf16, struct str bytes)
{
    size_t zeros[2] = {0, 0};

    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
        return utf16;
    for (size_t i = 0; i < bytes.n; i++)
        zeros[i & 1] += bytes.p[i] == '\0';
    return find(zeros[1] > zeros[0] ? STR("utf-16le") : STR("utf-16be")); /* RFC 2781, 4.3 */
}

/* Japanese and Chinese in seven bits, which iconv lacks or reads too strictly: the same in eight. */
static struct str in_eight_bits(const void *ctx, const struct charset *c, struct str bytes)
{
    struct buf out;

    buf_init(&out, ctx, bytes.n * 2 + 16);
    if (strcmp(c->iconv_name, "EUC-JP-MS") == 0 && str_index(bytes, '\x1b') < bytes.n)
        mime_iso2022jp_to_euc(&out, bytes);
    else if (strcmp(c->iconv_name, "GB18030") == 0 && str_find(bytes, STR("~{")) < bytes.n)
        mime_hz_to_gb(&out, bytes);
    else
        return bytes;
    return buf_view(&out);
}

void mime_charset_to_utf8(struct buf *out, struct str name, struct str bytes)
{
    enum latin latin = mime_latin_kind(name);
    struct charset *c = latin == LATIN_OTHER ? find(name) : NULL;
    struct buf converted;

    if (c == NULL && (latin == LATIN_ASCII || latin == LATIN_OTHER) && str_find(bytes, STR("\x1b$")) < bytes.n)
        c = find(STR("iso-2022-jp")); /* undeclared, but nothing else looks like this */
    if (c == NULL && latin != LATIN_OTHER) {
        mime_latin_to_utf8(out, name, bytes);
    } else if (c == NULL || surely_utf8(bytes, c->wide)) {
        mime_guess_to_utf8(out, bytes);
    } else {
        c = strcmp(c->iconv_name, "UTF-16") == 0 ? order_bytes(c, bytes) : c;
        bytes = in_eight_bits(out->ctx, c, bytes);
        buf_init(&converted, out->ctx, bytes.n * 4 + 16);
        convert(&converted, c, bytes);
        utf8_repair(out, buf_view(&converted));
    }
}
