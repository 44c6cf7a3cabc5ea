#!/bin/sh
# What README.md tells people to write into the configuration of others is what the flow tests run with: every line of these examples
# stands there as well, but for blanks. (The pipe transport, which README.md only mentions, does not.)
examples=${srcdir:-.}/contrib/postfix readme=${srcdir:-.}/README.md
number=0 status=0
lines() { sed -e '/^ *#/d' -e '/^ *$/d' -e 's/^ *//' -e 's/  */ /g' "$@"; }

for file in main.cf master.cf opendkim.conf opendmarc.conf fetchmailrc; do
    number=$((number + 1))
    missing=$(sed '/^# Only where LMTP cannot be used/,$d' "$examples/$file.example" | lines | while IFS= read -r line; do
        lines "$readme" | grep -qxF -e "$line" || echo "$line"
    done)
    if [ -z "$missing" ] && [ -s "$examples/$file.example" ]; then
        echo "ok $number - README.md has all of $file.example"
    else
        echo "not ok $number - README.md has all of $file.example"
        echo "$missing" | sed 's/^/# missing: /'
        status=1
    fi
done
echo "1..$number"
exit $status
