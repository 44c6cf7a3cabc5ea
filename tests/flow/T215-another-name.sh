#!/bin/sh
# A name that a thread gave somebody is theirs there: who calls themselves by it elsewhere has another in that thread, and does not hear of
# what is written to it.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000

ann="Ann <ann@example.net>" eve="Eve <eve@example.com>" bea="Bea <bea@example.org>"

said() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
name_in() { askpost -c "$conf" --json question "$1" | sed -n 's/.*"name": *"\([^"]*\)".*/\1/p'; } # QUESTION: each name, one a line

for who in "$eve" "$bea"; do
    send_mail "$who" relationships+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$who")")" "$who" >/dev/null
    notice_to "$(bare "$who")" "You subscribe" >/dev/null
done
echo "He says it does, and I say that it does not." | send_mail "$ann" relationships@forum.example "Does jealousy ever end?" >/dev/null
asked=$(notice_to eve@example.com "Does jealousy")
fern=$(name_in 1 | head -1)
echo "name $fern" | send_mail "$eve" request@forum.example name >/dev/null
expect_contains "she may go by it elsewhere" "under the name $fern" "$(said "$(notice_to eve@example.com "The name your posts")")"
echo "Thank you all, it is over; nobody need answer any more." | answer "$asked" "$eve" >/dev/null
notice_to eve@example.com "Re:" >/dev/null
expect_equal "but in that thread she is not taken for who asked" "1" "$(name_in 1 | grep -c -x "$fern")"
echo "Ask yourself what you fear, @$fern." | answer "$(notice_to bea@example.org "Does jealousy")" "$bea" >/dev/null
expect_true "who asked gets the answer" notice_to ann@example.net "Does jealousy" 3
quiet
expect_equal "and nobody is told that it mentions them" "" "$(mails_to eve@example.com | xargs grep -l "because it mentions you")"

finish
