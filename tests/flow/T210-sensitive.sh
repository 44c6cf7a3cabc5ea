#!/bin/sh
# profile = sensitive, from the first mail on: no head names the topic; first posts wait for a moderator, who decides by mail; an anonymous
# question waits longer than its hold; members see its day, not its time, and nothing of who asks.
. "${srcdir:-.}/tests/flow/lib.sh"
make_forum any people.trusted_after=1000
said=$(askpost init "$work/other" --domain other.example --operator operator@example.org --profile sensitive)
expect_contains "init says what the profile sets" "publish_delay_most = 60m (open: 0s)" "$said"
expect_contains "... all of it" "content = discreet (open: full)" "$said"
set_conf forum.profile sensitive
start
forum_categories

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>" moe="Moe <moe@c.example>"
secrets='panic|divorce|whisky|psychotherapy|mind|heart'
heads() { sed '/^\r*$/q' "$1" | sed 's/[a-z2-7]\{24,41\}@/TOKEN@/g'; }
next_to() { # ADDRESS N: waits for the Nth mail to it; $got
    got=$(notice_to "$1" "" "$2")
}
join() { # FROM
    send_mail "$1" psychotherapy+subscribe@forum.example x </dev/null >/dev/null
    next_to "$(bare "$1")" 1
    echo ok | answer "$got" "$1" >/dev/null
    next_to "$(bare "$1")" 2
}
join "$moe"
askpost -c "$conf" person role moe@c.example moderator >/dev/null
next_to moe@c.example 3
expect_equal "that somebody moderates tells nothing of what" "" "$({ heads "$got"; mail text "$got"; } | sed 's/[a-z2-7]\{24,41\}@/TOKEN@/g' | grep -iE "$secrets")"
join "$bea"

# ---- somebody new asks ----
echo "My husband drinks whisky." | send_mail "$ann" psychotherapy@forum.example "Does panic end with a divorce?" >/dev/null
next_to ann@a.example 1
expect_equal "the very first mail names nothing in its heads" "" "$(heads "$got" | grep -iE "$secrets")"
expect_contains "but is the preview, further down" "My husband drinks whisky." "$(mail text "$got")"
expect_lacks "after lines that say nothing" "whisky" "$(mail text "$got" | head -c 200)"
echo ok | answer "$got" "$ann" >/dev/null
next_to ann@a.example 2
next_to moe@c.example 4
expect_equal "the moderator's mail tells nothing" "" "$({ heads "$got"; mail text "$got"; } | sed 's/[a-z2-7]\{24,41\}@/TOKEN@/g' | grep -iE "$secrets")"
echo show | answer "$got" "$moe" >/dev/null
next_to moe@c.example 5
expect_contains "until it is asked to" "My husband drinks whisky." "$(mail text "$got")"
echo ok | answer "$got" "$moe" >/dev/null
number=$(askpost -c "$conf" question list | sed -n 's/^\([0-9][0-9]*\).*/\1/p' | head -1)
visible() { askpost -c "$conf" --json question "$number" | grep -q '"visible"'; }
expect_true "and a reply to that decides" wait_for visible
expect_contains "the operator's listing has the day, not the time" "\"created\": \"$(date -u +%Y-%m)" "$(askpost -c "$conf" --json question "$number")"
expect_lacks "... as said" ":" "$(askpost -c "$conf" --json question "$number" | sed -n 's/.*"created": "\([^"]*\)".*/\1/p')"

# ---- others hear of it later ----
echo "get Q$number" | send_mail "$bea" request@forum.example get >/dev/null
next_to bea@b.example 3
expect_contains "for now there is no such question" "There is no question with that number" "$(mail text "$got")"
stop
ASKPOST_CLOCK_SKEW=3700
export ASKPOST_CLOCK_SKEW
start
next_to bea@b.example 4
expect_equal "an hour later there is a message, of nothing" "A message for you" "$(mail header Subject "$got")"
echo "get Q$number" | send_mail "$bea" request@forum.example get >/dev/null
next_to bea@b.example 5
about=$(mail text "$got" | grep ' asked 20')
expect_true "who asks has a name, the day, and nothing else" expr "$about" : '[A-Z][a-z]* [A-Z][a-z]* asked 20[0-9][0-9]-[0-9][0-9]-[0-9][0-9] in [A-Z][a-z]*:$'
finish
