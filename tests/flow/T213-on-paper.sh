#!/bin/sh
# Who asks the operator by letter gets the same as who asks the forum by mail: everything about them, or to be forgotten.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s
status() { "$@" >/dev/null 2>&1; echo $?; }
person() { askpost -c "$conf" person "$@"; }

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
member "$ann" psychotherapy
member "$bea" psychotherapy
echo "It depends on xylophones, mostly." | vouched "$ann" psychotherapy@forum.example "What does a therapy depend on?" >/dev/null
echo "Nobody else would have put it like this." | vouched "$bea" psychotherapy@forum.example "Who else would have put it so?" >/dev/null
quiet

expect_contains "help names both" "person forget NUMBER|ADDRESS [words]" "$(askpost person --help)"
expect_equal "too little is a usage error" 64 "$(status askpost -c "$conf" person forget)"
expect_equal "so is a word there is not" 64 "$(status askpost -c "$conf" person forget ann@a.example everything)"
expect_equal "nobody of that address" 65 "$(status askpost -c "$conf" person export nobody@x.example)"

said=$(person export ann@a.example)
expect_contains "export says what it does" "is mailed to them" "$said"
expect_lacks "and shows nothing of it" xylophones "$said"
expect_contains "who it is about gets it" xylophones "$(mail text "$(notice_to ann@a.example "Everything the forum has about you")" | tr '\n' ' ')"
expect_lacks "with nothing of others" "put it like this" "$(mail text "$(notice_to ann@a.example "Everything the forum has about you")" | tr '\n' ' ')"

# anywhere WORD: it stands in one of the forum's files.
nowhere() { ! grep -q -a -r -F "$1" "$home/data" "$home/keys"; }
expect_contains "forget, as JSON" '"done": "person ' "$(person forget ann@a.example words --json)"
expect_contains "they are told, by a last mail" "This is the last mail" "$(mail text "$(notice_to ann@a.example "The forum forgets you")" | tr '\n' ' ')"
expect_true "what they wrote is nowhere any more" wait_for nowhere xylophones
expect_contains "the record says that it was done, and by whom" "operator" "$(askpost -c "$conf" log | grep "forget with words")"
expect_lacks "without an address" "@" "$(askpost -c "$conf" log)"
person forget bea@b.example >/dev/null
expect_true "without their words" has_notice bea@b.example "The forum forgets you"
expect_contains "these stay, as nobody's" "Someone" "$(askpost -c "$conf" question 2)"
expect_equal "nobody is forgotten twice" 65 "$(status askpost -c "$conf" person forget bea@b.example)"
finish
