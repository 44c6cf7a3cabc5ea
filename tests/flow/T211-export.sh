#!/bin/sh
# Everything the forum has about a person, by mail, to that person alone, after they confirmed it.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=100

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
member "$ann" relationships
member "$bea" psychotherapy
echo "I have put this off for years." | vouched "$ann" psychotherapy@forum.example "Will therapy be on my record?" >/dev/null
notice=$(notice_to bea@b.example "on my record")
echo "It depends on who pays for it." | vouched_answer "$notice" "$bea" >/dev/null
notice_to bea@b.example "Re: [Psychotherapy] Will therapy be on my record?" >/dev/null
echo "+1 A2" | vouched "$ann" request@forum.example x >/dev/null
echo "+1 Q1" | vouched "$bea" request@forum.example x >/dev/null
wait_for is_counted vote-up 2

echo "set archive no" | vouched "$bea" request@forum.example settings >/dev/null
notice_to bea@b.example "Your settings" >/dev/null

echo export | vouched "$bea" request@forum.example export >/dev/null
asked=$(notice_to bea@b.example "Everything the forum has")
expect_contains "it is asked for a word first" "ok (does it)" "$(mail text "$asked" | tr '\n' ' ')"
expect_lacks "and holds nothing yet" "It depends on who pays" "$(mail text "$asked")"
echo ok | vouched_answer "$asked" "$bea" >/dev/null
sent=$(notice_to bea@b.example "Everything the forum has" 2)
text=$(mail text "$sent")
expect_contains "then it has one's posts" "It depends on who pays for it." "$text"
expect_contains "by the numbers all mails give them" "--- A2, answer in Q1" "$text"
expect_contains "one's votes" "+1 for Q1 in Q1" "$text"
expect_contains "one's subscriptions" "psychotherapy" "$text"
expect_contains "one's settings" "archive: no" "$text"
expect_contains "and what they say of one's posts" "not to be archived" "$text"
expect_contains "one's consent" "You agreed to version 1" "$text"
expect_contains "the titles of threads" "Will therapy be on my record?" "$text"
expect_lacks "of others not a word" "put this off" "$text"
expect_contains "times that say where they hold" "UTC, others see it since" "$(echo "$text" | tr '\n' ' ')"
echo ok | vouched_answer "$asked" "$bea" >/dev/null
notice_to bea@b.example "That is settled already" >/dev/null
expect_equal "nobody else gets it" "" "$(mails_to ann@a.example "Everything the forum has")"
finish
