#!/bin/sh
# Where a question stands: its tags, given with it and changed, and its category.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>"

said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
request() { # COMMAND SUBJECT: Ann's; prints what she gets
    echo "$1" | send_mail "$ann" request@forum.example x >/dev/null
    said "$(notice_to ann@example.net "$2")"
}

echo "I lie awake until three, and coffee is not the reason." |
    send_mail "$ann" psychotherapy@forum.example "How can one sleep without medicine? #insomnia" >/dev/null
receipt=$(notice_to ann@example.net "How can one sleep")

# ---- tags ----
expect_contains "a tag of the subject stays with the question" "#insomnia" "$(request "get Q1" "Q1 as it stands")"
expect_contains "... and is found" "Q1: How can one sleep" "$(request "search insomnia" "What was found: insomnia")"
echo "tags: Side effects, melatonin" | answer "$receipt" "$ann" >/dev/null
expect_contains "who asked changes them" "side-effects melatonin" "$(said "$(notice_to ann@example.net "Changed: How can one sleep")")"
expect_contains "the list shows them" "no answer yet #side-effects #melatonin" "$(request "list" "The newest questions")"
expect_contains "the new ones are found" "Q1: How can one sleep" "$(request "search melatonin" "What was found: melatonin")"
expect_contains "the operator sees them" '"tags": "side-effects melatonin"' "$(askpost -c "$conf" --json question 1)"

# ---- the category ----
echo "move Q1 relationships" | send_mail "$bea" request@forum.example x >/dev/null
echo "move: relationships" | answer "$receipt" "$ann" >/dev/null
expect_contains "who asked moves it" "now stands in Relationships" "$(said "$(notice_to ann@example.net "Changed: How can one sleep" 2)")"
expect_contains "there it is listed" "Q1: How can" "$(request "list new relationships" "The newest questions in Relationships")"
expect_contains "the record has it" '"did": "moved"' "$(askpost -c "$conf" --json log)"

# ---- whom it comes to by that ----
cora="Cora <cora@example.com>" dora="Dora <dora@example.com>" fritz="Fritz <fritz@example.com>"
member "$cora" relationships
member "$dora" psychotherapy
member "$fritz" psychotherapy
echo "unsubscribe psychotherapy" | send_mail "$fritz" request@forum.example x >/dev/null
echo "follow #habits" | send_mail "$fritz" request@forum.example x >/dev/null
notice_to fritz@example.com "You follow #habits" >/dev/null
echo "We argue about it every evening, and neither of us wants to." |
    send_mail "$ann" psychotherapy@forum.example "Who washes up when both are tired?" >/dev/null
receipt=$(notice_to ann@example.net "Who washes up")
notice_to dora@example.com "Who washes up" >/dev/null
echo "tags: habits" | answer "$receipt" "$ann" >/dev/null
expect_contains "who follows a tag that a question gets has it then" "because you follow #habits." "$(said "$(notice_to fritz@example.com "Who washes up")")"
echo "move: relationships" | answer "$receipt" "$ann" >/dev/null
expect_contains "who moves it is told that others hear" "Who subscribes there and had not got it gets it now." "$(said "$(notice_to ann@example.net "Changed: Who washes up" 2)")"
expect_contains "who subscribes to where it came to has it as a new one" "We argue about it" "$(said "$(notice_to cora@example.com "Who washes up")")"
echo "move: psychotherapy" | answer "$receipt" "$ann" >/dev/null
notice_to ann@example.net "Changed: Who washes up" 3 >/dev/null
echo "tags: habits, dishes" | answer "$receipt" "$ann" >/dev/null
notice_to ann@example.net "Changed: Who washes up" 4 >/dev/null
quiet
expect_equal "nobody gets it twice" "1 1 1" "$(for who in cora dora fritz; do mails_to $who@example.com "Who washes up" | wc -l; done | xargs)"

finish
