# Turns languages.txt into built.c: one row {kind, number of the language, phrase} each. A row that cannot be meant as it stands ends
# the build with its line.
function fail(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    failed = 1
    exit 1
}
BEGIN {
    kinds = split("start wrote from sent to cc subject original forward device above closing", names, " ")
    for (i = 1; i <= kinds; i++)
        known[names[i]] = 1
    print "/* Made of src/reply/languages.txt by languages.awk. */"
    print "#include \"reply/languages.h\""
    print ""
    print "const struct language_row language_rows[] = {"
}
/^#/ || /^[ \t]*$/ { next }
$1 == "language" {
    if (NF != 2 || $2 !~ /^[a-z][a-z][a-z]?(-[A-Z][a-z]+)?$/)
        fail("a language has one code, as in \"language de\"")
    if ($2 in languages)
        fail("the language " $2 " has a block already")
    if (count == 64)
        fail("there is room for 64 languages")
    codes = codes "    \"" $2 "\",\n"
    languages[$2] = count++
    delete rows
    next
}
{
    if (!($1 in known))
        fail("there is no kind of phrase called \"" $1 "\"")
    if (count == 0)
        fail("a row stands above the first language")
    if ($1 in rows)
        fail("the kind \"" $1 "\" has a row already")
    rows[$1] = 1
    kind = $1
    text = $0
    sub(/^[^ \t]+[ \t]+/, "", text)
    sub(/[ \t]+$/, "", text)
    parts = split(text, phrases, / \| /)
    for (i = 1; i <= parts; i++) {
        phrase = phrases[i]
        if (phrase == "" || phrase ~ /^ | $|[\\|\t"]/)
            fail("a phrase is empty, or holds a bar, a backslash, a quotation mark or a space too many")
        if (kind != "device" && index(phrase, "...") > 0)
            fail("only a device line may have \"...\"")
        if (kind == "device" && (phrase == "..." || phrase ~ /\.\.\..*\.\.\./))
            fail("a device line has \"...\" once, beside words")
        printf "    {WORDING_%s, %d, \"%s\"},\n", toupper(kind), count - 1, phrase
        total++
    }
}
END {
    if (failed)
        exit 1
    print "};"
    print ""
    printf "const unsigned language_row_count = %d;\n", total
    printf "const char *const language_codes[] = {\n%s};\n", codes
    printf "const unsigned language_count = %d;\n", count
}
