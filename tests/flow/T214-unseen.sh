#!/bin/sh
# What others may not see yet, or not any more, no word of a member brings out: a question in its hold or waiting for a moderator, an answer
# that was taken away. Who follows or mutes a number they guessed learns nothing of it.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=30m people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" eve="Eve <eve@example.com>" ed="Ed <ed@example.com>"

said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
request() { echo "$2" | send_mail "$1" request@forum.example x >/dev/null; } # FROM LINE
join() { # FROM
    send_mail "$1" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$1")")" "$1" >/dev/null
    notice_to "$(bare "$1")" "You subscribe" >/dev/null
}
tried() { # WHO LINE: what is said to it
    before=$(mails_to "$(bare "$1")" | wc -l)
    request "$1" "$2"
    mail text "$(notice_to "$(bare "$1")" "" $((before + 1)))" | sed '/^-- $/,$d'
}
everything() { # N: what Eve's Nth export says
    request "$eve" export
    echo ok | answer "$(notice_to eve@example.com "Everything the forum has" "$1")" "$eve" >/dev/null
    said "$(notice_to eve@example.com "Everything the forum has" $(($1 + 1)))"
}
join "$eve"
join "$bea"
join "$ed"

# ---- in its hold ----
echo "My husband drinks whisky in the cellar, every night." | send_mail "$ann" relationships@forum.example "Does secret drinking end a marriage?" >/dev/null
notice_to ann@example.net "Does secret" >/dev/null
request "$eve" "follow Q1"
expect_contains "a question nobody sees yet cannot be followed" "There is nothing called" "$(said "$(notice_to eve@example.com "What to follow" 1)")"
request "$eve" "following"
expect_lacks "nor is its title told" "secret drinking" "$(said "$(notice_to eve@example.com "What you follow" 1)")"
request "$eve" "mute Q1"
expect_contains "nor muted" "Which question?" "$(said "$(notice_to eve@example.com "What your message did" 1)")"
expect_lacks "so an export does not tell it" "secret drinking" "$(everything 1)"
for words in "tags Q# sleep" "move Q# psychotherapy" "close Q# why" "reopen Q#" "hide Q# why" "unhide Q#" "clear Q#" "convert Q#" "note Q# why" "block Q# why"; do
    expect_equal "$words: it is as if there were no such question" "$(tried "$eve" "$(echo "$words" | sed s/#/99/)")" "$(tried "$eve" "$(echo "$words" | sed s/#/1/)")"
done
askpost -c "$conf" person role "$(askpost -c "$conf" --json person show ed@example.com | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1)" editor >/dev/null
for words in "tags Q# sleep" "close Q# why" "hide Q# why" "unhide Q#" "clear Q#"; do
    expect_equal "$words: for an editor, too" "$(tried "$ed" "$(echo "$words" | sed s/#/99/)")" "$(tried "$ed" "$(echo "$words" | sed s/#/1/)")"
done

# ---- an answer in its hold ----
quiet
stop
ASKPOST_CLOCK_SKEW=3600
export ASKPOST_CLOCK_SKEW
start
asked=$(notice_to bea@example.org "Does secret")
echo "Mine does not drink, and yet it ended within two years." | answer "$asked" "$bea" >/dev/null
notice_to bea@example.org "Re:" >/dev/null
request "$eve" "search drinking"
found=$(said "$(notice_to eve@example.com "What was found" 1)")
expect_contains "a search counts the answers others see" "no answer yet" "$found"
request "$eve" "get A2"
expect_contains "and of others there are no words about, however they are asked for" "There is no question with that number" "$(said "$(notice_to eve@example.com "There is no such question" 1)")"
request "$bea" "get A2"
expect_contains "who wrote it may see it" "ended within two years" "$(said "$(notice_to bea@example.org "Q1 as it stands" 1)")"
quiet
stop
ASKPOST_CLOCK_SKEW=7200
start
request "$eve" "get A2"
expect_contains "when the time has come, everybody" "ended within two years" "$(said "$(notice_to eve@example.com "Q1 as it stands" 1)")"
quiet

finish
