# Collects the English sentences of the code into phrases.c: the literals in say(...), lang_say(...), PHRASE(...), and the last of
# lang_count(...); and the words that are typed: those in WORD(...), ONE_WORD(...) and lang_means(...). Literals that stand side by side are one sentence, as the compiler joins them.
function keep(plural) {
    if (group == "")
        return
    if (typed) {
        if (!(group in known))
            words[++word_count] = group
        known[group] = known[group] || one
    } else if (!(group in seen)) {
        seen[group] = 1
        rows[++count] = "    {" group ", " (plural ? "true" : "false") "},"
    }
    group = ""
}
# Reads from s, which begins behind the parenthesis, to its end.
function collect(s, plural,    at, c, depth, start) {
    depth = 1
    group = last = ""
    for (at = 1; depth > 0 && at <= length(s) && at < 4000; at++) {
        c = substr(s, at, 1)
        if (c == "\"") {
            start = at
            for (at++; substr(s, at, 1) != "\""; at++)
                if (substr(s, at, 1) == "\\")
                    at++
            group = group (group == "" ? "" : " ") substr(s, start, at - start + 1)
            continue
        }
        if (c ~ /[ \n\t]/)
            continue
        if (!plural)
            keep(0)
        else if (group != "") {
            last = group
            group = ""
        }
        depth += c == "(" ? 1 : c == ")" ? -1 : 0
    }
    if (plural) {
        group = last
        keep(1)
    }
}
function file_done(    name) {
    while (match(text, /(^|[^a-z_])(say|lang_say|PHRASE|lang_count|WORD|ONE_WORD|lang_means|lang_words_for)\(/)) {
        name = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        typed = name ~ /WORD|lang_means|lang_words_for/
        one = name ~ /ONE_WORD/
        collect(substr(text, 1, 4000), name ~ /lang_count/)
    }
    text = ""
}
FNR == 1 { file_done() }
!/^[ \t]*(\/\*|\* |#define)/ { text = text $0 "\n" }
END {
    file_done()
    print "/* Made of the code by phrases.awk. */"
    print "#include \"lang/private.h\""
    print ""
    print "const struct lang_english lang_english[] = {"
    for (i = 1; i <= count; i++)
        print rows[i]
    print "    {NULL, false},"
    print "};"
    print ""
    print "const struct lang_typed lang_words[] = {"
    for (i = 1; i <= word_count; i++)
        print "    {" words[i] ", " (known[words[i]] ? "true" : "false") "},"
    print "    {NULL, false},"
    print "};"
}
