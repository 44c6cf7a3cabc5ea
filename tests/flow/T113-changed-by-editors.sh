#!/bin/sh
# Editors change what others wrote, in reply to its mail: its author hears what was changed, who has the earlier text gets the new one, and
# nobody learns who did it. It can be put back; and whoever may not gets words, and nothing is changed or posted.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" edi="Edi Torrance <edi@example.com>" mo="Mo Torrance <mo@example.com>"

person() { askpost -c "$conf" --json person show "$1" | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1; }
said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
shown() { askpost -c "$conf" --json post show "$1" | sed -n 's/.*"'"$2"'": *"\(.*\)".*/\1/p' | head -1; }
hears() { mails_to "$1" "$2" | wc -l | tr -d ' '; }
for who in "$bea" "$edi" "$mo"; do
    send_mail "$who" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
askpost -c "$conf" person role "$(person edi@example.com)" editor relationships >/dev/null
askpost -c "$conf" person role "$(person mo@example.com)" moderator relationships >/dev/null

send_mail "$ann" relationships@forum.example "Who knows the liar of Mill Lane?" >/dev/null <<'M'
He is a liar, and his shop
in Mill Lane sells rotten fish to everybody who comes by.
M
receipt=$(notice_to ann@example.net "Who knows")
first=$(notice_to bea@example.org "Who knows")
asked=$(notice_to edi@example.com "Who knows")
looked=$(notice_to mo@example.com "Who knows")

# ---- not everybody ----
printf 'Edit:\nHe is an honest man, and his shop in Mill Lane sells fresh fish.\n' | answer "$first" "$bea" >/dev/null
expect_contains "who may not is told so" "Only who wrote a post, and editors, change it" "$(said "$(notice_to bea@example.org "Nothing was changed")")"
echo "s/rotten/fresh/" | answer "$first" "$bea" >/dev/null
expect_true "... of single words as well" notice_to bea@example.org "Nothing was changed" 2
expect_equal "nothing is changed, and nothing posted" "1 0" "$(askpost -c "$conf" --json post show 1 | grep -c "rotten fish") $(posts answer 1)"

# ---- some words ----
answer "$asked" "$edi" >/dev/null <<'M'
s/a liar, and his shop in/a neighbour. His shop in/
s/rotten fish/old fish/

Best,
Edi Torrance
M
done=$(notice_to edi@example.com "Q1: the text was replaced")
expect_contains "an editor changes words of it" "He is a neighbour. His shop in" "$(said "$done")"
expect_contains "... and reads who hears of that" "are sent this one as a correction" "$(said "$done")"
told=$(notice_to ann@example.net "Changed: Who knows")
expect_contains "its author reads what it is now, and by whom" "changed by an editor, and now reads: He is a neighbour." "$(said "$told")"
expect_contains "... and what it was" "It read before: He is a liar" "$(said "$told")"
expect_lacks "... but not who that is" "torrance" "$(tr 'A-Z' 'a-z' <"$told")"
second=$(notice_to bea@example.org "[Relationships] Who knows" 2)
expect_contains "who got the earlier text gets the new one" "sells old fish" "$(said "$second")"
expect_contains "... as a correction" "corrected this question, which you got" "$(mail text "$second" | head -1)"
expect_equal "... in the same thread" "$(mail header Message-ID "$first")" "$(mail header In-Reply-To "$second")"
expect_lacks "... without who did it" "torrance" "$(tr 'A-Z' 'a-z' <"$second")"
echo "get Q1" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "get says that it was edited, and by whom" "by an editor" "$(said "$(notice_to bea@example.org "Q1 as it stands")")"
expect_contains "the history keeps both" "He is a liar" "$(askpost -c "$conf" --json post show 1)"
expect_contains "the record has who did it" "\"by\": \"person $(person edi@example.com)\"" "$(askpost -c "$conf" --json log | tr -d '\n' | sed 's/}/}\n/g' | grep '"did": "edit"')"
quiet
expect_equal "who did it gets no correction, nor does the author" "1 1" "$(hears edi@example.com "[Relationships] Who knows") $(hears ann@example.net "[Relationships] Who knows")"

# ---- put back ----
echo undo | answer "$done" "$edi" >/dev/null
expect_contains "undo puts it back" "He is a liar, and his shop" "$(said "$(notice_to edi@example.com "Q1 reads as before")")"
expect_contains "its author hears that as well" "put back as it was, by an editor" "$(said "$(notice_to ann@example.net "As it was: Who knows")")"
expect_contains "who got the changed text gets the first again" "rotten fish" "$(said "$(notice_to bea@example.org "[Relationships] Who knows" 3)")"
quiet
expect_equal "... once" 3 "$(hears mo@example.com "[Relationships] Who knows")"
echo undo | answer "$done" "$edi" >/dev/null
expect_true "it is not taken back twice" notice_to edi@example.com "There is nothing to undo"
expect_contains "... so it stands" "rotten fish" "$(shown 1 body)"

# ---- the whole text, and a title ----
answer "$looked" "$mo" >/dev/null <<'M'
Edit
Title: Who knows the fishmonger of Mill Lane?

I ask because I would like to buy there.

Mo Torrance
mo@example.com
M
expect_contains "a line Edit, and below it all of it" "I ask because I would like to buy there." "$(said "$(notice_to mo@example.com "Q1: the text was replaced")")"
expect_equal "... with another title" "Who knows the fishmonger of Mill Lane?" "$(shown 1 title)"
expect_lacks "... and nothing of who wrote it" "torrance" "$(askpost -c "$conf" --json post show 1 | tr 'A-Z' 'a-z')"
expect_contains "its author hears" "changed by a moderator" "$(said "$(notice_to ann@example.net "Changed: Who knows" 2)")"
printf 'Edit:\nTitle: Short\n\nI ask because I would like to buy there.\n' | answer "$looked" "$mo" >/dev/null
expect_contains "a text that breaks a rule is not taken" "it needs at least" "$(said "$(notice_to mo@example.com "Nothing was changed")")"
echo "Edit: I would like to buy there, for that is why I ask." | answer "$receipt" "$ann" >/dev/null
expect_true "its author may change it again" notice_to ann@example.net "your text was replaced"

# ---- it may be an answer that begins so ----
echo "Correction: fishmongers are closed on Mondays, whatever they say at the harbour." | answer "$looked" "$mo" >/dev/null
choice=$(notice_to mo@example.com "Re: Who knows")
expect_contains "what has little of the post in it is asked about" "has little of what stands there" "$(said "$choice")"
expect_equal "... and not posted" 0 "$(posts answer 1)"
echo add | answer "$choice" "$mo" >/dev/null
expect_contains "add makes it an answer" "closed on Mondays" "$(said "$(notice_to ann@example.net "Re: [Relationships] Who knows")")"

# ---- within the hold nobody hears of what is put back ----
quiet
stop
set_conf limits.hold_newcomer 1h
start
before=$(hears bea@example.org "[Relationships]")
echo "s/buy there/cook there/" | answer "$(notice_to edi@example.com "[Relationships] Who knows")" "$edi" >/dev/null
echo undo | answer "$(notice_to edi@example.com "Q1: the text was replaced" 2)" "$edi" >/dev/null
notice_to edi@example.com "Q1 reads as before" 2 >/dev/null
ASKPOST_CLOCK_SKEW=8000; export ASKPOST_CLOCK_SKEW
stop
start
quiet
expect_equal "a change put back within the hold is told to nobody" "$before" "$(hears bea@example.org "[Relationships]")"

finish
