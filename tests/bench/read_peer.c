#include "read_peer.h"

#ifdef HAVE_GMIME
#include <gmime/gmime.h>
#include <stdint.h>

const char *const peer_name = "GMime";

static size_t decode_text(GMimeMessage *message)
{
    GMimePartIter *iter = g_mime_part_iter_new(GMIME_OBJECT(message));
    size_t n = 0;

    do {
        GMimeObject *part = g_mime_part_iter_get_current(iter);

        if (part != NULL && GMIME_IS_TEXT_PART(part)) {
            char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));

            n += text == NULL ? 0 : strlen(text);
            g_free(text);
        }
    } while (g_mime_part_iter_next(iter));
    g_mime_part_iter_free(iter);
    return n;
}

size_t peer_read(const char *bytes, size_t n)
{
    static gboolean prepared;
    GByteArray array = {(guint8 *)(uintptr_t)bytes, (guint)n}; /* read where it lies, as askpost reads it */
    GMimeStream *stream;
    GMimeParser *parser;
    GMimeMessage *message;
    size_t decoded = 0;

    if (!prepared)
        g_mime_init();
    prepared = TRUE;
    stream = g_mime_stream_mem_new_with_byte_array(&array);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    parser = g_mime_parser_new_with_stream(stream);
    message = g_mime_parser_construct_message(parser, NULL);
    if (message != NULL) {
        decoded = decode_text(message);
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
    return decoded;
}
#else
const char *const peer_name = "GMime (not there: apt-get install libgmime-3.0-dev)";

size_t peer_read(const char *bytes, size_t n)
{
    (void)bytes;
    return n;
}
#endif
