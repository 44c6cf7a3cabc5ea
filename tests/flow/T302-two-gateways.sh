#!/bin/sh
# Two forums that subscribe to each other, each believing whatever comes: three mails at most, and then it is quiet; the same with a
# robot that answers everything and declares nothing.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any
first_home=$home first_out=$out first_conf=$conf first_lmtp=$lmtp first_daemon=$daemon

# A second one beside it.
home=$work/second out=$work/out2 conf=$home/askpost.conf
mkdir -p "$out/new" "$out/cur" "$out/tmp"
askpost init "$home" --domain other.example --operator operator@example.net --name Other --profile open --relay "maildir:$out" \
    --trust any >/dev/null
set_conf limits.hold_newcomer 0s
set_conf people.newcomers any
askpost -c "$conf" category add general General >/dev/null
lmtp=$(conf_value mail.lmtp)
first_log=$work/log
askpost -c "$conf" serve >"$work/ready2" 2>>"$work/log2" &
second_daemon=$!
trap 'kill $second_daemon 2>/dev/null; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
wait_for grep -q ^ready "$work/ready2"
second_lmtp=$lmtp

# carry: hands every mail that left one forum for the other to it; says how many.
carry() { # OUT DOMAIN LMTP
    carried=0
    for file in "$1"/new/*; do
        [ -f "$file" ] || continue
        to=$(mail address To "$file")
        case $to in *@"$2") ;; *) continue ;; esac
        lmtp "$3" "$(mail address From "$file")" "$to" <"$file" >/dev/null
        mv "$file" "$1/cur/"
        carried=$((carried + 1))
    done
    echo $carried
}

both_quiet() {
    [ "$(askpost -c "$first_conf" queue list | grep -c '^[0-9]')" = 0 ] && [ "$(askpost -c "$conf" queue list | grep -c '^[0-9]')" = 0 ]
}

total=0
drive() { # until nothing moves
    for round in 1 2 3 4 5 6; do
        wait_for both_quiet
        moved=$(($(carry "$first_out" other.example "$second_lmtp") + $(carry "$out" forum.example "$first_lmtp")))
        total=$((total + moved))
        [ $moved = 0 ] && break
    done
}

# Each is subscribed to the other, by mails forged in the other's name.
lmtp "$first_lmtp" general@other.example psychotherapy+subscribe@forum.example >/dev/null <<'M'
From: General <general@other.example>
To: psychotherapy+subscribe@forum.example
Subject: subscribe
Message-ID: <1@x.example>

M
lmtp "$second_lmtp" psychotherapy@forum.example general+subscribe@other.example >/dev/null <<'M'
From: Psychotherapy <psychotherapy@forum.example>
To: general+subscribe@other.example
Subject: subscribe
Message-ID: <2@x.example>

M
drive
expect_true "two forums soon have nothing more to say to each other" test $moved = 0
lmtp "$first_lmtp" ann@a.example psychotherapy@forum.example >/dev/null <<'M'
From: Ann <ann@a.example>
To: psychotherapy@forum.example
Subject: Does this question go round in circles?
Message-ID: <3@x.example>

It would be a pity if these words went round for ever.
M
drive
expect_true "not even with a question" test $moved = 0
expect_true "after three mails at most ($total)" test $total -le 3
expect_equal "the second posted nothing" 0 "$(askpost -c "$conf" question list | grep -c 'round in circles')"

# A robot that answers whatever it gets, in words of its own, and says nowhere that it is one.
lmtp "$first_lmtp" robot@r.example psychotherapy@forum.example >/dev/null <<'M'
From: Robot <robot@r.example>
To: psychotherapy@forum.example
Subject: Ticket 1 was opened for you
Message-ID: <4@r.example>

Thank you for writing to us, we will look into this and come back to you.
M
answered=0
for round in 1 2 3 4 5 6 7 8; do
    wait_for both_quiet
    todo=
    for file in "$first_out"/new/*; do
        [ -f "$file" ] && [ "$(mail address To "$file")" = robot@r.example ] && todo="$todo $file"
    done
    [ -n "$todo" ] || break
    for file in $todo; do
        answered=$((answered + 1))
        printf 'From: Robot <robot@r.example>\r\nTo: %s\r\nSubject: Ticket %s was opened for you\r\nMessage-ID: <r%s@r.example>\r\n\r\nThank you for writing to us, ticket %s was opened and we will come back to you.\r\n' \
            "$(mail address Reply-To "$file")" $answered $answered $answered |
            lmtp "$first_lmtp" robot@r.example "$(mail address Reply-To "$file")" >/dev/null
        mv "$file" "$first_out/cur/"
    done
done
expect_true "a robot that answers everything is soon left alone ($answered)" test $answered -le 3

kill $second_daemon
wait $second_daemon
trace_outgoing
conf=$first_conf out=$first_out home=$first_home
finish
