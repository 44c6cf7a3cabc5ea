#!/bin/sh
# A database beside another forum's keys is noticed by everything that opens it, and left as it is.
. "${srcdir:-.}/tests/flow/lib.sh"
forum people.newcomers=any limits.hold_newcomer=0s
send_mail "Ann <ann@example.net>" psychotherapy@forum.example "Whose keys are these, then?" >/dev/null <<'M'
A question that was written down with the keys of this forum.
M
expect_true "the receipt comes" has_notice ann@example.net "Whose keys"
stop
askpost init "$work/other" --domain forum.example --operator operator@example.org --name Other --relay "maildir:$out" --trust any >/dev/null 2>&1
mv "$home/keys" "$work/right" && cp -a "$work/other/keys" "$home/keys"
cksum <"$home/data/askpost.db" >"$work/before"

timeout 20 askpost -c "$conf" serve >"$work/ready" 2>"$work/said"
status=$?
expect_equal "serve does not start, for what is configured is wrong: 78" 78 $status
expect_contains "and says why" "are not those this database was made with" "$(cat "$work/said")"
askpost -c "$conf" category add more More >"$work/said" 2>&1
expect_true "a command does not work either" test $? -ne 0
expect_contains "and says why, too" "are not those this database was made with" "$(cat "$work/said")"
expect_contains "check says it as well" "FAIL  database" "$(askpost -c "$conf" check | grep "not those this database")"
expect_equal "the database is as it was" "$(cat "$work/before")" "$(cksum <"$home/data/askpost.db")"

rm -r "$home/keys" && mv "$work/right" "$home/keys"
# ---- and keys without their database ----
mkdir "$work/aside" && mv "$home"/data/askpost.db* "$work/aside"
timeout 20 askpost -c "$conf" serve >"$work/ready" 2>"$work/said"
status=$?
expect_equal "where the database is missing and people have keys, none is made: 78" 78 $status
expect_contains "... and it is said" "people have keys in" "$(cat "$work/said")"
askpost -c "$conf" category add more More >"$work/said" 2>&1
expect_contains "nor by a command" "people have keys in" "$(cat "$work/said")"
expect_contains "check says what to do" "put it back" "$(askpost -c "$conf" check | grep "FAIL  database")"
expect_equal "nothing was made" "" "$(ls "$home/data" | grep askpost.db)"
mv "$work"/aside/* "$home/data"

start
expect_contains "with the right keys all is well" "Whose keys" "$(askpost -c "$conf" question 1)"
finish
