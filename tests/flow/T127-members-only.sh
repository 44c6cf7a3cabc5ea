#!/bin/sh
# A members-only category: who was let in takes part as in any other; to everybody else it is not there, in no mail and under no address. What
# lies below it is members only as well, and who is put out gets nothing more.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=1000 limits.questions_per_hour=100

mia="Mia <mia@a.example>" nora="Nora <nora@b.example>" stan="Stan <stan@c.example>" new="New <new@d.example>"
canary=xylophone # stands in all that is said in the category, and nowhere else

said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
request() { # WHO LINE SUBJECT [N]: prints what they get
    echo "$2" | vouched "$1" request@forum.example x >/dev/null
    said "$(notice_to "$(bare "$1")" "$3" "$4")"
}
ask() { # WHO CATEGORY SUBJECT
    echo "Is there a ${4:-$canary} in the house that somebody plays?" | vouched "$1" "$2@forum.example" "$3" >/dev/null
}
admin() { askpost -c "$conf" "$@" | tr '\n' ' ' | tr -s ' '; }
found() { # WHERE ADDRESS...: the mails to them with the canary in any part of it
    for to in "$@"; do mails_to "$to" | while read -r file; do { cat "$file"; mail text "$file"; mail html "$file"; } | grep -qi "$canary" && echo "$file"; done; done
}

# ---- the operator makes one, and lets people in ----
askpost -c "$conf" category add circle "The Xylophone Circle" "All about xylophones" >/dev/null
askpost -c "$conf" category add circle.inner "Xylophones at night" >/dev/null
member "$mia" psychotherapy
member "$nora" psychotherapy
expect_contains "every category is public at first" "access: public" "$(admin category show circle)"
expect_contains "until it is said otherwise" "access: members" "$(admin category set circle access members)"
expect_contains "what lies below it is so, too" "access: members" "$(admin category show circle.inner)"
expect_contains "people are let in by address" "members: 1" "$(admin category member add circle mia@a.example)"
admin category member add circle nora@b.example >/dev/null
expect_contains "... who need not have written yet" "members_unknown: 1" "$(admin category member add circle new@d.example)"
expect_contains "which is on record" "let-in" "$(admin log)"

# ---- members ----
expect_contains "a member finds it among the categories" "The Xylophone Circle" "$(request "$mia" categories "The categories")"
request "$mia" "subscribe circle" "You subscribe to The Xylophone" >/dev/null
request "$nora" "subscribe circle" "You subscribe to The Xylophone" >/dev/null
request "$nora" "name Wise Willow" "" >/dev/null
ask "$nora" circle "Who repairs a xylophone? #music"
notice=$(notice_to mia@a.example "Who repairs")
expect_contains "gets its questions" "in the house" "$(said "$notice")"
echo "My uncle repairs every $canary there is." | vouched_answer "$notice" "$mia" >/dev/null
expect_contains "... and answers" "My uncle" "$(said "$(notice_to nora@b.example "Re: [The Xylophone Circle]")")"
vouched "$new" circle+subscribe@forum.example subscribe </dev/null >/dev/null
echo ok | vouched_answer "$(notice_to new@d.example "Please confirm")" "$new" >/dev/null
expect_contains "who was let in before they wrote is welcome" "Who repairs a xylophone" "$(said "$(notice_to new@d.example "You subscribe")")"
expect_contains "... and is one of its members" "members: 1 2 3 members_unknown: 0" "$(admin category show circle)"

# ---- a stranger ----
member "$stan" psychotherapy
request "$stan" "follow #music" "You follow #music" >/dev/null
request "$stan" "follow Wise Willow" "You follow Wise Willow" >/dev/null
request "$stan" "name Sly Fox" "" >/dev/null
ask "$nora" circle.inner "Where does one learn to play at night, @Sly Fox? #music"
notice_to mia@a.example "learn to play" >/dev/null
expect_lacks "a stranger does not find it among the categories" circle "$(request "$stan" categories "The categories")"
expect_lacks "nor in help" circle "$(request "$stan" help "What you can write")"
expect_contains "nothing of it is listed" "There are none" "$(request "$stan" "list" "The newest questions")"
expect_contains "nor by its name" "and behind it a category if you like" "$(request "$stan" "list circle" "The questions")"
expect_contains "nothing is found" "No question has" "$(request "$stan" "search uncle repairs house" "Nothing was found")"
expect_contains "get brings nothing" "no question with that number" "$(request "$stan" "get Q1" "There is no such question")"
expect_contains "it cannot be voted on" "There is no such post" "$(request "$stan" "+1 Q1" "Your vote was not counted")"
expect_contains "nor followed" "nothing called" "$(request "$stan" "follow Q1" "What to follow")"
expect_contains "nor reported" "There is no such post" "$(request "$stan" "report Q1 why" "Nothing was reported")"
expect_contains "nor subscribed to" "There is no category" "$(request "$stan" "subscribe circle" "Which category?")"
vouched "$stan" circle+subscribe@forum.example subscribe </dev/null >/dev/null
expect_contains "... by its address" "There is no category" "$(said "$(notice_to stan@c.example "Which category?" 2)")"
expect_equal "its address takes the mail of everybody alike" DONE "$(echo "Is somebody here who knows me?" | vouched "$stan" circle@forum.example "Is there anybody?")"
expect_contains "... and says that it is none" "There is no category with that address" "$(said "$(notice_to stan@c.example "Is there anybody")")"
ask "$stan" psychotherapy "Who repairs a piano, and who will learn to play at night? #music" piano
expect_lacks "what was asked before there is not shown" "Q1" "$(said "$(notice_to stan@c.example "Who repairs a piano")")"
ask "$nora" psychotherapy "Who repairs a flute at night? #music" flute
expect_contains "to a member it is" "Who repairs a xylophone?" "$(said "$(notice_to mia@a.example "Who repairs a flute")")"
expect_lacks "... but not in the same mail to others" "Q1" "$(said "$(notice_to stan@c.example "Who repairs a flute")")"
number=$(askpost -c "$conf" question list | awk '/a piano/ { print $1 }' | tr -d Q)
expect_contains "and nothing is moved there" "There is no such category" "$(request "$stan" "move Q$number circle" "Nothing was changed")"
quiet
expect_equal "no mail to them has a word of it" "" "$(found stan@c.example)"
expect_true "(but those to members have)" test "$(found mia@a.example nora@b.example | wc -l)" -ge 4

# ---- who nobody knows, or who is not certain ----
send_mail "$mia" circle@forum.example "Is this really from Mia, do you think?" </dev/null >/dev/null
expect_lacks "whose sender is not verified is held, and a member asked" "no category" "$(said "$(notice_to mia@a.example "Did you")")"
send_mail "$stan" circle@forum.example "Is this really from Stan, do you think?" </dev/null >/dev/null
expect_lacks "... as a stranger is, who is told nothing of it" Circle "$(said "$(notice_to stan@c.example "Did you")")"
echo help | vouched "Zed <zed@z.example>" request@forum.example x >/dev/null
notice_to zed@z.example >/dev/null
expect_equal "nor is somebody quite new" "" "$(found zed@z.example)"

# ---- what stands there stays there ----
expect_contains "no question leaves it" "does not leave it" "$(request "$nora" "move Q1 psychotherapy" "Nothing was changed")"

# ---- put out ----
old=$(notice_to mia@a.example "Who repairs")
digest=$(notice_to mia@a.example "learn to play")
admin category member remove circle mia@a.example >/dev/null
before=$(found mia@a.example | wc -l)
echo "I have one more thing to say about it." | vouched_answer "$old" "$mia" >/dev/null
expect_contains "who is put out cannot answer what they have" "has been taken away" "$(said "$(notice_to mia@a.example "Re: your reply")")"
echo "+1" | vouched_answer "$digest" "$mia" >/dev/null
expect_contains "nor vote" "There is no such post" "$(said "$(notice_to mia@a.example "Your vote was not counted")")"
expect_contains "nor read on" "no question with that number" "$(request "$mia" "get Q1" "There is no such question")"
expect_lacks "nor does their own answer show" uncle "$(request "$mia" mine "What you wrote")"
expect_lacks "the subscription is gone from what they see" circle "$(request "$mia" whoami "What the forum knows")"
ask "$nora" circle "Does anybody miss Mia's old instrument?"
echo "I do miss it, and her uncle." | vouched_answer "$(notice_to new@d.example "Does anybody miss")" "$new" >/dev/null
notice_to nora@b.example "Re: [The Xylophone Circle] Does" >/dev/null
quiet
expect_equal "they get nothing more from it" "$before" "$(found mia@a.example | wc -l)"
echo "stop" | vouched_answer "$old" "$mia" >/dev/null
expect_true "to leave is always possible" notice_to mia@a.example "will not write to you"

# ---- by mail ----
gus="Gus <gus@g.example>" gil=gil.who.never.wrote@g.example
member "$gus" psychotherapy
expect_lacks "help tells no member of letting in" "admit" "$(request "$gus" help "What you can write")"
words() { text=$(request "$@"); echo "${text%% -- *}"; } # without the address to leave
refused=$(words "$gus" "admit $gil nowhere" "Nothing was done")
expect_contains "where there is no category nobody is let in" "You moderate no category with that name" "$refused"
expect_equal "a stranger is told of a members-only one what is told of none" "$refused" "$(words "$gus" "admit gus@g.example circle" "Nothing was done" 2)"
expect_equal "and of one that everybody sees" "$refused" "$(words "$gus" "admit gus@g.example psychotherapy" "Nothing was done" 3)"
expect_equal "a member is told the same" "$refused" "$(words "$nora" "admit gus@g.example circle" "Nothing was done")"
askpost -c "$conf" person role "$(askpost -c "$conf" --json person show nora@b.example | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1)" moderator circle >/dev/null
notice_to nora@b.example "you are a moderator" >/dev/null
expect_contains "to a moderator help does" "admit ann@example.org" "$(request "$nora" help "What you can write")"
expect_contains "a moderator lets somebody in" "now sees what stands in The Xylophone Circle" "$(request "$nora" "admit gus@g.example circle" "The members of")"
quiet
expect_equal "who hears nothing of it from the forum" "" "$(found gus@g.example)"
expect_contains "... and finds it from now on" "The Xylophone Circle" "$(request "$gus" categories "The categories")"
request "$gus" "subscribe circle" "You subscribe to The Xylophone" >/dev/null
ask "$nora" circle "Who brings an instrument along?"
notice=$(notice_to gus@g.example "Who brings an")
expect_contains "... and gets its questions" "in the house" "$(said "$notice")"
before=$(found gus@g.example | wc -l)
told=$(request "$nora" "expel gus@g.example circle" "The members of" 2)
expect_contains "a moderator puts somebody out" "is let into The Xylophone Circle no more" "$told"
expect_contains "... and is told of whom that ends nothing" "Whoever moderates it, or is an admin" "$told"
expect_lacks "it is not among the categories any more" "Circle" "$(request "$gus" categories "The categories" 2)"
ask "$nora" circle "Who takes the instrument home again?"
notice_to new@d.example "Who takes the" >/dev/null
echo "I bring one along." | vouched_answer "$notice" "$gus" >/dev/null
expect_contains "no address of it acts" "has been taken away" "$(said "$(notice_to gus@g.example "Re: your reply")")"
quiet
expect_equal "nothing more of it comes" "$before" "$(found gus@g.example | wc -l)"
expect_equal "of who never wrote the moderator hears the same" "$(words "$nora" "admit gus@g.example circle" "The members of" 3)" "$(words "$nora" "admit $gil circle" "The members of" 4)"
request "$nora" "expel gus@g.example circle" "The members of" 5 >/dev/null
echo "expel $gil circle" | vouched_answer "$(notice_to nora@b.example "Re: [The Xylophone Circle] Does")" "$nora" >/dev/null
expect_contains "as a reply to a mail as well, never posted" "no more" "$(said "$(notice_to nora@b.example "The members of" 6)")"
request "$nora" "admitt $gil circle" "What your message did" >/dev/null
expect_equal "on record, beside what the operator did" 4 "$(askpost -c "$conf" log | grep -c "put-out")"
quiet
expect_equal "no mail, log or record has the address" "" "$(grep -rlaF "$gil" "$work/out" "$work/forum" "$work/log")"

# ---- open again ----
admin category set circle access public >/dev/null
expect_contains "made public, everybody finds it" "Xylophone" "$(request "$stan" categories "The categories" 2)"

finish
