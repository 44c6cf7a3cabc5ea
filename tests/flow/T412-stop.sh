#!/bin/sh
# Told to stop under load, the daemon is gone within ten seconds, and what it acknowledged is there.
. "${srcdir:-.}/tests/flow/lib.sh"
forum people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000
: >"$work/acks"
load -c 20 -n 100000 -a 200 -z 300 -t 600 -l "$work/acks" "$lmtp" psychotherapy@forum.example >"$work/load" 2>&1 &
load=$!
trap 'kill $load 2>/dev/null; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
acked() { [ "$(wc -l <"$work/acks")" -gt "$1" ]; }
for round in first second; do
    wait_for acked $(($(wc -l <"$work/acks") + 50))
    start=$(date +%s)
    stop
    took=$(($(date +%s) - start))
    expect_equal "the $round time it ends in order" 0 "$stopped"
    expect_true "within ten seconds ($took)" test $took -le 10
    start
done
kill $load
wait $load 2>/dev/null
acked=$(sort -u "$work/acks" | wc -l | tr -d ' ')
posted=$(askpost -c "$conf" stats | sed -n 's/^questions: //p')
echo "# $acked acknowledged, $posted posted"
expect_true "what was acknowledged is there, and at most what was under way besides" test "$posted" -ge "$acked" -a "$posted" -le $((acked + 60))
finish
