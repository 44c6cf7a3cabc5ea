/* Runs one fuzz entry once over what is known to be hard: the files of tests/fuzz/seeds/FOLDER and seeds/FOLDER_WHAT (of
 * the program's own name), of the files and directories given, and shapes that made parsers slow or deep. Each input in
 * a process of its own, which must end in order and in time. libFuzzer brings its own main. */
#ifndef LIBFUZZER
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    SECONDS = 60, /* far more than any input needs, under sanitizers on a busy machine */
    INPUT_LIMIT = 4 << 20
};

/* start, then middle so many times, then end */
struct shape {
    const char *name, *start, *middle;
    size_t times;
    const char *end;
};

static const struct shape shapes[] = {
    {"nothing", "", "", 0, ""},
    {"one letter", "x", "", 0, ""},
    {"line ends", "", "\r\n", 3000, ""},
    {"LF and CR mixed", "", "\n\r\r\n", 3000, ""},
    {"a long line", "", "x", 100000, ""},
    {"a long word list", "", "word ", 20000, "\n"},
    {"dots", "", ".\r\n", 3000, ""},
    {"no UTF-8", "", "\xff\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80", 500, ""},
    {"combining marks", "a", "\xcc\x81", 10000, "\n"},
    {"right to left", "", "\xe2\x80\xae\xe2\x81\xa6", 3000, "\n"},
    {"NBSP and zero width", "", "\xc2\xa0\xe2\x80\x8b", 5000, "\n"},
    {"quote bars", "", ">", 10000, " deep\n"},
    {"quoted lines", "", "> as you wrote\n", 3000, "yes\n"},
    {"bars apart", "", "> ", 5000, "deep\n"},
    {"wrote: again and again", "", "On Monday, Ann <a@b.example> wrote:\n", 2000, ""},
    {"signature marks", "words\n", "-- \n", 3000, ""},
    {"addresses", "", "ann.miller@acme.example ", 3000, "\n"},
    {"at signs", "", "a@", 10000, "b\n"},
    {"digits", "", "+49 170 ", 5000, "\n"},
    {"tokens", "", "r2222222222222222222222222222222222222222@forum.example ", 1000, "\n"},
    {"header fields", "", "X-Field: value\r\n", 5000, "\r\ntext\r\n"},
    {"folded header", "Subject: a\r\n", " b\r\n", 5000, "\r\ntext\r\n"},
    {"header without end", "Subject: ", "x", 100000, ""},
    {"comments in From", "From: ", "(", 20000, " a@b.example\r\n\r\n"},
    {"quotes in From", "From: ", "\"\\", 10000, "\" <a@b.example>\r\n\r\n"},
    {"groups in From", "From: ", "g:", 10000, "a@b.example;\r\n\r\n"},
    {"addresses in From", "From: ", "a@b.example, ", 5000, "c@d.example\r\n\r\n"},
    {"routes in From", "From: <", "@x,", 5000, ":a@b.example>\r\n\r\n"},
    {"encoded words", "Subject: ", "=?utf-8?B?w6Q=?= ", 3000, "\r\n\r\n"},
    {"encoded words unended", "Subject: ", "=?utf-8?Q?", 5000, "\r\n\r\n"},
    {"references", "From: a@b.example\r\nReferences: ", "<a@b> ", 5000, "\r\n\r\n"},
    {"angles", "References: ", "<", 20000, "\r\n\r\n"},
    {"verdicts", "From: a@b.example\r\n",
     "Authentication-Results: mx.example.org; dmarc=pass header.from=b.example\r\n", 500, "\r\ntext\r\n"},
    {"parameters", "Content-Type: text/plain", "; a=b", 5000, "\r\n\r\ntext\r\n"},
    {"continued parameters", "Content-Type: text/plain", "; name*0=b", 5000, "\r\n\r\ntext\r\n"},
    {"parts", "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n", "--x\r\n\r\na\r\n", 3000, "--x--\r\n"},
    {"parts in parts", "MIME-Version: 1.0\r\n", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", 2000, "\r\n\r\ntext\r\n"},
    {"mails in mails", "MIME-Version: 1.0\r\n", "Content-Type: message/rfc822\r\n\r\n", 2000, "\r\n\r\ntext\r\n"},
    {"quoted-printable", "Content-Transfer-Encoding: quoted-printable\r\n\r\n", "=", 20000, "\r\n"},
    {"base64", "Content-Transfer-Encoding: base64\r\n\r\n", "=A", 20000, "\r\n"},
    {"flowed", "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n", "> a \r\n", 3000, "\r\n"},
    {"elements", "", "<div><table><tr><td><b>", 3000, "text"},
    {"lists", "", "<ul><li>", 3000, "text"},
    {"block quotes", "", "<blockquote>", 10000, "text"},
    {"tags unended", "", "<a href='", 5000, ""},
    {"comments unended", "", "<!--", 10000, ""},
    {"entities", "", "&amp;&#x41;&#99999999;&", 3000, ""},
    {"attributes", "<a ", "x=y ", 10000, ">text</a>"},
    {"Markdown emphasis", "", "*_", 10000, "text"},
    {"Markdown brackets", "", "[", 10000, "text"},
    {"Markdown images", "", "![a](", 5000, "text"},
    {"Markdown backticks", "", "`` ` ", 5000, "text"},
    {"Markdown lists", "", "- 1. ", 3000, "text"},
    {"LMTP commands", "0LHLO a\r\n", "NOOP\r\nRSET\r\n", 500, "QUIT\r\n"},
    {"LMTP recipients", "0LHLO a\r\nMAIL FROM:<>\r\n", "RCPT TO:<ask@forum.example>\r\n", 300, "DATA\r\n.\r\nQUIT\r\n"},
    {"netstrings", "0", "9:forum a@b,", 1000, "99999999999999999999:"},
    {"sections", "", "[mail]\n", 5000, ""},
    {"settings", "[forum]\n", "name = value\n", 5000, ""},
    {"continued settings", "[forum]\nname = a\n", " b\n", 5000, ""},
};

static unsigned number, failures;

static void run(struct str input)
{
    /* Of exactly its size, for the address sanitizer. */
    uint8_t *bytes = malloc(input.n > 0 ? input.n : 1);

    if (bytes == NULL)
        exit(99);
    memcpy(bytes, input.p, input.n);
    alarm(SECONDS);
    LLVMFuzzerTestOneInput(bytes, input.n);
    free(bytes);
}

static void try(const char *name, struct str input)
{
    pid_t pid;
    int status = -1;

    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        run(input);
        exit(0);
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    number++;
    failures += status != 0;
    printf("%s %u - %s\n", status == 0 ? "ok" : "not ok", number, name);
    if (WIFSIGNALED(status))
        printf("# signal %d\n", WTERMSIG(status));
    else if (status != 0)
        printf("# status %d\n", WEXITSTATUS(status));
}

static void try_file(const char *path)
{
    void *job = mem_job("seed");
    const char *name = strrchr(path, '/');
    struct str input;
    struct fault why = {0};

    if (io_read_file(job, path, INPUT_LIMIT, &input, &why) == DONE) {
        try(name != NULL ? name + 1 : path, input);
    } else {
        printf("not ok %u - %s\n", ++number, why.text);
        failures++;
    }
    mem_free(job);
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* A file, or every file of a directory; false when there is none. */
static bool try_path(const char *path)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, visible, alphasort);
    bool is_file = count < 0 && errno == ENOTDIR;
    void *job = mem_job("seeds");

    if (is_file)
        try_file(path);
    for (int i = 0; i < count; i++) {
        try_file(mem_format(job, "%s/%s", path, entries[i]->d_name));
        free(entries[i]);
    }
    free(entries);
    mem_free(job);
    return count >= 0 || is_file;
}

static void try_shape(const struct shape *shape)
{
    void *job = mem_job("shape");
    struct buf input;

    buf_init(&input, job, INPUT_LIMIT);
    buf_text(&input, shape->start);
    for (size_t i = 0; i < shape->times; i++)
        buf_text(&input, shape->middle);
    buf_text(&input, shape->end);
    try(shape->name, buf_view(&input));
    mem_free(job);
}

/* FOLDER_WHAT, the program's own name: both seeds/FOLDER and seeds/FOLDER_WHAT, whichever there are. */
static void try_seeds(const char *program)
{
    const char *source = getenv("srcdir") != NULL ? getenv("srcdir") : ".";
    const char *slash = strrchr(program, '/');
    const char *name = slash != NULL ? slash + 1 : program;
    void *job = mem_job("seeds");
    bool of_folder = try_path(mem_format(job, "%s/tests/fuzz/seeds/%.*s", source, (int)strcspn(name, "_"), name));
    bool own = try_path(mem_format(job, "%s/tests/fuzz/seeds/%s", source, name));

    if (!of_folder && !own) {
        printf("not ok %u - tests/fuzz/seeds has a folder for %s\n", ++number, name);
        failures++;
    }
    mem_free(job);
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        for (int i = 1; i < argc; i++)
            if (!try_path(argv[i])) {
                printf("not ok %u - %s: %s\n", ++number, argv[i], strerror(errno));
                failures++;
            }
    } else {
        try_seeds(argv[0]);
        for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
            try_shape(&shapes[i]);
    }
    printf("1..%u\n", number);
    return failures > 0;
}
#endif
