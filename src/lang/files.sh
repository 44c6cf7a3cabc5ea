#!/bin/sh
# files.sh SRCDIR: the texts of all languages in it, a folder each, one file a line. What every language shares stands first, then English,
# which stands for whatever another one lacks.
cd "$1" || exit 1
LC_ALL=C export LC_ALL
for folder in src/lang/any src/lang/en src/lang/*/; do
    for file in "${folder%/}"/*; do
        case ${file##*/} in *.txt | *.html | language | phrases | pseudonyms | words) echo "$file" ;; esac
    done
done | awk '!seen[$0]++'
