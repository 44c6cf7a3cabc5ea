#!/bin/sh
# Names: a pseudonym per thread which stays there, a handle, "Name:" and "Anonymous" lines; and what `content title` leaves out.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t any limits.hold_newcomer=0s limits.automatic_per_day=1000

ann="Ann Miller <ann@example.net>" bea="Bea Smith <bea@example.org>"
member "$ann" relationships
member "$bea" psychotherapy
ask() { # TITLE < BODY: the number of Ann's question
    send_mail "$ann" psychotherapy@forum.example "$1" >/dev/null
    notice_to bea@example.org "$1" >/dev/null
    askpost -c "$conf" --json question list | tr -d '\n' | grep -o '"question": *[0-9]*[^}]*'"$1" | sed 's/[^0-9]*\([0-9]*\).*/\1/' | tail -1
}
names() { askpost -c "$conf" --json question "$1" | sed -n 's/.*"name": "\(.*\)",/\1/p'; }

first=$(echo "What would you ask before the first session?" | ask "Which things should I ask first?")
second=$(echo "There must be more than the ones I found so far." | ask "Which books are worth reading?")
expect_true "each thread has a name of its own" test "$(names "$first")" != "$(names "$second")"
expect_lacks "which is not the sender's" "Ann" "$(names "$first")$(names "$second")"
answer "$(notice_to bea@example.org "Which things")" "$bea" >/dev/null <<'M'
Name: Bea S.

Ask how they work, and what they think of your trouble.
M
reply=$(notice_to ann@example.net "Re: [Psychotherapy] Which things" )
expect_contains "a Name: line is the name shown" "Bea S." "$(mail header From "$reply")"
expect_lacks "... and no part of the text" "Name:" "$(mail text "$reply")"
echo "That is good advice, I shall do so." | answer "$reply" "$ann" >/dev/null
three() { [ "$(names "$first" | wc -l)" = 3 ]; }
wait_for three
expect_equal "the asker's comment has the asker's name there" "$(names "$first" | sed -n 1p)" "$(names "$first" | sed -n 3p)"
answer "$(notice_to bea@example.org "Which books")" "$bea" >/dev/null <<'M'
Anonymous

I liked the thin ones best, to be honest.
M
reply=$(notice_to ann@example.net "Re: [Psychotherapy] Which books")
expect_contains "Anonymous hides it" "Anonymous" "$(mail header From "$reply")"

echo "set content title" | send_mail "$bea" request@forum.example x >/dev/null
notice_to bea@example.org "Your settings" >/dev/null
echo "The body of this question is nobody else's business." | ask "Who reads over your shoulder?" >/dev/null
notice=$(notice_to bea@example.org "Who reads over your shoulder?")
expect_lacks "content title: no word of the body" "nobody else's business" "$(mail text "$notice")$(mail html "$notice")"

finish
