#!/bin/sh
# Muting a thread by reply, and what happens at each limit: nothing is lost without a word.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.message=64K limits.header_block=16K limits.body_stored=4K \
    limits.answers_per_hour=3 limits.comments_per_hour=2

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>" cora="Cora <cora@c.example>"
member "$bea" psychotherapy
member "$cora" psychotherapy
member "$ann" relationships

# ask N: Ann asks question number N; $question is the number it stands under.
ask() {
    echo "These are the words of question $1, which somebody may answer." |
        vouched "$ann" psychotherapy@forum.example "What is to be done about case $1?" >/dev/null
    quiet
    question=$(askpost -c "$conf" question list | awk -v title="about case $1?" 'index($0, title) { print $1 }')
}
notice_of() { notice_to "$(bare "$1")" "[Psychotherapy] What is to be done about case $2?"; }
answers_to() { mails_to "$(bare "$1")" "Re: [Psychotherapy] What is to be done about case $2?"; }
words() { awk -v size="$1" 'BEGIN { for (n = 0; n < size; n += 60) print "One more of the many lines that somebody had to say of this." }'; }

# ---- mute ----
ask 1
echo "A first answer, by somebody who has heard enough then." | vouched_answer "$(notice_of "$bea" 1)" "$bea" >/dev/null
wait_for has_mails ann@a.example "Re: [Psychotherapy] What is to be done about case 1?" 1
echo "A second answer, which everybody in the thread hears of." | vouched_answer "$(notice_of "$cora" 1)" "$cora" >/dev/null
quiet
heard=$(answers_to "$bea" 1 | wc -l)
asker=$(answers_to "$ann" 1 | wc -l)
echo mute | vouched_answer "$(notice_of "$bea" 1)" "$bea" >/dev/null
expect_true "mute is done" wait_for is_counted muted 1
echo "A third answer, which Bea does not hear of." | vouched_answer "$(notice_of "$cora" 1)" "$cora" >/dev/null
quiet
expect_equal "a later answer is not sent to who muted" "$heard" "$(answers_to "$bea" 1 | wc -l)"
expect_equal "but to the others" $((asker + 1)) "$(answers_to "$ann" 1 | wc -l)"
ask 2
expect_equal "other threads are not muted" 1 "$(mails_to bea@b.example "about case 2?" | wc -l)"

# ---- a mail over the size limit ----
expect_contains "a mail over the limit is refused" "REFUSED 5.3.4 552" "$(words 70000 | vouched "$bea" "$(mail address Reply-To "$(notice_of "$bea" 2)")" "Re: x")"
expect_equal "one below it is taken" DONE "$(words 60000 | vouched_answer "$(notice_of "$bea" 2)" "$bea")"

# ---- a text over the limit ----
refusal=$(notice_to bea@b.example "Re: [Psychotherapy] What is to be done about case 2?")
told=$(mail text "$refusal" | tr '\n' ' ')
expect_contains "its text is too long, and its author hears so" "longer than the 4096 bytes" "$told"
expect_contains "and what to do" "Shorten it" "$told"
expect_equal "nothing of it is posted" 0 "$(posts answer "$question")"
echo "In short, all of it can be said in one line." | vouched_answer "$refusal" "$bea" >/dev/null
quiet
expect_equal "a shorter reply to the refusal is posted" 1 "$(posts answer "$question")"

# ---- more recipients than the limit ----
set --
for i in $(seq 103); do set -- "$@" psychotherapy@forum.example; done
{ printf '%s\r\nFrom: %s\r\nSubject: Who reads a hundred copies of this?\r\nMessage-ID: <many@a.example>\r\n\r\n' "$(verdict pass "$ann")" "$ann"
  echo "It would be good to know before I send them."; } >"$work/many"
said=$(lmtp "$lmtp" ann@a.example "$@" <"$work/many")
expect_equal "a hundred recipients are taken" 100 "$(echo "$said" | grep -c ^DONE)"
expect_equal "those above are told to come again" 3 "$(echo "$said" | grep -c "^RETRY 4.5.3 452")"
quiet
expect_equal "it is one question all the same" 1 "$(askpost -c "$conf" question list | grep -c "hundred copies")"

# ---- answers and comments an hour ----
refusal_to() { # what the mails about question 3 say that say that something was not posted
    for file in $(mails_to "$1" "Re: [Psychotherapy] What is to be done about case 3?"); do
        mail text "$file" | tr '\n' ' ' | grep "was not posted"
    done
}
ask 3
for i in 1 2; do echo "This is answer number $i of many by one person." | vouched_answer "$(notice_of "$cora" 3)" "$cora" >/dev/null; done
quiet
expect_equal "as many answers as may be" 1 "$(posts answer "$question")"
told=$(refusal_to cora@c.example)
expect_contains "the next is refused, with the reason" "You sent 3 answers within an hour" "$told"
expect_contains "and when to try again" "Try again in" "$told"
answered=$(answers_to "$ann" 3 | head -1)
for i in 1 2 3; do echo "This is comment number $i of many by one person." | vouched_answer "$answered" "$ann" >/dev/null; done
quiet
expect_equal "as many comments as may be" 2 "$(posts comment "$question")"
told=$(refusal_to ann@a.example)
expect_contains "the next is refused, with the reason" "You sent 2 comments within an hour" "$told"
expect_contains "and when to try again" "Try again in" "$told"
stop
export ASKPOST_CLOCK_SKEW=3700
start
echo "This is the answer that had to wait an hour." | vouched_answer "$(notice_of "$cora" 3)" "$cora" >/dev/null
quiet
expect_equal "an hour later it is posted" 2 "$(posts answer "$question")"

finish
