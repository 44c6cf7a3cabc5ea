#include "worst.h"

#define FIELDS "From: Ann <ann@a.example>\r\nTo: ask@forum.example\r\nSubject: Re: a question\r\nMIME-Version: 1.0\r\n"
#define TEXT FIELDS "Content-Type: text/plain; charset=utf-8\r\n\r\n"
#define HTML FIELDS "Content-Type: text/html; charset=utf-8\r\n\r\n"

const char worst_known[] = "A reply to this mail becomes a public answer, shown as Quiet Fern.\n\n"
                           "How do I know that therapy helps me?\n\nI have been going for a year, and some weeks I cannot tell what\n"
                           "changes. How did you find out?\n\n-- \nMind and Heart\n";

const struct worst worst_mails[] = {
    {"a line of 1 MB of >", TEXT, ">", 1 << 20, "\r\nyes\r\n", false},
    {"767 KB of quoted text", TEXT, "> as you wrote, and more of it\r\n", 767 * 32, "yes\r\n", false},
    {"767 KB of our own text quoted", TEXT, "> I have been going for a year\r\n", 767 * 32, "yes\r\n", false},
    {"quotes of every depth", TEXT, "> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > #\r\nyes #\r\n", 8000, "", false},
    {"33 KB of On Thursday: in lines", TEXT, "On Thursday:\r\n", 2400, "", false},
    {"33 KB of On Thursday: in one", TEXT, "On Thursday: ", 2600, "\r\n", false},
    {"1 MB of On Thursday: in lines", TEXT, "On Thursday:\r\n", 75000, "", false},
    {"1 MB of attributions", TEXT, "On Monday, Ann Miller <ann@a.example> wrote:\r\n", 22000, "", false},
    {"1 MB of header blocks", TEXT, "From: Ann\r\nSent: Monday\r\nTo: Bea\r\nSubject: x\r\n\r\n", 20000, "", false},
    {"1 MB of signature marks", TEXT, "-- \r\n", 200000, "", false},
    {"a line of 1 MB of words", TEXT, "word ", 200000, "\r\n", false},
    {"a word of 1 MB", TEXT, "x", 1 << 20, "\r\n", false},
    {"1 MB of addresses", TEXT, "ann@a.example ", 75000, "\r\n", false},
    {"1 MB of line ends", TEXT, "\r\n", 500000, "", false},
    {"1 MB flowed", FIELDS "Content-Type: text/plain; format=flowed\r\n\r\n", "> a \r\n", 170000, "", false},
    {"100,000 nested blockquotes", HTML, "<blockquote>", 100000, "deep", false},
    {"100,000 nested divs and tables", HTML, "<div><table><tr><td>", 50000, "deep", false},
    {"100,000 list items", HTML, "<ul><li>", 100000, "deep", false},
    {"1 MB of <", HTML, "<", 1 << 20, "", false},
    {"1 MB of <!--", HTML, "<!--", 250000, "", false},
    {"1 MB of entities", HTML, "&amp;&#x41;", 95000, "", false},
    {"1 MB of attributes", HTML "<a ", "x#=y ", 100000, ">text</a>", false},
    {"1 MB of quoted line breaks", HTML "<blockquote><blockquote><blockquote><blockquote>", "<br>", 250000, "", false},
    {"20,000 parameters of RFC 2231", FIELDS "Content-Type: text/plain", ";\r\n a*#*=b", 20000, "\r\n\r\nyes\r\n", true},
    {"as many of them as a header takes", FIELDS "Content-Type: text/plain", "; a*#*=b", 8000, "\r\n\r\nyes\r\n", false},
    {"as many of one name", FIELDS "Content-Type: text/plain", "; name*0=b", 9000, "\r\n\r\nyes\r\n", false},
    {"5,000 nested multiparts", FIELDS, "Content-Type: multipart/mixed; boundary=b#\r\n\r\n--b#\r\n", 5000, "\r\nyes\r\n", false},
    {"5,000 nested mails", FIELDS, "Content-Type: message/rfc822\r\n\r\n", 5000, "\r\nyes\r\n", false},
    {"100,000 parts", FIELDS "Content-Type: multipart/mixed; boundary=x\r\n\r\n", "--x\r\n\r\na\r\n", 100000, "--x--\r\n", false},
    {"delimiters that nearly match", FIELDS "Content-Type: multipart/mixed; boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n\r\n", "--xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n", 30000, "", false},
    {"10^6 ( in From", "From: ", "(", 1000000, " ann@a.example\r\n\r\nyes\r\n", true},
    {"as many as a header takes", "To: ask@forum.example\r\nFrom: ", "(", 100000, " ann@a.example\r\n\r\nyes\r\n", false},
    {"10^6 ( in the text", TEXT, "(", 1000000, "\r\n", false},
    {"unended encoded words in To", "From: ann@a.example\r\nTo: ", "=?a?q?x,", 12000, "\r\n\r\nyes\r\n", false},
    {"encoded words in Subject", "From: ann@a.example\r\nSubject: ", "=?utf-8?B?w6Q=?= ", 5500, "\r\n\r\nyes\r\n", false},
    {"1,000 header fields", "From: ann@a.example\r\n", "X-Field: value\r\n", 998, "\r\nyes\r\n", false},
    {"10^5 header fields", "From: ann@a.example\r\n", "X-Field: value\r\n", 100000, "\r\nyes\r\n", true},
    {"1 MB of soft breaks", FIELDS "Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=\r\n", 350000, "", false},
    {"1 MB in a charset of escapes", FIELDS "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n", "\x1b$B$\"\x1b(B", 120000, "", false},
    {NULL, NULL, NULL, 0, NULL, false},
};

struct str worst_mail(const void *ctx, const struct worst *row)
{
    struct buf mail;

    buf_init(&mail, ctx, 8 << 20);
    buf_text(&mail, row->head);
    for (size_t i = 0; i < row->times; i++)
        for (const char *p = row->middle; *p != '\0'; p++) {
            if (*p == '#')
                buf_format(&mail, "%zu", i);
            else
                buf_char(&mail, *p);
        }
    buf_text(&mail, row->end);
    return buf_view(&mail);
}
