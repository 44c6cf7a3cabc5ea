/* Whom read compares with: GMime, where configure found it. */
#ifndef TESTS_BENCH_READ_PEER_H
#define TESTS_BENCH_READ_PEER_H

#include <stddef.h>

extern const char *const peer_name;

/* Parses a mail and decodes all of its text into UTF-8; the bytes of that. */
size_t peer_read(const char *bytes, size_t n);

#endif
