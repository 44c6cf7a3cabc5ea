#!/bin/sh
# Every word a member can write to request@, spelled as people spell them: in any case, behind "Re:", as the subject alone, several in one
# mail, above a signature and a quoted mail. Each row says what is written and what comes back.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=1000 limits.questions_per_hour=100

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
member "$ann" psychotherapy
member "$bea" psychotherapy
echo "I lie awake until three, and coffee is not the reason." | vouched "$ann" psychotherapy@forum.example "How can I sleep without medicine?" >/dev/null
quiet

# told FROM SUBJECT LINES: sends them to request@; $mail is what comes back, $text its text on one line, behind its subject.
told() {
    before=$(mails_to "$(bare "$1")" | wc -l)
    echo "$3" | vouched "$1" request@forum.example "$2" >/dev/null
    mail=$(notice_to "$(bare "$1")" "" $((before + 1)))
    text=$(mail header Subject "$mail"; mail text "$mail")
    text=$(echo "$text" | tr '\n' ' ' | tr -s ' ')
}

rows=0
while IFS='|' read -r line part; do
    [ -n "$line" ] || continue
    rows=$((rows + 1))
    told "$bea" "Re: commands" "$line"
    expect_contains "$line" "$part" "$text"
done <<'ROWS'
help|What you can write to the forum
HELP!|To ask, write to a category, such as
Help subscribe|How "subscribe" works
help sbuscribe|Did you mean "subscribe"?
?|What you can write to the forum
categories|Psychotherapy: Therapy and therapists (you get its questions)
Categories.|relationships@forum.example
list|Q1: How can I sleep without medicine?
LIST New|The newest questions
list hot|The questions talked about most
list Unanswered psychotherapy|Questions nobody has answered yet in Psychotherapy
list relationships|There are none.
get 1|Q1 as it stands
Get Q1|coffee is not the reason
GET #1.|coffee is not the reason
get Q99|There is no question with that number
search sleep medicine|How can I sleep without medicine?
SEARCH Coffee|How can I sleep without medicine?
find coffee|How can I sleep without medicine?
search zebra|No question has "zebra" in it
subscribe relationships|You subscribe to Relationships
Subscribe to Relationships.|You subscribe to Relationships already
join relationships|You subscribe to Relationships already
subscribe cooking|There is no category "cooking"
unsubscribe relationships|You get no more new questions of Relationships
UNSUBSCRIBE from relationships|You did not subscribe to Relationships
follow Q1|You follow Q1
FOLLOW #Sleep|You follow #sleep
follow nonsense|There is nothing called "nonsense" to follow
Following|What you follow
unfollow Q1|You no longer follow Q1
mute Q1|You hear no more of Q1
Mute 1|You hear no more of Q1
unmute #1|You hear of Q1 again
mute|Which question?
settings|To change it: set html off
SETTINGS.|notify answer: now
set html off|html is now: off
Set HTML = on|html is now: on
html on|html is now: on
set notify comment off|notify comment is now: off
notify comment now|notify comment is now: now
set contnet full|Did you mean "content"?
name Gentle Fox|shown under the name Gentle Fox
NAME Gentle Fox|shown under the name Gentle Fox
name|a different pseudonym in each new thread
anonymous|shown as "Anonymous"
Anonym|shown as "Anonymous"
points|You have 100 points
Punkte|You have 100 points
mine|You have not written anything here yet
whoami|You subscribe to: psychotherapy
Who|Your posts are shown as: Anonymous
*points*|You have 100 points
"whoami"|You subscribe to: psychotherapy
pionts|Did you mean "points"?
export|everything the forum has about you comes to you by mail
forget me|the forum forgets you. It cannot be undone.
Forget me and my words.|deletes everything you wrote
stop|You get no more mail from the forum but answers
START|The forum writes to you again
ROWS
expect_true "all $rows rows were walked" test $rows -ge 50

# ---- the subject alone ----
told "$bea" "Re: points" ""
expect_contains "a subject alone, behind Re:" "You have 100 points" "$text"
told "$bea" "" ""
expect_contains "nothing at all is answered by help" "What you can write" "$text"

# ---- several in one mail, above a signature and what it quotes ----
told "$bea" "some commands" "Points

  whoami
set html on
-- 
name Nobody
stop"
expect_contains "several commands: the first" "You have 100 points" "$text"
expect_contains "... the second" "You subscribe to: psychotherapy" "$text"
expect_contains "... the third" "html is now: on" "$text"
expect_lacks "and nothing of the signature" "the name Nobody" "$text"
help=$(notice_to bea@b.example "What you can write to the forum")
before=$(mails_to bea@b.example | wc -l)
echo "mine" | vouched_answer "$help" "$bea" >/dev/null
mail=$(notice_to bea@b.example "" $((before + 1)))
expect_equal "a reply to a mail of ours, which quotes many words: only what was written counts" "What you wrote" "$(mail header Subject "$mail")"
told "$bea" x "points
end
stop"
expect_lacks "end ends them" "no more mail" "$text"

# ---- mine ----
echo "Every week, or does once a month do as well for a start?" | vouched "$bea" psychotherapy@forum.example "How often does one see a therapist?" >/dev/null
quiet
told "$bea" x "MINE"
expect_contains "mine: what one wrote" "Q2: How often does one see a therapist?" "$text"
expect_contains "... as what it is shown" "your question, shown as Anonymous" "$text"
expect_lacks "and nothing else's" "sleep without medicine" "$text"

# ---- by rights ----
told "$bea" x help
expect_contains "help has this person's numbers" "You have 120 points, and 1 of your posts was accepted." "$text"
expect_contains "... and an example of theirs" " get Q2 " "$text"
expect_lacks "a member is not told what only editors may" " hide Q" "$text"
askpost -c "$conf" person role bea@b.example moderator psychotherapy >/dev/null
has_notice bea@b.example "you are a moderator"
told "$bea" x help
expect_contains "a moderator is" " hide Q2 off topic" "$text"
expect_contains "... and what they do" "You are a moderator" "$text"
told "New <new@n.example>" x help
expect_contains "somebody new: how to begin" "subscribe psychotherapy" "$text"
expect_lacks "... and nothing they may not" " points " "$text"
finish
