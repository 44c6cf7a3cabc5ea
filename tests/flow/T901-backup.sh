#!/bin/sh
# backup while the daemon runs, restore into an empty place: nothing is sent twice, old reply addresses still work, and numbers that
# were given after the backup are not given again.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any

ann="Ann Miller <ann@example.net>" bea="Bea <bea@example.org>"
send_mail "$bea" psychotherapy+subscribe@forum.example x </dev/null >/dev/null
echo ok | answer "$(notice_to bea@example.org)" "$bea" >/dev/null
notice_to bea@example.org "You subscribe" >/dev/null
send_mail "$ann" psychotherapy@forum.example "What does a first session look like?" >/dev/null <<'M'
I have an appointment next week and feel uneasy about it.
M
question=$(notice_to bea@example.org "first session")
notice_to ann@example.net "first session" >/dev/null
quiet

# One notice is kept from leaving, as if the relay were away.
stop
set_conf mail.relay smtp://127.0.0.1:1
start
echo "It is mostly talking about what brings you there, and about paperwork." | answer "$question" "$bea" >/dev/null
waiting() { [ "$(askpost -c "$conf" queue list | grep -c '^[0-9]')" -ge 1 ]; }
expect_true "something waits for the relay" wait_for waiting

askpost -c "$conf" backup "$work/copy" >"$work/said" 2>&1
expect_equal "a backup of a running forum" 0 $?
expect_contains "says what is not in it" "The keys are not in it" "$(cat "$work/said")"
expect_equal "it can be read by its owner alone" "drwx------" "$(ls -ld "$work/copy" | cut -c1-10)"
expect_true "no key is in it" test -z "$(find "$work/copy" -name '*key*')"
askpost -c "$conf" backup "$work/copy" >/dev/null 2>&1
expect_true "it never writes over another" test $? -ne 0
askpost -c "$conf" restore --force "$work/copy" >"$work/said" 2>&1
expect_true "no restore while the daemon runs" test $? -ne 0
expect_contains "and why" "running" "$(cat "$work/said")"

# After the backup a question is asked, which the backup knows nothing of.
send_mail "$ann" relationships@forum.example "What has come after the backup?" >/dev/null <<'M'
This is lost with the disk, but its number is known to others.
M
lost() { askpost -c "$conf" question list | grep -q "come after the backup"; }
wait_for lost
number=$(askpost -c "$conf" question list | sed -n 's/^\([0-9]*\) .*come after the backup.*/\1/p')
stop
set_conf mail.relay "maildir:$out"
rm -rf "$home/data"
sent=$(count_mails)

askpost -c "$conf" restore "$work/copy" >"$work/said" 2>&1
expect_equal "restore" 0 $?
expect_contains "says what it held back" "Held back" "$(cat "$work/said")"
start
quiet
expect_equal "nothing is sent again" "$sent" "$(count_mails)"
expect_contains "what waited is listed" "held back" "$(askpost -c "$conf" queue list)"
expect_contains "the forum is there" "first session" "$(askpost -c "$conf" question list)"

echo "One more thing: you may bring somebody along if you like." | answer "$question" "$bea" >/dev/null
expect_true "an old reply address still works" notice_to ann@example.net "Re: [Psychotherapy]"
send_mail "$ann" relationships@forum.example "What comes after the restore then?" >/dev/null <<'M'
This is a new question which must not get an old number.
M
asked() { askpost -c "$conf" question list | grep -q "after the restore then"; }
wait_for asked
again=$(askpost -c "$conf" question list | sed -n 's/^\([0-9]*\) .*after the restore then.*/\1/p')
expect_true "a number that was given is not given again ($number, $again)" test "${again:-0}" -gt "${number:-0}"
askpost -c "$conf" queue release all >/dev/null
expect_equal "what was held back can be let go at once" 0 $?
expect_true "... and leaves" wait_for sh -c "! askpost -c '$conf' queue list | grep -q 'held back'"

finish
