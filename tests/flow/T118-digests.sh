#!/bin/sh
# Digests: what is not wanted at once comes in one mail a day, at the forum's hour, each item with an address of its own.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s limits.hold_trusted=0s people.newcomers=any limits.automatic_per_day=1000 limits.questions_per_hour=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>"

ask() { # CATEGORY TITLE < BODY
    send_mail "$ann" "$1@forum.example" "$2" >/dev/null && notice_to ann@example.net "$2" >/dev/null
}

days() { # N: the daemon takes it to be N days later than now, and an hour
    quiet
    stop
    ASKPOST_CLOCK_SKEW=$(($1 * 86400 + 3600))
    export ASKPOST_CLOCK_SKEW
    start
}

got() { # WHO Qn: the address of that question, which they have asked for
    echo "get $2" | send_mail "$1" request@forum.example x >/dev/null
    mail text "$(notice_to "$(bare "$1")" "$2 as it stands")" | grep -o 'r[a-z2-7]\{40\}@forum.example' | head -1
}

digest() { # N: the file of Bea's Nth digest
    notice_to bea@example.org "new post" "$1"
}

# ---- a category, daily ----
send_mail "$bea" psychotherapy+digest@forum.example digest </dev/null >/dev/null
confirm=$(notice_to bea@example.org)
echo ok | answer "$confirm" "$bea" >/dev/null
expect_contains "SLUG+digest subscribes" "once a day in one mail" "$(mail text "$(notice_to bea@example.org "You subscribe")" | tr '\n' ' ')"
echo "I lie awake until three, and coffee is not the reason." | ask psychotherapy "How can I sleep without medicine?"
echo "Every week, or does once a month do as well for a start?" | ask psychotherapy "How often does one see a therapist?"
echo "I wrote this one in a hurry and will hide it." | ask psychotherapy "What is it that nobody will see?"
quiet
expect_equal "nothing comes at once" "" "$(mails_to bea@example.org "" | xargs grep -l -i 'sleep without' 2>/dev/null)"
askpost -c "$conf" post hide 3 >/dev/null
days 1
mail=$(digest 1)
text=$(mail text "$mail")
expect_equal "one mail, with both" "[Mind and Heart] 2 new posts" "$(mail header Subject "$mail")"
expect_contains "each with its number" "1. How can I sleep without medicine?" "$text"
expect_contains "... and its words" "coffee is not the reason" "$text"
expect_contains "... one after the other" "2. How often does one see a therapist?" "$text"
expect_lacks "what was hidden is not in it" "nobody will see" "$text"
expect_contains "in HTML as well" "2. How often does one see a therapist?</h2>" "$(mail html "$mail")"
[ -z "$SHOW" ] || { echo "$text"; mail html "$mail" >"$SHOW"; } | say

# ---- an item has an address of its own ----
address=$(echo "$text" | sed -n 's/^Answer this one: //p' | sed -n 2p)
echo "Every week, until you know each other." | send_mail "$bea" "$address" "Re: How often does one see a therapist?" >/dev/null
expect_contains "which answers it" "until you know each other" "$(mail text "$(notice_to ann@example.net "Re: [Psychotherapy] How often")" | tr '\n' ' ')"

# ---- nothing new: no digest ----
days 2
quiet
expect_equal "an empty digest is not sent" 1 "$(mails_to bea@example.org "new post" | wc -l)"

# ---- answers of the category ----
cora="Cora <cora@example.com>"
send_mail "$cora" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
echo ok | answer "$(notice_to cora@example.com)" "$cora" >/dev/null
told=$(mail text "$(notice_to cora@example.com "You subscribe")" | tr '\n' ' ')
expect_contains "who subscribes is told of them" "Their answers come once a day in one mail" "$told"
echo "Warm milk and a book that is dull." | send_mail "$cora" "$(got "$cora" Q1)" "Re: How can I sleep without medicine?" >/dev/null
notice_to ann@example.net "Re: [Psychotherapy] How can I sleep" >/dev/null
quiet
expect_equal "no answer of others comes at once" "" "$(mails_to bea@example.org "" | xargs grep -l 'Warm milk')"
days 3
text=$(mail text "$(digest 2)" | tr -s '\n' ' ')
expect_contains "it comes in the digest" "answers a question in Psychotherapy (Q1): Warm milk" "$text"
echo "set notify category now" | send_mail "$cora" request@forum.example x >/dev/null
notice_to cora@example.com "Your settings" >/dev/null
echo "Does it help to write letters that are never sent?" | ask relationships "Does writing help?"
number=$(askpost -c "$conf" question list | awk '/Does writing help/ { print $1 }')
echo "It does, and for years it has." | send_mail "$bea" "$(got "$bea" "$number")" "Re: Does writing help?" >/dev/null
heard=$(notice_to cora@example.com "Re: [Relationships] Does writing help?")
text=$(mail text "$heard" | tr '\n' ' ')
expect_contains "or at once, for who sets that" "answers a question in Relationships:" "$text"
expect_contains "and says why it comes" "because you subscribe to Relationships." "$text"
expect_contains "and how to end it" 'write "set notify category off" to request@forum.example' "$text"
[ -z "$SHOW" ] || { mail text "$heard"; mail html "$heard" >"$SHOW.html"; } | say
leave=$(mail header List-Unsubscribe "$heard" | sed 's/.*mailto:\([^?>]*\).*/\1/')
send_mail "whoever@x.example" "$leave" unsubscribe </dev/null >/dev/null
expect_contains "its address to leave leaves the category" "no more new questions of Relationships" "$(mail text "$(notice_to cora@example.com "You have left")" | tr '\n' ' ')"

# ---- a tag, daily ----
echo "follow #dream daily" | send_mail "$cora" request@forum.example x >/dev/null
expect_contains "what one follows comes by the day as well" "They come once a day in one mail" "$(mail text "$(notice_to cora@example.com "You follow #dream")" | tr '\n' ' ')"
echo "following" | send_mail "$cora" request@forum.example x >/dev/null
expect_contains "following says so" "#dream (daily)" "$(mail text "$(notice_to cora@example.com "What you follow")")"
printf '%s\n' "Tags: dream" "" "The same one, three nights in a row." | ask relationships "Why do dreams come again?"
days 4
expect_contains "in the digest" "1. Why do dreams come again?" "$(mail text "$(notice_to cora@example.com "new post")")"
expect_equal "and by no mail of its own" "" "$(mails_to cora@example.com "dreams come again")"

# ---- by the week, at once, not at all ----
echo "subscribe psychotherapy now" | send_mail "$bea" request@forum.example x >/dev/null
notice_to bea@example.org "You subscribe" 2 >/dev/null
echo "Five minutes, or is an hour what it takes?" | ask psychotherapy "How long is a first session?"
expect_true "now: at once" has_notice bea@example.org "How long is a first session?"
echo "subscribe psychotherapy weekly" | send_mail "$bea" request@forum.example x >/dev/null
notice_to bea@example.org "You subscribe" 3 >/dev/null
echo "Mine has no couch, and I wonder whether that matters." | ask psychotherapy "Does it need a couch?"
monday=$(( (11 - ($(date -u +%s) / 86400 + 2) % 7) % 7 ))
days $((monday + 10)) # a Tuesday: Monday's hour is over then, whatever time it is now
expect_equal "weekly: one mail for the week" "[Mind and Heart] 1 new post" "$(mail header Subject "$(digest 3)")"
expect_lacks "what came at once is not in it" "first session" "$(mail text "$(digest 3)")"

# ---- the word, and too much for a day ----
echo "digest weekly" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "digest sets what is gathered, and shows it" "notify thread: weekly" "$(mail text "$(notice_to bea@example.org "Your digest")")"
echo "digest off" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "and takes it back" "notify thread: now" "$(mail text "$(notice_to bea@example.org "Your digest" 2)")"
printf 'set most 1\nsubscribe psychotherapy now\n' | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "so many mails a day" "most is now: 1" "$(mail text "$(notice_to bea@example.org "What your message did")")"
echo "It is the first one that comes that day, and at once." | ask psychotherapy "Is this the first of that day?"
expect_true "the first comes" has_notice bea@example.org "the first of that day"
echo "It is the second one that comes that day, so it has to wait." | ask psychotherapy "Is this the second of that day?"
days $((monday + 11))
expect_contains "the second is in the digest" "1. Is this the second of that day?" "$(mail text "$(digest 4)")"
expect_equal "and came by no mail of its own" "" "$(mails_to bea@example.org "the second of that day")"

# ---- edited after it stood in one ----
echo "subscribe psychotherapy daily" | send_mail "$bea" request@forum.example x >/dev/null
notice_to bea@example.org "You subscribe" 3 >/dev/null
echo "s/it has to wait/it had to wait/" | answer "$(notice_to ann@example.net "the second of that day")" "$ann" >/dev/null
notice_to ann@example.net "your text was replaced" >/dev/null
days $((monday + 12))
text=$(mail text "$(digest 5)" | tr '\n' ' ')
expect_contains "the next has its new words" "it had to wait" "$text"
expect_contains "... and says that it was corrected" "corrected" "$text"

# ---- no more of them ----
send_mail "$bea" psychotherapy+unsubscribe@forum.example unsubscribe </dev/null >/dev/null
expect_contains "SLUG+unsubscribe ends it" "You get no more new questions of Psychotherapy" "$(mail text "$(notice_to bea@example.org "You no longer subscribe")" | tr '\n' ' ')"

finish
