#!/bin/sh
# A relay that drops, refuses, stalls and talks nonsense: nothing is lost, and what comes twice is the same to the byte.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v python3 >/dev/null || skip_all "there is no python3"
make_forum any people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000 limits.notices_per_day=1000000 mail.relay_connections=4
mkdir "$work/dropped"
outgoing_files() { find "$out/new" "$work/dropped" -type f ! -name '.*'; } # what it dropped had left as well
mode() { echo "$1" >"$work/mode"; }
mode ok
: >"$work/relay"
python3 "$src/tests/tools/relay.py" "$work/mode" "$out/new" "$work/dropped" "$work/relay" >"$work/port" 2>"$work/relay.err" &
relay=$!
trap 'kill $relay 2>/dev/null; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
wait_for test -s "$work/port"
set_conf mail.relay "smtp://127.0.0.1:$(cat "$work/port")"
start
forum_categories
send_mail bea@example.org psychotherapy+subscribe@forum.example hello </dev/null >/dev/null
echo ok | answer "$(notice_to bea@example.org)" bea@example.org >/dev/null
has_notice bea@example.org "" 2 || { echo "Bail out! nobody could subscribe"; exit 99; }

ask() { # N
    echo "Does anybody have an idea what to do about number $1, please?" |
        send_mail "a$1@example.net" psychotherapy@forum.example "Question number $1 for the relay" >/dev/null
}
happened() { [ "$(grep -c "$1" "$work/relay")" -gt "$2" ]; }
stat_of() { askpost -c "$conf" stats | sed -n "s/^$1: //p"; }
skew=0
# heals: the relay is well again, and what waits out a back-off has waited.
heals() {
    mode ok
    stop
    skew=$((skew + 18000))
    ASKPOST_CLOCK_SKEW=$skew
    export ASKPOST_CLOCK_SKEW
    start
}

n=100
for rudeness in drop 451 421 garbage tarpit; do
    n=$((n + 1))
    mode $rudeness
    : >"$work/relay"
    ask $n
    case $rudeness in
        drop | tarpit) wait_for happened "mail $rudeness" 0 ;;
        451) wait_for happened refused 0 ;;
        *) wait_for happened "connection $rudeness" 0 ;;
    esac
    heals
    expect_true "$rudeness: the subscriber gets the mail afterwards" has_notice bea@example.org "number $n "
    expect_true "and the asker the receipt" has_notice a$n@example.net "number $n "
done
expect_equal "nobody's mail failed" 0 "$(stat_of failed)"

copies() { # each Message-ID with its checksums, of all copies that reached the relay
    for file in "$out"/new/* "$work"/dropped/*; do
        [ -f "$file" ] && echo "$(mail header Message-ID "$file") $(sha256sum <"$file" | cut -d' ' -f1)"
    done | sort
}
expect_true "some were dropped after the dot" test -n "$(ls "$work/dropped")"
expect_equal "and came again the same to the byte" "" "$(copies | sort -u | cut -d' ' -f1 | uniq -d)"

# One address is refused: that mail has failed; it says nothing of its person or of others.
mode "550 5.1.1 nobody of that name"
: >"$work/relay"
ask 200
wait_for happened refused 1
failed() { [ "$(stat_of failed)" -ge 2 ]; }
expect_true "refused for good: counted as failed" wait_for failed
expect_equal "and nobody is unsubscribed" 1 "$(stat_of subscriptions)"

# Many, with every rudeness at once.
mode mixed
load -c 4 -n 60 -f 300 -a 60 -z 300 "$lmtp" psychotherapy@forum.example | say
wait_for happened "mail drop" 10
heals
all_there() { [ "$(for k in $(seq 300 359); do mails_to_number $k; done | wc -l)" -eq 60 ]; }
mails_to_number() { grep -l -x -F "$(printf 'To: <bea@example.org>\r')" $(grep -l "number $1 " "$out"/new/* 2>/dev/null) /dev/null | head -1; }
expect_true "all leave when the relay is well again" wait_for all_there
expect_equal "each copy the same to the byte" "" "$(copies | sort -u | cut -d' ' -f1 | uniq -d)"
expect_equal "twice only what was dropped" "" "$(for file in "$out"/new/*; do mail header Message-ID "$file"; done | sort | uniq -d)"
quiet

# A relay that wants nothing of ours: sending pauses, the operator hears, nobody is taken for gone.
mode policy
: >"$work/relay"
failed=$(stat_of failed)
load -c 4 -n 40 -f 400 -a 60 -z 300 "$lmtp" psychotherapy@forum.example | say
wait_for happened refused 0
relay_refuses() { grep -q "event=relay-refuses" "$work/log"; }
expect_true "it is noticed" wait_for relay_refuses
tries=$(grep -c refused "$work/relay")
expect_true "and sending pauses ($tries tries)" test "$tries" -le 24
expect_equal "no mail has failed" "$failed" "$(stat_of failed)"
expect_equal "nobody is unsubscribed" 1 "$(stat_of subscriptions)"
expect_equal "nobody is blocked" 0 "$(stat_of blocked)"
skew=$((skew + 86400))
heals
expect_true "all of it leaves afterwards" has_notice bea@example.org "number 439 "
told=$(notice_to operator@example.org)
told_of_relay() { for file in $(mails_to operator@example.org); do mail text "$file"; done | tr '\n' ' ' | grep -q "refuses our mail"; }
expect_true "and the operator hears what it said" wait_for told_of_relay
finish
