#!/bin/sh
# A mail that core dies on is kept aside the third time it comes; nobody else's mail suffers.
. "${srcdir:-.}/tests/flow/lib.sh"
ASKPOST_TEST_POISON="A question nobody can survive"
export ASKPOST_TEST_POISON
forum people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000

load -c 4 -r 50 -n 300 -a 50 -z 300 -l "$work/acks" "$lmtp" psychotherapy@forum.example >"$work/load" 2>&1 &
load=$!
poison() {
    echo "Whoever reads this falls over, I am told, and I wonder why." |
        send_mail eve@example.net psychotherapy@forum.example "$ASKPOST_TEST_POISON"
}
under_way() { [ "$(wc -l <"$work/acks")" -ge 5 ]; }
new_core() { [ -n "$(role_pid core)" ] && [ "$(role_pid core)" != "$dead" ] && askpost -c "$conf" stats >/dev/null 2>&1; }

wait_for under_way
for try in first second; do
    dead=$(role_pid core)
    expect_contains "the $try time core dies and the mail is to come again" "RETRY 4.3.0" "$(poison)"
    wait_for new_core
done
core=$(role_pid core)
expect_equal "the third time it is taken" DONE "$(poison)"
expect_equal "core lives" "$core" "$(role_pid core)"
held=$(askpost -c "$conf" held list --json)
expect_equal "one mail is kept aside" 1 "$(echo "$held" | grep -c quarantine)"
number=$(echo "$held" | sed -n 's/^ *"held": \([0-9]*\),*/\1/p' | head -1)
expect_contains "which is that one" "$ASKPOST_TEST_POISON" "$(askpost -c "$conf" held show "$number")"
wait "$load"
expect_equal "every other mail is taken" 0 $?
expect_contains "and posted" "questions: 300" "$(askpost -c "$conf" stats)"

stop
ASKPOST_CLOCK_SKEW=93600
export ASKPOST_CLOCK_SKEW
start
told=$(notice_to operator@example.org)
expect_contains "the operator hears of it" "quarantine" "$(mail text "$told")"
finish
