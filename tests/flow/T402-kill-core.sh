#!/bin/sh
# core is killed fifty times under load: what was acknowledged is there, once.
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/kill.sh"
under_load
kill_again_and_again core acks
load_ends
all_sent
expect_sound
finish
