#!/bin/sh
# By pipe nothing is refused after the dot: the MTA would try again for days, and then bounce it to whoever the sender seems to be.
. "${srcdir:-.}/tests/flow/lib.sh"
forum

held() { askpost -c "$conf" held list | grep -c quarantine; }
deliver() { askpost -c "$conf" deliver -f ann@example.net psychotherapy@forum.example; }
many_fields() { yes "X-Field: one of many" | head -2000 | sed 's/$/\r/'; printf '\r\nbody\r\n'; }
our_own() { printf 'From: ann@example.net\r\nX-Loop: reply@forum.example\r\nSubject: it comes back\r\n\r\nbody\r\n'; }

many_fields | deliver >/dev/null
expect_equal "a header with too many fields is taken" 0 $?
expect_equal "and kept in quarantine" 1 "$(held)"
our_own | deliver >/dev/null
expect_equal "a mail of ours that comes back is taken" 0 $?
expect_equal "and kept in quarantine" 2 "$(held)"
looping() { printf 'From: ann@example.net\r\n'; yes "Received: from a by b" | head -60 | sed 's/$/\r/'; printf '\r\nbody\r\n'; }
looping | deliver >/dev/null
expect_equal "a mail with sixty hops is taken" 0 $?
expect_equal "and kept in quarantine" 3 "$(held)"
many_fields >"$work/many"
expect_contains "by LMTP it is refused" "REFUSED 5.6.0" "$(send_raw ann@example.net psychotherapy@forum.example <"$work/many")"
expect_equal "and nothing of it kept" 3 "$(held)"

finish
