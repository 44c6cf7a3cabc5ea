/* libxml2's parser, kept from what makes it slow (attributes, depth) and from all the world (network, files, encodings). */
#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "mime/private_html_tree.h"

enum { ATTRIBUTE_LIMIT = 64 }; /* of one element: libxml2 compares each with all before */

/* The element stack of libxml2 is searched for every end tag: past the limit parsing stops. */
static void start_element(void *arg, const xmlChar *name, const xmlChar **attributes)
{
    xmlParserCtxt *parser = arg;

    if (parser->nameNr > HTML_DEPTH_LIMIT || parser->nodeNr > HTML_DEPTH_LIMIT) {
        *(bool *)parser->_private = true;
        xmlStopParser(parser);
        return;
    }
    xmlSAX2StartElement(parser, name, attributes);
}

/* The end of the tag at `at`, before its '>', or of its last attribute within the limit. */
static size_t skip_attributes(struct str html, size_t at)
{
    unsigned count = 0;
    bool gap = false, value = false;

    for (at++; at < html.n && html.p[at] != '>'; at++) {
        char c = html.p[at];

        if ((c == '"' || c == '\'') && value) {
            size_t length = str_index(str_from_index(html, at + 1), c);

            at += length + 1;
            value = false;
            gap = true; /* whatever follows the quote begins another attribute */
        } else if (isspace((unsigned char)c) || c == '/') {
            gap = true;
        } else if (c == '=') {
            value = true;
            gap = false;
        } else {
            if (gap && !value && ++count > ATTRIBUTE_LIMIT)
                return at;
            gap = value = false;
        }
    }
    return at < html.n ? at : html.n;
}

/* A copy in which no tag has more attributes than the limit, NUL is a space, and all is valid UTF-8. */
struct str html_tame(const void *ctx, struct str html)
{
    struct buf repaired, out;

    html = utf8_prefix_bytes(html, HTML_LIMIT);
    if (!utf8_valid(html)) {
        buf_init(&repaired, ctx, 3 * html.n + 1);
        utf8_repair(&repaired, html);
        html = buf_view(&repaired);
    }
    buf_init(&out, ctx, html.n + 1);
    for (size_t at = 0; at < html.n;) {
        size_t start = at, end = at + 1;

        if (html.p[at] == '<' && end < html.n && isalpha((unsigned char)html.p[end])) {
            end = skip_attributes(html, at);
            at = end;
            while (at < html.n && html.p[at] != '>')
                at++;
        } else {
            at++;
        }
        for (size_t i = start; i < end; i++)
            buf_char(&out, html.p[i] == '\0' ? ' ' : html.p[i]);
    }
    return buf_view(&out);
}

xmlDoc *html_parse(struct str html, bool *too_deep)
{
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT;
    xmlParserCtxt *parser = htmlNewParserCtxt();
    xmlDoc *doc;

    if (parser == NULL)
        return NULL;
    parser->_private = too_deep;
    parser->sax->startElement = start_element;
    parser->sax->comment = NULL;
    parser->sax->processingInstruction = NULL;
    doc = htmlCtxtReadMemory(parser, html.p, (int)html.n, NULL, "UTF-8", options);
    htmlFreeParserCtxt(parser);
    return doc;
}
