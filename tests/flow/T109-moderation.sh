#!/bin/sh
# Posts that wait for a moderator: asked by mail, decided by reply, reminded of, and never posted because nobody looked.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" mo="Mo <mo@example.com>" max="Max <max@example.com>" ada="Ada <ada@example.com>"

person() { askpost -c "$conf" --json person show "$1" | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1; }
waiting() { askpost -c "$conf" --json post waiting | grep -o '"post": *[0-9]*' | sed 's/.*: *//' | tr '\n' ' ' | sed 's/ $//'; }
state() { askpost -c "$conf" --json post show "$1" | sed -n 's/.*"state": *"\([a-z]*\)".*/\1/p'; }
is_state() { [ "$(state "$1")" = "$2" ]; }
said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }

for who in "$bea" "$mo" "$max" "$ada"; do
    send_mail "$who" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
askpost -c "$conf" person role "$(person mo@example.com)" moderator relationships >/dev/null
askpost -c "$conf" person role "$(person max@example.com)" moderator >/dev/null
askpost -c "$conf" person role "$(person ada@example.com)" admin psychotherapy >/dev/null
askpost -c "$conf" category set relationships moderation first >/dev/null

# ---- a first post waits, its author hears so, moderators are asked ----
send_mail "$ann" relationships@forum.example "How do couples with shifts stay close?" >/dev/null <<'M'
He works at night, I work in the day, and we meet at breakfast.
M
told=$(notice_to ann@example.net "It waits for a moderator")
asked=$(notice_to mo@example.com "To decide")
expect_contains "the author hears that it waits" "A moderator looks at your question" "$(said "$told")"
expect_contains "a moderator of the category is asked, with the text" "we meet at breakfast" "$(said "$asked")"
expect_contains "... and why" "first post of its author" "$(said "$asked")"
expect_lacks "... but not who wrote it" "ann" "$(mail text "$asked" | tr 'A-Z' 'a-z')"
expect_true "a moderator of everything is asked as well" notice_to max@example.com "To decide"
quiet
expect_equal "a moderator of another category is not, nor is anybody else" "" "$(mails_to ada@example.com "close"; mails_to bea@example.org "close")"
expect_equal "it waits" "1" "$(waiting)"

# ---- no, with a reason ----
answer "$asked" "Mo Tester <mo@example.com>" >/dev/null <<M
No, please tell us a little more about it first.

Regards,
Mo Tester
mo@example.com $(mail address Reply-To "$asked")
M
refused=$(notice_to ann@example.net "It was not posted")
expect_contains "no: the author hears the reason" "a little more about it first" "$(said "$refused")"
expect_contains "... and has the text back" "we meet at breakfast" "$(said "$refused")"
expect_lacks "... but not who decided" "mo" "$(grep -i '^From:\|^Reply-To:' "$refused" | tr 'A-Z' 'a-z')"
expect_lacks "... not even where they signed it" "Tester" "$(cat "$refused")"
expect_lacks "... with an address to decide again" "$(mail address Reply-To "$asked" | cut -c 1-41)" "$(mail text "$refused")"
expect_contains "the other moderator hears that nothing is left to do" "Another moderator refused it" "$(said "$(notice_to max@example.com "Decided")")"
echo ok | answer "$(notice_to max@example.com "To decide")" "$max" >/dev/null
expect_contains "the first answer wins" "Another moderator refused it before" "$(said "$(notice_to max@example.com "It was decided already")")"
expect_equal "... so it stays away" hidden "$(state 1)"

# ---- ok ----
echo "He works at night, I in the day, and we have two small children." |
    send_mail "$ann" relationships@forum.example "How do couples with shifts and children stay close?" >/dev/null
asked=$(notice_to mo@example.com "To decide: How do couples with shifts and")
echo "ok" | answer "$asked" "$mo" >/dev/null
expect_contains "ok: everybody gets it" "two small children" "$(said "$(notice_to bea@example.org "and children")")"
expect_true "and its author the receipt" notice_to ann@example.net "[Relationships] How do couples with shifts and children"
echo "The second post of somebody who has one accepted needs no moderator." |
    send_mail "$ann" relationships@forum.example "Where do shift workers meet each other?" >/dev/null
expect_true "their next post does not wait" notice_to bea@example.org "Where do shift workers"

# ---- other words stand in its place ----
echo "My boss, Karl Meier of Meier and Sons, never lets me go home." | send_mail "New <new@example.com>" relationships@forum.example "How to say no at work?" >/dev/null
asked=$(notice_to mo@example.com "To decide: How to say no")
echo "Hm, let me think about it." | answer "$asked" "$mo" >/dev/null
expect_contains "a doubt is not taken for the text" 'It still waits. Reply "ok"' "$(said "$(notice_to mo@example.com "not understood")")"
echo "My boss never lets me go home in time." | answer "$asked" "$mo" >/dev/null
edited=$(notice_to bea@example.org "How to say no")
expect_contains "the moderator's text is what goes out" "never lets me go home in time" "$(said "$edited")"
expect_lacks "... without what they took out" "Meier" "$(cat "$edited")"
expect_contains "its author hears of that" "A moderator changed your text" "$(said "$(notice_to new@example.com "[Relationships] How to say no")")"
expect_contains "the record has it" '"did": "edit"' "$(askpost -c "$conf" --json log)"
expect_contains "... and who let it be posted" '"did": "approve"' "$(askpost -c "$conf" --json log)"

# ---- taken back while it waits; somebody who is no moderator ----
echo "Nobody should see this one after all, I think." | send_mail "Two <two@example.com>" relationships@forum.example "Shall I ask this here at all?" >/dev/null
asked=$(notice_to mo@example.com "To decide: Shall I ask")
echo undo | answer "$(notice_to two@example.com "It waits")" "Two <two@example.com>" >/dev/null
expect_true "its author takes it back" notice_to two@example.com "It was taken back"
askpost -c "$conf" person role "$(person mo@example.com)" none relationships >/dev/null
echo ok | answer "$asked" "$mo" >/dev/null
expect_contains "who is no moderator any more decides nothing" "Only moderators" "$(said "$(notice_to mo@example.com "Nothing was done")")"
expect_equal "and nobody saw it" "" "$(mails_to bea@example.org "Shall I ask")"
askpost -c "$conf" person role "$(person mo@example.com)" moderator relationships >/dev/null

# ---- a crisis ----
askpost -c "$conf" category set psychotherapy crisis_words "want to die
kill myself" >/dev/null
askpost -c "$conf" category set psychotherapy crisis "You are not alone. The Samaritans listen, day and night: 116 123." >/dev/null
echo "Some days I just  Want to
DIE, and nobody knows of it." | send_mail "$bea" psychotherapy@forum.example "How do you live with this every day?" >/dev/null
expect_contains "its author gets the crisis text at once" "The Samaritans listen" "$(said "$(notice_to bea@example.org "It waits for a moderator")")"
asked=$(notice_to max@example.com "In a crisis?")
expect_contains "moderators hear why" "words of a crisis" "$(said "$asked")"
expect_true "an admin of the category too" notice_to ada@example.com "In a crisis?"
echo "I am dying to know what others do about noise at night." | send_mail "$bea" psychotherapy@forum.example "What helps against noise at night?" >/dev/null
quiet
expect_equal "words that merely look like it do not wait" visible "$(state 7)"

askpost -c "$conf" category set psychotherapy crisis_words "want to die
[de]
nicht mehr leben" >/dev/null
askpost -c "$conf" category set psychotherapy crisis "You are not alone. The Samaritans listen, day and night: 116 123.
[de]
Sie sind nicht allein. Die Telefonseelsorge hört zu: 0800 1110111." >/dev/null
echo "Manchmal will ich einfach nicht mehr leben, was hat euch geholfen?" |
    send_mail "Cleo <cleo@example.net>" psychotherapy@forum.example "Was hat euch in dieser Zeit geholfen?" >/dev/null
told=$(said "$(notice_to cleo@example.net "It waits for a moderator")")
expect_contains "whoever writes German words of a crisis gets the German text" "Telefonseelsorge" "$told"
expect_lacks "and not the other one" "Samaritans" "$told"
askpost -c "$conf" post refuse "$(waiting | tr ' ' '\n' | sort -n | tail -1)" "We wrote to you." >/dev/null

# ---- nobody looks ----
stop
ASKPOST_CLOCK_SKEW=$((11 * 3600)); export ASKPOST_CLOCK_SKEW
start
quiet
expect_equal "moderators are not reminded before half a day is over" "" "$(mails_to max@example.com "Still waits")"
stop
ASKPOST_CLOCK_SKEW=$((13 * 3600)); export ASKPOST_CLOCK_SKEW
start
expect_true "moderators are reminded after half a day" notice_to max@example.com "Still waits"
stop
ASKPOST_CLOCK_SKEW=$((25 * 3600))
start
expect_contains "its author hears after a day that it still waits" "not posted before one has" "$(said "$(notice_to bea@example.org "It still waits")")"
expect_true "and admins are asked" has_notice ada@example.com "Still waits"
expect_equal "it is not posted by that" waiting "$(state 6)"
askpost -c "$conf" post accept 6 >/dev/null
expect_true "the operator can decide" wait_for is_state 6 visible
expect_contains "and that is on record" '"by": "operator"' "$(askpost -c "$conf" --json log)"
echo "Nobody has ever seen such a thing, I am told." | send_mail "Zed <zed@example.com>" relationships@forum.example "Who has seen such a thing?" >/dev/null
notice_to zed@example.com "It waits for a moderator" >/dev/null
askpost -c "$conf" post refuse "$(waiting)" "It says too little." >/dev/null
expect_contains "or refuse it, with a reason" "It says too little." "$(said "$(notice_to zed@example.com "It was not posted")")"

# ---- nobody ever looks ----
echo "It has been seen by my uncle, or so he says." | send_mail "Yve <yve@example.com>" relationships@forum.example "Who else has seen such a thing?" >/dev/null
notice_to yve@example.com "It waits for a moderator" >/dev/null
asked=$(notice_to mo@example.com "To decide: Who else has seen")
number=$(waiting)
for day in 2 3; do # a reminder, then the admins
    stop
    ASKPOST_CLOCK_SKEW=$((day * 86400 + 7200))
    start
    quiet
done
stop
ASKPOST_CLOCK_SKEW=$((7 * 86400))
start
quiet
expect_equal "after six days it waits" waiting "$(state "$number")"
stop
ASKPOST_CLOCK_SKEW=$((9 * 86400))
start
gone=$(notice_to yve@example.com "It was not posted")
expect_contains "after seven days its author hears that nobody looked" "No moderator found the time to look at your question" "$(said "$gone")"
expect_contains "... and has the text back" "It has been seen by my uncle" "$(said "$gone")"
expect_equal "it was never posted" "hidden" "$(state "$number")"
expect_contains "moderators hear that it is over" "Nobody decided about it in time" "$(said "$(notice_to mo@example.com "Decided: Who else")")"
echo ok | answer "$asked" "$mo" >/dev/null
expect_contains "and a late ok does nothing" "Nobody decided about it in time" "$(said "$(notice_to mo@example.com "It was decided already")")"
expect_contains "which is on record" '"did": "expire"' "$(askpost -c "$conf" --json log)"

# ---- a category below is as the one above says, until it says otherwise ----
askpost -c "$conf" category add relationships.night "By night" >/dev/null
echo "He sleeps when I wake, and I wake when he sleeps." | send_mail "Nia <nia@example.com>" relationships.night@forum.example "Who lives like that as well?" >/dev/null
expect_true "below a category with moderation first a first post waits as well" notice_to nia@example.com "It waits for a moderator"
expect_true "... for the moderators above" notice_to mo@example.com "To decide: Who lives"
askpost -c "$conf" category set relationships.night moderation none >/dev/null
echo "He sleeps when I wake, and I wake when he sleeps." | send_mail "Ned <ned@example.com>" relationships.night@forum.example "Is nobody awake at that hour?" >/dev/null
expect_true "unless it says none" notice_to ned@example.com "Is nobody awake"

finish
