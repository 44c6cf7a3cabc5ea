#!/bin/sh
# Beside categories one follows a question, a tag, or somebody's questions under a name of their own; hears once, and is told why; and hears
# of a mention, and of comments after one's own.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=1000 limits.questions_per_hour=100

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>" cora="Cora <cora@c.example>" dora="Dora <dora@d.example>"
member "$ann" relationships
member "$bea" relationships
member "$cora" relationships
member "$dora" psychotherapy

said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
request() { # WHO LINE SUBJECT [N]: prints what they get
    echo "$2" | vouched "$1" request@forum.example x >/dev/null
    said "$(notice_to "$(bare "$1")" "$3" "$4")"
}
ask() { # SUBJECT [FIRST-LINE]: Ann's
    { [ -z "$2" ] || echo "$2"; echo; echo "Somebody who reads this may know what to do."; } | vouched "$ann" psychotherapy@forum.example "$1" >/dev/null
    quiet
}
preview() { # N CATEGORY FIRST-LINE [WORDS]: what somebody new is shown who asks there
    { [ -z "$3" ] || echo "$3"; echo; echo "Somebody who reads this may know what to do. $4"; } |
        vouched "Fred <fred$1@n$1.example>" "$2@forum.example" "What does somebody new ask first? $1" >/dev/null
    said "$(notice_to "fred$1@n$1.example" "Please confirm")"
}
last() { mails_to "$@" | tail -1; } # ADDRESS SUBJECT

# ---- a category without those below it ----
askpost -c "$conf" category add health "Health" >/dev/null
askpost -c "$conf" category add health.sleep "Sleep" >/dev/null
expect_contains "a category with all below it" "the new questions in Health." "$(request "$bea" "subscribe health" "You subscribe to Health")"
expect_contains "... or alone" "Those of the categories below it do not come" "$(request "$cora" "subscribe health only" "You subscribe to Health")"
echo "Somebody who reads this may know what to do." | vouched "$ann" health.sleep@forum.example "How long does a night have to be?" >/dev/null
expect_true "who subscribes to all hears of one below" notice_to bea@b.example "How long does a night"
expect_contains "who asks is told that it goes to her beforehand" "and sent to 1 person," "$(preview 1 health.sleep)"
quiet
expect_equal "who does not, does not" "" "$(mails_to cora@c.example "How long does a night")"
request "$bea" "unsubscribe health" "You no longer" >/dev/null

# ---- a tag ----
expect_contains "a tag" "You follow #sleep, and get the new questions with that tag" "$(request "$bea" "follow #sleep" "You follow #sleep")"
ask "How can one sleep without medicine? #sleep"
notice=$(notice_to bea@b.example "How can one sleep")
expect_contains "a question with it comes, and says why" "because you follow #sleep." "$(said "$notice")"
expect_contains "with the word that ends it" "unfollow" "$(said "$notice")"
expect_contains "and so does a preview" "and sent to 2 people," "$(preview 2 psychotherapy "Tags: sleep")"
expect_equal "others do not hear" "" "$(mails_to cora@c.example "How can one sleep")"
expect_contains "the receipt counts her, beside who subscribes" "2 people" "$(said "$(notice_to ann@a.example "How can one sleep")")"
ask "What is to be said at the first appointment?"
expect_equal "one without it does not come" "" "$(mails_to bea@b.example "first appointment")"

# ---- a question ----
number=$(askpost -c "$conf" question list | awk '/first appointment/ { print $1 }' | tr -d Q)
expect_contains "a question" "hear of its new answers" "$(request "$cora" "follow Q$number" "You follow Q$number")"
echo "Say what brought you there, and how long it has been so." |
    vouched_answer "$(notice_to dora@d.example "first appointment")" "$dora" >/dev/null
heard=$(notice_to cora@c.example "Re: [Psychotherapy] What is to be said")
expect_contains "its answer comes, and says why" "because you follow this question." "$(said "$heard")"

# ---- comments after one's own ----
echo "How long should that take, would you say?" | vouched_answer "$heard" "$cora" >/dev/null
comment=$(notice_to ann@a.example "Re: [Psychotherapy] What is to be said" 1)
echo "And what if one cannot say it at all, I wonder?" | vouched_answer "$comment" "$ann" >/dev/null
after=$(notice_to cora@c.example "Re: [Psychotherapy] What is to be said" 3)
expect_contains "a comment after hers, on the same answer" "comments on the answer after you" "$(said "$after")"
expect_contains "and why it comes" "because you commented before." "$(said "$after")"
echo mute | vouched_answer "$after" "$cora" >/dev/null
quiet
count=$(mails_to cora@c.example "What is to be said" | wc -l)
echo "One more answer, which comes much later than the others." |
    vouched_answer "$(notice_to dora@d.example "first appointment")" "$dora" >/dev/null
quiet
expect_equal "mute beats following" "$count" "$(mails_to cora@c.example "What is to be said" | wc -l)"

# ---- a name, and never a pseudonym ----
request "$ann" "name Wise Willow" "The name" >/dev/null
expect_contains "a name of one's own" "the questions that are asked under that name" "$(request "$cora" "follow Wise Willow" "You follow Wise Willow")"
ask "What does a first hour cost?"
expect_contains "its question comes, and says why" "because you follow Wise Willow." "$(said "$(notice_to cora@c.example "a first hour cost")")"
ask "What must nobody know of me?" "Anonymous"
request "$ann" "name pseudonym" "The name" 2 >/dev/null
ask "What does nobody know of me?"
expect_equal "what the same person asks anonymously or by a pseudonym does not" "" "$(mails_to cora@c.example "know of me?")"
expect_contains "a name somebody goes by no more cannot be followed" "nothing called" "$(request "$bea" "follow Wise Willow" "What to follow")"

# ---- a mention ----
request "$bea" "name Old Oak" "The name" >/dev/null
echo "Somebody like @Old Oak may know how one copes with that." | vouched "$cora" psychotherapy@forum.example "How does one cope with silence?" >/dev/null
expect_contains "who is mentioned hears of it" "because it mentions you." "$(said "$(notice_to bea@b.example "cope with silence")")"
quiet
expect_equal "once" 1 "$(mails_to bea@b.example "cope with silence" | wc -l)"
expect_contains "a preview counts nobody who is mentioned" "and sent to 1 person," "$(preview 3 psychotherapy "" "Or does @Old Oak?")"

# ---- category, tag, name and mention at once ----
request "$ann" "name Wise Willow" "The name" 3 >/dev/null
request "$bea" "subscribe psychotherapy" "You subscribe to Psychotherapy" >/dev/null
request "$bea" "follow Wise Willow" "You follow Wise Willow" >/dev/null
printf '%s\n' "Tags: sleep" "" "I ask you all, and @Old Oak above all." | vouched "$ann" psychotherapy@forum.example "Whom does this reach four times?" >/dev/null
notice_to bea@b.example "reach four times" >/dev/null
quiet
expect_equal "one mail" 1 "$(mails_to bea@b.example "reach four times" | wc -l)"
request "$ann" "name pseudonym" "The name" 4 >/dev/null
request "$bea" "unsubscribe psychotherapy" "You no longer subscribe" 2 >/dev/null

# ---- what one follows, and the end of it ----
text=$(request "$cora" "following" "What you follow")
expect_contains "following lists categories" "relationships: Relationships" "$text"
expect_contains "... questions" "Q$number: What is to be said" "$text"
expect_contains "... and people" "Wise Willow" "$text"
echo unfollow | vouched_answer "$notice" "$bea" >/dev/null
ask "Who else sleeps badly in summer? #sleep"
expect_equal "unfollow, in reply to what it brought, ends it" "" "$(mails_to bea@b.example "badly in summer")"
request "$bea" "follow #sleep" "You follow #sleep" 2 >/dev/null
ask "Who else sleeps badly in winter? #sleep"
leave=$(mail header List-Unsubscribe "$(notice_to bea@b.example "badly in winter")" | sed 's/.*mailto:\([^?>]*\).*/\1/')
send_mail "whoever@x.example" "$leave" unsubscribe </dev/null >/dev/null
expect_contains "its address to leave does so too" "You no longer follow #sleep" "$(said "$(notice_to bea@b.example "You have left")")"
ask "Who else sleeps badly in spring? #sleep"
expect_equal "nothing comes then" "" "$(mails_to bea@b.example "badly in spring")"
echo undo | vouched_answer "$(notice_to bea@b.example "You have left")" "$bea" >/dev/null
notice_to bea@b.example "You follow #sleep" 3 >/dev/null
ask "Who else sleeps badly in autumn? #sleep"
expect_true "undo follows it again" has_notice bea@b.example "badly in autumn"

# ---- a question that was taken away since ----
ask "How long do these evenings go on?"
number=$(askpost -c "$conf" question list | awk '/these evenings/ { print $1 }' | tr -d Q)
request "$cora" "follow Q$number" "You follow Q$number" >/dev/null
request "$bea" "follow Q$number" "You follow Q$number" >/dev/null
echo "Until spring, and then they are over for a while." | vouched_answer "$(notice_to dora@d.example "these evenings")" "$dora" >/dev/null
heard=$(notice_to bea@b.example "these evenings")
askpost -c "$conf" post hide "$number" >/dev/null
expect_contains "by its number one leaves a question that nobody sees any more" "You no longer follow Q$number." "$(request "$cora" "unfollow Q$number" "You no longer follow Q$number")"
expect_contains "once, and then it is as if there were none" "You did not follow that." "$(request "$cora" "unfollow Q$number" "What you follow" 2)"
expect_contains "who else follows it" "Q$number" "$(request "$bea" "following" "What you follow")"
echo unfollow | vouched_answer "$heard" "$bea" >/dev/null
expect_lacks "... leaves it in reply to what came of it" "Q$number" "$(request "$bea" "following" "What you follow" 2)"

finish
