#!/bin/sh
# A question is closed, as one asked before or for a reason, and opened again; editors take posts away and bring them back.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" edi="Edi Torrance <edi@example.com>"

person() { askpost -c "$conf" --json person show "$1" | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1; }
said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
for who in "$bea" "$edi"; do
    send_mail "$who" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
askpost -c "$conf" person role "$(person edi@example.com)" editor psychotherapy >/dev/null
ask() { # TITLE < BODY
    send_mail "$ann" psychotherapy@forum.example "$1" >/dev/null
    notice_to ann@example.net "$1" >/dev/null && notice_to bea@example.org "$1" >/dev/null && notice_to edi@example.com "$1" >/dev/null
}
echo "I would like to know what to expect before I begin." | ask "How long does a therapy last?"
echo "And does anybody have numbers, by the kind of therapy?" | ask "How many hours does a therapy take?"

# ---- words of an answer are no command ----
echo "Close the door of the practice behind you, and count the weeks." | answer "$(notice_to bea@example.org "How long")" "$bea" >/dev/null
got=$(notice_to ann@example.net "Re: [Psychotherapy] How long")
expect_contains "an answer may begin like a command" "Close the door" "$(said "$got")"

# ---- as one that was asked before ----
echo "close" | answer "$(notice_to bea@example.org "How many")" "$bea" >/dev/null
expect_contains "not everybody closes a question" "Only who asked a question, and editors" "$(said "$(notice_to bea@example.org "Nothing was closed")")"
echo "close duplicate of Q1" | answer "$(notice_to edi@example.com "How many")" "$edi" >/dev/null
expect_true "an editor does" notice_to edi@example.com "Closed: How many"
expect_contains "who asked is told, and where to look" "Q1 asks the same" "$(said "$(notice_to ann@example.net "It was closed")")"
expect_lacks "... not by whom" "Torrance" "$(cat "$(notice_to ann@example.net "It was closed")")"
echo "Mine took forty hours, a year and a half." | answer "$(notice_to bea@example.org "How many")" "$bea" >/dev/null
expect_contains "an answer is refused with the other question's number" "because Q1 asks the same" "$(said "$(notice_to bea@example.org "How many hours" 2)")"
expect_contains "the operator sees it" '"duplicate": 1' "$(askpost -c "$conf" --json question 2)"
echo list | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "the list shows it" "no answer yet, closed" "$(said "$(notice_to bea@example.org "The newest questions")")"
echo "get Q2" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "so does get, with the reason" "closed: Q1 asks the same" "$(said "$(notice_to bea@example.org "Q2 as it stands")")"

# ---- for a reason, by who asked; opened again ----
echo "close: I have all I need, thank you." | answer "$(notice_to ann@example.net "[Psychotherapy] How long")" "$ann" >/dev/null
expect_true "who asked closes it" notice_to ann@example.net "Closed: How long"
echo "I would add that it depends." | answer "$(notice_to edi@example.com "How long")" "$edi" >/dev/null
expect_contains "the reason is what an answer is refused with" "I have all I need, thank you." "$(said "$(notice_to edi@example.com "How long" 2)")"
echo undo | answer "$(notice_to ann@example.net "Closed: How long")" "$ann" >/dev/null
expect_true "undo opens it" notice_to ann@example.net "Open again"
echo "I would add that it depends on what it is about." | answer "$(notice_to edi@example.com "How long")" "$edi" >/dev/null
expect_contains "and answers come" "depends on what it is about" "$(said "$(notice_to ann@example.net "Re: [Psychotherapy] How long" 2)")"

# ---- taken away and brought back ----
echo "hide: it is not about the question. Edi Torrance" | answer "$got" "$ann" >/dev/null
expect_contains "not by everybody" "Only editors" "$(said "$(notice_to ann@example.net "Nothing was done")")"
printf 'hide Q3 it is not about the question\n' | send_mail "$edi" request@forum.example x >/dev/null
hidden=$(notice_to edi@example.com "A3 was taken away")
told=$(notice_to bea@example.org "It was taken away")
expect_contains "its author hears so, with the reason" "Their reason: it is not about the question" "$(said "$told")"
expect_contains "... and has the text back" "Close the door" "$(said "$told")"
expect_lacks "... but not who did it" "Edi" "$(cat "$told")"
echo "get Q1" | send_mail "$bea" request@forum.example x >/dev/null
expect_lacks "nobody sees it" "Close the door" "$(said "$(notice_to bea@example.org "Q1 as it stands")")"
echo undo | answer "$hidden" "$edi" >/dev/null
expect_true "undo brings it back" notice_to bea@example.org "It is back"
echo "get Q1" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "... for everybody" "Close the door" "$(said "$(notice_to bea@example.org "Q1 as it stands" 2)")"

# ---- with words of their own ----
echo "hide A3" | send_mail "$edi" request@forum.example x >/dev/null
notice_to edi@example.com "A3 was taken away" 2 >/dev/null
echo "unhide A3" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "not everybody brings a post back" "Only editors" "$(said "$(notice_to bea@example.org "Nothing was done")")"
echo "unhide A3" | send_mail "$edi" request@forum.example x >/dev/null
expect_contains "an editor does" "A3 can be seen again" "$(said "$(notice_to edi@example.com "A3 is back" 2)")"
echo "reopen Q2" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "not everybody opens a question" "Only who asked" "$(said "$(notice_to bea@example.org "Nothing was closed or opened" 2)")"
echo "reopen Q2" | send_mail "$edi" request@forum.example x >/dev/null
expect_true "an editor does" notice_to edi@example.com "Open again: How many"
log=$(askpost -c "$conf" --json log)
for did in close reopen hide unhide; do
    expect_contains "the record has who did it: $did" "\"did\": \"$did\"" "$log"
done

# ---- hidden before anybody had it, and brought back ----
quiet
stop
set_conf limits.hold_newcomer 1h
start
send_mail "$ann" psychotherapy@forum.example "Does anybody read in the waiting room?" >/dev/null <<'M'
I never know what to do there, and the magazines are old.
M
number=$(mail text "$(notice_to ann@example.net "waiting room")" | grep -o 'Q[0-9]*' | head -1)
askpost -c "$conf" post hide "${number#Q}" >/dev/null
askpost -c "$conf" post unhide "${number#Q}" >/dev/null
ASKPOST_CLOCK_SKEW=4000; export ASKPOST_CLOCK_SKEW
stop
start
expect_true "who was to hear of it hears when the hold is over" notice_to bea@example.org "waiting room"
quiet
expect_equal "... once" 1 "$(mails_to bea@example.org "waiting room" | wc -l | tr -d ' ')"

finish
