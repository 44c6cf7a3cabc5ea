#!/bin/sh
# The manual pages are well-formed, and say every command of `askpost --help` with its options and verbs, and every setting of
# `askpost check --settings`.
man=${srcdir:-.}/contrib/man
. "${srcdir:-.}/tests/check/lib.sh"

if command -v mandoc >/dev/null; then
    for page in "$man"/*.[1-8]; do
        report "$(basename "$page") is well-formed" "$(mandoc -T lint -W warning "$page" 2>&1)"
    done
else
    number=$((number + 1))
    echo "ok $number - the pages are well-formed # SKIP no mandoc"
fi

commands=$(./askpost --help | awk '/^  [a-z]/ { print $1 }')
report "--help lists commands" "$([ "$(echo "$commands" | wc -l)" -gt 10 ] || echo "only: $commands")"
report "askpost.1 explains each" "$(for word in $commands; do
    grep -qE "^\.It Cm $word( |$)" "$man/askpost.1" || echo "no item for: $word"
done)"

# Of one subcommand: what its --help says, and its item in the manual page, lists inside it too.
help_of() { ./askpost "$1" --help; }
item_of() {
    awk -v word="$1" '
        /^\.Bl/ { depth++ }
        /^\.El/ { depth-- }
        depth == 1 && /^\.It/ { inside = $2 == "Cm" && $3 == word }
        inside' "$man/askpost.1"
}
report "... with the options of its usage" "$(for word in $commands; do
    said=$(help_of "$word" | sed -n '1s/.*\[--json\]//p' | grep -oE '(^|[[ |])--?[a-z][a-z-]*' | tr -d '[ |' | sort -u)
    item=$(item_of "$word" | sed -n '1p' | grep -oE 'Fl [a-z-]+' | sed 's/^Fl /-/' | sort -u)
    [ "$word" = deliver ] && item=$(echo "$item" | grep -vx -e -c) # which stands before every command
    [ "$said" = "$item" ] || echo "$word: --help has" $said, "the page has" $item
done)"
report "... and with its verbs" "$(for word in $commands; do
    help_of "$word" | awk -v word="$word" '/^  [a-z]/ && $1 == word && $2 ~ /^[a-z]+$/ { print $2 }' | while read -r verb; do
        item_of "$word" | grep -qE "^\.It Cm $verb( |$)" || echo "no item for: $word $verb"
    done
done)"
report "--help has every option there is" "$(grep -ohE '\{"--[a-z-]+"' "${srcdir:-.}"/src/cmd/*.c | tr -d '{"' | sort -u | while read -r option; do
    for word in $commands; do help_of "$word"; done | grep -qF -e "$option" || echo "$option"
done)"

settings=$(./askpost check --settings | awk '/^\[/ { section = $0 } /^[a-z_]+ = / { print section $1 }')
report "check --settings lists settings" "$([ "$(echo "$settings" | wc -l)" -gt 20 ] || echo "only: $settings")"
report "askpost.conf.5 explains each, in its section" "$(echo "$settings" | while read -r setting; do
    awk -v section="${setting%]*}]" -v name="${setting#*]}" '
        /^\.Ss / { inside = $2 == section }
        inside && $1 == ".It" && $3 == name { found = 1 }
        END { exit !found }' "$man/askpost.conf.5" || echo "no item for: $setting"
done)"

finish
