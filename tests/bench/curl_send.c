/* curl_send: the bare libcurl loop that askpost's sending is measured against: one mail of a file, sent N times over C connections.
 *   curl_send URL MAILS CONNECTIONS FILE      one process per connection, as askpost's mailers */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

static char mail[1 << 20];
static size_t mail_size;

static size_t give(char *to, size_t size, size_t count, void *arg)
{
    size_t *at = arg, n = size * count;

    if (n > mail_size - *at)
        n = mail_size - *at;
    memcpy(to, mail + *at, n);
    *at += n;
    return n;
}

static int send_all(const char *url, long mails)
{
    CURL *curl = curl_easy_init();
    int failed = 0;

    for (long i = 0; i < mails; i++) {
        char to[64];
        size_t at = 0;
        struct curl_slist *recipients;

        snprintf(to, sizeof to, "<member%ld@members.example>", i);
        recipients = curl_slist_append(NULL, to);
        curl_easy_setopt(curl, CURLOPT_URL, url);
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "<reply@forum.example>");
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(curl, CURLOPT_READDATA, &at);
        failed += curl_easy_perform(curl) != CURLE_OK;
        curl_slist_free_all(recipients);
    }
    curl_easy_cleanup(curl);
    return failed;
}

int main(int argc, char **argv)
{
    int64_t start;
    int connections, failed = 0, status;
    long mails;
    FILE *file;

    if (argc != 5 || (file = fopen(argv[4], "rb")) == NULL)
        return 2;
    mail_size = fread(mail, 1, sizeof mail, file);
    fclose(file);
    mails = strtol(argv[2], NULL, 10);
    connections = (int)strtol(argv[3], NULL, 10);
    start = clock_milliseconds();
    for (int i = 0; i < connections; i++)
        if (fork() == 0)
            _exit(send_all(argv[1], mails / connections) == 0 ? 0 : 1);
    while (wait(&status) > 0)
        failed += status != 0;
    printf("%.0f mails/s\n", (double)(mails / connections * connections) * 1000 / (double)(clock_milliseconds() - start + 1));
    return failed == 0 ? 0 : 1;
}
