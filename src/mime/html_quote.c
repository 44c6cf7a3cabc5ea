/* How clients mark, in HTML, what is not the writer's: the line that says whose words a quote has, and quotes that are
 * no <blockquote>. */
#include "mime/private_html_tree.h"

enum { ID_BYTES = 64 };

/* A word of a class, or the beginning of an id. */
static const struct mark {
    const char *name;
    bool id;
} marks[] = {
    {"gmail_attr", false},              /* Gmail */
    {"gmail_quote_attribution", false}, /* Mailspring */
    {"moz-cite-prefix", false},         /* Thunderbird */
    {"moz-email-headers-table", false}, /* Thunderbird, forwarding */
    {"front-attribution", false},       /* Front */
    {"zmail_extra", false},             /* Zoho */
    {"yahoo_quoted", false},            /* Yahoo */
    {"yahoo_quoted", true},
    {"aolReplacedBody", true},                         /* AOL */
    {"ntes-mailmaster-quote", false},                  /* NetEase Mail Master */
    {"reply-intro", true},                             /* Roundcube */
    {"mail-editor-reference-message-container", true}, /* Outlook for phones */
};

bool html_quotes(const xmlNode *node)
{
    struct str class = html_attribute(node, "class"), id = str_cut(html_attribute(node, "id"), 0, ID_BYTES), word;

    if (class.n == 0 && id.n == 0)
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (marks[i].id && str_starts(id, str_of(marks[i].name)))
            return true;
    while (str_next_word(&class, &word))
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
            if (!marks[i].id && str_equal(word, str_of(marks[i].name)))
                return true;
    return false;
}
