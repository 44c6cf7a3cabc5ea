/* What every unit test needs: cmocka with TAP output, and the check that a job leaves no memory behind. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"

/* A job context that must be empty of children of talloc's null context when the test ends. */
static inline int unit_setup(void **state)
{
    *state = mem_job("test");
    return 0;
}

static inline int unit_teardown(void **state)
{
    mem_free(*state);
    return 0;
}

#define UNIT(test) cmocka_unit_test_setup_teardown(test, unit_setup, unit_teardown)

#define UNIT_MAIN(...)                                                                     \
    int main(void)                                                                         \
    {                                                                                      \
        const struct CMUnitTest tests[] = {__VA_ARGS__};                                   \
        cmocka_set_message_output(CM_OUTPUT_TAP);                                          \
        talloc_enable_null_tracking();                                                     \
        int failed = cmocka_run_group_tests(tests, NULL, NULL);                            \
        size_t left = talloc_total_blocks(NULL);                                           \
        if (left > 1) { /* the null context itself is one block */                         \
            print_message("# %zu blocks were left behind\n", left - 1);                    \
            talloc_report_full(NULL, stdout);                                              \
            return 1;                                                                      \
        }                                                                                  \
        talloc_disable_null_tracking();                                                    \
        return failed;                                                                     \
    }

#endif
