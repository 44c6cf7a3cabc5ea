#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#include "base/io.h"
#include "smtp/private.h"

static const char mail[] = "To: <ann@there.example>\r\nSubject: x\r\n\r\nbody\r\n";

/* Number of files in path/part; the name of the last in `name`. Removes nothing. */
static unsigned files(const char *path, const char *part, char name[300])
{
    char directory[400];
    unsigned n = 0;
    struct dirent *entry;
    DIR *d;

    snprintf(directory, sizeof directory, "%s/%s", path, part);
    d = opendir(directory);
    assert_non_null(d);
    while ((entry = readdir(d)) != NULL)
        if (entry->d_name[0] != '.') {
            n++;
            snprintf(name, 300, "%s", entry->d_name);
        }
    closedir(d);
    return n;
}

static void drop(void **state)
{
    char path[] = "/tmp/askpost-maildir-XXXXXX", name[300], file[700];
    struct conf *conf = mem_new(*state, struct conf);
    struct smtp *s;
    struct smtp_reply reply;
    struct fault why;
    struct str bytes;

    assert_non_null(mkdtemp(path));
    conf->mail.relay = mem_format(conf, "maildir:%s/mail/box", path);
    assert_int_equal(smtp_open(*state, conf, &s, &why), DONE);
    smtp_probe(s, &reply);
    assert_int_equal(reply.result, SMTP_SENT);
    for (int i = 0; i < 20; i++) {
        smtp_send(s, "b1@forum.example", "ann@there.example", STR(mail), &reply);
        assert_int_equal(reply.result, SMTP_SENT);
        assert_int_equal(reply.code, 250);
    }
    smtp_send(s, "", "ann there@x", STR(mail), &reply);
    assert_int_equal(reply.result, SMTP_REFUSED);
    smtp_send(s, "", "ann@there.example", STR("Subject: x\n\n"), &reply);
    assert_int_equal(reply.result, SMTP_REFUSED);
    snprintf(file, sizeof file, "%s/mail/box", path);
    assert_int_equal(files(file, "new", name), 20);
    assert_int_equal(files(file, "cur", name), 0);
    assert_int_equal(files(file, "tmp", name), 0);
    files(file, "new", name);
    snprintf(file, sizeof file, "%s/mail/box/new/%s", path, name);
    assert_int_equal(io_read_file(*state, file, 1000, &bytes, &why), DONE);
    assert_true(str_equal(bytes, STR(mail))); /* what a member would get is what is in the file */

    /* a maildir that cannot be written is a matter of time, not of the mail */
    snprintf(file, sizeof file, "rm -r %s/mail/box && touch %s/mail/box", path, path);
    assert_int_equal(system(file), 0);
    smtp_send(s, "", "ann@there.example", STR(mail), &reply);
    assert_int_equal(reply.result, SMTP_LATER);
    snprintf(file, sizeof file, "rm -r %s", path);
    assert_int_equal(system(file), 0);
    mem_free(s);
}

UNIT_MAIN(UNIT(drop))
