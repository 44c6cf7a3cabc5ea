#!/bin/sh
# What members set by mail takes effect: notify, name, content, html, archive; mute, stop, unsubscribe by the address that every mail carries,
# with undo; delete, and undo while nobody has heard of it.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=100 limits.questions_per_hour=100

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
member "$ann" relationships
member "$bea" psychotherapy
asked=0

# command_mail FROM LINES: to request@; $told is what comes back.
command_mail() {
    quiet
    told=$(mails_to "$(bare "$1")" | wc -l)
    printf "$2\n" | vouched "$1" request@forum.example commands >/dev/null
    told=$(notice_to "$(bare "$1")" "" $((told + 1)))
}

ask() { # Ann asks the next question; $notice is what Bea gets of it, if she gets one
    asked=$((asked + 1))
    echo "These are the words of question $asked, which somebody may answer." |
        vouched "$ann" psychotherapy@forum.example "What is to be done about case $asked?" >/dev/null
    quiet
    notice=$(mails_to bea@b.example "about case $asked?")
}

answer_it() { # WORDS: Bea answers the last notice
    echo "$1" | vouched_answer "$notice" "$bea" >/dev/null
    quiet
}

answers_to_ann() { mails_to ann@a.example "Re: [Psychotherapy] What is to be done about case $asked?"; }

# ---- content and html ----
ask
expect_contains "content full" "which somebody may answer" "$(mail text "$notice")"
expect_true "html on" mail html "$notice"
command_mail "$bea" 'set content title\nset html off'
expect_contains "it is confirmed" "content is now: title" "$(mail text "$told")"
ask
expect_lacks "content title: no words" "which somebody may answer" "$(mail text "$notice")"
expect_contains "but the title" "about case $asked?" "$(mail text "$notice")"
expect_equal "html off: text alone" "text/plain" "$(mail header Content-Type "$notice" | cut -d';' -f1)"
command_mail "$bea" 'set content full\nset html on'
ask
expect_contains "and back" "which somebody may answer" "$(mail html "$notice")"

# ---- archive ----
archive() { askpost -c "$conf" --json question "$1" | sed -n 's/^ *"archive": \([a-z]*\).*/\1/p' | head -1; }
expect_equal "what was asked may be archived" true "$(archive 1)"
command_mail "$ann" 'set archive no'
expect_contains "set archive no is confirmed" "archive is now: no" "$(mail text "$told")"
expect_equal "and goes for what she asked before" false "$(archive 1)"
ask
expect_equal "and for what she asks from now on" false "$(archive "$(askpost -c "$conf" question list | awk -v title="about case $asked?" 'index($0, title) { print $1 }')")"
command_mail "$ann" 'settings'
expect_contains "settings shows it" "archive: no" "$(mail text "$told")"

# ---- name ----
command_mail "$bea" 'name Wise Willow'
expect_contains "a name" "Wise Willow" "$(mail text "$told")"
ask
answer_it "A first answer, under the name she chose."
got=$(answers_to_ann)
expect_contains "is what others read" "Wise Willow" "$(mail header From "$got")"
command_mail "$bea" 'anonymous'
ask
answer_it "A second answer, under no name at all."
expect_contains "anonymous" "Anonymous" "$(mail header From "$(answers_to_ann)")"
command_mail "$bea" 'name pseudonym'
ask
answer_it "A third answer, under a name for this thread."
expect_lacks "a pseudonym is not the name before" "Wise Willow" "$(mail header From "$(answers_to_ann)")"
expect_lacks "nor hers" "Bea via" "$(mail header From "$(answers_to_ann)")"

# ---- notify ----
command_mail "$ann" 'set notify answer off'
ask
answer_it "An answer Ann does not want to hear of."
expect_equal "notify answer off" "" "$(answers_to_ann)"
command_mail "$ann" 'set notify answer now'
command_mail "$bea" 'set notify question off'
ask
expect_equal "notify question off" "" "$notice"
command_mail "$bea" 'set notify question now\nset notify receipt problems'
ask
receipts=$(mails_to bea@b.example "about case $asked?" | wc -l)
answer_it "An answer without a receipt."
expect_equal "notify receipt problems" "$receipts" "$(mails_to bea@b.example "about case $asked?" | wc -l)"
expect_true "though it was posted" test -n "$(answers_to_ann)"
command_mail "$bea" 'set notify receipt now'

# ---- mute, stop, start ----
ask
answer_it "An answer in a thread that is muted next."
first=$(answers_to_ann)
echo mute | vouched_answer "$first" "$ann" >/dev/null
answer_it "One more that Ann does not hear of."
expect_equal "mute" "$first" "$(answers_to_ann)"
command_mail "$bea" 'stop'
ask
expect_equal "stop" "" "$notice"
command_mail "$bea" 'start'
ask
expect_true "start" test -n "$notice"

# ---- the address that leaves, without any verdict, and undo ----
leave=$(mail header List-Unsubscribe "$notice" | sed 's/.*mailto:\([^?>]*\).*/\1/')
said=$(send_mail "whoever@x.example" "$leave" unsubscribe </dev/null)
expect_equal "unsubscribing needs the address alone" DONE "$said"
told=$(notice_to bea@b.example "You have left")
ask
expect_equal "it takes effect" "" "$notice"
send_mail "whoever@x.example" "$leave" unsubscribe </dev/null >/dev/null
quiet
expect_equal "the owner is told once" 1 "$(mails_to bea@b.example "You have left" | wc -l)"
expect_equal "who sent it is not" "" "$(mails_to whoever@x.example)"
echo undo | vouched_answer "$told" "$bea" >/dev/null
ask
expect_true "undo brings it back" test -n "$notice"

# ---- delete ----
receipt=$(mails_to ann@a.example "[Psychotherapy] What is to be done about case $asked?")
echo delete | vouched_answer "$receipt" "$ann" >/dev/null
expect_equal "deleted: it does not stand any more" "" \
    "$(askpost -c "$conf" question list | grep "about case $asked?" | grep visible)"
answer_it "An answer to what is no longer there."
expect_equal "and takes no answers" "" "$(mails_to ann@a.example "Re: [Psychotherapy] What is to be done about case $asked?")"

# ---- undo within the hold ----
stop
set_conf limits.hold_newcomer 1h
set_conf people.trusted_after 1000
set_conf limits.hold_trusted 1h
start
asked=$((asked + 1))
echo "I will regret to have asked this one." |
    vouched "$ann" psychotherapy@forum.example "What is to be done about case $asked?" >/dev/null
receipt=$(notice_to ann@a.example "about case $asked?")
expect_contains "the receipt says how long undo works" "60 minutes" "$(mail text "$receipt")"
expect_contains "and offers it" "undo" "$(mail text "$receipt")"
echo undo | vouched_answer "$receipt" "$ann" >/dev/null
expect_true "undone" wait_for test -z "$(askpost -c "$conf" question list | grep "about case $asked?" | grep visible)"
stop
ASKPOST_CLOCK_SKEW=7200
export ASKPOST_CLOCK_SKEW
start
quiet
expect_equal "nobody ever heard of it" "" "$(mails_to bea@b.example "about case $asked?")"

finish
