#!/bin/sh
# Who asks is shown what was asked before, with how an answer to it begins; so are those who get the question. The very same question is not
# posted twice.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" cat="Cat <cat@example.com>"

said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
found() { # N: the index, which follows what is posted, has all of it
    echo "search hours" | send_mail "$ann" request@forum.example x >/dev/null
    notice_to ann@example.net "What was found" "$1" >/dev/null
}
for who in "$bea" "$cat"; do
    send_mail "$who" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
echo "I would like to know what to expect before I begin." | send_mail "$ann" psychotherapy@forum.example "How many hours does a therapy take?" >/dev/null
echo "Mine took forty hours, a year and a half, and I would not have had it shorter." | answer "$(notice_to bea@example.org "How many")" "$bea" >/dev/null
notice_to ann@example.net "Re: [Psychotherapy] How many" >/dev/null
echo "He works at night, and I work in the day." | send_mail "$ann" relationships@forum.example "How do couples with shifts stay close?" >/dev/null
found 1

# ---- related ----
echo "Mine says fifty, and my insurance twelve." | send_mail "$cat" psychotherapy@forum.example "Are twelve hours of therapy enough?" >/dev/null
receipt=$(notice_to cat@example.com "Are twelve")
expect_contains "the receipt shows what was asked before" "Q1: How many hours does a therapy take?" "$(said "$receipt")"
expect_contains "... and how an answer to it begins" "Mine took forty hours" "$(said "$receipt")"
expect_lacks "... not what has nothing to do with it" "couples" "$(said "$receipt")"
expect_contains "its HTML has a link that brings it" "get%20Q1" "$(mail html "$receipt")"
notice=$(notice_to bea@example.org "Are twelve")
expect_contains "so does the mail to subscribers" "Q1: How many hours does a therapy take?" "$(said "$notice")"
expect_lacks "... by its title" "Mine took forty" "$(said "$notice")"
echo "get Q1" | answer "$receipt" "$cat" >/dev/null
expect_contains "it is a reply away" "Mine took forty hours" "$(said "$(notice_to cat@example.com "Q1 as it stands")")"

found 2

# ---- nothing that is not to be seen; nothing of the topic for the discreet ----
askpost -c "$conf" post hide 1 >/dev/null
echo "set content discreet" | send_mail "$bea" request@forum.example x >/dev/null
notice_to bea@example.org "A message for you" >/dev/null
echo "I am paid by the hour, so it matters." | send_mail "$cat" psychotherapy@forum.example "Does a therapy take many working hours?" >/dev/null
receipt=$(notice_to cat@example.com "many working hours")
expect_lacks "what was taken away is not shown" "How many hours does a therapy take?" "$(said "$receipt")"
expect_contains "what is there still is" "Q4: Are twelve hours of therapy enough?" "$(said "$receipt")"
expect_lacks "a discreet mail names none" "twelve" "$(cat "$(notice_to bea@example.org "A message for you" 2)")"

# ---- the very same ----
echo "Mine says fifty - and my insurance: twelve!" | send_mail "$cat" psychotherapy@forum.example "Are twelve hours of therapy enough?" >/dev/null
expect_contains "asked twice, it is there once" "stands here already, as Q4" "$(said "$(notice_to cat@example.com "You have asked that")")"
echo "Mine says fifty, and my insurance twelve." | send_mail "$ann" psychotherapy@forum.example "Are twelve hours of therapy enough?" >/dev/null
expect_contains "by somebody else it is refused, and why" "Q4 asks the same, word for word" "$(said "$(notice_to ann@example.net "Are twelve")")"
expect_equal "neither was posted" 0 "$(askpost -c "$conf" question 6 2>/dev/null | grep -c .)"

# ---- an answer, sent twice ----
to=$(mail address Reply-To "$notice")
reply() { send_mail "$bea" "$to" "Re: [Psychotherapy] Are twelve hours of therapy enough?" >/dev/null; }
echo "Twelve are not enough, and thirty hardly." | reply
notice_to cat@example.com "Re: [Psychotherapy] Are twelve" >/dev/null
quiet
before=$(mails_to bea@example.org | wc -l)
echo "Twelve are not enough - and thirty hardly!" | reply
told=$(notice_to bea@example.org "" $((before + 1)))
expect_equal "of an answer sent twice discreet mail tells nothing" "A message for you" "$(mail header Subject "$told")"
expect_equal "... and it is there once" 1 "$(posts answer 4)"
echo "set content full" | send_mail "$bea" request@forum.example x >/dev/null
notice_to bea@example.org "Your settings" >/dev/null
echo "Twelve are not enough. And thirty? Hardly!" | reply
expect_contains "... as its author reads" "answer of yours stands here already, as A6" "$(said "$(notice_to bea@example.org "You have written that")")"
echo "They do not." | tr -d "." | reply
expect_contains "an answer has a least length" "The text has 11 characters; it needs at least 12." "$(said "$(notice_to bea@example.org "Re: [Psychotherapy] Are twelve")")"

finish
