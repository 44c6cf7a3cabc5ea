# Turns languages.txt into built.c, with base/blocks.awk: one row {kind, number of the language, phrase} each.
BEGIN {
    most = 64
    begin("start wrote from sent to cc subject original forward device above closing", "reply/languages.h", "const struct language_row language_rows[]")
}
function take(kind, language, phrase) {
    if (kind != "device" && index(phrase, "...") > 0)
        fail("only a device line may have \"...\"")
    if (kind == "device" && (phrase == "..." || phrase ~ /\.\.\..*\.\.\./))
        fail("a device line has \"...\" once, beside words")
    printf "    {WORDING_%s, %d, \"%s\"},\n", toupper(kind), language, phrase
}
function done() {
    printf "\nconst unsigned language_row_count = %d;\n", total
    printf "const char *const language_codes[] = {\n%s};\n", codes
    printf "const unsigned language_count = %d;\n", count
}
