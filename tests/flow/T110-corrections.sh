#!/bin/sh
# Editing what stands already: the whole text, some of its words, a title; and how those who got the earlier text hear of it.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" bea="Bea <bea@example.org>" cat="Cat <cat@example.com>" dan="Dan <dan@example.com>"

said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
shown() { askpost -c "$conf" --json post show "$1" | sed -n 's/.*"'"$2"'": *"\(.*\)".*/\1/p' | head -1; }
for who in "$bea" "$cat" "$dan"; do
    send_mail "$who" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
echo "set content title" | send_mail "$dan" request@forum.example x >/dev/null
notice_to dan@example.com "Your settings" >/dev/null

send_mail "$ann" psychotherapy@forum.example "How long does a therapy last?" >/dev/null <<'M'
I would like to know what to expect before I begin,
because my insurance pays for five hours only.
M
receipt=$(notice_to ann@example.net "How long")
first=$(notice_to bea@example.org "How long")
notice_to cat@example.com "How long" >/dev/null
notice_to dan@example.com "How long" >/dev/null
echo mute | answer "$(notice_to cat@example.com "How long")" "$cat" >/dev/null
quiet

# ---- the whole text ----
printf 'Edit: I would like to know what to expect before I begin, for my insurance pays for fifty hours only.\n' | answer "$receipt" "$ann" >/dev/null
told=$(notice_to ann@example.net "your text was replaced")
expect_contains "an edit is confirmed, with the text" "fifty hours" "$(said "$told")"
expect_contains "... and with who hears of it" "are sent this one as a correction" "$(said "$told")"
second=$(notice_to bea@example.org "How long" 2)
expect_contains "who got the earlier text gets the new one" "fifty hours" "$(said "$second")"
expect_contains "... and reads first that it was corrected" "corrected this question, which you got" "$(mail text "$second" | head -1)"
expect_contains "... in HTML as well" "corrected this question" "$(mail html "$second" | head -12)"
expect_equal "... under the same subject" "$(mail header Subject "$first")" "$(mail header Subject "$second")"
expect_equal "... in the same thread" "$(mail header Message-ID "$first")" "$(mail header In-Reply-To "$second")"
expect_true "... as a mail of its own" test "$(mail header Message-ID "$first")" != "$(mail header Message-ID "$second")"
quiet
expect_equal "who muted it hears nothing, nor who chose titles only" "1 1" \
    "$(mails_to cat@example.com "How long" | wc -l | tr -d ' ') $(mails_to dan@example.com "How long" | wc -l | tr -d ' ')"
echo "Fifty hours are a year, and most are done by then." | answer "$second" "$bea" >/dev/null
expect_contains "a correction is answered like the question" "Fifty hours are a year" "$(said "$(notice_to ann@example.net "Re: [Psychotherapy] How long")")"
expect_lacks "... and what it quotes of it is known" "corrected" "$(askpost -c "$conf" --json question 1)"

# ---- some words: s/old/new/ ----
echo "s/fifty hours only/sixty hours only/" | answer "$receipt" "$ann" >/dev/null
expect_contains "a substitution changes the words it names" "before I begin, for my insurance pays for sixty hours only." "$(said "$(notice_to ann@example.net "your text was replaced" 2)")"
expect_contains "and those who have the text are told" "sixty hours" "$(said "$(notice_to bea@example.org "How long" 4)")" # the third is her receipt
printf 's/eighty/ninety/\n\nAnn\n' | answer "$receipt" "$ann" >/dev/null
expect_contains "words that are not there" '"eighty" does not stand in the post' "$(said "$(notice_to ann@example.net "Nothing was changed")")"
echo "s/I/we/" | answer "$receipt" "$ann" >/dev/null
expect_contains "words that stand there several times" '"I" stands 2 times' "$(said "$(notice_to ann@example.net "Nothing was changed" 2)")"
echo "s/ I / we /g" | answer "$receipt" "$ann" >/dev/null
expect_contains "... all of them, with a g" "before we begin" "$(said "$(notice_to ann@example.net "your text was replaced" 3)")"
expect_contains "the history has all that was" "sixty hours" "$(askpost -c "$conf" --json post show 1)"

# ---- a title ----
printf 'Title: How long does a therapy usually last?\n' | answer "$receipt" "$ann" >/dev/null
notice_to ann@example.net "your text was replaced" 4 >/dev/null
expect_equal "a line Title: changes the title" "How long does a therapy usually last?" "$(shown 1 title)"
expect_contains "... and leaves the text" "sixty hours" "$(shown 1 body)"
expect_true "of a title those hear, too, who chose titles" notice_to dan@example.com "usually last"
printf 'Title: Long?\n' | answer "$receipt" "$ann" >/dev/null
expect_contains "one too short is refused" "The title has 5 characters" "$(said "$(notice_to ann@example.net "Long?")")"
echo "get Q1" | send_mail "$bea" request@forum.example x >/dev/null
expect_contains "get shows that it was edited" ", edited" "$(said "$(notice_to bea@example.org "Q1 as it stands")")"

# ---- before anybody has it, and twice at once ----
quiet
stop
set_conf limits.hold_newcomer 1h
start
send_mail "$ann" psychotherapy@forum.example "Does it help to write a diary?" >/dev/null <<'M'
My sister says so, and I do not know whether to believe her.
M
receipt=$(notice_to ann@example.net "diary")
echo "s/sister/brother/" | answer "$receipt" "$ann" >/dev/null
told=$(notice_to ann@example.net "your text was replaced" 5)
expect_lacks "before anybody has it nobody needs a correction" "correction" "$(said "$told")"
ASKPOST_CLOCK_SKEW=4000; export ASKPOST_CLOCK_SKEW
stop
start
once=$(notice_to bea@example.org "diary")
expect_contains "they get the new text" "My brother says so" "$(said "$once")"
expect_lacks "... as the only one there ever was" "corrected" "$(said "$once")"
quiet
echo "s/brother/mother/" | answer "$receipt" "$ann" >/dev/null
notice_to ann@example.net "your text was replaced" 6 >/dev/null
echo "s/mother/father/" | answer "$receipt" "$ann" >/dev/null
notice_to ann@example.net "your text was replaced" 7 >/dev/null
ASKPOST_CLOCK_SKEW=8000
stop
start
expect_contains "of two edits within the hold the last is told" "My father says so" "$(said "$(notice_to bea@example.org "diary" 2)")"
quiet
expect_equal "... once" 2 "$(mails_to bea@example.org diary | wc -l | tr -d ' ')"

# ---- a text as short as a question's may be ----
echo "As abvoe." | send_mail "$ann" psychotherapy@forum.example "Does it help to write letters that nobody gets?" >/dev/null
receipt=$(notice_to ann@example.net "nobody gets")
number=$(askpost -c "$conf" question list | awk '/nobody gets/ { print $1 }' | tr -d Q)
echo "s/abvoe/above/" | answer "$receipt" "$ann" >/dev/null
expect_true "a short text of a question is changed as any other" notice_to ann@example.net "Q$number: your text was replaced"
expect_equal "... and reads as it should" "As above." "$(shown "$number" body)"

finish
