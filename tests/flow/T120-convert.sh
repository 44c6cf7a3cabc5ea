#!/bin/sh
# An answer that should have been a comment becomes one, and the other way round; the numbers of posts stand in their mails.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" edi="Edi Torrance <edi@example.com>"

person() { askpost -c "$conf" --json person show "$1" | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1; }
said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
points() { # FROM N: what `points` says the Nth time
    echo points | send_mail "$1" request@forum.example x >/dev/null
    said "$(notice_to "$(bare "$1")" "Your points" "$2")" | sed -n 's/.*You have \([0-9]*\) points.*/\1/p'
}
for who in "$bea" "$edi"; do
    send_mail "$who" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
askpost -c "$conf" person role "$(person edi@example.com)" editor psychotherapy >/dev/null

echo "I would like to know what to expect before I begin." | send_mail "$ann" psychotherapy@forum.example "How long does a therapy last?" >/dev/null
echo "Could you say which kind of therapy you mean?" | answer "$(notice_to bea@example.org "How long")" "$bea" >/dev/null
receipt=$(notice_to bea@example.org "Re: [Psychotherapy] How long")
got=$(notice_to ann@example.net "Re: [Psychotherapy] How long")

# ---- numbers ----
expect_contains "the receipt says what number it has" "Your answer is A2, under Q1" "$(said "$receipt")"
expect_contains "the mail others get does as well" "Q1, A2." "$(said "$got")"
echo "get Q1" | send_mail "$ann" request@forum.example x >/dev/null
expect_contains "so does get" "A2, " "$(said "$(notice_to ann@example.net "Q1 as it stands")")"
echo "+1 A2" | send_mail "$ann" request@forum.example x >/dev/null
wait_for is_counted vote-up 1

# ---- by an editor ----
expect_equal "an answer with a vote gives 60" 160 "$(points "$bea" 1)"
echo convert | answer "$got" "$ann" >/dev/null
expect_contains "not everybody does that" "only editors" "$(said "$(notice_to ann@example.net "Nothing was changed")")"
echo "convert A2 comment" | send_mail "$edi" request@forum.example x >/dev/null
done=$(notice_to edi@example.com "Changed: How long")
expect_contains "an editor does, and hears its new number" "is a comment now: C2." "$(said "$done")"
told=$(notice_to bea@example.org "It is a comment now")
expect_contains "its author hears so" "An editor made your answer a comment on the question. It is C2 now" "$(said "$told")"
expect_lacks "... not by whom" "Edi" "$(cat "$told")"
echo "get Q1" | send_mail "$ann" request@forum.example x >/dev/null
expect_contains "get shows a comment, and on what" "commented on Q1" "$(said "$(notice_to ann@example.net "Q1 as it stands" 2)")"
expect_equal "which gives no points" 100 "$(points "$bea" 2)"
expect_contains "counted again from posts and votes" "every total is what" "$(askpost -c "$conf" check --points)"
echo undo | answer "$done" "$edi" >/dev/null
expect_contains "undo makes it an answer again" "An editor made your comment an answer" "$(said "$(notice_to bea@example.org "It is an answer now")")"
expect_equal "with its points" 160 "$(points "$bea" 3)"

# ---- by who wrote it ----
echo convert | answer "$receipt" "$bea" >/dev/null
expect_contains "who wrote an answer makes it a comment" "is a comment now: C2." "$(said "$(notice_to bea@example.org "Changed: How long")")"
expect_contains "the totals are right" "every total is what" "$(askpost -c "$conf" check --points)"
expect_contains "the record has it" '"did": "to-comment"' "$(askpost -c "$conf" --json log)"

finish
