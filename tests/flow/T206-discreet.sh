#!/bin/sh
# content discreet: who sees the list of Bea's mails, or her locked screen, learns nothing; `show` brings the text, once; what else she
# replies is what it would be.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s limits.automatic_per_day=100

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
member "$ann" relationships
member "$bea" psychotherapy
secrets='panic|divorce|husband|whisky|breathing|psychotherapy|therap|mind|heart|Q[0-9]'

# The heads and the first 200 characters, as a list of mails shows them.
plain() { sed 's/[a-z2-7]\{24,41\}@/TOKEN@/g'; } # what is in a token is chance
glance() { { sed '/^\r*$/q' "$1"; mail text "$1" | head -c 200; } | plain; }
telling() { plain | grep -iE "$secrets"; }
new_to_bea() { # waits for Bea's next mail: $got
    got=$(notice_to bea@b.example "" $((seen + 1))) && seen=$((seen + 1))
}
quiet
seen=$(mails_to bea@b.example | wc -l)

echo 'set content discreet' | send_mail "$bea" request@forum.example settings >/dev/null
new_to_bea
expect_contains "it is confirmed" "content is now: discreet" "$(mail text "$got")"
expect_equal "under heads that tell nothing" "A message for you" "$(mail header Subject "$got")"

echo "My husband drinks whisky every day." | send_mail "$ann" psychotherapy@forum.example "Does panic end with a divorce?" >/dev/null
new_to_bea
hint=$got
expect_equal "a question: its subject" "A message for you" "$(mail header Subject "$hint")"
expect_equal "... its sender" "Messages <reply@forum.example>" "$(mail header From "$hint" | tr -d '"')"
expect_equal "... its List-Id is the whole forum's" "<all.forum.example>" "$(mail header List-Id "$hint")"
expect_equal "no head, no text, no HTML says what it is about" "" "$({ glance "$hint"; mail text "$hint"; mail html "$hint"; } | telling)"

echo show | answer "$hint" "$bea" >/dev/null
new_to_bea
expect_contains "show brings the text" "My husband drinks whisky every day." "$(mail text "$got")"
expect_equal "below heads and first lines that tell nothing" "" "$(glance "$got" | telling)"
shown=$got
echo "Show!" | answer "$hint" "$bea" >/dev/null
quiet
expect_equal "once" "$seen" "$(mails_to bea@b.example | wc -l)"

echo "Breathing exercises helped me through mine." | answer "$shown" "$bea" >/dev/null
answered=$(notice_to ann@a.example "Re: [Psychotherapy]")
expect_contains "a reply to what was shown is an answer" "Breathing exercises helped me" "$(mail text "$answered")"
expect_lacks "and nothing of what it quotes is" "what you asked for" "$(mail text "$answered")"
new_to_bea
expect_equal "the receipt tells nothing either" "" "$({ glance "$got"; mail text "$got"; mail html "$got"; } | telling)"
echo "And another thing that helped was walking." | answer "$hint" "$bea" >/dev/null
expect_true "a reply to the hint with other words is one too" has_notice ann@a.example "Re: [Psychotherapy]" 2
expect_equal "both stand" 2 "$(posts answer "$(askpost -c "$conf" question list | sed -n 's/^\([0-9][0-9]*\).*/\1/p' | head -1)")"
new_to_bea

# The button's own address does the same.
echo "Thank you, breathing works." | answer "$answered" "$ann" >/dev/null
new_to_bea
expect_contains "the button sends show" "body=show" "$(mail html "$got")"
echo "get" | send_mail "$bea" "$(mail address Reply-To "$got")" "Re: A message for you" >/dev/null
new_to_bea
expect_contains "get brings the whole thread" "My husband drinks" "$(mail text "$got")"
expect_equal "in the same quiet way" "" "$(glance "$got" | telling)"

echo 'set content full' | send_mail "$bea" request@forum.example settings >/dev/null
new_to_bea
echo "Full again, for the whole thread." | answer "$answered" "$ann" >/dev/null
new_to_bea
expect_contains "and back" "Full again" "$(mail text "$got")"
finish
