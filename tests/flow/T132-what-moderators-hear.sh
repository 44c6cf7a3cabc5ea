#!/bin/sh
# What waits, what was reported, what became of a post, and a best answer come at once, in the digest or not at all, as each person sets it.
# A crisis, a reminder and what reports took away come at once to every moderator; who wants no mail of an outcome finds it with `mine`.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000 forum.digest_hour=$((($(date +%s) / 3600 + 2) % 24))

ann="Ann <ann@example.net>" mo="Mo <mo@example.com>" max="Max <max@example.com>"

person() { askpost -c "$conf" --json person show "$1" | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1; }
state() { askpost -c "$conf" --json post show "$1" | sed -n 's/.*"state": *"\([a-z]*\)".*/\1/p'; }
is_state() { [ "$(state "$1")" = "$2" ]; }
said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
set_it() { # WHO LINE: "set LINE"; $told is what comes back
    quiet
    told=$(mails_to "$(bare "$1")" | wc -l)
    echo "set $2" | send_mail "$1" request@forum.example set >/dev/null
    told=$(notice_to "$(bare "$1")" "" $((told + 1)))
}
hours() { # N: the daemon takes it to be N hours later
    quiet
    stop
    ASKPOST_CLOCK_SKEW=$(($1 * 3600))
    export ASKPOST_CLOCK_SKEW
    start
}
ask() { # WHO CATEGORY TITLE < BODY
    send_mail "$1" "$2@forum.example" "$3" >/dev/null
}

for who in "$ann" "$mo" "$max" "b@b.example" "c@c.example"; do
    send_mail "$who" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
for who in mo@example.com max@example.com; do
    askpost -c "$conf" person role "$(person $who)" moderator >/dev/null
done
askpost -c "$conf" category set relationships moderation all >/dev/null
askpost -c "$conf" category set relationships crisis_words "want to die" >/dev/null

# ---- the settings ----
echo settings | send_mail "$mo" request@forum.example settings >/dev/null
expect_contains "a moderator's settings have what moderators hear of" "notify held: now" "$(mail text "$(notice_to mo@example.com "Your settings")")"
echo settings | send_mail "$ann" request@forum.example settings >/dev/null
shown=$(mail text "$(notice_to ann@example.net "Your settings")")
expect_lacks "others' have not" "notify held" "$shown"
expect_contains "... but what becomes of what they wrote" "notify outcome: now" "$shown"
role=$(said "$(notice_to mo@example.com "you are a moderator")" | grep -o '"set notify [a-z]* [a-z]*"' | tr -d '"')
expect_equal "the mail that makes one a moderator says how" "$(printf 'set notify held daily\nset notify flagged daily')" "$role"
set_it "$mo" "$(echo "$role" | sed -n '1s/^set //p')"
set_it "$mo" "$(echo "$role" | sed -n '2s/^set //p')"
set_it "$max" "notify held off"
set_it "$max" "notify flagged off"
expect_contains "off is off" "notify flagged is now: off" "$(mail text "$told")"
set_it "$ann" "notify outcome off"
set_it "$ann" "notify best daily"

# ---- what waits and what was reported, in the digest ----
echo "He works at night, I work in the day, and we meet at breakfast." | ask "$ann" relationships "How do couples with shifts stay close?"
notice_to ann@example.net "It waits for a moderator" >/dev/null
echo "Whoever asks this should be ashamed of it, and so on." | ask "$ann" relationships "Is this one worth an answer?"
notice_to ann@example.net "It waits for a moderator" 2 >/dev/null
echo "Keep a book in the kitchen, and write into it what you would have said?" | ask "c@c.example" psychotherapy "Does it help to write letters?"
echo "report Q3 it is an advertisement" | send_mail "b@b.example" request@forum.example report >/dev/null
notice_to b@b.example "The moderators hear of it" >/dev/null
quiet
expect_equal "nothing comes at once" "" "$(mails_to mo@example.com "To decide"; mails_to mo@example.com "Reported"; mails_to max@example.com "To decide"; mails_to max@example.com "Reported")"
hours 2
digest=$(notice_to mo@example.com "pieces of news")
text=$(mail text "$digest" | tr -s '\n ' '  ')
expect_equal "the digest has them" "[Mind and Heart] 3 pieces of news" "$(mail header Subject "$digest")"
expect_contains "... with the whole text of what waits" "we meet at breakfast" "$text"
expect_contains "... and what was reported, with the reason" 'Somebody reported this question by' "$text"
expect_contains "... and how each is decided" '"ok" lets it be posted, "no" and a reason refuses it: d' "$text"
[ -z "$SHOW" ] || { mail text "$digest"; mail html "$digest" >"$SHOW"; } | say
echo "1: ok

2: no, please write it in other words

3: ok" | answer "$digest" "$mo" >/dev/null
expect_true "a reply decides: ok" wait_for is_state 1 visible
expect_equal "... no" hidden "$(state 2)"
expect_equal "... and clears the reports" "[]" "$(askpost -c "$conf" --json post reported | tr -d ' \n')"
expect_lacks "nothing of it is public" "in other words" "$(askpost -c "$conf" question 1)"
quiet
expect_equal "who was not asked is not told that it is decided" "" "$(mails_to max@example.com "Decided")"

# ---- what became of it, for who wants no mail of that ----
expect_equal "no mail tells its author" "" "$(mails_to ann@example.net "It was not posted")"
echo mine | send_mail "$ann" request@forum.example mine >/dev/null
expect_contains "but mine does, with the reason" "Q2, your question: a moderator decided not to post it. Their reason: please write it in other words" "$(said "$(notice_to ann@example.net "What you wrote")")"

# ---- a crisis, a reminder, what many report ----
echo "Some days I just want to die, and nobody knows of it." | ask "b@b.example" relationships "How do you live with this?"
expect_true "words of a crisis come at once, daily or not" notice_to mo@example.com "In a crisis?"
expect_true "... and off or not" notice_to max@example.com "In a crisis?"
echo "ok" | answer "$(notice_to mo@example.com "In a crisis?")" "$mo" >/dev/null
expect_true "who got it hears that it is decided" notice_to max@example.com "Decided: How do you live"
echo "The second one that waits, and nobody looks at it at all." | ask "$ann" relationships "Who looks at this one?"
notice_to ann@example.net "It waits for a moderator" 3 >/dev/null
hours 15
expect_true "after half a day all are reminded" notice_to mo@example.com "Still waits: Who looks"
expect_true "... off or not" notice_to max@example.com "Still waits: Who looks"
hours 27
quiet
expect_equal "the digest does not ask for what a reminder asked for" 1 "$(mails_to mo@example.com "of news" | wc -l)"
for n in 1 2 3 4 5; do
    send_mail "n$n@n$n.example" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "n$n@n$n.example")" "n$n@n$n.example" >/dev/null
    notice_to "n$n@n$n.example" "You subscribe" >/dev/null
    echo "report Q3" | send_mail "n$n@n$n.example" request@forum.example report >/dev/null
    notice_to "n$n@n$n.example" "The moderators hear of it" >/dev/null
done
expect_true "what reports took away comes at once" notice_to mo@example.com "Reported and hidden"
expect_true "... off or not" notice_to max@example.com "Reported and hidden"

# ---- a best answer, in the digest ----
echo "get Q4" | send_mail "$ann" request@forum.example x >/dev/null
address=$(mail text "$(notice_to ann@example.net "Q4 as it stands")" | grep -o 'r[a-z2-7]\{40\}@forum.example' | head -1)
echo "Tell one person of it, and do it today." | send_mail "$ann" "$address" "Re: How do you live with this?" >/dev/null
notice_to ann@example.net "It waits for a moderator" 4 >/dev/null
askpost -c "$conf" post accept "$(askpost -c "$conf" --json post waiting | grep -o '"post": *[0-9]*' | sed 's/.*: *//' | sort -n | tail -1)" >/dev/null
got=$(notice_to b@b.example "Re: [Relationships] How do you live")
echo best | answer "$got" "b@b.example" >/dev/null
notice_to b@b.example "Best answer" >/dev/null
quiet
expect_equal "a choice does not come at once" "" "$(mails_to ann@example.net "Re: How do you live" | xargs grep -l "as the best")"
hours 51
digest=$(notice_to ann@example.net "1 piece of news")
expect_contains "it comes in the digest" "Re: How do you live with this? Your answer was chosen as the best (Q4)" "$(said "$digest")"
echo "I am glad that it helped." | answer "$digest" "$ann" >/dev/null
commented() { [ "$(posts comment 4)" = 1 ]; }
expect_true "a reply comments on one's own answer" wait_for commented

finish
