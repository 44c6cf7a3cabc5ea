#!/bin/sh
# What stands in src/ and tests/ is built, run and shipped: every file is named in a Makefile fragment. With git, only files git knows.
. "${srcdir:-.}/tests/check/lib.sh"
cd "${srcdir:-.}" || exit 99
fragments=$(cat Makefile.am src/*/local.mk tests/local.mk tests/*/local.mk contrib/local.mk 2>/dev/null | tr ' \t\\=' '\n\n\n\n')
files() { git ls-files "$@" 2>/dev/null | grep . || find "$@" -type f; }
check() { # NAME FOLDER PATTERN
    report "$1" "$(files "$2" | grep -E "$3" | while read -r file; do
        echo "$fragments" | grep -qxF -e "$file" -e "${file%.c}" || echo "$file" # a program of one file is named without .c
    done)"
}
check "every source is built" src '\.[ch]$'
check "every unit test runs" tests/unit '\.[ch]$'
check "every golden notice is shipped" tests/unit/notify '\.txt$'
check "every flow runs" tests/flow '\.sh$'
check "every check runs" tests/check '\.sh$'
check "every transcript runs" tests/lmtp '\.talk$'
check "every fuzz entry runs" tests/fuzz '\.c$'
report "the map of forum/ has every file" "$(for file in src/forum/*.c; do
    grep -qF "\`${file##*/}\`" src/forum/README.md || echo "$file"
done
grep -oE '`[a-z_]+\.[ch]`' src/forum/README.md | tr -d '\`' | while read -r file; do [ -f "src/forum/$file" ] || echo "$file is gone"; done)"
finish
