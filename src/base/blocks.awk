# Reads a table of phrases, one block a language, for the awk script that stands behind it on the command line. That one calls begin(kinds of rows,
# header, declaration), sets `most`, how many languages there may be, and has take(kind, language, phrase), which checks and prints one phrase, and done(),
# which prints what stands behind them, with `total`, `codes` and `count`. A row goes on in lines that begin with a space. One that cannot be meant as it
# stands ends the build with its line.
function fail(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
    failed = 1
    exit 1
}
function begin(kinds, header, declaration,    names, i, n) {
    n = split(kinds, names, " ")
    for (i = 1; i <= n; i++)
        known[names[i]] = 1
    printf "/* Made by blocks.awk. */\n#include \"%s\"\n\n%s = {\n", header, declaration
}
/^#/ || /^[ \t]*$/ { next }
$1 == "language" {
    if (NF != 2 || $2 !~ /^[a-z][a-z][a-z]?(-[A-Z][a-z]+)?$/)
        fail("a language has one code, as in \"language de\"")
    if ($2 in languages)
        fail("the language " $2 " has a block already")
    if (count == most)
        fail("there is room for " most " languages")
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
    if (text ~ /^[ \t]/) {
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
    for (part = 1; part <= parts; part++) {
        if (phrases[part] == "" || phrases[part] ~ /^ | $|[\\|\t"]/)
            fail("a phrase is empty, or holds a bar, a backslash, a quotation mark or a space too many")
        take(kind, count - 1, phrases[part])
        total++
    }
}
END {
    if (failed)
        exit 1
    print "};"
    done()
}
