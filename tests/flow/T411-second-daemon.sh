#!/bin/sh
# One forum has one daemon: a second one says so and goes; what a killed one left behind does not keep the next from starting.
. "${srcdir:-.}/tests/flow/lib.sh"
forum people.newcomers=any limits.hold_newcomer=0s
timeout 20 "$top/askpost" -c "$conf" serve >"$work/second" 2>&1
status=$?
expect_equal "a second daemon leaves with 75" 75 $status
expect_true "and says why" test -s "$work/second"
say <"$work/second"
ask() { echo "Is the first one still there and does it listen?" | send_mail ann@example.net psychotherapy@forum.example "A question to whoever listens $1"; }
expect_equal "the first goes on" DONE "$(ask one)"

# The same when its socket is elsewhere: the database itself is locked.
sed "s|^lmtp = .*|lmtp = unix:$work/other|" "$conf" >"$home/other.conf"
timeout 20 "$top/askpost" -c "$home/other.conf" serve >"$work/second" 2>&1
expect_equal "with another socket too" 75 $?
say <"$work/second"
expect_equal "the first still goes on" DONE "$(ask two)"
expect_contains "and can be asked" "questions: 2" "$(askpost -c "$conf" stats)"

pids=$(cat /proc/$daemon/task/$daemon/children)
kill -9 "$daemon"
wait "$daemon" 2>/dev/null
gone() { for pid in $pids; do kill -0 "$pid" 2>/dev/null && return 1; done; true; }
expect_true "without its parent every role ends" wait_for gone
expect_true "the socket is still there" test -S "${lmtp#unix:}"
start
expect_equal "the next one takes over" DONE "$(ask three)"
stop
expect_equal "and ends in order" 0 "$stopped"
finish
