#!/bin/sh
# A mailer is killed fifty times under load: every notice still leaves, and one that leaves twice is the same.
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/kill.sh"
under_load
kill_again_and_again mailer sent
load_ends
all_sent
expect_sound
finish
