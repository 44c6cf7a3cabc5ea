/* UTF-8: checking, repairing, walking, and making text safe for one header or terminal line. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* How many bytes from s.p[at] on are ASCII: most mail is nothing else, and there every question below has a short answer. */
size_t utf8_ascii(struct str s, size_t at);
/* Length in bytes of the valid sequence at s.p[at] (1-4), or 0. Surrogates and overlong forms are invalid. */
size_t utf8_length_at(struct str s, size_t at);
bool utf8_valid(struct str s);
/* The code point at *at, which moves past it; U+FFFD and one byte for an invalid sequence. *at < s.n. */
uint32_t utf8_next_long(struct str s, size_t *at);
static inline uint32_t utf8_next(struct str s, size_t *at)
{
    unsigned char c = (unsigned char)s.p[*at];

    if (c >= 0x80)
        return utf8_next_long(s, at);
    ++*at;
    return c;
}
void utf8_put_long(struct buf *b, uint32_t code_point);
static inline void utf8_put(struct buf *b, uint32_t code_point)
{
    if (code_point < 0x80)
        buf_char(b, (char)code_point);
    else
        utf8_put_long(b, code_point);
}
/* Number of code points. */
size_t utf8_count(struct str s);
/* The longest prefix of at most `max` code points, and of at most `max` bytes, that ends between characters. */
struct str utf8_prefix(struct str s, size_t max);
struct str utf8_prefix_bytes(struct str s, size_t max);

/* s with each maximal invalid subsequence replaced by one U+FFFD (Unicode 15, 3.9) and NUL by U+FFFD. */
void utf8_repair(struct buf *out, struct str s);
/* Normalisation Form KC and case folded, for comparing names: wide, circled and mathematical letters become plain ones. Owned by ctx. */
struct str utf8_fold_name(const void *ctx, struct str s);
/* For comparing words, however carefully they were typed: lower case, compatibility forms taken apart, without the marks on letters (accents,
 * dots, vowel signs); letters with a stroke, without their dot or joined as their base. Owned by ctx. */
struct str utf8_base(const void *ctx, struct str s);
/* Letters and the marks on them; not the letters Unicode has for filling space. */
bool utf8_letter(uint32_t code_point);
bool utf8_digit(uint32_t code_point); /* and other numbers, of any script */
/* The next run of letters and digits in *rest, which loses it; false when there is none. */
bool utf8_next_word(struct str *rest, struct str *word);
bool utf8_upper(uint32_t code_point); /* a capital */
/* A number for the script a letter is written in: one for all those that Chinese, Japanese and Korean mix; 0 for what every script shares. */
unsigned utf8_script(uint32_t code_point);
/* True for controls (C0, DEL, C1), line and paragraph separators, bidirectional controls, zero-width and other
 * invisible format characters: what may not stand in a header, a name or a terminal line. */
bool utf8_unsafe_long(uint32_t code_point);
static inline bool utf8_unsafe(uint32_t code_point)
{
    return code_point < 0x7f ? code_point < 0x20 : utf8_unsafe_long(code_point);
}
/* One safe line: unsafe code points and runs of white space become one space; trimmed. For subjects, names, terminals. */
char *utf8_line(const void *ctx, struct str s);
/* Case folded (full Unicode) for comparison. Owned by ctx. */
struct str utf8_fold(const void *ctx, struct str s);
/* Columns on a terminal. */
size_t utf8_width(struct str s);

#endif
