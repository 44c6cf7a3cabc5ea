#!/bin/sh
# A table of languages is refused when a row cannot be meant as it stands.
awk=${AWK:-awk} source=${srcdir:-.}/src table=reply/languages number=0 status=0
try() { # WHAT WANTED ROWS: whether the table's script takes them
    number=$((number + 1))
    got=taken
    printf "$3" | $awk -f "$source/base/blocks.awk" -f "$source/$table.awk" >/dev/null 2>&1 || got=refused
    if [ $got = "$2" ]; then echo "ok $number - $1"; else echo "not ok $number - $1: $got"; status=1; fi
}
try "a block" taken 'language de\nstart  am | vom\ndevice  von meinem ... gesendet\n'
try "a kind nobody knows" refused 'language de\nstrat  am\n'
try "a row above the first language" refused 'start  am\n'
try "a language twice" refused 'language de\nlanguage de\n'
try "no code" refused 'language German language\n'
try "a kind twice in a language" refused 'language de\nstart  am\nstart  vom\n'
try "a phrase left empty" refused 'language de\nstart  am |  | vom\n'
try "bars without blanks" refused 'language de\nstart  am|vom\n'
try "dots where nothing differs" refused 'language de\nstart  am ...\n'
try "dots twice" refused 'language de\ndevice  a ... b ... c\n'
try "dots alone" refused 'language de\ndevice  ...\n'
try "a quotation mark" refused 'language de\nstart  "am"\n'
try "a row that goes on" taken 'language de\nstart  am |\n       vom\n'
try "a line that goes on with none" refused 'language de\n       vom\n'
table=intent/requests
try "a block of requests" taken 'language de\nleave  abmelden | ?raus\nnot    nicht\n'
try "a kind of the other table" refused 'language de\nstart  am\n'
try "a phrase with punctuation" refused 'language de\nleave  bitte, abmelden\n'
echo "1..$number"
exit $status
