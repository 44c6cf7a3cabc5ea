#!/bin/sh
# A full disk: the MTA is told to come again, nothing is half there, and mail goes on when there is room.
if [ -z "$ASKPOST_PRIVATE" ]; then
    map=$([ "$(id -u)" = 0 ] || echo -r)
    unshare $map -m true 2>/dev/null || { echo "1..0 # SKIP no private mounts here"; exit 0; }
    ASKPOST_PRIVATE=1 exec unshare $map -m "${SHELL:-/bin/sh}" "$0"
fi
. "${srcdir:-.}/tests/flow/lib.sh"
mkdir "$work/forum"
mount --make-rprivate / 2>/dev/null
make_forum any people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000
mount -t tmpfs -o size=1m,mode=700 askpost-test "$home/data" 2>/dev/null || skip_all "no tmpfs may be mounted here"
trap 'stop; umount "$home/data" 2>/dev/null; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
start
forum_categories
core=$(role_pid core)
ask() { echo "Does anybody know how this is done, number $1, please?" | send_mail "a$1@example.net" psychotherapy@forum.example "A question while the disk fills, $1"; }
questions() { askpost -c "$conf" stats | sed -n 's/^questions: //p'; }

expect_equal "there is room at first" DONE "$(ask 1)"
load -1 -c 4 -n 400 -a 100 -z 1000 -l "$work/acks" "$lmtp" psychotherapy@forum.example | say
said=$(ask 2)
expect_contains "no room: the MTA is to come again" "RETRY 4.3.1" "$said"
expect_equal "core lives" "$core" "$(role_pid core)"
taken=$(wc -l <"$work/acks" | tr -d ' ')
expect_true "it took some before ($taken)" test "$taken" -gt 0 -a "$taken" -lt 400
mount -o remount,size=40m "$home/data"
again() { ask "$((sequence + 10))" | grep -q DONE; }
expect_true "with room again mail is taken" wait_for again
expect_equal "by the same process" "$core" "$(role_pid core)"
expect_equal "what was taken is there, and nothing else" $((taken + 2)) "$(questions)"
expect_contains "the database is whole" "ok    database" "$(askpost -c "$conf" check)"

# A limit on the size of files is no reason to die.
if prlimit --pid "$core" --fsize=65536: 2>/dev/null; then
    expect_contains "a file that may not grow: come again" "RETRY 4.3" "$(for n in 1 2 3 4 5 6 7 8 9; do ask 10$n; done)"
    expect_equal "core lives" "$core" "$(role_pid core)"
    prlimit --pid "$core" --fsize=unlimited:
    expect_true "and mail is taken after it" wait_for again
fi
stop
umount "$home/data"
finish
