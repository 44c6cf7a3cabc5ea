#!/bin/sh
# `forget me`: confirmed by mail, told by a last mail, and then nothing of the person is in any file; a backup made before, put back, forgets
# again by itself.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=100

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
member "$ann" relationships
member "$bea" psychotherapy
echo "name Zebulon Quill" | vouched "$bea" request@forum.example name >/dev/null
echo "I have put this off for years." | vouched "$ann" psychotherapy@forum.example "Will therapy be on my record?" >/dev/null
notice=$(notice_to bea@b.example "on my record")
echo "It depends on xylophones, mostly." | vouched_answer "$notice" "$bea" >/dev/null
heard=$(notice_to ann@a.example "Re: [Psychotherapy] Will therapy be on my record?")
expect_contains "Ann reads Bea's answer" "xylophones" "$(mail text "$heard")"
quiet
stop # the WAL is moved into the file
start
expect_true "what is looked for can be found" grep -q -a xylophones "$home/data/askpost.db"
expect_true "a backup is made" askpost -c "$conf" backup "$work/backup"

# anywhere WORD: it stands in one of the forum's files.
anywhere() { grep -q -a -r -F "$1" "$home/data" "$home/keys"; }
nowhere() { ! anywhere "$1"; }

echo "forget me and my words" | vouched "$bea" request@forum.example forget >/dev/null
asked=$(notice_to bea@b.example "Are you to be forgotten?")
expect_contains "it is asked for a word" "It cannot be undone" "$(mail text "$asked" | tr '\n' ' ')"
expect_true "and until then nothing is gone" anywhere xylophones
echo ok | vouched_answer "$asked" "$bea" >/dev/null
last=$(notice_to bea@b.example "The forum forgets you")
expect_contains "the last mail says so" "This is the last mail" "$(mail text "$last" | tr '\n' ' ')"
for word in xylophones "Zebulon Quill" bea@b.example; do
    expect_true "nothing holds \"$word\" any more" wait_for nowhere "$word"
done
expect_true "others' words stand" anywhere "put this off"
expect_contains "person list says so" forgotten "$(askpost -c "$conf" person list)"
expect_equal "the address finds nobody" 1 "$(askpost -c "$conf" person show bea@b.example >/dev/null 2>&1; [ $? -ne 0 ] && echo 1)"
refused=$(echo "And one more thing." | vouched_answer "$notice" "$bea")
expect_contains "addresses in old mails are no addresses" "550" "$refused"
before=$(mails_to bea@b.example | wc -l)
echo "Does anybody know more about it?" | vouched "$ann" psychotherapy@forum.example "And what of the insurance?" >/dev/null
quiet
expect_equal "and nothing comes any more" "$before" "$(mails_to bea@b.example | wc -l)"
stop

# ---- yesterday's backup ----
askpost -c "$conf" restore --force "$work/backup" >/dev/null 2>&1
rm -f "$home"/data/*.replaced* "$home"/data/askpost.db.[0-9]*
expect_true "the backup has it" anywhere xylophones
start
for word in xylophones "Zebulon Quill"; do
    expect_true "started, the daemon forgets \"$word\" again" wait_for nowhere "$word"
done
expect_contains "and the person" forgotten "$(askpost -c "$conf" person list)"
expect_true "others' words stand" anywhere "put this off"
finish
