/* ISO-2022-JP (RFC 1468) as Japanese mail programs write it: with the vendor characters of Windows, which iconv's
 * own converters leave out. Its escape sequences choose among sets that EUC-JP holds side by side, so it is
 * rewritten as that. */
#include "mime/private.h"

static const struct {
    struct str escape;
    enum jis_set { JIS_ASCII, JIS_KATAKANA, JIS_KANJI, JIS_SUPPLEMENT } set;
} escapes[] = {
    {{"\x1b(B", 3}, JIS_ASCII},    {{"\x1b(J", 3}, JIS_ASCII},       {{"\x1b(H", 3}, JIS_ASCII},
    {{"\x1b(I", 3}, JIS_KATAKANA}, {{"\x1b$@", 3}, JIS_KANJI},       {{"\x1b$B", 3}, JIS_KANJI},
    {{"\x1b$(B", 4}, JIS_KANJI},   {{"\x1b$(D", 4}, JIS_SUPPLEMENT},
};

/* Length of a known escape sequence at `at`, which sets *set; or 0. */
static size_t escape_at(struct str s, size_t at, enum jis_set *set)
{
    struct str rest = str_from_index(s, at);

    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (str_starts(rest, escapes[i].escape)) {
            *set = escapes[i].set;
            return escapes[i].escape.n;
        }
    }
    return 0;
}

static bool is_graphic(char c)
{
    return c > ' ' && c < 0x7f;
}

void mime_iso2022jp_to_euc(struct buf *out, struct str bytes)
{
    enum jis_set set = JIS_ASCII;

    for (size_t at = 0; at < bytes.n;) {
        size_t escape = bytes.p[at] == '\x1b' ? escape_at(bytes, at, &set) : 0;
        char c = bytes.p[at];

        if (escape > 0) {
            at += escape;
        } else if (set == JIS_ASCII || !is_graphic(c)) {
            if (c == '\n' || c == '\r')
                set = JIS_ASCII; /* a line begins in ASCII */
            buf_char(out, c);
            at++;
        } else if (set == JIS_KATAKANA) {
            buf_char(out, '\x8e');
            buf_char(out, (char)(c | 0x80));
            at++;
        } else if (at + 1 < bytes.n && is_graphic(bytes.p[at + 1])) {
            if (set == JIS_SUPPLEMENT)
                buf_char(out, '\x8f');
            buf_char(out, (char)(c | 0x80));
            buf_char(out, (char)(bytes.p[at + 1] | 0x80));
            at += 2;
        } else {
            buf_char(out, '\xff'); /* half a character: nothing EUC-JP knows, so it shows as U+FFFD */
            at++;
        }
    }
}

/* HZ (RFC 1843): "~{" begins GB 2312 in seven bits, "~}" or a line end ends it; "~~" is a tilde. */
void mime_hz_to_gb(struct buf *out, struct str bytes)
{
    bool wide = false;

    for (size_t at = 0; at < bytes.n; at++) {
        struct str rest = str_from_index(bytes, at);

        if (str_starts(rest, STR("~{")) || str_starts(rest, STR("~}"))) {
            wide = rest.p[1] == '{';
            at++;
        } else if (!wide && (str_starts(rest, STR("~~")) || str_starts(rest, STR("~\n")))) {
            buf_text(out, rest.p[1] == '~' ? "~" : "");
            at++;
        } else if (wide && rest.n > 1 && is_graphic(rest.p[0]) && is_graphic(rest.p[1])) {
            buf_char(out, (char)(rest.p[0] | 0x80));
            buf_char(out, (char)(rest.p[1] | 0x80));
            at++;
        } else {
            wide = wide && rest.p[0] != '\n';
            buf_char(out, rest.p[0]);
        }
    }
}
