#!/bin/sh
# A relay that cannot be reached: sending pauses, longer each time, until the operator says that it is mended.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v python3 >/dev/null || skip_all "there is no python3"
make_forum any people.newcomers=any limits.hold_newcomer=0s
nobody=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])') # closed again, so nobody listens
set_conf mail.relay "smtp://127.0.0.1:$nobody"
outgoing_files() { :; }
start
forum_categories

paused() { [ "$(grep -c "event=relay-trouble" "$work/log")" -ge "$1" ]; }
for n in 1 2 3 4; do
    echo "Does anybody have an idea what to do about number $n, please?" |
        send_mail "a$n@example.net" psychotherapy@forum.example "Question number $n for the relay" >/dev/null
    wait_for paused $n
done
expect_true "four times it failed, so sending pauses for a while" paused 4
number=$(askpost -c "$conf" queue list | awk '$5 == "waiting" { print $1; exit }')
tries() { [ "$(grep -c "event=mail-out notice=$number " "$work/log")" -ge "$1" ]; }
expect_true "one of them has been tried once" tries 1
askpost -c "$conf" queue retry "$number" >/dev/null
expect_true "queue retry ends the pause" wait_for grep -q "event=relay-again" "$work/log"
expect_true "and it is tried again at once" wait_for tries 2

all_wait() { [ "$(askpost -c "$conf" queue list | awk '$5 == "waiting"' | wc -l)" = 4 ]; }
wait_for all_wait
expect_contains "queue retry all: what was tried and waits" "tried again: 4" "$(askpost -c "$conf" queue retry all)"
expect_true "and all are tried again" wait_for tries 3
wait_for all_wait
expect_contains "queue hold all" "held back: 4" "$(askpost -c "$conf" queue hold all)"
expect_contains "what is held back is not tried" "tried again: 0" "$(askpost -c "$conf" queue retry all)"
expect_contains "queue drop all" "dropped: 4" "$(askpost -c "$conf" queue drop all)"
expect_equal "nothing is left" "none" "$(askpost -c "$conf" queue list)"
finish
