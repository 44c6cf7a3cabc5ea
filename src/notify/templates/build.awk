# Turns the template files into built.c: one row {file name, text} each, the text as C string literals, one a line.
function quoted(line) {
    gsub(/\\/, "\\\\", line)
    gsub(/"/, "\\\"", line)
    return "        \"" line "\\n\""
}
BEGIN {
    print "/* Made of src/notify/templates by build.awk. */"
    print "#include \"notify/private.h\""
    print ""
    print "const struct built_template template_built[] = {"
}
FNR == 1 {
    if (NR > 1)
        print "    },"
    name = FILENAME
    sub(/^.*\//, "", name)
    print "    {"
    print "        \"" name "\","
}
{ print quoted($0) }
END {
    print "    },"
    print "    {NULL, NULL},"
    print "};"
}
