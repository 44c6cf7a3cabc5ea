#!/bin/sh
# A mail that is refused at once, with QUIT right behind it: the session ends inside its own delivery, and front lives.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v python3 >/dev/null || skip_all "no python3"

forum
front=$(role_pid front)
said=$(python3 - "${lmtp#unix:}" <<'PY'
import socket, sys

for _ in range(3):
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(20)
    s.connect(sys.argv[1])
    lines = s.makefile("rb")

    def say(text, code):
        s.sendall(text)
        while (line := lines.readline()) and not line.startswith(code + b" "):
            pass
        return line

    say(b"", b"220")
    say(b"LHLO client.example\r\n", b"250")
    say(b"MAIL FROM:<a@b.example>\r\n", b"250")
    say(b"RCPT TO:<postmaster@forum.example>\r\n", b"250")
    say(b"DATA\r\n", b"354")
    print(say(b"X: y\r\n" * 5000 + b"\r\nx\r\n.\r\nQUIT\r\n", b"221").decode().strip())
    s.close()
PY
)
expect_equal "every session says goodbye" 3 "$(echo "$said" | grep -c ^221)"
expect_equal "front is the same process" "$front" "$(role_pid front)"
finish
