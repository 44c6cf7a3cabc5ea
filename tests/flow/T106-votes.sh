#!/bin/sh
# Votes, best answers and points by mail: one word, the footer's address, an emoji; and what `get` and the operator see of them.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" cat="Cat <cat@example.com>"

votes() { askpost -c "$conf" --json question 1 | grep -o '"votes": *-\?[0-9]*' | sed -n "$1s/.*: *//p"; }
has_votes() { [ "$(votes "$1")" = "$2" ]; }
best() { askpost -c "$conf" --json question 1 | grep -o '"best": *[0-9]*' | sed 's/.*: *//'; }
has_best() { [ "$(best)" = "$1" ]; }

# click NOTICE WORD FROM: what a click on the word in the HTML part sends.
click() {
    address=$(mail html "$1" | tr '"' '\n' | grep "^mailto:" | grep "body=$(echo "$2" | sed 's/+/%2B/')\$" | sed 's/^mailto:\([^?]*\).*/\1/')
    echo "$2" | send_mail "$3" "$address" "$2 Q1" >/dev/null
}

for who in "$bea" "$cat"; do
    send_mail "$who" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
done
echo "name Green Fern" | send_mail "$bea" request@forum.example x >/dev/null
quiet

send_mail "$ann" psychotherapy@forum.example "How long does a therapy last?" >/dev/null <<'M'
I would like to know what to expect before I begin.
M
question=$(notice_to bea@example.org "How long")
answer "$question" "$bea" >/dev/null <<'M'
Mine took forty hours, a year and a half.
M
got=$(notice_to ann@example.net "Re: [Psychotherapy]")
expect_contains "the asker may choose the best answer" "best (chooses this answer)" "$(mail text "$got" | tr '\n' ' ')"

# ---- the word alone, the footer's address, an emoji ----
echo "+1" | answer "$(notice_to cat@example.com "How long")" "$cat" >/dev/null
expect_true "+1 in reply to the question" wait_for has_votes 1 1
echo "Thanks!" | answer "$got" "$ann" >/dev/null
expect_true "thanks in reply to the answer" wait_for has_votes 2 1
echo "-1" | answer "$got" "$ann" >/dev/null
expect_true "a second vote takes the place of the first" wait_for has_votes 2 -1
click "$got" "+1" "$ann"
expect_true "the link in the footer" wait_for has_votes 2 1
click "$question" "+1" "$bea"
expect_true "another's link on the question" wait_for has_votes 1 2
echo "unvote Q1" | send_mail "$bea" request@forum.example x >/dev/null
expect_true "a vote is taken back by number" wait_for has_votes 1 1
reply=$(mail address Reply-To "$question")
printf 'From: %s\r\nTo: <%s>\r\nSubject: Re: How long\r\nMessage-ID: <r1@client.example>\r\nIn-Reply-To: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Disposition: reaction\r\n\r\n\360\237\221\215\r\n' \
    "$bea" "$reply" "$(mail header Message-ID "$question")" | send_raw "$bea" "$reply" >/dev/null
expect_true "an emoji as a reaction (RFC 9078)" wait_for has_votes 1 2
quiet
expect_equal "none of it was answered, and nobody else heard of it" "" \
    "$(mails_to ann@example.net "vote"; mails_to bea@example.org "vote"; mails_to cat@example.com "vote")"

# ---- what cannot be ----
echo "+1 Q1" | send_mail "$ann" request@forum.example x >/dev/null
expect_contains "nobody votes on their own" "wrote themselves" "$(mail text "$(notice_to ann@example.net "not counted")" | tr '\n' ' ')"
echo "best Q2" | send_mail "$cat" request@forum.example x >/dev/null
expect_contains "only the asker chooses" "Only who asked" "$(mail text "$(notice_to cat@example.com "No best answer")" | tr '\n' ' ')"

# ---- best ----
click "$got" best "$ann"
expect_true "the asker's click chooses the best answer" wait_for has_best 2
told=$(notice_to ann@example.net "Best answer")
heard=$(notice_to bea@example.org "How long" 3)
expect_contains "its author hears of it" "chosen as the best" "$(mail text "$heard" | tr '\n' ' ')"
expect_equal "... in the thread of its question" "Re: [Psychotherapy] How long does a therapy last?" "$(mail header Subject "$heard")"
expect_lacks "without the asker's name" "ann" "$(tr 'A-Z' 'a-z' <"$heard")"
echo undo | answer "$told" "$ann" >/dev/null
expect_true "undo takes it back" wait_for has_best ""
echo "set notify best off" | send_mail "$bea" request@forum.example x >/dev/null
notice_to bea@example.org "Your settings" >/dev/null
echo best | answer "$got" "$ann" >/dev/null
expect_true "best as the only word of a reply" wait_for has_best 2
echo "unselect Q1" | send_mail "$cat" request@forum.example x >/dev/null
expect_contains "others do not take it back" "Only who asked" "$(mail text "$(notice_to cat@example.com "No best answer" 2)" | tr '\n' ' ')"
echo "unselect Q1" | send_mail "$ann" request@forum.example x >/dev/null
expect_true "who asked does" wait_for has_best ""
echo "best A2" | send_mail "$ann" request@forum.example x >/dev/null
expect_true "and chooses by number" wait_for has_best 2
quiet
expect_equal "who set notify best off hears nothing" 3 "$(mails_to bea@example.org "How long" | wc -l | tr -d ' ')"

# ---- points ----
echo points | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "points" "You have 470 points" "$(mail text "$(notice_to bea@example.org "Your points")" | tr '\n' ' ')"
echo "get Q1" | send_mail "$cat" request@forum.example x >/dev/null
text=$(mail text "$(notice_to cat@example.com "Q1 as it stands")")
expect_contains "get shows a chosen name with the points of what stands under it, and votes" "Green Fern, 460 points, +1 vote, best answer, answered 20" "$text"
expect_lacks "but no points beside a pseudonym" "points, +2" "$text"
expect_contains "only its votes" ", +2 votes, asked 20" "$text"
expect_contains "counted again from posts and votes" "every total is what" "$(askpost -c "$conf" check --points)"

finish
