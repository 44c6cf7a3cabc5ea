#!/bin/sh
# A digest is answered as a whole: each part below the words it answers, or behind the number of its post. What could be for several is
# asked about, and never posted to one of them.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s limits.hold_trusted=0s people.newcomers=any limits.automatic_per_day=1000 limits.questions_per_hour=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>"
days=0

ask() { # TITLE < BODY
    send_mail "$ann" psychotherapy@forum.example "$1" >/dev/null && notice_to ann@example.net "$1" >/dev/null
}

next_digest() { # N: a day passes; $mail is Bea's Nth digest
    quiet
    stop
    days=$((days + 1))
    ASKPOST_CLOCK_SKEW=$((days * 86400 + 3600))
    export ASKPOST_CLOCK_SKEW
    start
    mail=$(notice_to bea@example.org "new post" "$1")
}

written() { # KIND QUESTION: what stands there
    askpost -c "$conf" question "$2" | tr -s '\n ' ' '
}

stands() { # NAME QUESTION WORDS
    wait_for in_thread "$2" "$3"
    expect_contains "$1" "$3" "$(written answer "$2")"
}

in_thread() { written answer "$1" | grep -q -F "$2"; }

# below LINE: Bea's reply to $mail with the words of stdin below the line that has LINE, everything quoted.
below() {
    cat >"$work/words"
    mail text "$mail" | awk -v line="$1" -v words="$work/words" '
        { print "> " $0 }
        index($0, line) { print ""; while ((getline text <words) > 0) print text; print "" }' >"$work/body"
    send_mail "$bea" "$(mail address Reply-To "$mail")" "Re: $(mail header Subject "$mail")" <"$work/body" >/dev/null
}

send_mail "$bea" psychotherapy+digest@forum.example digest </dev/null >/dev/null
echo ok | answer "$(notice_to bea@example.org)" "$bea" >/dev/null
notice_to bea@example.org "You subscribe" >/dev/null
echo "I lie awake until three, and coffee is not the reason. What can I do?" | ask "How can I sleep without medicine?"
printf 'Every week, or does once a month do as well for a start?\n\nMy insurance would pay for both of them.\n' | ask "How often does one see a therapist?"
echo "My sister says that one tells everything, and I would rather not." | ask "What does one say in the first session?"
next_digest 1

# ---- by number ----
echo "2: Every week, until you know each other." | answer "$mail" "$bea" >/dev/null
stands "the number in front says which" 2 "Every week, until you know each other."
expect_lacks "... and is not part of it" "2: Every" "$(written answer 2)"
printf 'Hello all,\n\n1: Get up and read something dull.\nIt helps me.\n\n3: As much as you like.\n' | answer "$mail" "$bea" >/dev/null
stands "two at once: the first" 1 "Get up and read something dull. It helps me."
stands "and the other" 3 "As much as you like."
expect_lacks "... each for itself" "As much as you like" "$(written answer 1)"
echo "3: +1" | answer "$mail" "$bea" >/dev/null
wait_for in_thread 3 "votes: 1"
expect_contains "a word behind a number does what it says" "votes: 1" "$(written answer 3)"

# ---- below the quoted words ----
echo "Warm milk, and no telephone in the bedroom." | below "coffee is not the reason"
stands "below its words" 1 "Warm milk, and no telephone in the bedroom."
echo "Ask them what it pays for, before you begin." | below "My insurance would pay"
stands "below the last of its words" 2 "Ask them what it pays for, before you begin."
echo "Nothing at all, if you would rather listen." | below "$(mail text "$mail" | grep '^Answer this' | sed -n 3p)"
stands "below its address" 3 "Nothing at all, if you would rather listen."

# ---- not certain ----
before=$(posts answer 1)$(posts answer 2)$(posts answer 3)
echo "I have asked myself that as well, for many years." | answer "$mail" "$bea" >/dev/null
asked=$(notice_to bea@example.org "Which post is your reply for?" 1)
expect_contains "words that may be for each are asked about" "2. How often does one see a therapist?" "$(mail text "$asked")"
expect_equal "and posted nowhere" "$before" "$(posts answer 1)$(posts answer 2)$(posts answer 3)"
echo "3" | answer "$asked" "$bea" >/dev/null
stands "the number said then posts them" 3 "I have asked myself that as well, for many years."
printf 'First this, to whom it may concern.\n\n2: And this to the second.\n' | answer "$mail" "$bea" >/dev/null
asked=$(notice_to bea@example.org "Which post is your reply for?" 2)
expect_lacks "one part that is not certain holds them all" "And this to the second" "$(written answer 2)"
echo drop | answer "$asked" "$bea" >/dev/null
notice_to bea@example.org "It was dropped" >/dev/null
expect_equal "dropped" "$before" "$(posts answer 1)$(posts answer 2)$(($(posts answer 3) - 1))"

# ---- only one ----
echo "Mine has no couch, and I wonder whether that matters." | ask "Does it need a couch?"
next_digest 2
echo "A chair does as well, if both of you have one." | answer "$mail" "$bea" >/dev/null
last=$(askpost -c "$conf" question list | sed -n "s/^ *\([0-9][0-9]*\).*couch.*/\1/p")
stands "a digest of one needs no number" "$last" "A chair does as well, if both of you have one."

# ---- no answer at all ----
echo "Mine counts the minutes aloud, which I find hard to bear." | ask "Who counts the minutes?"
echo "I would rather read a letter than be rung up in the evening." | ask "Who rings in the evening?"
next_digest 3
first=$(askpost -c "$conf" question list | awk '/counts the minutes/ { print $1 }' | tr -d Q)
second=$(askpost -c "$conf" question list | awk '/in the evening/ { print $1 }' | tr -d Q)
echo "2: I would let it ring, I think. Please unsubscribe me." | answer "$mail" "$bea" >/dev/null
asked=$(notice_to bea@example.org "What is it to be?")
expect_contains "a part that perhaps asks to leave is asked about" "You wrote a few words that may ask for something" "$(mail text "$asked" | tr -s '\n ' ' ')"
expect_equal "... and posted nowhere" "0" "$(posts answer "$second")"
echo ok | answer "$asked" "$bea" >/dev/null
stands "ok posts it" "$second" "I would let it ring, I think."
printf '1: Say that you mind it.\n\n2: Please unsubscribe me from this list.\n' | answer "$mail" "$bea" >/dev/null
expect_true "a part that asks to leave does so" notice_to bea@example.org "You no longer subscribe"
stands "the other is posted" "$first" "Say that you mind it."
quiet
expect_equal "... and the wish is no answer" "1" "$(posts answer "$second")"

finish
