#!/bin/sh
# Every kind of mail, every word members can write and every command of the operator's is played by a flow: tests/flow/README says by which, and
# with what line.
. "${srcdir:-.}/tests/check/lib.sh"
cd "${srcdir:-.}" || exit 99
rows=$(sed -n 's/^| `*\([^`|]*\)`* | \(T[0-9]*\) | `\(.*\)` |$/\1|\2|\3/p' tests/flow/README)

there() {
    sed -n 's/^    INTENT_\([A-Z_]*\),* .*/\1/p' src/intent/intent.h | tr A-Z_ a-z- | sed '/^nothing$/d; s/^/kind /'
    sed -n 's/^    VERB([A-Z]*, .* WORD("\([^"]*\)").*/\1/p' src/intent/table.h
    sed -n 's/^    {"\([a-z]*\)", "\([a-z]*\)", .*/askpost \1 \2/p' src/forum/admin.c | sed 's/ $//'
    sed -n 's/^    {"\([a-z]*\)", .*/askpost \1/p' src/cmd/cmd.c
}
there=$(there) played=$(echo "$rows" | cut -d'|' -f1)
without() { echo "$2" | grep -vxF -e "$1"; } # LINES LINES: those of the second that are not among the first
report "kinds, words and commands are found" "$([ "$(echo "$there" | wc -l)" -gt 90 ] || echo "$there")"
report "each has a row in tests/flow/README" "$(without "$played" "$there")"
report "each row is about one of them" "$(without "$there" "$played")"
report "its flow has the line" "$(echo "$rows" | while IFS='|' read -r what flow line; do
    grep -v '^ *#' tests/flow/"$flow"-*.sh 2>/dev/null | grep -q -F -e "$line" || echo "$flow has no $line ($what)"
done)"
finish
