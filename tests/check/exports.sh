#!/bin/sh
# What an object of src/ exports is used by another one, or by a test; what only its own file uses is static.
ls src/*.a >/dev/null 2>&1 && command -v nm >/dev/null || { echo "1..0 # SKIP no libraries, or no nm"; exit 0; }
grep -q '^#define ASKPOST_SANITIZERS' config.h 2>/dev/null && { echo "1..0 # SKIP under sanitizers the jail is left out"; exit 0; }
unused=$(nm -A src/*.a src/main.o | awk '
    NF < 2 { next }
    { name = $NF; type = $(NF - 1); file = $1; sub(/:[0-9a-f]*$/, "", file) }
    type ~ /^[TDRBC]$/ && name !~ /^(__|main$)/ { where[name] = file }
    type == "U" { used[name] = 1 }
    END { for (name in where) if (!(name in used)) print name, where[name] }' | sort)
. "${srcdir:-.}/tests/check/lib.sh"
report "nothing is exported that nothing uses" "$(echo "$unused" | while read -r name file; do
    grep -rqw --include='*.[ch]' -e "$name" "${srcdir:-.}/tests" || echo "$name of $file"
done)"
finish
