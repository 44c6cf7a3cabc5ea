#!/bin/sh
# Members report posts: moderators hear, many reports hide a post, moderators clear or hide, and nobody learns who reported what. A late ok
# is for the text it read.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000 limits.reports_per_hour=2

ann="Ann <ann@example.net>" mo="Mo <mo@example.com>" eve="Eve Torrance <eve@example.org>"

person() { askpost -c "$conf" --json person show "$1" | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1; }
state() { askpost -c "$conf" --json post show "$1" | sed -n 's/.*"state": *"\([a-z]*\)".*/\1/p'; }
is_state() { [ "$(state "$1")" = "$2" ]; }
said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
report() { echo "report $2" | send_mail "$1" request@forum.example report >/dev/null; }

for who in "$mo" "$eve" "b@b.example" "c@c.example" "d@d.example" "e@e.example"; do
    send_mail "$who" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
askpost -c "$conf" person role "$(person mo@example.com)" moderator relationships >/dev/null
echo "He is a liar, and his shop in Mill Lane sells rotten fish." | send_mail "$ann" relationships@forum.example "Who knows the liar of Mill Lane?" >/dev/null
asked=$(notice_to eve@example.org "Who knows")

# ---- one reports it, in reply ----
answer "$asked" "$eve" >/dev/null <<'M'
Report: He is a neighbour of mine,
and this is a slander.

Eve Torrance
eve@example.org
M
expect_contains "who reports is told that it is between them and the forum" "Nobody learns that it was you" "$(said "$(notice_to eve@example.org "The moderators hear of it")")"
flagged=$(notice_to mo@example.com "Reported: Who knows")
expect_contains "a moderator gets the post" "rotten fish" "$(said "$flagged")"
expect_contains "... and the reason" "this is a slander" "$(said "$flagged")"
expect_lacks "... but not who wrote it" "eve@" "$(tr 'A-Z' 'a-z' <"$flagged")"
expect_lacks "... nor their name" "torrance" "$(tr 'A-Z' 'a-z' <"$flagged")"
report "$eve" "Q1 and once more"
quiet
expect_equal "nobody reports twice" "1" "$(mails_to mo@example.com "Reported" | wc -l)"
expect_equal "it is no answer" "0" "$(posts answer 1)"
report "$eve" "Q1 and again"
expect_contains "reports have a limit, which says when to try again" "Try again in" "$(said "$(notice_to eve@example.org "Nothing was reported")")"
report "$ann" "Q1 it is mine"
expect_contains "nobody reports what they wrote" "You wrote that yourself" "$(said "$(notice_to ann@example.net "Nothing was reported")")"

# ---- 3 and 5 are heard, 5 hide it ----
echo "I would like to report this, please." | answer "$(notice_to b@b.example "Who knows")" "b@b.example" >/dev/null
choice=$(notice_to b@b.example "Re: Who knows")
expect_contains "who may mean a report is asked, and nothing posted" "Reply with one word: report, ok or drop" "$(said "$choice")"
echo report | answer "$choice" "b@b.example" >/dev/null
expect_true "report it is" notice_to b@b.example "The moderators hear of it"
report "c@c.example" "A1 rude"
expect_contains "the third is heard" "3 people reported it" "$(said "$(notice_to mo@example.com "Reported: Who knows" 2)")"
report "d@d.example" "Q1"
notice_to d@d.example "The moderators hear of it" >/dev/null
echo "unreport Q1" | send_mail "d@d.example" request@forum.example x >/dev/null
expect_contains "a report is taken back" "You do not report Q1 any more" "$(said "$(notice_to d@d.example "Your report was taken back")")"
echo "unreport Q1" | send_mail "d@d.example" request@forum.example x >/dev/null
expect_contains "once" "You reported no such post" "$(said "$(notice_to d@d.example "Nothing was done")")"
report "d@d.example" "Q1"
report "e@e.example" "Q1 and a lie"
hidden=$(notice_to mo@example.com "Reported and hidden")
expect_contains "the fifth is heard, and hides it" "5 people reported it, so nobody sees it" "$(said "$hidden")"
expect_equal "moderators heard three times" "3" "$(mails_to mo@example.com "Reported" | wc -l)"
expect_equal "it is hidden" hidden "$(state 1)"
taken=$(notice_to ann@example.net "It was taken away")
expect_contains "its author is told" "Several people reported it" "$(said "$taken")"
expect_lacks "... not by whom" "example.org" "$(cat "$taken")"
expect_contains "the record has it" '"did": "hide-reported"' "$(askpost -c "$conf" --json log)"
expect_equal "... and of nobody that they reported something" "" "$(askpost -c "$conf" --json log | grep '"did": "report')"
expect_lacks "nor does the journal say which post somebody reported" '"post": 1' "$(askpost -c "$conf" --json trace e@e.example | tr -d '\n' | sed 's/}/}\n/g' | grep '"reported"')"

expect_contains "the operator sees which posts are reported, and by how many" '"people": 5' "$(askpost -c "$conf" --json post reported)"

# ---- a moderator looks ----
echo "Hm." | answer "$hidden" "$mo" >/dev/null
expect_contains "anything else does nothing" 'Reply "ok" to clear' "$(said "$(notice_to mo@example.com "Nothing was done")")"
echo "ok" | answer "$hidden" "$mo" >/dev/null
expect_true "ok clears the reports, and it is back" notice_to mo@example.com "Q1: the reports are cleared"
expect_equal "... for all to see" visible "$(state 1)"
expect_true "its author is told that as well" notice_to ann@example.net "It is back"
echo "hide: no names of people, please" | answer "$flagged" "$mo" >/dev/null
expect_contains "hide takes it away, and its author hears why" "no names of people" "$(said "$(notice_to ann@example.net "It was taken away" 2)")"
expect_equal "... for good" hidden "$(state 1)"

# ---- with words of their own ----
echo "clear Q1" | send_mail "b@b.example" request@forum.example x >/dev/null
expect_contains "not everybody clears reports" "Only editors" "$(said "$(notice_to b@b.example "Nothing was done")")"
echo "clear Q1" | send_mail "$mo" request@forum.example x >/dev/null
expect_contains "a moderator does, where there are any" "Nobody reports that post" "$(said "$(notice_to mo@example.com "Nothing was done" 2)")"
echo "unhide Q1" | send_mail "$mo" request@forum.example x >/dev/null
notice_to mo@example.com "Q1 is back" >/dev/null
report "c@c.example" "Q1 it is still there"
notice_to mo@example.com "Reported: Who knows" 3 >/dev/null
echo "clear Q1" | send_mail "$mo" request@forum.example x >/dev/null
expect_true "one does" notice_to mo@example.com "Q1: the reports are cleared" 2

# ---- a late ok ----
askpost -c "$conf" category set relationships moderation all >/dev/null
echo "We met at work, and now we share an office as well." | send_mail "$ann" relationships@forum.example "How do couples work together?" >/dev/null
first=$(notice_to mo@example.com "To decide: How do couples")
echo ok | answer "$first" "$mo" >/dev/null
receipt=$(notice_to ann@example.net "[Relationships] How do couples")
printf 'Edit:\nWe met at work, and now our boss, Karl Meier, is jealous.\n' | answer "$receipt" "$ann" >/dev/null
expect_true "a new text waits again" notice_to mo@example.com "To decide: How do couples" 2
echo ok | answer "$first" "$mo" >/dev/null
again=$(notice_to mo@example.com "To decide: How do couples" 3)
expect_contains "an ok to the earlier mail shows the new text" "wrote it anew after the text you replied to" "$(said "$again")"
expect_contains "... all of it" "Karl Meier" "$(said "$again")"
expect_equal "... and decides nothing" waiting "$(state 2)"
echo ok | answer "$again" "$mo" >/dev/null
expect_true "an ok to the new mail does" wait_for is_state 2 visible

finish
