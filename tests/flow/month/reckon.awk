# What the forum must be after the acts, reckoned from the rules alone (Question2Answer's, as contrib/man/askpost.7 tells them). Prints
#   post NUMBER KIND PARENT VOTES STATE     question BEST TITLE     points NAME N     subscribed NAME CATEGORIES     sent NAME KIND N
BEGIN { FS = "|" }
/^#/ { next }

function sent(who, kind) { mails[who " " kind]++ }
function may(who, kind) { return !stopped[who] && !off[who " " kind] }
function name_it(label, what, who, above) { number[label] = ++posts; kind[posts] = what; author[posts] = who; parent[posts] = above; state[posts] = "visible"; return posts }
function known(who) { if (!member[who]) { member[who] = ++people; person[people] = who } }
# Whoever posted has a receipt, unless they want to hear of problems only.
function receipt(who) { if (!off[who " receipt"]) sent(who, "receipt") }

# Everybody who subscribes to the category hears of a question, but who asked it: at once, or in the next day's digest. Who wrote the answer
# it follows up on hears that, and no more.
function ask(who, where, label, title, above,    p, n, w) {
    if (!member[who]) sent(who, "preview")
    known(who)
    p = name_it(label, "question", who, 0)
    thread[p] = p; titles[p] = title; category[p] = where
    if (above && author[above] != who && may(author[above], "follow-up")) sent(author[above], "followed")
    for (n = 1; n <= people; n++) {
        w = person[n]
        if (w == who || w == author[above] || !subscribed[w " " where] || !may(w, "question")) continue
        if (daily[w]) { gathered[w]++; waits[p " " w] = 1; continue }
        sent(w, "question")
        if (!titles_only[w]) readers[p " " w] = 1
    }
    receipt(who)
}
# The asker hears of an answer; who answered before does as well, unless they muted the question. Nobody hears twice, or of their own.
function answer(who, above, label,    p, n, w, t) {
    t = thread[above]; p = name_it(label, "answer", who, above); thread[p] = t
    if (author[t] != who && may(author[t], "answer")) sent(author[t], "answer")
    for (n = 1; n <= people; n++) {
        w = person[n]
        if (answered[t " " w] && w != who && w != author[t] && !muted[t " " w] && may(w, "thread")) sent(w, "thread")
    }
    answered[t " " who] = 1
    receipt(who)
}
# Who wrote what is commented on hears of it.
function comment(who, above, label,    p) {
    p = name_it(label, "comment", who, above); thread[p] = thread[above]
    if (author[above] != who && !muted[thread[above] " " author[above]] && may(author[above], "comment")) sent(author[above], "comment")
    receipt(who)
}
function reply(who, above, label) { if (kind[above] == "question") answer(who, above, label); else comment(who, above, label) }
# One vote a person and post, the last one counts, never on one's own.
function vote(who, p, value) {
    if (author[p] == who || blocked[who]) return 0
    votes[p " " who] = value; return 1
}
function best(who, p) { # told to both
    chosen[thread[p]] = p; sent(who, "told")
    if (author[p] != who && may(author[p], "best")) sent(author[p], "best")
}
function command(who, words,    w, p) {
    split(words, w, " ")
    gsub(/[{}]/, "", w[2])
    if (blocked[who]) return
    if (w[1] == "+1" || w[1] == "-1" || w[1] == "unvote") { # silent, unless it cannot be
        if (!vote(who, number[w[2]], w[1] == "unvote" ? 0 : w[1] + 0)) sent(who, "told")
        return
    }
    if (w[1] == "unselect") chosen[number[w[2]]] = 0
    if (w[1] == "stop") stopped[who] = 1
    if (w[1] == "unsubscribe") subscribed[who " " w[2]] = 0
    if (w[1] == "convert") kind[number[w[2]]] = w[3] # a comment has no points
    if (w[1] == "set" && w[3] == "title") titles_only[who] = 1
    if (w[1] == "set" && w[2] == "notify" && w[4] == "daily") daily[who] = 1
    else if (w[1] == "set" && w[2] == "notify") off[who " " w[3]] = 1 # off, and problems, which is all but off
    sent(who, w[1] == "get" || w[1] == "list" || w[1] == "search" ? "list" : "told")
}
function word(who, p, words,    n) {
    if (words == "mute") muted[thread[p] " " who] = 1
    else if (words == "best") best(who, p)
    else if (words ~ /^hide/) { # what nobody is told of any more makes no digest
        state[p] = "hidden"; sent(who, "told"); sent(author[p], "told")
        for (n = 1; n <= people; n++) if (waits[p " " person[n]]) gathered[person[n]]--
    }
    else vote(who, p, words == "thanks" ? 1 : words + 0)
}

# Who has the earlier text gets the new one, and its author hears that it was done.
function edit(who, p,    n) {
    for (n = 1; n <= people; n++)
        if (readers[p " " person[n]] && may(person[n], "question")) sent(person[n], "question")
    sent(who, "told")
}

$1 != day { for (w in gathered) if (gathered[w]) sent(w, "digest"); split("", gathered); split("", waits); day = $1 }
{ split($4, on, " "); p = number[on[1]] }
$3 == "join" {
    if (!member[$2]) { sent($2, "confirm"); sent($2, "welcome") } # who comes is asked, and then welcomed
    else sent($2, "told")                                         # who is there already is told that it was done
    known($2); subscribed[$2 " " $4] = 1
}
$3 == "ask" { title = $5; sub(/\?: .*/, "", title); ask($2, on[1], on[2], title, 0) }
$3 == "follow" { title = $5; sub(/\?: .*/, "", title); ask($2, category[thread[p]], on[2], title, p) }
$3 == "edit" { edit($2, p) }
$3 == "reply" || $3 == "quote" { reply($2, p, on[2]) }
$3 == "operate" && $5 ~ /^role (moderator|admin)/ { sent($4, "role") }
$3 == "operate" && $5 == "block" { sent($4, "blocked") }
$3 == "other" { sent($2, "ask"); reply($2, p, on[2]) } # asked at the address that is known
$3 == "word" { word($2, p, $5) }
$3 == "say" { command($2, $5) }
$3 == "veiled" { sent($2, "shown") }
$3 == "operate" && $5 ~ /block/ { blocked[$4] = 1; stopped[$4] = 1 }
# away, junk: nothing comes of them.

function below(a, b) { return a < b ? a : b }
END {
    for (v in votes) { # given and got
        split(v, cast, " ")
        if (votes[v] > 0) ups[cast[1]]++
        if (votes[v] < 0) downs[cast[1]]++
        if (votes[v] != 0) points[cast[2]] += 10
    }
    for (i = 1; i <= posts; i++) {
        a = author[i]
        printf "post %d %s %d %s %s\n", i, kind[i], parent[i], kind[i] == "comment" ? "-" : ups[i] - downs[i] "", state[i]
        if (kind[i] == "question") printf "question %d best %d %s?\n", i, chosen[i], titles[i]
        if (state[i] != "visible") continue
        if (kind[i] == "question") points[a] += 20 + 10 * (below(ups[i], 10) - below(downs[i], 3)) + (chosen[i] ? 30 : 0)
        if (kind[i] == "answer") points[a] += 40 + 10 * (below(2 * ups[i], 20) - below(2 * downs[i], 5)) + (chosen[thread[i]] == i && a != author[thread[i]] ? 300 : 0)
    }
    for (n = 1; n <= people; n++) {
        w = person[n]
        printf "points %s %d\n", w, 100 + points[w]
        printf "subscribed %s%s%s\n", w, subscribed[w " psychotherapy"] ? " psychotherapy" : "", subscribed[w " relationships"] ? " relationships" : ""
    }
    for (m in mails) print "sent", m, mails[m]
}
