#!/bin/sh
# What is held and how it comes out of it: by its owner's word, by a fresh address after the old one expired, never by itself; and replies
# that went to a category's address.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=100 limits.questions_per_hour=100

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>" cora="Cora <cora@c.example>" dora="Dora <dora@d.example>"
for who in "$ann" "$bea" "$cora" "$dora"; do member "$who" psychotherapy; done

# ask N: Ann asks question number N; $question is the number it stands under.
ask() {
    echo "These are the words of question $1, which somebody may answer." |
        vouched "$ann" psychotherapy@forum.example "What is to be done about case $1?" >/dev/null
    notice_to bea@b.example "about case $1?" >/dev/null && notice_to cora@c.example "about case $1?" >/dev/null &&
        notice_to dora@d.example "about case $1?" >/dev/null
    question=$(askpost -c "$conf" question list | awk -v title="about case $1?" 'index($0, title) { print $1 }')
}

notice_of() { notice_to "$(bare "$1")" "about case $2?"; } # what somebody got of question N
asked() { mails_to "$(bare "$1")" "Did you write" | wc -l; }
waiting() { askpost -c "$conf" held list | grep -c waiting; }
is_posted() { [ "$(posts "$@")" = "${wanted:-1}" ]; }

# travel DAYS: the daemon sees the clock of so many days from now.
travel() {
    stop
    export ASKPOST_CLOCK_SKEW=$(($1 * 86400))
    start
}

# ---- a true token without a verdict: mine, theirs, drop ----
ask 1
echo "I wrote this one myself, and here it is." | answer "$(notice_of "$bea" 1)" "$bea" >/dev/null
did_you=$(notice_to bea@b.example "Did you write")
expect_lacks "the owner is asked, without a word of it" "here it is" "$(mail text "$did_you")"
expect_contains "and told what it would be" "an answer to Q$question" "$(mail text "$did_you")"
expect_equal "it answers nothing yet" 0 "$(posts answer "$question")"
echo "I wrote one more, and it follows the other." | answer "$(notice_of "$bea" 1)" "$bea" >/dev/null
quiet
expect_equal "asked once a day" 1 "$(asked "$bea")"
expect_equal "both wait" 2 "$(waiting)"
echo perhaps | vouched_answer "$did_you" "$bea" >/dev/null
expect_true "other words are asked about" has_notice bea@b.example "Nothing was done yet"
expect_equal "and do nothing" 0 "$(posts answer "$question")"
echo mine | answer "$did_you" "$bea" >/dev/null
expect_true "mine posts it" wait_for is_posted answer "$question"
expect_contains "it is the one asked about" "and here it is." "$(askpost -c "$conf" --json question "$question")"
echo mine | vouched_answer "$did_you" "$bea" >/dev/null
expect_true "mine once more: settled already" has_notice bea@b.example "settled already"
for row in "theirs $cora" "drop $dora"; do
    word=${row%% *} who=${row#* }
    echo "Nobody may read this one: $word." | answer "$(notice_of "$who" 1)" "$who" >/dev/null
    did_you=$(notice_to "$(bare "$who")" "Did you write")
    expect_equal "$word: it waits" 2 "$(waiting)"
    echo "$word" | vouched_answer "$did_you" "$who" >/dev/null
    expect_true "$word is confirmed" has_notice "$(bare "$who")" "It was dropped"
    expect_equal "$word: it waits no more" 1 "$(waiting)"
done
expect_equal "theirs and drop post nothing" 1 "$(posts answer "$question")"

# ---- a reply to the category's address ----
# misaddressed SUBJECT WORDS FROM REFERENCE: what clients send that ignore Reply-To.
misaddressed() {
    headers=$(printf '%s\r\nIn-Reply-To: %s\r\nReferences: %s' "$(verdict pass "$3")" "$4" "$4")
    echo "$2" | send_mail "$3" psychotherapy@forum.example "$1" >/dev/null
    headers=
}
ask 2
reference=$(mail header Message-ID "$(notice_of "$cora" 2)")
questions=$(askpost -c "$conf" question list | grep -c "about case")
misaddressed "Re: [Psychotherapy] What is to be done about case 2?" "Ignoring the reply address, I answer this." "$cora" "$reference"
expect_true "a reply to the category is an answer" wait_for is_posted answer "$question"
misaddressed "Re: [Psychotherapy] What is to be done about case 2?" "With somebody else's mail in hand, I answer this." "$dora" "$reference"
expect_true "with another's reference it is held" is_counted held-misaddressed 1
expect_true "and its sender asked" has_notice dora@d.example "Re: What is to be done about case 2?"
misaddressed "Re: [Psychotherapy] What is to be done about case 2?" "I made that reference up and answer this." "$cora" \
    "<maaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@forum.example>"
quiet
expect_equal "an uncertain one answers nothing" 1 "$(posts answer "$question")"
expect_equal "and is no question either" "$questions" "$(askpost -c "$conf" question list | grep -c "about case")"

# ---- an old address from the address book, and mail of a list ----
quiet
before=$(mails_to bea@b.example | wc -l)
echo "Shall we meet on Sunday, and who brings the bread?" |
    vouched "$bea" "$(mail address Reply-To "$(notice_of "$bea" 2)")" "Our picnic on Sunday" >/dev/null
expect_true "a mail about something else, to the address of a notice, is held" is_counted held-unrelated 1
choice=$(notice_to bea@b.example "" $((before + 1)))
expect_equal "its sender is asked" 1 "$(posts answer "$question")"
echo drop | vouched_answer "$choice" "$bea" >/dev/null
expect_true "and drops it" has_notice bea@b.example "It was dropped"
quiet
before=$(count_mails)
headers=$(printf '%s\r\nList-Id: <knitting.lists.example>\r\nList-Post: <mailto:knitting@lists.example>' "$(verdict pass "$cora")")
echo "Who has the pattern of that jumper, I wonder?" | send_mail "$cora" psychotherapy@forum.example "[knitting] The green jumper" >/dev/null
headers=
expect_true "what came through a mailing list is held" is_counted held-list 1
quiet
expect_equal "and not answered" "$before" "$(count_mails)"
askpost -c "$conf" held list | awk '/ list .*waiting/ { print $1 }' | while read -r number; do askpost -c "$conf" held drop "$number" >/dev/null; done

# ---- nobody's word: the hold ends after a week, and the newcomer's row with it ----
newcomers() { askpost -c "$conf" person list | grep -c newcomer; }
echo "I would like to know this, and then I forgot." |
    vouched nora@n.example psychotherapy@forum.example "Does anybody know what I forgot?" >/dev/null
preview=$(notice_to nora@n.example)
expect_equal "a newcomer waits" 1 "$(newcomers)"
travel 6
quiet
expect_equal "after six days still" 1 "$(newcomers)"
set_conf limits.held_days 30
travel 8
no_newcomer() { [ "$(newcomers)" = 0 ]; }
expect_true "after eight days nothing is left of them" wait_for no_newcomer
none_waits() { [ "$(waiting)" = 0 ]; }
expect_true "and no hold waits" wait_for none_waits
echo ok | vouched_answer "$preview" nora@n.example >"$work/said"
expect_equal "their ok finds nothing" "" "$(askpost -c "$conf" question list | grep "what I forgot")"

# ---- an expired c token, its mail still held ----
echo "I would like to know this before I begin." |
    vouched olga@o.example psychotherapy@forum.example "Does anybody know what comes later?" >/dev/null
preview=$(notice_to olga@o.example)
travel 20
echo ok | vouched_answer "$preview" olga@o.example >/dev/null
expect_true "its expired ok is counted" is_counted confirm-expired 1
fresh=$(notice_to olga@o.example "" 2)
expect_equal "and confirms nothing" "" "$(askpost -c "$conf" question list | grep "what comes later")"
expect_contains "a fresh preview shows it" "before I begin" "$(mail text "$fresh")"
echo ok | vouched_answer "$fresh" olga@o.example >/dev/null
later() { askpost -c "$conf" question list | grep -q "what comes later"; }
expect_true "whose ok posts it" wait_for later

# ---- an expired r token ----
ask 3
bea_notice=$(notice_of "$bea" 3) cora_notice=$(notice_of "$cora" 3)
travel 500
echo "It took me long to answer this, half a year." | vouched_answer "$bea_notice" "$bea" >/dev/null
fresh=$(notice_to bea@b.example "had expired")
expect_contains "an expired reply is shown to its owner" "half a year" "$(mail text "$fresh")"
expect_equal "and answers nothing" 0 "$(posts answer "$question")"
echo ok | vouched_answer "$fresh" "$bea" >/dev/null
expect_true "ok posts it" wait_for is_posted answer "$question"
echo "It took me long to answer this, a whole year." | answer "$cora_notice" "$cora" >/dev/null
fresh=$(notice_to cora@c.example "had expired")
expect_lacks "without a verdict no word of it is shown" "whole year" "$(mail text "$fresh")"
address=$(mail text "$fresh" | tr -s ' \n' '\n\n' | grep -o "^r[a-z2-7]*@forum.example" | head -1)
expect_true "the fresh address is named" test -n "$address"
echo "Then I write it once more, a whole year later." | vouched "$cora" "$address" "Re: [Psychotherapy] What is to be done about case 3?" >/dev/null
wanted=2
expect_true "a mail to the fresh address is an answer" wait_for is_posted answer "$question"

finish
