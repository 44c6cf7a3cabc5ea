#!/bin/sh
# The power goes again and again while mail comes in over twenty connections: whatever was acknowledged is there when it is back, once. The daemon is
# killed, and it goes on with what it had synced by then. (More cuts: CUTS=200.)
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/kill.sh"
. "${srcdir:-.}/tests/flow/powercut.sh"
cuts=${CUTS:-6}

done=0 first=0
: >"$work/acks.all"
while [ $done -lt "$cuts" ]; do
    start_shadowed
    : >"$work/acks"
    load -1 -c 20 -f $first -n 20000 -a 200 -z 300 -l "$work/acks" "$lmtp" psychotherapy@forum.example >"$work/load" 2>&1 &
    load=$!
    wait_for more acks $((150 + 97 * done % 200)) || break
    power_cut
    kill -9 $load
    wait $load 2>/dev/null
    cat "$work/acks" >>"$work/acks.all"
    first=$((first + 20000)) done=$((done + 1))
done
expect_equal "the power went $cuts times" "$cuts" "$done"
start
list_questions
cut -d' ' -f2 "$work/questions" | sort >"$work/posted"
sort "$work/acks.all" >"$work/acknowledged"
echo "# $(lines "$work/acknowledged") mails acknowledged, $(lines "$work/posted") posted"
expect_equal "each acknowledged mail is there" "" "$(comm -23 "$work/acknowledged" "$work/posted" | head -5)"
expect_equal "once" "" "$(uniq -d "$work/posted" | head -5)"
expect_contains "the database is whole" "ok    database" "$(askpost -c "$conf" check)"
finish
