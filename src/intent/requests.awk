# Turns requests.txt into built.c: one row {kind, number of the language, weak, phrase} each. A row that cannot be meant as it stands
# ends the build with its line.
function fail(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    failed = 1
    exit 1
}
BEGIN {
    kinds = split("leave stop join help ask not others polite around", names, " ")
    for (i = 1; i <= kinds; i++)
        known[names[i]] = 1
    print "/* Made of src/intent/requests.txt by requests.awk. */"
    print "#include \"intent/private.h\""
    print ""
    print "const struct request_row request_rows[] = {"
}
/^#/ || /^[ \t]*$/ { next }
$1 == "language" {
    if (NF != 2 || $2 !~ /^[a-z][a-z][a-z]?(-[A-Z][a-z]+)?$/)
        fail("a language has one code, as in \"language de\"")
    if ($2 in languages)
        fail("the language " $2 " has a block already")
    codes = codes "    \"" $2 "\",\n"
    languages[$2] = count++
    delete rows
    kind = ""
    next
}
{
    if (count == 0)
        fail("a row stands above the first language")
    text = $0
    if (text ~ /^ /) {
        if (kind == "")
            fail("a line that begins with a space goes on with a row, but there is none")
    } else {
        kind = $1
        if (!(kind in known))
            fail("there is no kind of phrase called \"" kind "\"")
        if (kind in rows)
            fail("the kind \"" kind "\" has a row already")
        rows[kind] = 1
        sub(/^[^ \t]+/, "", text)
    }
    sub(/^[ \t]+/, "", text)
    sub(/( \|)?[ \t]*$/, "", text)
    parts = split(text, phrases, / \| /)
    for (i = 1; i <= parts; i++) {
        phrase = phrases[i]
        weak = sub(/^\?/, "", phrase)
        if (phrase == "" || phrase ~ /^ | $|[\\|\t",.;:!?]/)
            fail("a phrase is empty, or holds punctuation or a space too many")
        printf "    {WORD_%s, %d, %s, \"%s\"},\n", toupper(kind), count - 1, weak ? "true" : "false", phrase
        total++
    }
}
END {
    if (failed)
        exit 1
    print "};"
    print ""
    printf "const size_t request_row_count = %d;\n", total
    print ""
    print "const char *const request_languages[] = {"
    printf "%s", codes
    print "};"
    print ""
    printf "const size_t request_language_count = %d;\n", count
}
