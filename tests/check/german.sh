#!/bin/sh
# German is whole: nothing wrong, and nothing that is said in English because German lacks it.
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$scratch"' EXIT
printf '[forum]\ndomain = forum.example\noperator = op@example.org\n' >"$scratch/a.conf"
if ./askpost -c "$scratch/a.conf" check --language de >"$scratch/said"; then
    echo "ok 1 - German is complete"
else
    echo "not ok 1 - German is complete"
    sed 's/^/# /' "$scratch/said"
    status=1
fi
echo "1..1"
exit ${status:-0}
