/* What the files of conf/ share: the table of settings, and how a value is read. */
#ifndef CONF_PRIVATE_H
#define CONF_PRIVATE_H

#include "conf/conf.h"

enum setting_type {
    SETTING_TEXT,     /* char *: one line */
    SETTING_WORD,     /* char *: one line without white space */
    SETTING_DOMAIN,   /* char *: lower-case A-labels */
    SETTING_ADDRESS,  /* char * */
    SETTING_CATEGORY, /* char *: slugs with dots between */
    SETTING_TITLES,   /* char *: "500 Regular, 2000 Old hand" */
    SETTING_PATH,     /* char *: absolute, or relative to the file's directory, made absolute */
    SETTING_PLACE,    /* char *: unix:PATH or a loopback ADDRESS:PORT */
    SETTING_RELAY,    /* char *: smtp://HOST:PORT, smtps://HOST:PORT or maildir:PATH */
    SETTING_NUMBER,   /* uint64_t */
    SETTING_SIZE,     /* uint64_t: bytes, "64K", "10M" */
    SETTING_COUNT,    /* unsigned */
    SETTING_MODE,     /* unsigned: permissions, octal */
    SETTING_DURATION, /* int64_t: seconds; "30s", "5m", "2h", "7d" */
    SETTING_DAYS,     /* int64_t: days; "7" or "7d" */
    SETTING_CHOICE,   /* enum: index of the word in `words` */
    SETTING_KEYWORD,  /* char *: one of `words` */
    SETTING_FLAG      /* bool: yes or no */
};

struct setting {
    const char *section;
    const char *name;
    enum setting_type type;
    size_t offset;
    const char *standard;  /* the default as it would be typed; NULL: required; "": none (text kinds only) */
    const char *sensitive; /* the default of profile = sensitive, where it differs */
    uint64_t least, most;  /* numbers of every kind; least 1 for a text: may not be empty; most for TEXT and WORD: characters */
    const char *const *words;
    const char *help;
};

extern const struct setting conf_table[];
extern const size_t conf_table_count;

/* Sets one from what was typed. REFUSED with the reason in why->text: "must be ...". `directory` is what relative paths are relative to. */
enum outcome setting_parse(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why) MUST_CHECK;
/* The field of a row. */
#define SETTING_FIELD(c, row, type) ((type *)(void *)((char *)(c) + (row)->offset))

/* REFUSED "must be WHAT". */
enum outcome value_must_be(struct fault *why, const char *what);
/* Valid UTF-8 without line ends and other control characters. */
bool value_one_line(struct str value);
/* As setting_parse, of one kind of row each. */
enum outcome value_text(struct conf *c, const struct setting *row, struct str value, struct fault *why) MUST_CHECK;
/* titles.c */
enum outcome value_titles(struct conf *c, const struct setting *row, struct str value, struct fault *why) MUST_CHECK;
/* place.c */
enum outcome value_path(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why) MUST_CHECK;
enum outcome value_place(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why) MUST_CHECK;
enum outcome value_relay(struct conf *c, const struct setting *row, struct str value, const char *directory, struct fault *why) MUST_CHECK;

/* What fits no single setting. REFUSED with "[section] name: ..." and *blamed the row it is said of. */
enum outcome conf_cross_check(struct conf *c, const struct setting **blamed, struct fault *why) MUST_CHECK;
const struct setting *setting_find(const char *section, const char *name);
const char *setting_type_name(enum setting_type type);

#endif
