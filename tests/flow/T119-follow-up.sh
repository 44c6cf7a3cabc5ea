#!/bin/sh
# A reply to an answer becomes a question of its own, which says what it came of; who wrote the answer hears of it, once.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" cat="Cat <cat@example.com>"

said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
get() { # FROM N NTH: what `get QN` brings the NTH time
    echo "get Q$2" | send_mail "$1" request@forum.example x >/dev/null
    said "$(notice_to "$(bare "$1")" "Q$2 as it stands" "${3:-1}")"
}
for who in "$bea" "$cat"; do
    send_mail "$who" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
echo "I would like to know what to expect before I begin." | send_mail "$ann" psychotherapy@forum.example "How long does a therapy last?" >/dev/null
echo "Mine took forty hours, a year and a half." | answer "$(notice_to bea@example.org "How long")" "$bea" >/dev/null
got=$(notice_to ann@example.net "Re: [Psychotherapy] How long")
expect_contains "a mail with an answer says how to ask on" 'begin your reply with "Follow-up:" and a title' "$(said "$got")"
expect_contains "and its HTML has a link that begins it" "body=Follow-up%3A%20" "$(mail html "$got")"

# ---- asked by reply ----
answer "$got" "$ann" >/dev/null <<'M'
Follow-up: Who pays for forty hours of therapy?

My insurance speaks of twelve. Does anybody know more?
M
receipt=$(notice_to ann@example.net "[Psychotherapy] Who pays for forty hours")
expect_contains "it is a question of its own" "Your question is Q3" "$(said "$receipt")"
heard=$(notice_to bea@example.org "Who pays")
expect_contains "who wrote the answer hears what it came of" "has read what you wrote in Q1 (How long does a therapy last?) and has a further question" "$(said "$heard")"
expect_contains "... with their own words below" "Your answer: > Mine took forty hours" "$(said "$heard")"
expect_contains "... and why" "because you wrote what it follows up on" "$(said "$heard")"
other=$(notice_to cat@example.com "Who pays")
expect_contains "others get it as a question that tells where it comes from" "(It follows up on A2 in Q1: How long does a therapy last?)" "$(said "$other")"
name=$(askpost -c "$conf" --json question 1 | sed -n 's/.*"name": *"\(.*\)".*/\1/p' | head -1)
expect_lacks "nothing tells that its asker asked that one" "$name" "$(cat "$other" "$heard")"
echo "Mine did, after a report of my therapist." | answer "$heard" "$bea" >/dev/null
expect_contains "a reply to it answers the new question" "after a report" "$(said "$(notice_to ann@example.net "Re: [Psychotherapy] Who pays")")"

# ---- found both ways ----
expect_contains "get shows it at the answer" "followed up by Q3" "$(get "$cat" 1)"
expect_contains "and the answer at the question" "follows up on A2 in Q1" "$(get "$cat" 3)"
askpost -c "$conf" post hide 2 >/dev/null
expect_lacks "not when that was taken away" "follows up on" "$(get "$cat" 3 2)"
askpost -c "$conf" post unhide 2 >/dev/null

# ---- settings ----
echo "set notify follow-up off" | send_mail "$bea" request@forum.example x >/dev/null
notice_to bea@example.org "Your settings" >/dev/null
printf 'Follow-up: And how long does one wait for a therapy?\n\nI have called eleven of them so far.\n' | answer "$got" "$ann" >/dev/null
expect_contains "who set notify follow-up off gets it as any question of the category" "asks in Psychotherapy" "$(said "$(notice_to bea@example.org "And how long")")"
quiet
expect_equal "and nobody hears of one twice" "1 1 1 1" \
    "$(for who in bea@example.org cat@example.com; do for title in "] Who pays" "] And how"; do mails_to $who "[Psychotherapy$title" | while read -r f; do mail header Subject "$f"; done | grep -vc "^Re:"; done; done | tr '\n' ' ' | sed 's/ $//')"

finish
