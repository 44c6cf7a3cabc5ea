#!/bin/sh
# Ten thousand forged mails in one victim's name bring the victim at most one mail, without a word of the attacker's; forged in many
# victims' names they stop at the fuse.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s limits.global_per_hour=20

# bomb COUNT PER-MAIL-FROM: many mails over a few connections, as fast as they are taken. FROM may hold %d.
bomb() {
    python3 - "${lmtp#unix:}" "$@" <<'P'
import socket, sys, threading
path, count, pattern, to = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
numbers, lock, taken = iter(range(count)), threading.Lock(), [0]
def run():
    s = socket.socket(socket.AF_UNIX); s.connect(path)
    f = s.makefile("rb")
    def answer():
        while True:
            line = f.readline()
            if line[3:4] != b"-": return line
    answer(); s.sendall(b"LHLO bomb.example\r\n"); answer()
    while True:
        with lock:
            n = next(numbers, None)
        if n is None: break
        sender = pattern.replace("%d", str(n))
        s.sendall(("MAIL FROM:<%s>\r\nRCPT TO:<%s>\r\nDATA\r\n" % (sender, to)).encode())
        answer(); answer(); answer()
        s.sendall(("From: You fool <%s>\r\nTo: <%s>\r\nSubject: Buyourpills number %d\r\nMessage-ID: <bomb%d@evil.example>\r\n\r\n"
                   "Buyourpills at evil.example\r\n.\r\n" % (sender, to, n, n)).encode())
        if answer().startswith(b"250"): taken[0] += 1
    s.sendall(b"QUIT\r\n"); s.close()
threads = [threading.Thread(target=run) for _ in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
print(taken[0])
P
}

count=${BOMBS:-10000}
taken=$(bomb "$count" victim@v.example psychotherapy+subscribe@forum.example)
quiet
expect_true "a flood in one name is taken, or put off when too much waits ($taken of $count)" test "$taken" -ge 1
expect_true "the victim gets one mail at most" test "$(mails_to victim@v.example | wc -l)" -le 1
expect_equal "with no word of the attacker's" "" "$(cat "$out"/new/* | grep -i 'buyourpills\|evil\.example\|fool')"

bomb 200 victim@v.example psychotherapy@forum.example >/dev/null
bomb 200 victim@v.example request@forum.example >/dev/null
quiet
expect_true "questions and commands bring no more" test "$(mails_to victim@v.example | wc -l)" -le 1

bomb 500 'victim%d@v%d.example' psychotherapy+subscribe@forum.example >/dev/null
quiet
sent=$(ls "$out/new" | wc -l)
expect_true "many victims: the fuse stops it ($sent)" test "$sent" -le 22
expect_true "which is no accident" test "$sent" -ge 10

# A stranger nobody vouches for gets nothing at all.
stop
set_conf mail.trust verdict
set_conf mail.authserv_id mx.forum.example
set_conf limits.global_per_hour 1000
start
mails=$(count_mails)
bomb 200 'other%d@w%d.example' psychotherapy+subscribe@forum.example >/dev/null
quiet
expect_equal "and without a verdict nobody gets anything" "" "$(grep -l '@w[0-9]*.example' "$out"/new/*)"

finish
