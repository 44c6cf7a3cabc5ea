#!/bin/sh
# The whole path behind a real Postfix, as contrib/postfix sets it up, with a real mail client: LMTP in, socketmap, the MTA's verdict,
# notices out through Postfix into mailboxes, replies by s-nail.
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/postfix.sh"
need_postfix
members="ann bea operator"
forum_behind_postfix

queued() { postqueue -c "$postfix_home" -j 2>/dev/null; }

# Unknown recipients are refused by Postfix, by asking askpost; known ones are not.
said=$(smtp $mx_port "EHLO outside.example" "MAIL FROM:<eve@outside.example>" "RCPT TO:<nobody-here@forum.example>" \
    "RCPT TO:<r0000000000000000000000000000000000000000@forum.example>" "RCPT TO:<psychotherapy@forum.example>" \
    "RCPT TO:<psychotherapy+subscribe@forum.example>" "RCPT TO:<eve@elsewhere.example>" RSET QUIT | tail -n 7)
expect_contains "an unknown recipient is refused at RCPT" "550 5.1.1 <nobody-here@forum.example>" "$said"
expect_contains "a false token as well" "550 5.1.1 <r0000000000000000000000000000000000000000@forum.example>" "$said"
expect_equal "a category and its +subscribe are taken" 2 "$(echo "$said" | grep -c '^250 2.1.5')"
expect_contains "and nothing is relayed elsewhere" "550 5.1.1 <eve@elsewhere.example>" "$said"
expect_equal "nothing is queued" "" "$(queued)"

# Subscribing by mail; the confirmation goes out through Postfix.
client_sends "$bea" psychotherapy+subscribe@forum.example hello </dev/null
confirm=$(notice_to bea@members.example)
expect_contains "the confirmation carries the promise" "only be used for sending these notifications" "$(mail text "$confirm" | tr '\n' ' ')"
echo ok | client_replies "$confirm" "$bea"
expect_true "the client's ok confirms" test -n "$(notice_to bea@members.example "" 2)"

# A question, and the newcomer's ok.
client_sends "$ann" psychotherapy@forum.example "If I seek therapy, will it be recorded in my medical records?" <<'M'
I am thinking about seeing a therapist, but I worry about who can read about it later.

Does anybody know?
M
preview=$(notice_to ann@members.example)
echo ok | client_replies "$preview" "$ann"
question=$(notice_to bea@members.example "medical records")
expect_contains "the subscriber gets the question" "who can read about it later" "$(mail text "$question" | tr '\n' ' ')"
receipt=$(notice_to ann@members.example "medical records" 2)
expect_true "the asker gets a receipt" test -n "$receipt"

# What Postfix made of the notice: headers whole, no CR in the file, nobody's own traces.
expect_contains "List-Id" "<psychotherapy.forum.example>" "$(mail header List-Id "$question")"
for name in List-Post List-Help List-Unsubscribe; do
    expect_contains "$name" "@forum.example" "$(mail header $name "$question")"
done
expect_equal "Auto-Submitted" auto-generated "$(mail header Auto-Submitted "$question")"
expect_contains "the reply token" "@forum.example" "$(mail address Reply-To "$question")"
expect_contains "the envelope sender is the bounce token" "Return-Path: <b" "$(head -1 "$question")"
expect_equal "no CR" 0 "$(tr -cd '\r' <"$question" | wc -c)"
expect_equal "only 7-bit" 0 "$(LC_ALL=C tr -d '\000-\177' <"$question" | wc -c)"
expect_lacks "no Received of askpost's own submission" "Received:" "$(sed '/^$/q' "$question")"
expect_lacks "not the author's name" Miller "$(cat "$question")"
expect_lacks "not the author's address" "ann@" "$(cat "$question")"

# The client's own reply command, quoting the notice, becomes an answer.
client_replies "$question" "$bea" <<'M'
In general it will be recorded, but only your provider can read it without your permission.
M
answer=$(notice_to ann@members.example "medical records" 3)
text=$(mail text "$answer" | tr '\n' ' ')
expect_contains "the asker gets the answer" "only your provider can read it" "$text"
expect_lacks "without what the client quoted" "A reply to this mail becomes a public answer, shown" "$(askpost -c "$conf" question 1)"
expect_contains "stored as an answer" "only your provider can read it" "$(askpost -c "$conf" question 1)"
expect_contains "it threads under the receipt" "$(mail header Message-ID "$receipt")" "$(mail header References "$answer")"
expect_contains "and replies to it" "$(mail header Message-ID "$receipt")" "$(mail header In-Reply-To "$answer")"

# A verdict somebody else wrote counts for nothing: stripped at the door, outranked where Postfix vouches for another.
forged() { # PORT ENVELOPE-SENDER FROM: a question in the name of FROM
    smtp "$1" "EHLO outside.example" "MAIL FROM:<$2>" "RCPT TO:<psychotherapy@forum.example>" DATA . QUIT <<M
Authentication-Results: mx.forum.example; dmarc=pass header.from=${3#*@}
From: $3
To: psychotherapy@forum.example
Subject: A question that Ann did not ask at all
Date: $(date -R)
Message-ID: <forged.$1.$2>

This was written by somebody else, with a verdict of their own making.
M
}
held_before=$(askpost -c "$conf" held list | wc -l)
expect_contains "a forged verdict comes in by the front door" "250 2.0.0 Ok: queued" "$(forged "$mx_port" eve@outside.example ann@members.example)"
held_one_more() { [ "$(askpost -c "$conf" held list | wc -l)" -gt "$held_before" ]; }
expect_true "and is held" wait_for held_one_more
expect_equal "not posted" "" "$(mails_to bea@members.example "did not ask")"

forged "$submission_port" bea@members.example carl@outside.example >/dev/null
expect_true "below a verdict of our own it is outranked: no newcomer, but a stranger" wait_for grep -q held-stranger "$work/log"

# Leaving by mail.
left() { [ "$(mails_to bea@members.example | wc -l)" -gt "$before" ]; }
before=$(mails_to bea@members.example | wc -l)
client_sends "$bea" psychotherapy+unsubscribe@forum.example leave </dev/null
wait_for left
client_sends "$ann" psychotherapy@forum.example "Is it recorded as well when I pay for the therapy myself?" <<'M'
I would rather pay for it myself if that keeps it out of the records.
M
expect_true "the second question is taken" test -n "$(notice_to ann@members.example "pay for the therapy")"
quiet
expect_equal "who left gets no more questions" "" "$(mails_to bea@members.example "pay for the therapy")"
queue_empty() { [ -z "$(queued)" ]; }
expect_true "nothing is left in Postfix's queue" wait_for queue_empty
expect_equal "Postfix complained of nothing" "" "$(grep -E 'warning|fatal|error|panic' "$work/mail.log" | grep -v 'inet_protocols')"
[ $tests_failed = 0 ] || { tail -60 "$work/mail.log"; tail -20 "$work/client.log"; } | say
finish
