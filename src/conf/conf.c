#include <errno.h>
#include <ini.h>
#include <limits.h>
#include <stdlib.h>

#include "base/address.h"
#include "base/io.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "conf/private.h"

enum { FILE_LIMIT = 256 * 1024 };

/* One reading of a file. inih calls next_line for each line and handle for each setting in it. */
struct reading {
    struct conf *conf;
    const char *directory;
    struct str rest;
    int line;
    int *set_at; /* by row: the line it was set on; 0: not set */
    int failed;  /* the line of the first error of ours; 0: none */
    struct fault why;
};

static int fail(struct reading *r)
{
    r->failed = r->line;
    return 0;
}

/* inih's reader: the next line into `line`, without what stands in front of it, or an indented line would continue the one
 * above. NULL ends the file. */
static char *next_line(char *line, int size, void *arg)
{
    struct reading *r = arg;
    struct str text;

    if (r->failed != 0 || !str_next_line(&r->rest, &text))
        return NULL;
    r->line++;
    text = str_trim(text);
    if (text.n + 2 > (size_t)size) {
        fault_set(&r->why, REFUSED, "5.3.5", "a line may have at most %d bytes", size - 2);
        fail(r);
        return NULL;
    }
    if (memchr(text.p, '\0', text.n) != NULL || !utf8_valid(text)) {
        fault_set(&r->why, REFUSED, "5.3.5", "this line is not UTF-8 text");
        fail(r);
        return NULL;
    }
    memcpy(line, text.p, text.n);
    line[text.n] = '\n';
    line[text.n + 1] = '\0';
    return line;
}

static int unknown(struct reading *r, const char *section, const char *name)
{
    struct nearest near_section = {0}, near_name = {0};
    const char *elsewhere = NULL;
    bool known_section = false;

    for (size_t i = 0; i < conf_table_count; i++) {
        known_section = known_section || strcmp(section, conf_table[i].section) == 0;
        nearest_offer(&near_section, str_of(section), conf_table[i].section);
        if (strcmp(name, conf_table[i].name) == 0)
            elsewhere = conf_table[i].section;
        if (strcmp(section, conf_table[i].section) == 0)
            nearest_offer(&near_name, str_of(name), conf_table[i].name);
    }
    if (!known_section && near_section.word != NULL)
        fault_set(&r->why, REFUSED, "5.3.5", "unknown section [%.60s] (did you mean [%s]?)", section, near_section.word);
    else if (elsewhere != NULL)
        fault_set(&r->why, REFUSED, "5.3.5", "unknown setting [%.60s] %.60s (it belongs under [%s])", section, name, elsewhere);
    else if (known_section && near_name.word != NULL)
        fault_set(&r->why, REFUSED, "5.3.5", "unknown setting [%.60s] %.60s (did you mean %s?)", section, name, near_name.word);
    else if (known_section)
        fault_set(&r->why, REFUSED, "5.3.5", "unknown setting [%.60s] %.60s (askpost check --settings lists all)", section, name);
    else
        fault_set(&r->why, REFUSED, "5.3.5", "unknown section [%.60s] (askpost check --settings lists all)", section);
    return fail(r);
}

/* inih's handler: nonzero when all is well. */
static int handle(void *arg, const char *section, const char *name, const char *value)
{
    struct reading *r = arg;
    const struct setting *row;
    struct fault why;

    if (r->failed != 0)
        return 0;
    row = setting_find(section, name);
    if (row == NULL)
        return unknown(r, section, name);
    if (r->set_at[row - conf_table] != 0) {
        fault_set(&r->why, REFUSED, "5.3.5", "[%s] %s was set on line %d already", section, name, r->set_at[row - conf_table]);
        return fail(r);
    }
    r->set_at[row - conf_table] = r->line;
    if (setting_parse(r->conf, row, str_of(value), r->directory, &why) != DONE) {
        fault_set(&r->why, REFUSED, "5.3.5", "[%s] %s %.150s", section, name, why.text);
        return fail(r);
    }
    return 1;
}

/* Everything not set gets its default. `required` false: what has none is left empty. */
static enum outcome fill_defaults(struct conf *c, const int *set_at, const char *directory, bool required, struct fault *why)
{
    for (size_t i = 0; i < conf_table_count; i++) {
        const struct setting *row = &conf_table[i];
        const char *standard = row->standard;

        if (set_at != NULL && set_at[i] != 0)
            continue;
        if (standard == NULL && required)
            return fault_set(why, REFUSED, "5.3.5", "[%s] %s must be set", row->section, row->name);
        if (standard == NULL) {
            *(char **)(void *)((char *)c + row->offset) = mem_string(c, "");
            continue;
        }
        if (c->forum.profile == PROFILE_SENSITIVE && row->sensitive != NULL)
            standard = row->sensitive;
        if (setting_parse(c, row, str_of(standard), directory, why) != DONE)
            return fault_set(why, REFUSED, "5.3.5", "[%s] %s, by default %s, cannot be used: set it", row->section, row->name, standard);
    }
    if (*c->forum.address == '\0')
        c->forum.address = mem_format(c, "%%s@%s", c->forum.domain);
    return DONE;
}

/* "FILE:LINE: text", or without the line when it is 0. */
static enum outcome place_fault(struct fault *why, const char *path, int line, const struct fault *what)
{
    size_t n = strlen(path);
    const char *shown = n > 80 ? path + n - 80 : path;

    if (line == 0)
        return fault_set(why, REFUSED, "5.3.5", "%s: %.150s", shown, what->text);
    return fault_set(why, REFUSED, "5.3.5", "%s:%d: %.150s", shown, line, what->text);
}

enum outcome conf_read(const void *ctx, const char *path, struct str text, struct conf **out, struct fault *why)
{
    struct conf *c = mem_new(ctx, struct conf);
    struct reading r = {.conf = c, .rest = text, .set_at = mem_array(c, conf_table_count, sizeof(int))};
    const struct setting *blamed = NULL;
    const char *slash = strrchr(path, '/');
    enum outcome outcome = REFUSED;
    int syntax;

    c->path = mem_string(c, path);
    r.directory = slash == NULL ? "." : slash == path ? "/" : mem_copy(c, path, (size_t)(slash - path));
    if (str_starts(r.rest, STR("\xef\xbb\xbf")))
        r.rest = str_from_index(r.rest, 3);
    syntax = ini_parse_stream(next_line, &r, handle, &r);
    if (syntax > 0 && (r.failed == 0 || syntax < r.failed)) {
        struct fault what;

        fault_set(&what, REFUSED, "5.3.5", "this line is neither [section] nor name = value");
        place_fault(why, path, syntax, &what);
    } else if (r.failed != 0) {
        place_fault(why, path, r.failed, &r.why);
    } else if (fill_defaults(c, r.set_at, r.directory, true, &r.why) != DONE) {
        place_fault(why, path, 0, &r.why);
    } else if (conf_cross_check(c, &blamed, &r.why) != DONE) {
        place_fault(why, path, r.set_at[blamed - conf_table], &r.why);
    } else {
        *out = c;
        outcome = DONE;
    }
    if (outcome != DONE)
        mem_free(c);
    return outcome;
}

enum outcome conf_load(const void *ctx, const char *path, struct conf **out, struct fault *why)
{
    void *job = mem_job("conf");
    enum outcome outcome;
    char real[PATH_MAX];
    struct fault what;
    struct str text;

    if (realpath(path, real) == NULL)
        outcome = fault_set(why, REFUSED, "5.3.5", "%.120s: %s", path, strerror(errno));
    else if (io_read_file(job, path, FILE_LIMIT, &text, &what) != DONE)
        outcome = fault_set(why, REFUSED, "5.3.5", "%s", what.text);
    else
        outcome = conf_read(ctx, real, text, out, why);
    mem_free(job);
    return outcome;
}

struct conf *conf_defaults(const void *ctx)
{
    struct conf *c = mem_new(ctx, struct conf);
    struct fault why;

    c->path = "";
    /* A default that cannot be parsed is caught by the unit test of the table. */
    if (fill_defaults(c, NULL, ".", false, &why) != DONE)
        c->path = NULL;
    return c;
}
