#!/bin/sh
# A mail the parser dies on is tried once more in a fresh parser and then kept aside; mails made to exhaust a parser are answered
# quickly; nobody else notices.
. "${srcdir:-.}/tests/flow/lib.sh"
ASKPOST_TEST_POISON_PARSER="A question no parser survives"
export ASKPOST_TEST_POISON_PARSER
forum people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000

pids() { for role in core front render; do role_pid $role; done; }
lasting=$(pids)
held() { askpost -c "$conf" held list --json | grep -c quarantine; }
deaths() { grep -c "event=parser-died" "$work/log"; }
now() { date +%s%3N; }

# next_is_served NAME: within a second, by front's own clock.
next_is_served() {
    said=$(echo "What helps you to fall asleep when the day was too long?" |
        send_mail "ann$(date +%N)@example.net" psychotherapy@forum.example "A good night after a long day")
    took=$(sed -n 's/.*event=mail-in .* ms=//p' "$work/log" | tail -1)
    expect_equal "$1: the next mail is taken" DONE "$said"
    expect_true "within a second ($took ms)" test "$took" -lt 1000
}
next_is_served "at first"
expect_equal "a mail the parser dies on is taken" DONE "$(echo "I wonder what happens to whoever reads this." |
    send_mail eve@example.net psychotherapy@forum.example "$ASKPOST_TEST_POISON_PARSER")"
expect_equal "after a second try in a fresh parser" 2 "$(deaths)"
expect_equal "and kept aside" 1 "$(held)"
next_is_served "after it"

# The mails that libraries have died on or slowed down with.
head_of() { printf 'From: eve@example.net\r\nTo: psychotherapy@forum.example\r\nSubject: %s\r\nMIME-Version: 1.0\r\nMessage-ID: <%s@example.net>\r\n' "$1" "$1"; }
boundary() { head_of boundary; printf 'Content-Type: multipart/mixed; boundary="\\""\r\n\r\n--"\r\nContent-Type: text/plain\r\n\r\nHello there\r\n--"--\r\n'; }
nested_mails() { head_of mails; awk 'BEGIN { for (i = 0; i < 50000; i++) printf "Content-Type: message/rfc822\r\n\r\n"; printf "\r\nHello\r\n" }'; }
nested_parts() { head_of parts; awk 'BEGIN { for (i = 0; i < 20000; i++) printf "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i; printf "\r\nHello\r\n" }'; }
comments() { head_of comments; awk 'BEGIN { printf "Content-Type: text/plain"; for (i = 0; i < 1000000; i++) { if (i % 900 == 0) printf "\r\n "; printf "(" } printf "\r\n\r\nHello\r\n" }'; }
parameters() { head_of parameters; awk 'BEGIN { printf "Content-Type: text/plain"; for (i = 0; i < 100000; i++) printf ";\r\n n*%d*=x", i; printf "\r\n\r\nHello\r\n" }'; }
memory() { for pid in $lasting; do awk '/^VmRSS:/ { print $2 }' /proc/$pid/status; done | sort -n | tail -1; }

before=$(memory)
for bomb in boundary nested_mails nested_parts comments parameters; do
    $bomb >"$work/bomb"
    kept=$(held) start=$(now)
    said=$(send_raw eve@example.net psychotherapy@forum.example <"$work/bomb")
    took=$(($(now) - start))
    case $said in
        DONE) said="DONE, $(($(held) - kept)) kept aside" ;;
        "REFUSED 5.6.0"* | "REFUSED 5.3.4"*) said="refused" ;;
    esac
    echo "# $bomb, $(wc -c <"$work/bomb") bytes: $said, $took ms"
    expect_contains "$bomb is refused, kept aside or read" "$said" "refused; DONE, 1 kept aside; DONE, 0 kept aside"
    expect_true "within three seconds" test $took -lt 3000
    next_is_served "after $bomb"
done
after=$(memory)
echo "# the largest role had $before kB, then $after kB"
expect_true "memory has grown by less than 20 MB" test $((after - before)) -lt 20480
expect_equal "core, front and render live" "$lasting" "$(pids)"
finish
