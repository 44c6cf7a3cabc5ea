#!/bin/sh
# Finding and reading by mail: list, search, get, each in one mail whose posts can be answered from there.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>"

asked=0
ask() { # FROM CATEGORY TITLE < BODY
    asked=$((asked + 1))
    send_mail "$1" "$2@forum.example" "$3" >/dev/null && notice_to "$(bare "$1")" "$3" >/dev/null
}

request() { # COMMAND: Bea's; prints the file of what she gets
    quiet
    before=$(mails_to bea@example.org | wc -l)
    echo "$1" | send_mail "$bea" request@forum.example x >/dev/null
    notice_to bea@example.org "" $((before + 1))
}

echo "I lie awake until three, and coffee is not the reason." | ask "$ann" psychotherapy "How can I sleep without medicine?"
echo "He works at night, I work in the day, and we meet at breakfast." | ask "$ann" relationships "How do couples with shifts stay close?"
echo "Every week, or does once a month do as well for a start?" | ask "$ann" psychotherapy "How often does one see a therapist?"
request "subscribe relationships" >/dev/null
echo ok | answer "$(notice_to bea@example.org)" "$bea" >/dev/null
notice_to bea@example.org "You subscribe" >/dev/null

# ---- list ----
mail=$(request list)
text=$(mail text "$mail")
expect_equal "list: newest first" "Q3 Q2 Q1" "$(echo "$text" | sed -n 's/^\(Q[0-9]*\): .*/\1/p' | tr '\n' ' ' | sed 's/ $//')"
expect_contains "... with where it stands and how it goes" "in Psychotherapy, no answer yet" "$text"
expect_contains "... and how it begins" "coffee is not the reason" "$text"
expect_contains "... and an address to answer" "Answer: r" "$text"
expect_equal "of one category" "Q2" "$(mail text "$(request "list new relationships")" | sed -n 's/^\(Q[0-9]*\): .*/\1/p')"
expect_contains "of none there is" "as \"categories\" shows them" "$(mail text "$(request "list cooking")" | tr '\n' ' ')"

# ---- an item is answered from the list ----
address=$(mail text "$mail" | sed -n '/^Q2:/,/^Q1:/s/^Answer: //p')
echo "Breakfast is enough, if you are both awake and nobody reads." | send_mail "$bea" "$address" "Re: How do couples with shifts stay close?" >/dev/null
answered=$(notice_to ann@example.net "Re: [Relationships]")
expect_contains "an answer to an item of a list reaches the asker" "if you are both awake" "$(mail text "$answered" | tr '\n' ' ')"
expect_equal "unanswered leaves it out" "Q3 Q1" "$(mail text "$(request "list unanswered")" | sed -n 's/^\(Q[0-9]*\): .*/\1/p' | tr '\n' ' ' | sed 's/ $//')"
expect_equal "hot begins with it" "Q2" "$(mail text "$(request "list hot")" | sed -n 's/^\(Q[0-9]*\): .*/\1/p' | head -1)"

# ---- search ----
expect_equal "search: all words, in any case" "Q1" "$(mail text "$(request "search SLEEP coffee")" | sed -n 's/^\(Q[0-9]*\): .*/\1/p')"
expect_equal "in answers as well, at once" "Q2" "$(mail text "$(request "search awake breakfast")" | sed -n 's/^\(Q[0-9]*\): .*/\1/p')"
expect_equal "any of them when none has all" "Q3 Q1" "$(mail text "$(request "search month medicine zebra")" | sed -n 's/^\(Q[0-9]*\): .*/\1/p' | sort -r | tr '\n' ' ' | sed 's/ $//')"
expect_contains "nothing" "No question has \"zebra\"" "$(mail text "$(request "search zebra")")"
expect_contains "signs mean nothing" "No question has" "$(mail text "$(request 'search "zebra* NEAR(')")"
expect_contains "for the operator" "without medicine" "$(askpost -c "$conf" search sleep medicine)"

# ---- get ----
mail=$(request "get Q2")
text=$(mail text "$mail")
expect_contains "get: the question" "Q2: How do couples with shifts stay close?" "$text"
expect_contains "... with its answers, whole" "if you are both awake" "$(echo "$text" | tr '\n' ' ')"
expect_contains "... which can be commented on" "Comment: r" "$text"
expect_contains "... in HTML as well" "<div><p>Breakfast" "$(mail html "$mail")"
expect_contains "a reply to it is a command" "couples with shifts" "$(echo "get Q2" | answer "$mail" "$bea" >/dev/null; mail text "$(notice_to bea@example.org "Q2 as it stands" 2)")"
expect_contains "several commands, one mail" "Q1: How can I sleep" "$(mail text "$(printf 'points\nget Q1\n' | send_mail "$bea" request@forum.example x >/dev/null; notice_to bea@example.org "What your message did")")"
askpost -c "$conf" post hide 2 >/dev/null
expect_contains "what is hidden is not there" "no question with that number" "$(mail text "$(request "get Q2")")"
expect_equal "nor found" "" "$(mail text "$(request "search breakfast")" | sed -n 's/^\(Q[0-9]*\): .*/\1/p')"

finish
