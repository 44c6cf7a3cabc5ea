#!/bin/sh
# The control socket takes commands and nothing else: no mail enters there, garbage ends the connection, and clients that just sit there
# keep no mail out, even when front has to be replaced.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v python3 >/dev/null || skip_all "there is no python3"
forum

cat >"$work/control.py" <<'M'
import os, socket, sys
def client():
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(10)
    s.connect(sys.argv[1])
    return s
def number(n, size):
    return n.to_bytes(size, sys.argv[2])
if sys.argv[3] == "ask": # type: with what a quarantine or a mail would say
    payload = b"".join(number(len(part), 4) + part for part in (b"reason", b"From: x\r\n\r\nbody\r\n"))
    s = client()
    s.sendall(number(len(payload) + 9, 4) + bytes([int(sys.argv[4])]) + number(7, 8) + payload)
    print("theirs" if b"not yours to ask" in s.recv(1000) else "taken")
elif sys.argv[3] == "garbage":
    s = client()
    s.sendall(b"\xff" * 64)
    print("ended" if s.recv(1000) == b"" else "answered")
else: # sit
    clients = [client() for i in range(40)]
    print("ready", flush=True)
    sys.stdin.read()
M
control=$(find "$home" -name control -type s)
ask() { python3 "$work/control.py" "$control" big "$@"; }

for type in 1 2 3 4 6 7; do
    expect_equal "request $type is not for the control socket" theirs "$(ask ask $type)"
done
expect_equal "nothing is held" "" "$(askpost -c "$conf" held list | sed 1d)"
expect_equal "garbage ends the connection" ended "$(ask garbage)"

mkfifo "$work/sit"
ask sit <"$work/sit" >"$work/sitting" &
sitting=$!
exec 9>"$work/sit"
wait_for grep -q ready "$work/sitting"
kill -KILL "$(role_pid front)"
taken() { send_mail bea@example.org psychotherapy+subscribe@forum.example hello </dev/null | grep -q DONE; }
expect_true "with forty clients that say nothing, a new front still finds core" wait_for taken
exec 9>&-
wait $sitting

finish
