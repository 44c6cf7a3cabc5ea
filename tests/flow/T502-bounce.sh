#!/bin/sh
# A bounce is counted on the notice whose return path it came to; one that came anywhere else changes nothing.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v python3 >/dev/null || skip_all "there is no python3"
make_forum any people.newcomers=any limits.hold_newcomer=0s
echo ok >"$work/mode"
python3 "$src/tests/tools/relay.py" "$work/mode" "$out/new" "$work" "$work/relay" >"$work/port" &
relay=$!
trap 'kill $relay 2>/dev/null; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
wait_for test -s "$work/port"
set_conf mail.relay "smtp://127.0.0.1:$(cat "$work/port")"
start
forum_categories
echo "Who reads this mail when my address is gone?" |
    send_mail ann@example.net psychotherapy@forum.example "A question and its receipt" >/dev/null
receipt=$(notice_to ann@example.net)
back=$(bare "$(mail header Return-Path "$receipt")")
expect_contains "a notice has a return path of its own" "@forum.example" "$back"

report() { bounce "$back" ann@example.net "$1" "$2" | sed 's/$/\r/' | lmtp "$lmtp" "" "$3"; }
events() { askpost -c "$conf" stats | sed -n "s/^$1: //p"; }
people() { askpost -c "$conf" stats | sed -n '1,/^notices/p'; }

before=$(people)
expect_equal "a bounce is taken" DONE "$(report 5.1.1 failed "$back")"
expect_equal "and counted" 1 "$(events bounce-hard)"
id=$(mail header Message-ID "$receipt")
traced() { askpost -c "$conf" --json trace "$1" | tr -d ' \n' | grep -o '"way":"in","event":"bounce[^"]*"'; }
expect_equal "the trace of that mail shows it" '"way":"in","event":"bounce-hard"' "$(traced "$id")"
expect_equal "and that of who did not get it" '"way":"in","event":"bounce-hard"' "$(traced ann@example.net)"
expect_equal "one that is not for good too" DONE "$(report 4.2.2 failed "$back")"
expect_equal "but as what it is" "1 1" "$(events bounce-hard) $(events bounce-soft)"
expect_equal "a delay is no bounce" DONE "$(report 4.4.1 delayed "$back")"
expect_equal "nor counted as one" "1 1" "$(events bounce-hard) $(events bounce-soft)"
words() { printf 'From: MAILER-DAEMON@mx.example.net\r\nTo: %s\r\nSubject: failure notice\r\nMessage-ID: <w%s@mx.example.net>\r\n\r\nI was not able to deliver your message to the following addresses.\r\n\r\n<ann@example.net>:\r\n%s\r\n' \
    "$back" "$(date +%N)" "$1" | lmtp "$lmtp" "" "$back"; }
expect_equal "one in plain words is taken" DONE "$(words "552 mailbox full")"
expect_equal "and counted" "1 2" "$(events bounce-hard) $(events bounce-soft)"
report 5.1.1 failed psychotherapy@forum.example >/dev/null
report 5.1.1 failed "b${back#?}x" >/dev/null
report 5.1.1 failed "$(echo "$back" | tr 'a-y' 'b-z')" >/dev/null
expect_equal "what comes anywhere else counts nothing" "1 2" "$(events bounce-hard) $(events bounce-soft)"
expect_equal "and changes nobody" "$before" "$(people)"
quiet
expect_equal "nobody is answered" 1 "$(count_mails)"
finish
