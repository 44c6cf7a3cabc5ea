#!/bin/sh
# The operator's tools: help for each, exit statuses of sysexits.h, JSON that is JSON, and no control character on a terminal.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s

status() { # COMMAND...: its exit status
    "$@" >"$work/said" 2>&1
    echo $?
}

# ---- help, and words that are none ----
missing=
for word in init serve deliver inspect extract classify category person post question queue held trace stats backup restore check; do
    askpost "$word" --help 2>&1 | grep -q "^usage: askpost .*$word" || missing="$missing $word"
done
expect_equal "each command has help" "" "$missing"
askpost --help >/dev/full 2>/dev/null
expect_equal "help that cannot be written: 74" 74 $?
expect_equal "no such command: 64" 64 "$(status askpost -c "$conf" chekc)"
expect_contains "... and the nearest" "Did you mean check" "$(cat "$work/said")"
expect_equal "no configuration: 78" 78 "$(status askpost -c "$work/none" stats)"
expect_equal "too few words: 64" 64 "$(status askpost -c "$conf" category show)"
expect_equal "a setting there is not: 64" 64 "$(status askpost -c "$conf" category set psychotherapy colour blue)"
expect_equal "init that fails" 65 "$(status askpost init "$work/never" --domain "not a domain" --operator operator@example.org)"
expect_true "... leaves nothing behind" test ! -e "$work/never"
expect_equal "no such category: 65" 65 "$(status askpost -c "$conf" category show cooking)"
expect_equal "a verb there is not: 64" 64 "$(status askpost -c "$conf" category paint)"
expect_contains "... and those there are" "add, list, show, set" "$(cat "$work/said")"

# ---- what a mail is, without a forum ----
printf 'From: Ann <ann@example.net>\nTo: r@forum.example\nSubject: Re: sleep\n\nA long walk before the evening.\n\n-- \nAnn\n' >"$work/reply"
expect_equal "extract: their own words" "A long walk before the evening." "$(askpost extract "$work/reply")"
expect_equal "classify: written by a person" human "$(askpost classify "$work/reply")"
expect_contains "inspect: every stage" "A long walk before the evening." "$(askpost inspect "$work/reply")"

# ---- a mail whose every part is hostile to a terminal ----
headers=
printf 'Look \033[31mhere\033[0m and \007 listen \342\200\256 now.\n' |
    send_mail "Mallory <mallory@example.net>" postmaster@forum.example "Title $(printf '\033]0;x\007') of it" >/dev/null
held() { askpost -c "$conf" held list | grep -q role; }
expect_true "mail to postmaster is held for the operator" wait_for held
number=$(askpost -c "$conf" held list | sed -n 's/^\([0-9]*\) .*role.*/\1/p')
shown=$(askpost -c "$conf" held show "$number")
expect_contains "and can be read" "listen" "$shown"
expect_equal "no control character reaches the terminal" "" "$(printf '%s' "$shown" | LC_ALL=C tr -d '\12\40-\176\200-\377')"
expect_equal "it cannot be released: there is nothing to post" 65 "$(status askpost -c "$conf" held release "$number")"

# ---- JSON ----
broken=
valid() { python3 -c 'import json,sys; json.load(sys.stdin)' 2>/dev/null; }
if command -v python3 >/dev/null; then
    for words in "category list" "category show psychotherapy" "person list" "question list" "queue list" "held list" \
        "held show $number" "trace mallory@example.net" "stats"; do
        askpost -c "$conf" --json $words | valid || broken="$broken [$words]"
    done
    expect_equal "--json is JSON" "" "$broken"
fi

# ---- ... and steers no terminal: what is in a mail or a translation is written out, or a space ----
steer=$(printf 'walk \302\23331m, then \342\200\256 back\177')
echo "A long $steer before the evening, every day." >"$work/words"
for to in psychotherapy postmaster; do
    send_mail "Cleo <cleo@example.org>" $to@forum.example "Does a $steer help to sleep" <"$work/words" >/dev/null
done
preview=$(notice_to cleo@example.org)
echo ok | answer "$preview" "Cleo <cleo@example.org>" >/dev/null
both() { askpost -c "$conf" question list | grep -q "Does a walk" && [ "$(askpost -c "$conf" held list | grep -c role)" = 2 ] && askpost -c "$conf" search walk | grep -q walk; }
expect_true "a question with such words, and a mail to the operator" wait_for both
other=$(askpost -c "$conf" held list | sed -n 's/^\([0-9]*\) .*role.*/\1/p' | grep -vx "$number")
mkdir -p "$work/texts/xy"
echo "$steer" >"$work/texts/xy/language"
sed "s|^\[mail\]|&\ntemplates = $work/texts|" "$conf" >"$home/texts.conf"
controls=$(printf '\302[\200-\237]|\342\200[\216\217\250-\256]|\342\201[\246-\251]|[\001-\011\013-\037\177]')
steering() { LC_ALL=C grep -qaE "$controls"; }
shown() { # WORD COMMAND...: a command that shows those words, with --json, written out or as spaces; what is wrong with that
    word=$1
    shift
    askpost --json "$@" >"$work/said" 2>&1
    grep -q "$word" "$work/said" || echo "not in: $*"
    ! steering <"$work/said" || echo "steers: $*"
}
expect_true "the words do steer" steering <"$work/words"
expect_equal "--json writes out what would steer a terminal" "" "$(
    shown 'u009B31m, then .u202E back.u007F' -c "$conf" question 1
    shown 'u009B31m, then .u202E back.u007F' -c "$conf" post show 1
    shown 'u009B31m, then .u202E back.u007F' -c "$conf" held show "$other"
    shown 'u009B31m, then .u202E back.u007F' inspect "$work/mail.$sequence"
    shown '31m, then back' -c "$conf" question list
    shown '31m, then back' -c "$conf" search walk
    shown '31m, then back' -c "$home/texts.conf" check
    shown role -c "$conf" held list
    shown held-role -c "$conf" trace cleo@example.org
    shown human classify "$work/mail.$sequence"
)"
expect_equal "held drop" 0 "$(status askpost -c "$conf" held drop "$number")"
expect_equal "... once" 65 "$(status askpost -c "$conf" held drop "$number")"

# ---- trace: in and out, event and setting, no address ----
echo help | send_mail "Bea <bea@example.org>" request@forum.example x >/dev/null
notice_to bea@example.org >/dev/null
quiet
trace=$(askpost -c "$conf" trace bea@example.org)
expect_contains "trace: what came" "help" "$trace"
expect_contains "... what went out, in the relay's words" "maildir" "$trace"
expect_lacks "... without an address" "bea@" "$trace"
expect_contains "trace of somebody unknown" "none" "$(askpost -c "$conf" trace nobody@example.org)"

# ---- a notice that is stuck ----
stop
set_conf mail.relay smtp://127.0.0.1:1
start
echo help | send_mail "Cem <cem@example.org>" request@forum.example x >/dev/null
stuck() { askpost -c "$conf" queue list | grep -q "^[0-9]"; }
expect_true "with the relay away a notice waits" wait_for stuck
notice=$(askpost -c "$conf" queue list | sed -n 's/^\([0-9][0-9]*\) .*/\1/p' | head -1)
holds() { askpost -c "$conf" queue hold "$notice" >/dev/null 2>&1; }
expect_true "queue hold" wait_for holds
expect_contains "it is held back" "held back" "$(askpost -c "$conf" queue list)"
expect_equal "queue release" 0 "$(status askpost -c "$conf" queue release "$notice")"
drops() { askpost -c "$conf" queue drop "$notice" >/dev/null 2>&1; }
expect_true "queue drop" wait_for drops
expect_equal "no such notice: 65" 65 "$(status askpost -c "$conf" queue retry 999999)"

# ---- without the daemon ----
stop
expect_equal "a change without the daemon takes the lock itself" 0 "$(status askpost -c "$conf" category add sleep Sleep)"
expect_contains "... and is there" "sleep" "$(askpost -c "$conf" category list)"
askpost -c "$conf" check >"$work/said" 2>&1
expect_true "check: every line says ok, warn or FAIL" test -z "$(sed '$d' "$work/said" | grep -Ev '^(ok|warn|FAIL)  *[a-z]')"
expect_contains "check names what is wrong with the relay" "relay" "$(cat "$work/said")"

# ---- a database that may not be looked at is not taken for one there is not: another user's check, or, of who is not root, a closed one ----
cp "$top/askpost" "$work/checker"
sed "s|^data = .*|data = $home/data|; s|^keys = .*|keys = $home/keys|" "$conf" >"$work/others.conf"
chmod 711 "$work" "$home"
chmod 644 "$work/others.conf"
other=
[ "$(id -u)" != 0 ] || other="setpriv --reuid=65534 --regid=65534 --clear-groups"
$other true 2>/dev/null && for closed in "$home/data" "$home/data/askpost.db"; do
    chmod 711 "$home/data"
    chmod 0 "$closed"
    expect_equal "check of a closed ${closed##*/} fails" 1 "$(status $other "$work/checker" -c "$work/others.conf" check)"
    expect_contains "... and says why" "Permission denied" "$(grep '^FAIL  database' "$work/said")"
    expect_equal "... in JSON too" FAIL "$($other "$work/checker" --json -c "$work/others.conf" check | tr -d '\n' | sed 's/.*"level": "\([A-Za-z]*\)", *"what": "database".*/\1/')"
done
chmod 600 "$home/data/askpost.db"
chmod 700 "$home/data"
expect_contains "log: nobody has decided anything" "none" "$(askpost -c "$conf" log)"

finish
