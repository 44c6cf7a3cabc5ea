/* Text signed in clear (RFC 4880, 7): what was signed, without the armour around it and the dashes that protect dashes. */
#include "mime/private.h"

static const struct str begin_signed = {"-----BEGIN PGP SIGNED MESSAGE-----", 34}, begin_signature = {"-----BEGIN PGP SIGNATURE-----", 29},
                        end_signature = {"-----END PGP SIGNATURE-----", 27}, begin_message = {"-----BEGIN PGP MESSAGE-----", 27};

bool mime_pgp_encrypted(struct str text)
{
    struct str rest = str_trim(text), fence;

    if (str_starts(rest, STR("```"))) /* from HTML, where it stood in <pre> */
        str_next_line(&rest, &fence);
    return str_starts(rest, begin_message);
}

static bool is_line(struct str line, struct str wanted)
{
    return str_equal(str_trim_end(line), wanted);
}

bool mime_pgp_signed(struct str text, struct buf *out)
{
    enum { OUTSIDE, ARMOUR, SIGNED, SIGNATURE } place = OUTSIDE;
    struct str rest = text, line;

    if (str_find(text, begin_signed) == text.n)
        return false;
    while (str_next_line(&rest, &line)) {
        if (place == OUTSIDE && is_line(line, begin_signed)) {
            place = ARMOUR; /* its headers end at an empty line */
        } else if (place == ARMOUR) {
            place = str_trim(line).n == 0 ? SIGNED : ARMOUR;
        } else if (place == SIGNED && is_line(line, begin_signature)) {
            place = SIGNATURE;
        } else if (place == SIGNATURE) {
            place = is_line(line, end_signature) ? OUTSIDE : SIGNATURE;
        } else {
            buf_str(out, place == SIGNED && str_starts(line, STR("- ")) ? str_from_index(line, 2) : line);
            buf_char(out, '\n');
        }
    }
    return true;
}
