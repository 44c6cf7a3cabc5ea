#!/bin/sh
# A disk that says it could not sync: nothing is acknowledged until it can, then mail goes on, and nothing that was acknowledged is lost, even if the power
# goes at once.
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/kill.sh"
. "${srcdir:-.}/tests/flow/powercut.sh"
start_shadowed
core=$(role_pid core)
ask() { echo "Does anybody know how this is done, number $1, please?" | send_mail "a$1@example.net" psychotherapy@forum.example "Question number $1 while the disk fails"; }
many() { load -1 -c 20 -f "$1" -n 300 -a 50 -z 300 -l "$work/acks" "$lmtp" psychotherapy@forum.example | say; }

expect_equal "mail is taken" DONE "$(ask 1)"
: >"$shadow/fails"
expect_contains "no sync: the MTA is to come again" "RETRY 4.3.0" "$(ask 2)"
expect_contains "and again" "RETRY 4.3.0" "$(ask 3)"
many 1000
expect_equal "none of many mails at once is acknowledged" 0 "$(acks)"
expect_equal "core lives" "$core" "$(role_pid core)"
rm "$shadow/fails"
expect_equal "when the disk syncs, mail is taken" DONE "$(ask 4)"
many 2000
expect_true "by the same process" test "$core" = "$(role_pid core)"
taken=$(acks)
expect_true "and many at once ($taken)" test "$taken" -gt 200

# The disk fails in the middle of mail that comes over twenty connections.
load -1 -c 20 -f 3000 -n 20000 -a 200 -z 300 -l "$work/acks" "$lmtp" psychotherapy@forum.example >"$work/load" 2>&1 &
load=$!
wait_for more acks $((taken + 100))
failures() { grep -c batch-not-committed "$work/log"; }
before=$(failures)
: >"$shadow/fails"
wait_for more failures "$before"
failed=$(($(failures) - before))
rm "$shadow/fails"
taken=$(acks)
expect_true "mail is taken after that ($failed batches were not)" wait_for more acks "$taken"
before=$(failures)
: >"$shadow/fails"
wait_for more failures "$before"
power_cut
kill -9 $load
wait $load 2>/dev/null
start
list_questions
cut -d' ' -f2 "$work/questions" | sort >"$work/posted"
(cat "$work/acks"; printf '1\n4\n') | sort >"$work/acknowledged"
echo "# $(lines "$work/acknowledged") mails acknowledged, $(lines "$work/posted") posted"
expect_equal "each acknowledged mail is there" "" "$(comm -23 "$work/acknowledged" "$work/posted" | head -5)"
expect_equal "once" "" "$(uniq -d "$work/posted" | head -5)"
expect_contains "the database is whole" "ok    database" "$(askpost -c "$conf" check)"
finish
