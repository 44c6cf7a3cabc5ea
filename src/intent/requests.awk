# Turns requests.txt into built.c, with base/blocks.awk: one row {kind, number of the language, weak, phrase} each.
BEGIN {
    most = 64
    begin("leave stop join help ask not others polite around", "intent/private.h", "const struct request_row request_rows[]")
}
function take(kind, language, phrase,    weak) {
    weak = sub(/^\?/, "", phrase)
    if (phrase == "" || phrase ~ /[,.;:!?]/)
        fail("a phrase holds no punctuation")
    printf "    {WORD_%s, %d, %s, \"%s\"},\n", toupper(kind), language, weak ? "true" : "false", phrase
}
function done() {
    printf "\nconst size_t request_row_count = %d;\n", total
    printf "\nconst char *const request_languages[] = {\n%s};\n", codes
    printf "\nconst size_t request_language_count = %d;\n", count
}
