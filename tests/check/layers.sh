#!/bin/sh
# Arrows only point up src/LAYERS; foreign libraries stay in their folders; no banned calls; every header compiles alone.
src=${srcdir:-.}/src
. "${srcdir:-.}/tests/check/lib.sh"
[ -s "$src/LAYERS" ] || { echo "Bail out! no $src/LAYERS"; exit 99; }
found=$(mktemp) || exit 99
trap 'rm -f "$found"' EXIT

layers=$(sed -n 's/^\([a-z]*\):.*/\1/p' "$src/LAYERS")

# An include of folder X in folder Y is allowed when X stands at or above Y.
: >"$found"
seen=
for folder in $layers; do
    seen="$seen $folder"
    grep -n '^#include "' "$src/$folder"/*.[ch] 2>/dev/null | while IFS=: read -r file line text; do
        target=$(echo "$text" | sed -n 's/^#include "\([a-z]*\)\/.*/\1/p')
        case " $seen " in *" $target "*) ;; *) echo "$file:$line: $folder may not include: $text" ;; esac
    done
done >"$found"
report "includes point up the layers" "$(cat "$found")"

# Which words in <...> belong to which library.
pattern_of() {
    case $1 in
    talloc) echo 'talloc\.h' ;;
    unistring) echo 'uni(case|conv|ctype|lbrk|linebreak|name|norm|str|type|wbrk|width)\.h' ;;
    idn2) echo 'idn2\.h' ;;
    inih) echo 'ini\.h' ;;
    libetpan) echo 'libetpan/' ;;
    libxml2) echo 'libxml/' ;;
    iconv) echo 'iconv\.h' ;;
    cmark) echo 'cmark\.h' ;;
    sodium) echo 'sodium\.h' ;;
    sqlite3) echo 'sqlite3\.h' ;;
    jansson) echo 'jansson\.h' ;;
    curl) echo 'curl/' ;;
    seccomp) echo 'seccomp\.h' ;;
    landlock) echo 'linux/landlock\.h' ;;
    esac
}
libraries=$(sed -n 's/^[a-z]*: *//p' "$src/LAYERS" | tr ' ' '\n' | sort -u)
for library in $libraries; do
    homes=$(grep -w "$library" "$src/LAYERS" | sed -n 's/^\([a-z]*\):.*/\1/p')
    grep -nE "^#include <$(pattern_of "$library")" "$src"/*/*.[ch] "$src"/*.c | while IFS=: read -r file line text; do
        folder=$(basename "$(dirname "$file")")
        case " $(echo $homes) " in *" $folder "*) ;; *) echo "$file:$line: $library belongs to $(echo $homes): $text" ;; esac
    done
done >"$found"
report "foreign libraries stay in their folders" "$(cat "$found")"

# Functions that cannot be used safely on mail, or that know a locale or a time zone.
banned='strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|strtok_r|atoi|atol|atof|gets|scanf|sscanf|localtime|localtime_r|gmtime|asctime|ctime|mktime|system|popen|alloca|mktemp|tmpnam|rand|srand|random|setlocale|regcomp|mailimf_get_message_id|mailimf_fields_parse'
grep -nE "(^|[^a-zA-Z0-9_])($banned)\(" "$src"/*/*.[ch] "$src"/*.c | grep -vE '^[^:]*:[0-9]+: *(\*|/\*|//)' >"$found"
report "no banned functions" "$(cat "$found")"

# sizes: what holds one thought fits a few screens
wc -l "$src"/*/*.c | awk '$2 != "total" && $1 > 520 { print $2 ": " $1 " lines: more than one thought?" }' >"$found"
report "no file holds more than one thought" "$(cat "$found")"

: >"$found"
for header in "$src"/*/*.h; do
    echo "#include \"$header\"" | ${CC:-cc} -std=gnu11 -D_GNU_SOURCE -I"$src" -fsyntax-only -x c - $CHECK_CPPFLAGS 2>>"$found" || echo "$header" >>"$found"
done
report "every header compiles alone" "$(cat "$found")"

finish
