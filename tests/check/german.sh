#!/bin/sh
# German is whole: no bad line or placeholder. What is said in English until it is translated is counted, and no failure.
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
printf '[forum]\ndomain = forum.example\noperator = op@example.org\n' >"$scratch/a.conf"
./askpost -c "$scratch/a.conf" check --language de >"$scratch/said"
wrong=$(grep -vE 'the forum does not say this: |nothing (of the form [a-z]+ )?for: |there is no such (template|file)|^de is complete|are missing' "$scratch/said")
if [ -s "$scratch/said" ] && [ -z "$wrong" ]; then echo "ok 1 - nothing in German is wrong"; else echo "not ok 1 - nothing in German is wrong"; fi
tail -1 "$scratch/said" | sed 's/^/# /'
[ -z "$wrong" ] || echo "$wrong" | sed 's/^/# /'
echo "1..1"
[ -z "$wrong" ]
