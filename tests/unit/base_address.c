/* Addresses as they are compared: the short way for plain domains gives what IDNA gives, and what IDNA refuses stays refused. */
#include "base/address.h"
#include "unit.h"

static void canonical(void **state)
{
    static const char *const rows[][2] = {
        {"A@EXAMPLE.org", "a@example.org"},
        {"a@b-c-d.e", "a@b-c-d.e"},
        {"a@1.2.3.4", "a@1.2.3.4"},
        {"a@b\xc3\xbc" "cher.example", "a@xn--bcher-kva.example"},
        {"a@XN--BCHER-KVA.example", "a@xn--bcher-kva.example"},
        {"\xc3\x84@x.org", "\xc3\xa4@x.org"},
        {"a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org",
         "a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org"},
        {"a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.org", NULL}, /* a label of 64 */
        {"a@-b.c", NULL},
        {"a@b-.c", NULL},
        {"a@ab--c.d", NULL},
        {"a@b..c", NULL},
        {"a@b.", NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *made = address_canonical(*state, str_of(rows[i][0]));

        if (rows[i][1] == NULL)
            assert_null(made);
        else
            assert_string_equal(made, rows[i][1]);
    }
}

UNIT_MAIN(UNIT(canonical))
