/* What the elements of HTML are to us. */
#include <stdlib.h>
#include <string.h>

#include "mime/private_html_tree.h"

static const struct element {
    const char *name;
    enum kind kind;
} elements[] = { /* in the order of their names */
    {"a", KIND_LINK}, {"address", KIND_LINE}, {"applet", KIND_DROP}, {"article", KIND_PARAGRAPH}, {"aside", KIND_PARAGRAPH},
    {"audio", KIND_DROP}, {"b", KIND_BOLD}, {"blockquote", KIND_QUOTE}, {"br", KIND_BREAK}, {"button", KIND_DROP}, {"canvas", KIND_DROP},
    {"caption", KIND_LINE}, {"center", KIND_LINE}, {"code", KIND_CODE}, {"datalist", KIND_DROP}, {"dd", KIND_LINE}, {"details", KIND_PARAGRAPH},
    {"dir", KIND_BULLETS}, {"div", KIND_LINE}, {"dl", KIND_PARAGRAPH}, {"dt", KIND_TERM}, {"em", KIND_ITALIC},
    {"fieldset", KIND_PARAGRAPH}, {"figcaption", KIND_LINE}, {"figure", KIND_PARAGRAPH}, {"footer", KIND_PARAGRAPH}, {"form", KIND_LINE},
    {"frame", KIND_DROP}, {"frameset", KIND_DROP}, {"h1", KIND_HEADING}, {"h2", KIND_HEADING}, {"h3", KIND_HEADING},
    {"h4", KIND_HEADING}, {"h5", KIND_HEADING}, {"h6", KIND_HEADING}, {"head", KIND_DROP}, {"header", KIND_PARAGRAPH}, {"hr", KIND_RULE},
    {"i", KIND_ITALIC}, {"img", KIND_IMAGE}, {"input", KIND_DROP}, {"kbd", KIND_CODE}, {"legend", KIND_LINE}, {"li", KIND_ITEM},
    {"link", KIND_DROP}, {"main", KIND_PARAGRAPH}, {"map", KIND_DROP}, {"menu", KIND_BULLETS}, {"nav", KIND_PARAGRAPH},
    {"noscript", KIND_DROP}, {"object", KIND_DROP}, {"option", KIND_DROP}, {"p", KIND_PARAGRAPH}, {"pre", KIND_PRE}, {"q", KIND_CITE},
    {"samp", KIND_CODE}, {"section", KIND_PARAGRAPH}, {"select", KIND_DROP}, {"strong", KIND_BOLD}, {"sub", KIND_SUB}, {"summary", KIND_LINE}, {"sup", KIND_SUP},
    {"svg", KIND_DROP}, {"table", KIND_TABLE}, {"td", KIND_CELL}, {"template", KIND_DROP}, {"th", KIND_CELL}, {"tr", KIND_ROW},
    {"tt", KIND_CODE}, {"video", KIND_DROP}, {"x-ol", KIND_NUMBERS}, {"x-ul", KIND_BULLETS}, {"xml", KIND_DROP}};

static int compare_element(const void *name, const void *element)
{
    return strcmp(name, ((const struct element *)element)->name);
}

enum kind html_kind(const xmlNode *node)
{
    const struct element *e = bsearch(node->name, elements, sizeof elements / sizeof *elements, sizeof *elements, compare_element);

    return e == NULL ? KIND_INLINE : e->kind;
}

/* The value of an attribute, "" when it is not there. Attributes of HTML have one text child at most. */
struct str html_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return a->children == NULL || a->children->content == NULL ? STR_EMPTY : str_of((const char *)a->children->content);
    return STR_EMPTY;
}

bool html_has_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return true;
    return false;
}

/* Next node in document order below `top`, passing over the children when `skip`. */
static xmlNode *next_node(xmlNode *node, const xmlNode *top, bool skip)
{
    if (!skip && node->children != NULL && node->type == XML_ELEMENT_NODE)
        return node->children;
    while (node != top && node->next == NULL)
        node = node->parent;
    return node == top ? NULL : node->next;
}

/* A table that holds data (rows with several short cells), not one that holds the page together. */
bool html_holds_data(xmlNode *table)
{
    unsigned rows = 0, cells = 0, paragraphs = 0;
    bool head = false;

    if (str_equal_nocase(html_attribute(table, "role"), STR("presentation")))
        return false;
    for (xmlNode *node = next_node(table, table, false); node != NULL; node = next_node(node, table, false)) {
        enum kind kind = node->type == XML_ELEMENT_NODE ? html_kind(node) : KIND_INLINE;

        if (kind == KIND_TABLE || kind == KIND_BULLETS || kind == KIND_NUMBERS || kind == KIND_HEADING || kind == KIND_QUOTE)
            return false;
        if (kind == KIND_ROW) {
            rows += cells >= 2;
            cells = 0;
        }
        if (kind == KIND_CELL) {
            cells++;
            paragraphs = 0;
            head = head || strcmp((const char *)node->name, "th") == 0;
        }
        if (kind == KIND_PARAGRAPH && ++paragraphs > 1)
            return false;
    }
    rows += cells >= 2;
    return rows >= 2 || (head && rows >= 1);
}
