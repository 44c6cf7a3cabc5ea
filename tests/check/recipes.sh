#!/bin/sh
# What README.md tells people to write into the configuration of others is what the flow tests run with: every line of these examples
# stands there as well, but for blanks. (The pipe transport, which README.md only mentions, does not.)
examples=${srcdir:-.}/contrib/postfix readme=${srcdir:-.}/README.md
. "${srcdir:-.}/tests/check/lib.sh"
lines() { sed -e '/^ *#/d' -e '/^ *$/d' -e 's/^ *//' -e 's/  */ /g' "$@"; }

for file in main.cf master.cf opendkim.conf opendmarc.conf fetchmailrc; do
    report "README.md has all of $file.example" "$([ -s "$examples/$file.example" ] || echo "there is no $file.example"
        sed '/^# Only where LMTP cannot be used/,$d' "$examples/$file.example" | lines | while IFS= read -r line; do
            lines "$readme" | grep -qxF -e "$line" || echo "missing: $line"
        done)"
done
finish
