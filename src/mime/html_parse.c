/* libxml2's parser, kept from what makes it slow (depth) and from all the world (network, files, encodings). */
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>

#include "mime/private_html_tree.h"

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

xmlDoc *html_parse(struct str html, bool *too_deep)
{
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT |
                        HTML_PARSE_NOIMPLIED;
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
