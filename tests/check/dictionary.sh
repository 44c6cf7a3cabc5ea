#!/bin/sh
# The dictionary of the fuzzers is one that libFuzzer takes: it refuses to start over one malformed line.
wrong=$(grep -nvE '^$|^#|^"([^"\\]|\\["\\]|\\x[0-9a-f][0-9a-f])+"$' "${srcdir:-.}/tests/fuzz/mail.dict")
if [ -z "$wrong" ]; then
    echo "ok 1 - every line is empty, a comment or one word"
else
    echo "not ok 1 - every line is empty, a comment or one word"
    echo "$wrong" | sed 's/^/# /'
fi
echo "1..1"
[ -z "$wrong" ]
