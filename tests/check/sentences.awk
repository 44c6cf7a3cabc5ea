# Prints each literal of C code that looks like a sentence and stands in none of the calls named in `calls`: "FILE:LINE: TEXT". Literals side
# by side are one, as the compiler joins them. A sentence has two spaces between
# words, or one and a full stop at its end.
function file_done(    at, c, start, depth, group, line, said, comment) {
    depth = said = 0
    group = ""
    line = 1
    for (at = 1; at <= length(text); at++) {
        c = substr(text, at, 1)
        if (c == "\n")
            line++
        if (c ~ /[ \t\n]/)
            continue
        if (c == "/" && substr(text, at + 1, 1) == "*") {
            comment = substr(text, at, index(substr(text, at), "*/") + 1)
            at += length(comment) - 1
            line += gsub(/\n/, "", comment)
            continue
        }
        if (c == "\"" || c == "'") {
            start = at
            for (at++; substr(text, at, 1) != c; at++)
                if (substr(text, at, 1) == "\\")
                    at++
            if (c == "\"")
                group = group substr(text, start + 1, at - start - 1)
            continue
        }
        if (group != "" && !said && is_sentence(group))
            print name ":" line ": " group
        group = ""
        if (c == "(") {
            depth++
            if (!said && match(substr(text, at > 32 ? at - 32 : 1, at > 32 ? 32 : at - 1), /[a-zA-Z_]+$/) &&
                index(" " calls " ", " " substr(text, (at > 32 ? at - 32 : 1) + RSTART - 1, RLENGTH) " "))
                said = depth
        } else if (c == ")") {
            if (said == depth)
                said = 0
            depth--
        }
    }
    text = ""
}
function is_sentence(s) {
    gsub(/\\n/, "", s)
    return s !~ /^</ && (s ~ /[A-Za-z][,;:]? [A-Za-z]+[,;:]? [A-Za-z%]/ || s ~ /[a-z] .*[a-z]\.$/)
}
FNR == 1 {
    if (name != "")
        file_done()
    name = FILENAME
    sub(/^.*\/src\//, "", name)
}
{ text = text $0 "\n" }
END { file_done() }
