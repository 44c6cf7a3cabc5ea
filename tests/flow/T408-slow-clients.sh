#!/bin/sh
# Ninety clients that say nothing, or a byte now and then, do not keep one that has something to say waiting; above the limit they are told.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v python3 >/dev/null || skip_all "there is no python3"
forum people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000

cat >"$work/slow.py" <<'P'
# holds N connections: some silent, some half a command, some in the middle of a mail, a byte at a time
import socket, sys, time
path, count = sys.argv[1], int(sys.argv[2])
opened = []
for i in range(count):
    s = socket.socket(socket.AF_UNIX)
    s.connect(path)
    s.setblocking(True)
    opened.append(s)
    greeting = s.recv(200)
    if i == 0 or not greeting.startswith(b"220"):
        print(greeting.decode().strip(), flush=True)
    if greeting.startswith(b"220"):
        if i % 4 == 1:
            s.sendall(b"LHLO sl")
        elif i % 4 == 2:
            s.sendall(b"LHLO slow.example\r\nMAIL FROM:<slow@example.net>\r\nRCPT TO:<psychotherapy@forum.example>\r\nDATA\r\n")
            said = b""
            while b"354" not in said:
                said += s.recv(200)
            s.sendall(b"Subject: slo")
        elif i % 4 == 3:
            s.sendall(b"x" * 300)
print("held", flush=True)
while True:
    for s in opened:
        try:
            s.send(b"w")
        except OSError:
            pass
    time.sleep(0.5)
P
python3 "$work/slow.py" "${lmtp#unix:}" 90 >"$work/held" &
slow=$!
trap 'kill $slow $more 2>/dev/null; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
wait_for grep -q ^held "$work/held"
expect_lacks "ninety connections are let in" 421 "$(cat "$work/held")"
start=$(date +%s%3N)
said=$(echo "Is there a quick word for somebody in a hurry tonight?" | send_mail ann@example.net psychotherapy@forum.example "A mail in a hurry")
took=$(($(date +%s%3N) - start))
expect_equal "one that has something to say is served" DONE "$said"
expect_true "within a second ($took ms)" test $took -lt 1000

python3 "$work/slow.py" "${lmtp#unix:}" 30 >"$work/more" &
more=$!
wait_for grep -q ^held "$work/more"
expect_contains "above a hundred they are told to come again" "421 4.3.2" "$(cat "$work/more")"
kill $slow $more
answers() { echo "Am I let in again now that others have left?" | send_mail bob@example.net psychotherapy@forum.example "A mail after all the others" | grep -q DONE; }
expect_true "and let in when others have gone" wait_for answers
finish
