/* What processes say to each other: values in a row inside length-prefixed frames, over stream sockets. Whoever reads treats
 * the other side as hostile: every length is checked, and the first bad value makes the reader fail for good. */
#ifndef BASE_WIRE_H
#define BASE_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Values: numbers are 8 bytes big-endian, strings a 4-byte length and their bytes. */
void wire_put_number(struct buf *b, uint64_t value);
void wire_put_str(struct buf *b, struct str s);
void wire_put_text(struct buf *b, const char *text); /* NULL is written as "" */
/* A string written in place: what is put between the two is its bytes. The result of the first is for the second. */
size_t wire_open(struct buf *b);
void wire_close(struct buf *b, size_t begun);

struct wire {
    struct str rest;
    bool bad; /* a value was missing or too long: everything read since is empty */
};

/* A reader of these values. After a bad one each gives 0, false or the empty string; wire_str points into the payload. */
struct wire wire_read(struct str payload);
uint64_t wire_number(struct wire *w);
/* A number that must be below `bound`, else the reader is bad. */
uint64_t wire_below(struct wire *w, uint64_t bound);
bool wire_flag(struct wire *w);
struct str wire_str(struct wire *w);
/* A string as a C string owned by ctx; one that holds NUL makes the reader bad. */
char *wire_text(const void *ctx, struct wire *w);
/* True when everything was read and nothing was bad. */
bool wire_end(const struct wire *w);

/* A frame: 4-byte length of what follows, 1-byte type, 8-byte tag (which the answer repeats), payload. */
enum { WIRE_FRAME_HEAD = 13 };

struct frame {
    uint8_t type;
    uint64_t tag;
    struct str payload; /* valid until the next channel_next or channel_fill */
};

/* One side of a stream socket, non-blocking. Owned by the ctx it was opened with; the descriptor is closed with it. */
struct channel;

/* Frames above frame_limit bytes, either way, close the channel. */
struct channel *channel_open(const void *ctx, int fd, size_t frame_limit);
/* For poll; -1 when it is closed. */
int channel_descriptor(const struct channel *c);
/* Queues a frame; true unless it is too long or the channel is broken. */
bool channel_send(struct channel *c, uint8_t type, uint64_t tag, struct str payload);
/* The same for a payload written in place: what is put into the buffer before channel_end. */
struct buf *channel_begin(struct channel *c, uint8_t type, uint64_t tag);
bool channel_end(struct channel *c);
/* Writes what it can; false when the other side is gone. */
bool channel_flush(struct channel *c);
bool channel_pending(const struct channel *c);        /* something waits to be written */
int64_t channel_pending_since(const struct channel *c); /* clock_milliseconds when nothing more could be written; 0: now */
/* Reads what there is; false when the other side is gone or broke the rules (frames already read are still there). */
bool channel_fill(struct channel *c);
/* The next whole frame that was read; false when there is none. */
bool channel_next(struct channel *c, struct frame *frame);
/* Waits for the next frame, on any channel: for processes that do one thing at a time. timeout in ms, -1: for ever. */
bool channel_wait(struct channel *c, struct frame *frame, int timeout);
/* Flushes to the end, waiting. */
bool channel_drain(struct channel *c, int timeout);

#endif
