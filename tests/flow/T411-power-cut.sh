#!/bin/sh
# The power goes again and again while mail comes in over twenty connections: whatever was acknowledged is there when it is back, once. The daemon is
# killed, and it goes on with what it had synced by then. (More cuts: CUTS=200.)
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/kill.sh"
cuts=${CUTS:-6}
make_forum any people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000
askpost -c "$conf" check 2>/dev/null | grep -q "built with sanitizers" && skip_all "a sanitizer wants to be loaded first"
start
forum_categories
stop
data=$home/data shadow=$home/data/shadow

# start_shadowed: starts with what is there as what is on the disk.
start_shadowed() {
    rm -rf "$shadow"
    mkdir "$shadow"
    cp "$data"/askpost.db* "$shadow"
    : >"$work/ready"
    LD_PRELOAD=$top/tests/flow/powercut.so POWERCUT_DATA=$data POWERCUT_SHADOW=$shadow \
        "$top/askpost" -c "$conf" serve >"$work/ready" 2>>"$work/log" &
    daemon=$!
    wait_for grep -q ^ready "$work/ready" || { say <"$work/log"; echo "Bail out! the daemon did not start"; exit 99; }
}

# power_cut: no process of it goes on; then the disk has what was synced.
gone() { ! kill -0 "$1" 2>/dev/null; }
power_cut() {
    processes=$(cat /proc/"$daemon"/task/*/children)
    kill -9 "$daemon" $processes
    wait "$daemon" 2>/dev/null
    daemon=
    for process in $processes; do wait_for gone "$process"; done
    rm -f "$data"/askpost.db* "$shadow"/*.new "$shadow"/*-shm
    cp "$shadow"/* "$data"
}

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
