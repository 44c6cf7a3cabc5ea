#!/bin/sh
# When front runs out of descriptors, clients wait; nothing spins, and all is well when there are some again.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v python3 >/dev/null && command -v prlimit >/dev/null || skip_all "python3 and prlimit are needed"
forum people.newcomers=any limits.hold_newcomer=0s
front=$(role_pid front)
prlimit --pid "$front" --nofile 2>/dev/null >/dev/null || skip_all "prlimit may not look at the daemon"
before=$(prlimit --pid "$front" --nofile --noheadings --raw -o SOFT)

open_now=$(awk '/^FDSize:/ { print $2 }' "/proc/$front/status")
few=$(ls "/proc/$front/fd" 2>/dev/null | wc -l)
[ "$few" -gt 0 ] || few=$open_now
prlimit --pid "$front" --nofile=$((few + 4)): || skip_all "prlimit may not change the daemon"
cat >"$work/many.py" <<'P'
import socket, sys, time
opened = []
for i in range(40):
    s = socket.socket(socket.AF_UNIX)
    s.setblocking(False)
    try:
        s.connect(sys.argv[1])
    except BlockingIOError:
        pass
    opened.append(s)
print("open", flush=True)
time.sleep(600)
P
python3 "$work/many.py" "${lmtp#unix:}" >"$work/open" &
many=$!
trap 'kill $many 2>/dev/null; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
wait_for grep -q ^open "$work/open"
ticks() { awk '{ sub(/.*\) /, ""); print $12 + $13 }' "/proc/$front/stat"; }
used=$(ticks)
sleep 2 # the time over which it is measured
used=$(($(ticks) - used))
expect_true "front does not spin ($used of 200 ticks)" test $used -lt 20
kill $many
wait $many 2>/dev/null
prlimit --pid "$front" --nofile="$before":
served() { echo "Does the door open again when there is room?" | send_mail ann@example.net psychotherapy@forum.example "A mail after the crowd" | grep -q DONE; }
expect_true "mail is taken when there is room" wait_for served
expect_equal "by the same process" "$front" "$(role_pid front)"
finish
