/* A keys directory for one test, and its removal. */
#ifndef TESTS_SEAL_H
#define TESTS_SEAL_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "seal/seal.h"

static const char *const key_files[] = {"index.key", "token.key", "hold.key", "address.pub", "address.key", "people.keys"};
enum { KEY_FILES = sizeof key_files / sizeof key_files[0] };

static inline char *keys_path(const void *ctx, const char *directory, const char *file)
{
    return mem_format(ctx, "%s/%s", directory, file);
}

/* The path of a directory of fresh keys. */
static inline char *keys_new(const void *ctx)
{
    char *directory = mem_string(ctx, "/tmp/askpost-keys-XXXXXX");
    struct fault why = {0};

    assert_non_null(mkdtemp(directory));
    if (seal_create(directory, &why) != DONE)
        fail_msg("seal_create: %s", why.text);
    return directory;
}

static inline void keys_remove(const void *ctx, const char *directory)
{
    for (size_t i = 0; i < KEY_FILES; i++)
        unlink(keys_path(ctx, directory, key_files[i]));
    assert_int_equal(rmdir(directory), 0); /* fails when something else was left there */
}

static inline struct seal *keys_open(const void *ctx, const char *directory, const char *domain, enum seal_role role)
{
    struct seal *s = NULL;
    struct fault why = {0};

    if (seal_open(ctx, directory, domain, role, &s, &why) != DONE)
        fail_msg("seal_open: %s", why.text);
    return s;
}

#endif
