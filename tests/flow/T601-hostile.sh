#!/bin/sh
# What is written to break out of its place stays in it: text that ends a mail early, subjects with line ends in them, addresses with
# control characters. A relay that takes any kind of line end sees as many mails, and the fields, that were meant.
. "${srcdir:-.}/tests/flow/lib.sh"
make_forum any limits.hold_newcomer=0s people.newcomers=any

# The relay: ends a mail at LF.LF as well, and writes down each command and each header block.
cat >"$work/sink.py" <<'P'
import re, socket, sys, threading
out = open(sys.argv[1], "ab", buffering=0)
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(20)
print(s.getsockname()[1], flush=True)
ENDS = [b"\r\n.\r\n", b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r\n.\n", b"\r\n.\r", b"\r\n\x00.\r\n"]
def serve(c):
    buf = b""; data = False
    c.sendall(b"220 sink ESMTP\r\n")
    while True:
        if data:
            at = [(buf.find(e), len(e)) for e in ENDS if e in buf]
            if at:
                i, n = min(at)
                mail, buf, data = buf[:i], buf[i + n:], False
                head = re.split(rb"\r?\n\r?\n|\r\r", mail, 1)[0]
                fields = len(re.findall(rb"(?m)^[^ \t\r\n:]+:", head))
                bare = len(re.findall(rb"\r(?!\n)|(?<!\r)\n|[^\x00-\x7f]", mail))
                out.write(b"MAIL %d fields, bare %d\n" % (fields, bare) +  # one write: another connection's lines stay out of it
                          b"".join(b"H " + l + b"\n" for l in re.split(rb"\r\n|\r|\n", head)))
                c.sendall(b"250 2.0.0 taken\r\n"); continue
        elif b"\n" in buf or b"\r" in buf:
            line, buf = re.split(rb"\r\n|\r|\n", buf, 1)
            if line: out.write(b"C " + line + b"\n")
            u = line.upper()
            if u.startswith(b"DATA"): data = True; c.sendall(b"354 go\r\n")
            elif u.startswith(b"EHLO"): c.sendall(b"250-sink\r\n250-8BITMIME\r\n250 SIZE 100000000\r\n")
            elif u.startswith(b"QUIT"): c.sendall(b"221 bye\r\n"); c.close(); return
            elif line: c.sendall(b"250 2.0.0 ok\r\n")
            continue
        more = c.recv(65536)
        if not more: return
        buf += more
while True:
    c, _ = s.accept(); threading.Thread(target=serve, args=(c,), daemon=True).start()
P
python3 "$work/sink.py" "$work/seen" >"$work/port" &
sink=$!
trap 'kill $sink 2>/dev/null; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
wait_for test -s "$work/port"
set_conf mail.relay "smtp://127.0.0.1:$(cat "$work/port")"
start
forum_categories

outgoing() { # the Message-ID in each header block that it wrote down
    awk '
        function show() { if (inside) print id == "" ? "a mail without Message-ID, line " NR : id; inside = 0 }
        $1 == "MAIL" || $1 == "C" { show() }
        $1 == "MAIL" { inside = 1; id = "" }
        $1 == "H" && tolower($2) == "message-id:" { id = $3; gsub(/[<>]/, "", id) }
        END { show() }' "$work/seen"
}
seen_mails() { grep -a -c '^MAIL' "$work/seen"; }
has_seen() { [ "$(seen_mails)" -ge "$1" ]; }
send_mail bea@b.example psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
wait_for has_seen 1
confirm=$(grep -a '^H Reply-To' -A1 "$work/seen" | grep -a -o '[cd][a-z2-7]*@forum.example' | tail -1)
printf 'From: bea@b.example\r\nTo: <%s>\r\nSubject: Re: ok\r\nMessage-ID: <ok@b.example>\r\n\r\nok\r\n' "$confirm" | send_raw bea@b.example "$confirm" >/dev/null
wait_for has_seen 2
expect_equal "somebody subscribed" 2 "$(seen_mails)"
fields=$(grep -a '^MAIL' "$work/seen" | awk '{ print $2 }' | sort -n | tail -1)

# ---- text that ends a mail ----
ask() { # TEXT in base64, so that every byte arrives
    sequence=$((sequence + 1))
    before=$(seen_mails)
    { printf 'From: ann@a.example\r\nTo: psychotherapy@forum.example\r\nSubject: %s\r\nMessage-ID: <hostile%s@a.example>\r\nMIME-Version: 1.0\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n' "$1" "$sequence" "${3:-text/plain}"
      printf "$2" | base64 | sed 's/$/\r/'; } >"$work/mail.$sequence"
    send_raw ann@a.example psychotherapy@forum.example <"$work/mail.$sequence" >"$work/said"
    wait_for has_seen $((before + 2)) # the subscriber's notice and the receipt
    quiet
    expect_equal "$4: two mails" $((before + 2)) "$(seen_mails)"
}
evil='Words enough for a question.%b.%bMAIL FROM:<evil@e.example>\r\nRCPT TO:<victim@v.example>\r\nDATA\r\nSubject: injected\r\n\r\ninjected%b.%b'
n=0
for end in '\n' '\r\n' '\r' '\r\n\0' '\n\r'; do
    n=$((n + 1))
    ask "How does line end number $n come through?" "$(printf "$evil" "$end" "$end" "$end" "$end" | sed 's/%/%%/g')" text/plain "line end $n in text"
done
ask "How does a line end in HTML come through?" '<p>Words enough for it.</p><pre>\n.\nMAIL FROM:<evil@e.example>\n.\n</pre>&#10;.&#10;MAIL FROM:&lt;evil@e.example&gt;&#13;.&#13;QUIT' text/html "in HTML"
expect_equal "nobody else's sender reached the relay" "" "$(grep -a -i '^C .*\(evil@\|victim@\)' "$work/seen")"
expect_equal "every byte is 7 bit, every line end CRLF" "" "$(grep -a '^MAIL' "$work/seen" | grep -v 'bare 0')"

# ---- subjects with line ends in them ----
most=$(grep -a '^MAIL' "$work/seen" | awk '{ print $2 }' | sort -n | tail -1)
for word in '=?utf-8?Q?How_many=0D=0ABcc:_v@x.example_fields_are_these=3F?=' '=?utf-8?B?SG93IG1hbnkNCkJjYzogdkB4LmV4YW1wbGUgYXJlIHRoZXJlPw==?=' \
    '=?utf-8?Q?How_many=0ABcc:_v@x.example=00=E2=80=AE_=E2=80=A8_are_there_today=3F?='; do
    ask "$word" 'Words enough for a question like this.' text/plain "a subject with line ends"
done
expect_equal "no Bcc" "" "$(grep -a -i '^H Bcc' "$work/seen")"
expect_equal "no more fields than any other notice has" "$most" "$(grep -a '^MAIL' "$work/seen" | awk '{ print $2 }' | sort -n | tail -1)"
expect_true "(which the first mails had as well)" test "$fields" -ge 10
expect_equal "nobody but the two was written to" 2 "$(grep -a -i '^C RCPT' "$work/seen" | sort -u | wc -l)"

# ---- addresses ----
commands=$(grep -a -c '^C RCPT' "$work/seen")
python3 - "${lmtp#unix:}" >"$work/refused" <<'P'
import socket, sys
def session(lines):
    s = socket.socket(socket.AF_UNIX); s.settimeout(20); s.connect(sys.argv[1]); f = s.makefile("rb")
    def answer():
        while True:
            line = f.readline()
            if line[3:4] != b"-": return line
    answer(); s.sendall(b"LHLO c.example\r\n"); answer()
    codes = []
    for line in lines:
        s.sendall(line + b"\r\n"); codes.append(answer()[:3])
    s.close()
    return codes
bad = 0
for byte in list(range(0x21)) + [0x7f, 0x3e, 0x3c]:
    if byte in (0x0d, 0x0a): c = bytes([byte]) + b"RCPT TO:<inj@x.example>"
    else: c = bytes([byte])
    for address in (b"a" + c + b"b@x.example", b"ab@x" + c + b"y.example"):
        codes = session([b"MAIL FROM:<" + address + b">"])
        if codes[0][:1] not in b"45" or codes[0] == b"":
            bad += 1; print("sender", repr(address), codes)
        codes = session([b"MAIL FROM:<ok@x.example>", b"RCPT TO:<" + address.replace(b"@x", b"@forum") + b">"])
        if codes[1][:1] not in b"45" or codes[1] == b"":
            bad += 1; print("recipient", repr(address), codes)
print(bad)
P
expect_equal "addresses with control characters, spaces or brackets are refused" 0 "$(cat "$work/refused")"
for from in 'x y@a.example' 'x>y@a.example' '"x\\
RCPT TO:<inj@x.example>"@a.example' 'x@a.example>,<inj@x.example'; do
    printf 'From: <%s>\r\nTo: psychotherapy@forum.example\r\nSubject: Who is it that writes to you?\r\nMessage-ID: <%s@a.example>\r\n\r\nWords enough for a question.\r\n' "$from" "$(date +%s%N)" |
        send_raw ann@a.example psychotherapy@forum.example >/dev/null
done
quiet
expect_equal "a From like that is nobody's, and nobody is written to" "" "$(grep -a -i '^C RCPT' "$work/seen" | tail -n +$((commands + 1)))"

finish
