#!/bin/sh
# One question through everything: asked by a newcomer, confirmed, sent to a subscriber, answered by reply, commented on.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s

# Somebody subscribes: a newcomer confirms by reply.
send_mail "Bea <bea@example.org>" psychotherapy+subscribe@forum.example "hello" </dev/null >/dev/null
confirm=$(notice_to bea@example.org)
expect_contains "the confirmation carries the promise" "only be used for sending these notifications" "$(mail text "$confirm" | tr '\n' ' ')"
echo ok | answer "$confirm" "Bea <bea@example.org>" >/dev/null
expect_true "the subscription is confirmed" notice_to bea@example.org "" 2

# A newcomer asks: preview, ok, posted.
send_mail "Ann Miller <ann@example.net>" psychotherapy@forum.example "If I seek therapy, will it be recorded in my medical records?" >"$work/said" <<'M'
I am thinking about seeing a therapist, but I worry about who can read about it later.

Does anybody know?
M
expect_equal "the MTA is told it was taken" DONE "$(cat "$work/said")"
preview=$(notice_to ann@example.net)
text=$(mail text "$preview" | tr '\n' ' ')
expect_contains "the preview shows the text" "who can read about it later" "$text"
expect_contains "the preview carries the promise" "only be used for sending these notifications" "$text"
expect_equal "nothing is posted before ok" "" "$(mails_to bea@example.org "medical records")"
echo "ok" | answer "$preview" "Ann Miller <ann@example.net>" >/dev/null

question=$(notice_to bea@example.org "medical records")
text=$(mail text "$question" | tr '\n' ' ')
expect_contains "the subscriber gets the question" "who can read about it later" "$text"
expect_contains "the first line says what a reply does" "A reply to this mail becomes a public answer" "$text"
expect_lacks "not the author's name" "Miller" "$(cat "$question")"
expect_lacks "not the author's address" "ann@" "$(cat "$question")"
receipt=$(notice_to ann@example.net "medical records" 2)
expect_true "the asker gets a receipt" test -n "$receipt"

# An answer by reply.
answer "$question" "Bea <bea@example.org>" >/dev/null <<'M'
In general it will be recorded, but only your provider can read it without your permission.
M
got=$(notice_to ann@example.net "Re: [Psychotherapy]")
text=$(mail text "$got" | tr '\n' ' ')
expect_contains "the asker gets the answer" "only your provider can read it" "$text"
expect_contains "which threads under the receipt" "$(mail header Message-ID "$receipt")" "$(mail header References "$got")"
expect_lacks "without Bea's address" "bea@" "$(cat "$got")"

# A comment by replying to the answer.
echo "Thank you, that helps me a lot to decide." | answer "$got" "Ann Miller <ann@example.net>" >/dev/null
comment=$(notice_to bea@example.org "Re: [Psychotherapy]" 2) # after the receipt of her answer
expect_contains "the answerer gets the comment" "helps me a lot" "$(mail text "$comment" | tr '\n' ' ')"

finish
