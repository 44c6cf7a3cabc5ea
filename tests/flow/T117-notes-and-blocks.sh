#!/bin/sh
# Moderators and the author of a post write to each other without learning who the other is; who behaves badly may read and leave, and
# nothing else; and whoever becomes a moderator hears what that is.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann Miller <ann@example.net>" mo="Mo Torrance <mo@example.com>" max="Max <max@example.com>" bea="Bea <bea@example.org>"

person() { askpost -c "$conf" --json person show "$1" | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1; }
state() { askpost -c "$conf" --json post show "$1" | sed -n 's/.*"state": *"\([a-z]*\)".*/\1/p'; }
said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }

for who in "$mo" "$max" "$bea"; do
    send_mail "$who" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done

# ---- a new moderator ----
askpost -c "$conf" person role "$(person mo@example.com)" moderator relationships >/dev/null
told=$(notice_to mo@example.com "you are a moderator of Relationships")
expect_contains "a new moderator hears what comes" "Posts that wait for a moderator come to you" "$(said "$told")"
expect_contains "... and what they can do any time" "block Q12 why" "$(said "$told")"
askpost -c "$conf" person role "$(person mo@example.com)" moderator relationships >/dev/null
askpost -c "$conf" person role "$(person max@example.com)" moderator >/dev/null
expect_contains "so does one of everything" "of the whole forum" "$(said "$(notice_to max@example.com "you are a moderator")")"
quiet
expect_equal "nobody hears it twice" "1" "$(mails_to mo@example.com "you are a moderator" | wc -l)"

# ---- a note, there and back ----
askpost -c "$conf" category set relationships moderation all >/dev/null
echo "He works at night in the only bakery of our town." | send_mail "$ann" relationships@forum.example "How do couples with shifts stay close?" >/dev/null
asked=$(notice_to mo@example.com "To decide")
answer "$asked" "$mo" >/dev/null <<'M'
Note: Everybody there knows that bakery.
Shall I take it out?

Mo Torrance
mo@example.com
M
note=$(notice_to ann@example.net "A moderator writes to you")
expect_contains "the author gets a moderator's note" "Shall I take it out?" "$(said "$note")"
expect_contains "... and where a reply would go" "goes to the moderators of Relationships and nobody else" "$(said "$note")"
expect_lacks "... but not from whom" "torrance" "$(tr 'A-Z' 'a-z' <"$note")"
expect_lacks "... nor where they are" "example.com" "$(cat "$note")"
expect_equal "nothing is decided by that" waiting "$(state 1)"
answer "$note" "$ann" >/dev/null <<'M'
Yes please, just say he works at night.

Ann Miller
ann@example.net
M
back=$(notice_to mo@example.com "The author replies")
expect_contains "the author's reply reaches them" "just say he works at night" "$(said "$back")"
expect_lacks "... without who that is" "miller" "$(mail text "$back" | tr 'A-Z' 'a-z')"
expect_lacks "... nor where" "example.net" "$(cat "$back")"
expect_true "the other moderators read it, too" notice_to max@example.com "The author replies"
echo "Thank you, I will." | answer "$back" "$mo" >/dev/null
expect_true "and so on" notice_to ann@example.net "A moderator writes to you" 2
echo "He works at night." | answer "$asked" "$mo" >/dev/null
echo "ok" | answer "$asked" "$mo" >/dev/null
expect_true "then it is posted" notice_to bea@example.org "How do couples"
echo "note Q1 I would like to know who you are." | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "others write no notes" "Only moderators write notes" "$(said "$(notice_to bea@example.org "Nothing was sent")")"
echo "note Q1 Which town is it? Please write it without its name." | send_mail "$mo" request@forum.example x >/dev/null
expect_contains "a note by the number of a post comes as it was written, to its last stop" "Please write it without its name. " \
    "$(said "$(notice_to ann@example.net "A moderator writes to you" 3)") "
expect_contains "the record has the note" '"did": "note"' "$(askpost -c "$conf" --json log)"

# ---- in reply to what everybody gets ----
everybodys=$(notice_to mo@example.com "[Relationships] How do couples")
answer "$everybodys" "$mo" >/dev/null <<'M'
Note:
Is it still like that?

Mo Torrance
M
expect_contains "a moderator's note to an ordinary mail goes to its author" "Is it still like that?" "$(said "$(notice_to ann@example.net "A moderator writes to you" 4)")"
echo "Note the bakery is named on the next page as well." | answer "$everybodys" "$mo" >/dev/null
choice=$(notice_to mo@example.com "Re: How do couples")
expect_contains "without a colon they are asked" "It may not be meant for others to read" "$(said "$choice")"
quiet
expect_equal "... and nothing of either is posted" 0 "$(posts answer 1)"
echo note | answer "$choice" "$mo" >/dev/null
expect_contains "note sends it" "the bakery is named" "$(said "$(notice_to ann@example.net "A moderator writes to you" 5)")"

# ---- blocked ----
echo "Buy cheap pills from my cousin, all of you." | send_mail "$ann" relationships@forum.example "Who wants cheap pills for love?" >/dev/null
asked=$(notice_to mo@example.com "To decide: Who wants")
echo "block: This is advertising." | answer "$asked" "$mo" >/dev/null
expect_contains "a moderator blocks the author of a post, whoever that is" "may read and leave, and nothing else" "$(said "$(notice_to mo@example.com "The author of Q2 is blocked")")"
blocked=$(notice_to ann@example.net "you may not take part any more")
expect_contains "who is told why" "This is advertising." "$(said "$blocked")"
expect_lacks "... not by whom" "torrance" "$(tr 'A-Z' 'a-z' <"$blocked")"
expect_equal "what waits is refused with it" hidden "$(state 2)"
before=$(mails_to ann@example.net | wc -l)
echo "I will post it under this title then, so there." | send_mail "$ann" relationships@forum.example "Why did you block my pills?" >/dev/null
echo "get Q1" | send_mail "$ann" request@forum.example x >/dev/null
expect_true "they may read" notice_to ann@example.net "Q1 as it stands"
quiet
expect_equal "and nothing else is taken or answered" "$((before + 1))" "$(mails_to ann@example.net | wc -l)"
expect_equal "... nor seen" "" "$(mails_to mo@example.com "Why did you block")"
expect_contains "the record has it" '"did": "block"' "$(askpost -c "$conf" --json log)"
echo undo | answer "$(notice_to mo@example.com "The author of Q2 is blocked")" "$mo" >/dev/null
expect_true "it can be taken back" notice_to ann@example.net "you may take part again"
echo "I am sorry, and will not do that again; how do I make up?" | send_mail "$ann" relationships@forum.example "How do I make up with you all?" >/dev/null
expect_true "then they may write again" notice_to mo@example.com "To decide: How do I make up"

# ---- with words of their own, and by the operator ----
echo "block Q1 As I said" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "not everybody blocks others" "Moderators of its category block" "$(said "$(notice_to bea@example.org "Nothing was done")")"
echo "block Q1 As I said" | send_mail "$mo" request@forum.example x >/dev/null
expect_contains "a moderator does, by the number of a post" "As I said" "$(said "$(notice_to ann@example.net "you may not take part any more" 2)")"
echo "unblock Q1" | send_mail "$mo" request@forum.example x >/dev/null
expect_true "and takes it back" notice_to ann@example.net "you may take part again" 2

# ---- leaving always works ----
subscribed=$(mails_to ann@example.net "You subscribe" | wc -l)
echo "subscribe relationships" | send_mail "$ann" request@forum.example x >/dev/null
notice_to ann@example.net "You subscribe" $((subscribed + 1)) >/dev/null
echo "block Q1 This is advertising once more." | send_mail "$mo" request@forum.example x >/dev/null
expect_contains "a reason comes as it was written, to its last stop" "This is advertising once more. " "$(said "$(notice_to ann@example.net "you may not take part any more" 3)")"
echo "I do not want to unsubscribe, or do I?" | send_mail "$ann" relationships@forum.example "Newsletter" >/dev/null
expect_contains "who is blocked and may want to leave is told how" 'or "stop" to get no more mail' "$(said "$(notice_to ann@example.net "Nothing was done yet")")"
echo "unsubscribe relationships" | send_mail "$ann" request@forum.example x >/dev/null
left=$(said "$(notice_to ann@example.net "You no longer subscribe to Relationships")")
expect_contains "they leave a category" "You get no more new questions of Relationships" "$left"
expect_lacks "... and are told of no word that would not be taken from them" "undo" "$left"
echo "Please stop sending me mails." | send_mail "$ann" request@forum.example "Goodbye" >/dev/null
expect_contains "who is blocked may stop all mail in words of their own, and is told" "no more mail" "$(said "$(notice_to ann@example.net "will not write to you any more")")"
expect_lacks "... and of no undo" "undo" "$(said "$(notice_to ann@example.net "will not write to you any more")")"
echo "unblock Q1" | send_mail "$mo" request@forum.example x >/dev/null
notice_to mo@example.com "The block because of Q1 was taken back" 2 >/dev/null
quiet
expect_equal "and hears of nothing when they are not blocked any more" 2 "$(mails_to ann@example.net "you may take part again" | wc -l)"
expect_contains "for they said stop" '"state": "stopped"' "$(askpost -c "$conf" --json person show ann@example.net)"
askpost -c "$conf" person block "$(person bea@example.org)" "She asked for it." >/dev/null
expect_contains "the operator does" "She asked for it." "$(said "$(notice_to bea@example.org "you may not take part any more")")"
askpost -c "$conf" person unblock "$(person bea@example.org)" >/dev/null
expect_true "and takes it back as well" notice_to bea@example.org "you may take part again"

# ---- a wrong number ----
wrong() { # LINE N: what Mo is told of it, as the Nth mail of that subject
    echo "$1" | send_mail "$mo" request@forum.example x >/dev/null
    said "$(notice_to mo@example.com "Nothing was $2" "$3")" | sed 's/--.*//'
}
echo "What stands in it is nobody's to read any more." | send_mail "$bea" psychotherapy@forum.example "What did I write here last year?" >/dev/null
unseen=$(askpost -c "$conf" question list | awk '/last year/ { print $1 }' | tr -d Q)
askpost -c "$conf" post hide "$unseen" >/dev/null
none=$(wrong "note Q99 Who are you?" sent 1)
expect_contains "a moderator is told that a number is none" "There is no post with that number." "$none"
expect_equal "of a post they may not see, the same" "$none" "$(wrong "note Q$unseen Who are you?" sent 2)"
none=$(wrong "block Q99 It is advertising." done 1)
expect_contains "so it is with block" "There is no post with that number." "$none"
expect_equal "... and what they may not see" "$none" "$(wrong "block Q$unseen It is advertising." done 2)"
none=$(wrong "clear Q99" done 3)
expect_contains "and with clear" "There is no post with that number." "$none"
expect_equal "... in the same way" "$none" "$(wrong "clear Q$unseen" done 4)"
echo "note Q99 Who are you?" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "others are told of no number" "Only moderators write notes" "$(said "$(notice_to bea@example.org "Nothing was sent" 2)")"

# ---- one list of moderators for another ----
askpost -c "$conf" category set relationships moderators "$(person bea@example.org)" >/dev/null
expect_true "who is on a new list of moderators hears what that is" notice_to bea@example.org "you are a moderator of Relationships"
expect_true "... and who is not any more, that they are not" notice_to mo@example.com "You are no longer a moderator of Relationships"

finish
