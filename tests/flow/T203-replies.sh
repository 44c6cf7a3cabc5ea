#!/bin/sh
# Replies: one that is right becomes one answer at once, however often it is delivered; one that is not is held, and only the address it
# belongs to hears of it.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s people.newcomers=aligned

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>" mallory="Mallory <mallory@m.example>"
member "$bea" psychotherapy
ask() { # N: Ann asks question number N
    echo "This is question number $1, which somebody may be able to answer." |
        vouched "$ann" psychotherapy@forum.example "What do you think of question number $1?" >/dev/null
    notice=$(notice_to bea@b.example "question number $1")
}

# drop_before_reply TO FROM FILE: an LMTP client that is gone before it hears what became of its mail.
drop_before_reply() {
    python3 - "${lmtp#unix:}" "$@" <<'P'
import socket, sys
path, to, sender, file = sys.argv[1:]
s = socket.socket(socket.AF_UNIX)
s.connect(path)
f = s.makefile("rb")
def expect(code):
    while True:
        line = f.readline()
        assert line.startswith(code), line
        if line[3:4] == b" ": return
expect(b"220")
for command in ("LHLO client.example", "MAIL FROM:<%s>" % sender, "RCPT TO:<%s>" % to):
    s.sendall(command.encode() + b"\r\n"); expect(b"250")
s.sendall(b"DATA\r\n"); expect(b"354")
s.sendall(open(file, "rb").read() + b".\r\n")
s.close()
P
}

# ---- one answer ----
ask 1
before=$(date +%s)
echo "It is my answer to the first question." | vouched_answer "$notice" "$bea" >"$work/said"
expect_true "a reply is an answer" notice_to ann@a.example "Re: [Psychotherapy] What do you think of question number 1"
expect_true "within five seconds" test $(($(date +%s) - before)) -le 5
expect_equal "the MTA is told so" DONE "$(cat "$work/said")"
expect_equal "once" 1 "$(posts answer 1)"

# ---- the same mail again and again ----
ask 3
reply_to=$(mail address Reply-To "$notice")
{ printf '%s\r\n' "$(verdict pass "$bea")"
  echo "It is my answer to the third." | mail reply "$notice" "$bea"; } >"$work/again"
for i in 1 2 3; do drop_before_reply "$reply_to" bea@b.example "$work/again"; done
expect_true "three deliveries are taken" is_counted duplicate 2
expect_equal "and make one answer" 1 "$(posts answer 3)"
expect_equal "a fourth is told the same" DONE "$(send_raw "$bea" "$reply_to" <"$work/again")"
expect_equal "and changes nothing" 1 "$(posts answer 3)"

# ---- somebody used that Message-ID before ----
ask 5
{ printf '%s\r\n' "$(verdict pass "$bea")"
  echo "It is my answer to the fifth." | mail reply "$notice" "$bea"; } >"$work/squatted"
{ printf '%s\r\nFrom: %s\r\nTo: psychotherapy@forum.example\r\nSubject: Is this one known already?\r\n' "$(verdict pass "$mallory")" "$mallory"
  grep -i '^Message-ID:' "$work/squatted"
  printf 'Date: %s\r\n\r\nTaking your Message-ID.\r\n' "$(date -R)"; } >"$work/squatter"
send_raw "$mallory" psychotherapy@forum.example <"$work/squatter" >/dev/null
send_raw "$bea" "$(mail address Reply-To "$notice")" <"$work/squatted" >/dev/null
expect_equal "a taken Message-ID suppresses nobody's mail" 1 "$(posts answer 5)"

# ---- from another address ----
ask 8
quiet
mails=$(count_mails)
echo "It is my answer, says somebody else." | vouched_answer "$notice" "$mallory" >"$work/said"
expect_equal "another's reply is taken" DONE "$(cat "$work/said")"
expect_true "and held" is_counted held-other 1
asked=$(notice_to bea@b.example "Did you write")
expect_lacks "the owner is asked, without a word of it" "somebody else." "$(mail text "$asked")"
echo "It is my answer, says somebody else again." | vouched_answer "$notice" "$mallory" >/dev/null
quiet
expect_equal "once a day" 1 "$(($(count_mails) - mails))"
expect_equal "the stranger hears nothing" "" "$(mails_to mallory@m.example "Re:")"
expect_equal "nothing is public" 0 "$(posts answer 8)"

# ---- forged Authentication-Results ----
headers="Authentication-Results: mx.forum.example; dmarc=fail header.from=b.example
Authentication-Results: evil; dmarc=pass header.from=b.example"
headers=$(echo "$headers" | sed '1s/$/\r/')
echo "It is my answer, says a forger." | answer "$notice" "$bea" >/dev/null
headers=
expect_true "a forged verdict holds it" is_counted held-verdict 1
expect_equal "it answers nothing" 0 "$(posts answer 8)"

# ---- the token in To: alone ----
sequence=$((sequence + 1))
{ printf '%s\r\n' "$(verdict pass "$mallory")"
  echo "It is my answer by the header alone." | mail reply "$notice" "$mallory" | grep -vi '^\(In-Reply-To\|References\)'; } >"$work/header"
send_raw "$mallory" psychotherapy@forum.example <"$work/header" >/dev/null
quiet
expect_equal "a token in To: alone is nobody's reply" 0 "$(posts answer 8)"

# ---- written in capitals, and mistyped ----
token=$(mail address Reply-To "$notice")
local=${token%@*}
upper=$(echo "$local" | tr a-z A-Z)@forum.example
{ printf '%s\r\n' "$(verdict pass "$bea")"
  echo "It is my answer in capitals." | mail reply "$notice" "$bea"; } >"$work/upper"
case $local in *a) wrong=${local%?}b ;; *) wrong=${local%?}a ;; esac
expect_equal "one letter changed: no such address" "REFUSED 5.1.1" "$(send_raw "$bea" "$wrong@forum.example" <"$work/upper" | cut -d' ' -f1,2)"
expect_equal "in the very words an unknown one gets" "$(send_raw "$bea" nobody@forum.example <"$work/upper")" \
    "$(send_raw "$bea" "$wrong@forum.example" <"$work/upper")"
expect_equal "capitals: taken" DONE "$(send_raw "$bea" "$upper" <"$work/upper")"
expect_true "and an answer" notice_to ann@a.example "Re: [Psychotherapy] What do you think of question number 8"

# ---- a quote of the other part, with its buttons, as Outlook sends it ----
ask 30
number=$(mail header Reply-To "$notice" | sed 's/.*Reply to Q\([0-9]*\).*/\1/')
{ printf '%s\r\n' "$(verdict pass "$bea")" "From: $bea" "To: $(mail address Reply-To "$notice")" "Subject: RE: $(mail header Subject "$notice")" \
      "Message-ID: <html.$$@client.example>" "In-Reply-To: $(mail header Message-ID "$notice")" "MIME-Version: 1.0" \
      "Content-Type: text/html; charset=utf-8" "Content-Transfer-Encoding: 8bit" ""
  echo '<p class=MsoNormal>It is my answer in HTML.</p><div style="border-top:solid #E1E1E1 1.0pt"><p class=MsoNormal><b>From:</b> Forum<br>'
  echo '<b>Sent:</b> Monday, March 2, 2026 9:15 AM<br><b>To:</b> Bea<br><b>Subject:</b> a question</p></div>'
  mail html "$notice"; } | send_raw "$bea" "$(mail address Reply-To "$notice")" >/dev/null
expect_true "an answer in HTML is one" notice_to ann@a.example "Re: [Psychotherapy] What do you think of question number 30"
expect_equal "without the words that only our HTML has" "It is my answer in HTML." \
    "$(askpost -c "$conf" --json question "$number" | sed -n 's/.*"body": *"\(It is my answer.*\)".*/\1/p')"

finish
