#!/bin/sh
# Who subscribes for the first time is welcomed: the categories, four deep, each with its address; what was asked last, each with an address to
# answer it; and what else can be written. The tree is the operator's, and has no fifth level.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.questions_per_hour=100 limits.automatic_per_day=1000

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
one_line() { tr '\n' ' ' | tr -s ' '; }
status() { "$@" >/dev/null 2>&1; echo $?; }
category() { askpost -c "$conf" category "$@"; }

# ---- the operator makes a tree ----
category add health Health "Body and mind" >/dev/null
category add health.sleep Sleep "Falling asleep, and staying so" >/dev/null
category add health.sleep.shifts "Night shifts" >/dev/null
category add health.sleep.shifts.nurses "Nurses and doctors" "On call" >/dev/null
expect_equal "a fifth level is refused" 65 "$(status askpost -c "$conf" category add health.sleep.shifts.nurses.icu "Intensive care")"
expect_contains "... with the reason" "a path has at most 4 parts" "$(category add health.sleep.shifts.nurses.icu "Intensive care" 2>&1)"
expect_contains "a parent there is not is named" 'there is no category "garden"' "$(category add garden.roses Roses 2>&1)"
category set health.sleep notice "In an emergency call 112." >/dev/null
category set health.sleep moderation first >/dev/null
category set relationships closed yes >/dev/null
list=$(category list --json | one_line)
for part in '"path": "health.sleep.shifts.nurses"' '"title": "Nurses and doctors"' '"address": "health.sleep.shifts.nurses@forum.example"' \
    '"description": "On call"' '"notice": "In an emergency call 112."' '"moderation": "first"' '"moderators": []' '"closed": true'; do
    expect_contains "category list --json has $part" "$part" "$list"
done

# ---- questions, so that there is something to see ----
member "$ann" psychotherapy
for n in 1 2 3 4 5 6; do
    echo "These are the words of question $n, which somebody may answer." |
        vouched "$ann" psychotherapy@forum.example "What is to be done about case $n?" >/dev/null
    notice_to ann@a.example "case $n?" >/dev/null
done
category set health moderators ann@a.example >/dev/null
moderator=$(askpost -c "$conf" --json person show ann@a.example | sed -n 's/.*"person": \([0-9]*\).*/\1/p')
expect_equal "a moderator there is not is refused, and changes nothing" 65 "$(status askpost -c "$conf" category set health moderators "nobody@x.example")"
expect_contains "and who moderates it" "\"moderators\": [ $moderator ]" "$(category show health --json | one_line)"

# ---- the welcome ----
member "$bea" health.sleep
quiet
welcome=$(notice_to bea@b.example "You subscribe to Sleep")
text=$(mail text "$welcome")
flat=$(echo "$text" | one_line)
expect_contains "a welcome, by name" "Welcome to Mind and Heart." "$text"
expect_contains "what was subscribed to" "you get the new questions in Sleep" "$flat"
expect_contains "the category's notice" "In an emergency call 112." "$text"
expect_contains "the tree: a category" "  Health: Body and mind
    health@forum.example" "$text"
expect_contains "... what lies in it" "      Sleep: Falling asleep, and staying so (you get its questions)
        health.sleep@forum.example" "$text"
expect_contains "... four deep" "              Nurses and doctors: On call
                health.sleep.shifts.nurses@forum.example" "$text"
expect_contains "what takes no questions has no address" "Relationships (takes no new questions)" "$text"
expect_lacks "..." "relationships@" "$text"
expect_equal "five questions, newest first" "6 5 4 3 2" "$(echo "$text" | sed -n 's/^Q[0-9]*: .* case \([0-9]\).*/\1/p' | tr '\n' ' ' | sed 's/ $//')"
expect_contains "help" 'help what there is to write, with examples' "$flat"
expect_equal "no line is wider than 80" "" "$(echo "$text" | grep -v '@forum.example' | grep '.\{80\}')"
html=$(mail html "$welcome" | one_line)
expect_contains "in HTML: a link to ask" '<a href="mailto:health.sleep@forum.example"' "$html"
expect_contains "... and one to answer" '">Answer</a>' "$html"
address=$(echo "$text" | sed -n '/^Q.*case 4/,$s/^Answer: //p' | head -1)
echo "An answer to the fourth case, from the welcome." | vouched "$bea" "$address" "Re: What is to be done about case 4?" >/dev/null
expect_true "a question is answered from there" has_notice ann@a.example "Re: [Psychotherapy] What is to be done about case 4?"
echo settings | vouched_answer "$welcome" "$bea" >/dev/null
expect_true "a reply to it may be any word" has_notice bea@b.example "Your settings"
echo undo | vouched_answer "$welcome" "$bea" >/dev/null
expect_true "undo takes the subscription back" has_notice bea@b.example "You no longer subscribe to Sleep"

# ---- once ----
echo "subscribe health" | vouched "$bea" request@forum.example x >/dev/null
again=$(notice_to bea@b.example "You subscribe to Health")
expect_contains "another subscription is confirmed" "you get the new questions in Health" "$(mail text "$again" | one_line)"
expect_lacks "without a second welcome" "Welcome" "$(mail text "$again")"

# ---- categories, by mail ----
echo categories | vouched "$bea" request@forum.example x >/dev/null
text=$(mail text "$(notice_to bea@b.example "The categories")")
expect_contains "categories: the same tree" "              Nurses and doctors: On call
                health.sleep.shifts.nurses@forum.example" "$text"
expect_contains "... with an example" "subscribe health" "$text"
expect_contains "... and what one gets already" "Health: Body and mind (you get its questions)" "$text"
finish
