# Turns the files of the languages into built.c: one row {"de/question.txt", text} each, the text as C string literals, one a line.
function quoted(line) {
    gsub(/\\/, "\\\\\\\\", line)
    gsub(/"/, "\\\"", line)
    return "        \"" line "\\n\""
}
BEGIN {
    print "/* Made of src/lang by build.awk. */"
    print "#include \"lang/private.h\""
    print ""
    print "const struct lang_text lang_built[] = {"
}
FNR == 1 {
    if (NR > 1)
        print "    },"
    name = FILENAME
    sub(/^.*\/src\/lang\//, "", name)
    sub(/^src\/lang\//, "", name)
    print "    {"
    print "        \"" name "\","
}
{ print quoted($0) }
END {
    print "    },"
    print "    {NULL, NULL},"
    print "};"
}
