#!/bin/sh
# A mail is taken only after one sync of the disk; mails that come together share theirs.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v strace >/dev/null || skip_all "there is no strace"
strace -o /dev/null true 2>/dev/null || skip_all "strace may not trace here"

make_forum any people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000
askpost -c "$conf" check 2>/dev/null | grep -q "built with sanitizers" && skip_all "a sanitizer does not bear being traced"
: >"$work/ready"
strace -D -f -s 48 -e trace=fsync,fdatasync,sendto -o "$work/trace" "$top/askpost" -c "$conf" serve >"$work/ready" 2>>"$work/log" &
daemon=$!
wait_for grep -q ^ready "$work/ready" || { echo "Bail out! the daemon did not start"; exit 99; }
forum_categories

core=$(role_pid core) front=$(role_pid front)
# With 20 connections a thread of core's syncs; whoever ends a call that others interrupted is not counted twice.
threads() { ls "/proc/$core/task" | paste -s -d'|'; }
syncs() { grep -cE "^($(threads)) .*sync\(" "$work/trace"; }
taken() { grep -c "^$front sendto.*250 2.0.0 <" "$work/trace"; }

# settled: whatever core does of its own accord after a mail, the write-back of the log among it, is over.
settled() {
    quiet
    wait_for no_sync_for_long
}
no_sync_for_long() {
    count=$(syncs)
    sleep 2 # twice as long as core waits before it writes its log back
    [ "$count" = "$(syncs)" ]
}

echo "How do I fall asleep again when I wake up at four in the morning?" |
    send_mail ann@example.net psychotherapy@forum.example "Awake at four in the morning" >/dev/null
receipt=$(notice_to ann@example.net)
settled
before=$(wc -l <"$work/trace")
expect_equal "a lone mail is taken" DONE "$(echo "I have tried counting, it does not help me." | answer "$receipt" ann@example.net)"
traced_taken() { tail -n +$((before + 1)) "$work/trace" | grep -q "^$front .*250 2.0.0"; }
wait_for traced_taken
expect_equal "after exactly one sync" 1 \
    "$(tail -n +$((before + 1)) "$work/trace" | awk -v core="$core" -v front="$front" '
        $1 == front && /250 2.0.0/ { exit } $1 == core && /sync\(/ && !/resumed/ { n++ } END { print n + 0 }')"

settled
before=$(syncs)
mails=1000
load -c 20 -n $mails -a 20 -z 300 -l "$work/acks" "$lmtp" psychotherapy@forum.example | say
during=$(($(syncs) - before))
echo "# $during syncs for $mails mails of 20 connections"
expect_equal "each of many mails is taken" $mails "$(wc -l <"$work/acks" | tr -d ' ')"
expect_true "with far fewer syncs than mails" test $during -gt 0 -a $during -lt $((mails / 2))
finish
