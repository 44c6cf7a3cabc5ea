#!/bin/sh
# Whoever says something else than what was asked is told so, and asked again: "ok" where it is no choice, a word that is none, twice; and a
# preview says that a moderator reads it first.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s people.moderation=first

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
words() { mail text "$1" | tr '\n' ' '; }

# ---- a moderator reads what newcomers write: the preview says so ----
echo "I lie awake until three every night, and coffee is not the reason." |
    vouched "$ann" psychotherapy@forum.example "How can I sleep without medicine?" >/dev/null
preview=$(notice_to ann@a.example "Please confirm")
expect_contains "a preview says who reads it first" "once a moderator has read it" "$(words "$preview")"
expect_contains "... in HTML as well" "once a moderator has read it" "$(mail html "$preview" | tr '\n' ' ')"
expect_lacks "and nothing of an earlier reply" "nothing was done" "$(words "$preview")"

# ---- neither ok nor drop ----
echo "what is this supposed to mean" | vouched_answer "$preview" "$ann" >/dev/null
again=$(notice_to ann@a.example "Please confirm" 2)
expect_contains "other words are told to be none" 'Your reply was neither "ok" nor "drop"' "$(words "$again")"
expect_contains "and the preview is shown again" "coffee is not the reason" "$(words "$again")"
echo ok | vouched_answer "$again" "$ann" >/dev/null
expect_true "ok is what it waits for" has_notice ann@a.example "" 3
stop
set_conf people.moderation none
start

# ---- ok to a question that it does not answer ----
member "$bea" psychotherapy
printf 'Call me at +49 170 1234567 in the evening, or write to me.\n\nI know a way that helped me a lot.\n' |
    vouched "$bea" psychotherapy@forum.example "Who wants to hear of my way?" >/dev/null
asked=$(notice_to bea@b.example "Before this is posted")
echo ok | vouched_answer "$asked" "$bea" >/dev/null
asked=$(notice_to bea@b.example "Before this is posted" 2)
expect_contains "ok to redact or as is: it says why it asks again" 'said neither "redact" nor "as is", and "ok" could be either' "$(words "$asked")"
expect_contains "... in HTML as well" "could be either" "$(mail html "$asked" | tr '\n' ' ')"
echo redact | vouched_answer "$asked" "$bea" >/dev/null
expect_true "and the word does it" has_notice bea@b.example "] Who wants to hear"

# ---- mistyped, and mistyped again ----
mistyped() { # LINE N: $text is the Nth answer to such
    echo "$1" | vouched "$bea" request@forum.example x >/dev/null
    text=$(words "$(notice_to bea@b.example "What your message did" "$2")")
}
mistyped "subscribr relationships" 1
expect_contains "a mistyped command is answered" 'Did you mean "subscribe"' "$text"
mistyped "unsubscribr relationships" 2
expect_contains "and so is the next" 'Did you mean "unsubscribe"' "$text"
mistyped "frobnicate everything" 3
expect_contains "and one that is like nothing" '"frobnicate everything" is nothing the forum knows' "$text"
mistyped "xyzzy" 4
expect_contains "twice" '"xyzzy" is nothing the forum knows' "$text"
echo "plugh" | vouched "$bea" request@forum.example x >/dev/null
quiet
expect_equal "but a third that is like nothing is not" 4 "$(mails_to bea@b.example "What your message did" | wc -l)"
echo "thank you for your message, we are out today" | vouched "$bea" request@forum.example x >/dev/null
quiet
expect_equal "not for ever: it might be a robot" 4 "$(mails_to bea@b.example "What your message did" | wc -l)"

# ---- commands as replies to a question: what can only be one is done, what can be an answer is asked about, and nothing is posted ----
quiet
echo "Somebody who is new here would like to know what helps." |
    vouched "$ann" psychotherapy@forum.example "What helps when nothing helps?" >/dev/null
question=$(notice_to bea@b.example "What helps when nothing helps?")
number=$(askpost -c "$conf" question list | sed -n 's/^\([0-9][0-9]*\).*/\1/p' | head -1)
echo "name Beatrice Bear" | vouched_answer "$question" "$bea" >/dev/null
expect_contains "name, and a name: done" "shown under the name Beatrice Bear" "$(words "$(notice_to bea@b.example "The name your posts are shown under")")"
echo "help subscribe" | vouched_answer "$question" "$bea" >/dev/null
expect_true "help, and a word: done" has_notice bea@b.example 'How "subscribe" works'
echo "search sleep medicine" | vouched_answer "$question" "$bea" >/dev/null
asked=$(notice_to bea@b.example "Re: What helps when nothing helps?")
expect_contains "search, and two words: asked" "If they were meant for the forum and not for others to read, write them to request@forum.example" "$(words "$asked")"
expect_contains "with what was written" "search sleep medicine" "$(words "$asked")"
expect_equal "and nothing was posted" 0 "$(posts answer "$number")"
echo ok | vouched_answer "$asked" "$bea" >/dev/null
answered() { [ "$(posts answer "$number")" = "$1" ]; }
expect_true "ok posts it" wait_for answered 1
echo "Search for somebody who listens, and stay with them." | vouched_answer "$question" "$bea" >/dev/null
expect_true "an answer that begins like a command is one" wait_for answered 2
finish
