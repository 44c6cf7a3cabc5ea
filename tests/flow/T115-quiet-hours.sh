#!/bin/sh
# Quiet hours: by their own clocks somebody hears nothing of what others write between 22:00 and 7:00, and all of it then; what they write
# themselves is answered at once, and what a moderator has to see comes at once.
. "${srcdir:-.}/tests/flow/lib.sh"
[ -f /usr/share/zoneinfo/Europe/Berlin ] || skip_all "no time zones are installed"

# at YYYY-MM-DD HH:MM: it is that time, UTC, from here on.
at() { ASKPOST_CLOCK_SKEW=$(($(date -u -d "$1" +%s) - $(date +%s))); export ASKPOST_CLOCK_SKEW; }

at "2026-10-24 19:30"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000
ann="Ann <ann@example.net>" bea="Bea <bea@example.org>"

request() { # LINE SUBJECT: Bea's; prints what she gets
    echo "$1" | send_mail "$bea" request@forum.example x >/dev/null
    mail text "$(notice_to bea@example.org "$2" "$3")" | tr '\n' ' ' | tr -s ' '
}
ask() { # N CATEGORY
    echo "These words are about case $1, and somebody may answer." |
        send_mail "$ann" "$2@forum.example" "What is to be done about case $1?" >/dev/null
}
delayed() { [ "$(askpost -c "$conf" trace bea@example.org | grep -c "delayed")" = "$1" ]; }

send_mail "$bea" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
echo ok | answer "$(notice_to bea@example.org)" "$bea" >/dev/null
notice_to bea@example.org "You subscribe" >/dev/null
expect_contains "her time zone" "Europe/Berlin (where it is 21:3" "$(request "set timezone Europe/Berlin" "Your settings")"
expect_contains "her quiet hours" "quiet is now: 22:00-07:00" "$(request "set quiet 22:00-07:00" "Your settings" 2)"
expect_contains "settings lists both" "quiet: 22:00-07:00" "$(request "settings" "Your settings" 3)"

# ---- half past nine in the evening ----
ask 1 psychotherapy
expect_true "before ten it comes at once" notice_to bea@example.org "about case 1?"

# ---- a quarter past ten ----
quiet
stop
at "2026-10-24 20:15"
start
ask 2 psychotherapy
expect_true "after ten it waits, and the trace says why" wait_for delayed 1
expect_contains "what she asks for comes all the same" "Q2" "$(request "get Q2" "Q2")"
expect_equal "and nothing else" "" "$(mails_to bea@example.org "about case 2?" | xargs -r grep -l "^List-Id")"

# ---- a quarter to seven, an hour late: the clocks were set back ----
stop
at "2026-10-25 05:45"
start
ask 3 psychotherapy
expect_true "before seven there it waits still" wait_for delayed 2
expect_equal "it does" "" "$(mails_to bea@example.org "[Psychotherapy] What is to be done about case 2?")"
stop
at "2026-10-25 06:00"
start
expect_true "at seven by the clocks there, it comes" notice_to bea@example.org "[Psychotherapy] What is to be done about case 2?"
quiet
expect_equal "each once" "1 1" "$(echo $(for n in 2 3; do mails_to bea@example.org "[Psychotherapy] What is to be done about case $n?" | wc -l; done))"

# ---- a moderator hears at night of what waits for one ----
askpost -c "$conf" person role "$(askpost -c "$conf" --json person show bea@example.org | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1)" \
    moderator relationships >/dev/null
askpost -c "$conf" category set relationships moderation all >/dev/null
stop
at "2026-10-25 23:30"
start
ask 4 relationships
expect_true "what she has to decide comes at night" notice_to bea@example.org "To decide"

# ---- off again ----
expect_contains "off" "quiet is now: off" "$(request "set quiet off" "Your settings" 4)"
ask 5 psychotherapy
expect_true "then it comes at night as well" notice_to bea@example.org "about case 5?"

finish
