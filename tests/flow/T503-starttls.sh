#!/bin/sh
# TLS to the relay, by STARTTLS and from the start: with a certificate that holds, notices leave and the relay hears user and password;
# with any other nothing leaves, least of all the password, the operator reads why, and it leaves once the certificate is right.
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/certificates.sh"
command -v python3 >/dev/null || skip_all "there is no python3"
make_ca trusted
make_ca other
certify trusted localhost right
certify trusted elsewhere.example wrong-name
certify trusted localhost expired '3 days ago' yesterday
certify other localhost untrusted
make_forum any people.newcomers=any limits.hold_newcomer=0s mail.relay_tls=required mail.relay_connections=1 mail.relay_user=forum \
    mail.relay_password_file="$work/password" mail.relay_ca_file="$work/trusted.pem"
(umask 077; echo "open sesame" >"$work/password")
mkdir "$work/dropped"
: >"$work/relay"
mode() { echo "$1" >"$work/mode"; }
shows() { cp "$work/$1.pem" "$work/shown.new" && mv "$work/shown.new" "$work/shown.pem"; } # CERTIFICATE: what the relay shows from here on
mode ok
shows right
python3 "$src/tests/tools/relay.py" "$work/mode" "$out/new" "$work/dropped" "$work/relay" "$work/shown.pem" >"$work/port" 2>"$work/relay.err" &
relay=$!
trap 'kill $relay 2>/dev/null; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
wait_for test -s "$work/port"
set_conf mail.relay "smtp://localhost:$(cat "$work/port")"
start
forum_categories

number=100
ask() { # a question: the receipt is the notice that leaves, or does not
    number=$((number + 1))
    echo "Does anybody have an idea what to do about number $number, please?" |
        send_mail "a$number@example.net" psychotherapy@forum.example "Question number $number for the relay" >/dev/null
}
left() { has_notice "a$number@example.net" "number $number "; }
checked() { askpost -c "$conf" check | grep relay; }
queued() { askpost -c "$conf" queue list; }
refused() { [ "$(grep -c 'event=relay-refuses' "$work/log")" -gt "$1" ]; }
over_tls() { grep -c "$1 over TLSv1\.[23]" "$work/relay"; }

ask
expect_true "STARTTLS with a certificate that holds: the notice leaves" left
expect_equal "over TLS" 1 "$(over_tls 'mail [a-z]*')"
expect_equal "after AUTH, over TLS too" "auth over TLS as forum with open sesame" "$(sed -n 's/^\(auth over TLS\)v1.[23]/\1/p' "$work/relay")"
expect_contains "check says that it answers" answers "$(checked)"

# refuses CERTIFICATE WORDS: while the relay shows that one
refuses() {
    before=$(grep -c 'event=relay-refuses' "$work/log")
    : >"$work/relay"
    stop # the connection that is kept was made with the other certificate
    start
    ask
    wait_for refused "$before"
    expect_true "$1: nothing leaves" test -z "$(mails_to "a$number@example.net")"
    expect_equal "neither user nor password" "" "$(grep auth "$work/relay")"
    expect_equal "nor a word after the handshake" 0 "$(over_tls ehlo)"
    expect_contains "the log says why" "$2" "$(grep event=relay-refuses "$work/log" | tail -1)"
    expect_contains "queue list as well" "$2" "$(queued)"
    expect_contains "trace as well" "$2" "$(askpost -c "$conf" trace "a$number@example.net")"
    expect_contains "check as well" "$2" "$(checked)"
}

# mended: the relay is as it should be; the operator, who need not wait for the next try, says so
mended() {
    mode "${1:-ok}"
    shows right
    askpost -c "$conf" queue retry "$(queued | sed -n 's/^\([0-9]*\).*/\1/p' | tail -1)" >/dev/null
    expect_true "it leaves when that is mended" left
}

shows untrusted
refuses "a CA nobody trusts" "issued by nobody we trust"
mended
shows wrong-name
refuses "another's certificate" "subject name (elsewhere.example) does not match"
mended
shows expired
refuses "an expired certificate" "has expired"
mended
mode plain
refuses "STARTTLS taken away by somebody in between" "STARTTLS not supported"
mended

stop
mode smtps
set_conf mail.relay "smtps://localhost:$(cat "$work/port")"
: >"$work/relay"
start
ask
expect_true "smtps: the notice leaves" left
expect_equal "over TLS" 1 "$(over_tls 'mail [a-z]*')"
expect_equal "after AUTH, over TLS too" 1 "$(over_tls auth)"
expect_equal "nothing was said in the clear" "" "$(grep "over None" "$work/relay")"
shows untrusted
refuses "smtps, a CA nobody trusts" "issued by nobody we trust"
mended smtps
quiet
expect_equal "no mail has failed" 0 "$(askpost -c "$conf" stats | sed -n 's/^failed: //p')"
expect_equal "the relay broke nowhere" "" "$(cat "$work/relay.err")"
[ $tests_failed = 0 ] || say <"$work/relay"
finish
