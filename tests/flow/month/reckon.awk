# What the forum must be after the acts, reckoned from the rules alone (Question2Answer's, as contrib/man/askpost.7 tells them). Prints
#   post NUMBER KIND PARENT VOTES STATE OPEN     text NUMBER NAME: WORDS     question NUMBER best ANSWER CATEGORY TAGS TITLE
#   points NAME N     subscribed NAME CATEGORIES     got NAME MAILS GERMAN-ONES     sent NAME KIND N     delayed NAME KIND N
BEGIN { FS = "|" }
/^#/ { next }

# ---- what they get ----

function sent(who, kind) { mails[who " " kind]++; got[who]++; german[who] += speaks[who] == "de" }

# What others write, and may have to wait: for the end of the reader's night, or for the digest of the next morning.
function may(who, kind) { return !stopped[who] && !off[who " " kind] }
function asleep(who,    local) { # their quiet hours begin in the evening and end in the morning
    local = (now + zone[who]) % 24
    return quiet[who] != "" && (local >= bedtime[who] || local < quiet[who])
}
function gather(who, p) { gathered[who] = gathered[who] " " p; morning[who] = now - (now + zone[who] + 17) % 24 + 24 } # at seven by their clocks
function too_many(who) {
    if (!most[who]) return 0
    if (now >= ends[who]) { ends[who] = now + 24; count[who] = 0 }
    return ++count[who] > most[who]
}
function deliver(who, kind, p) {
    if (asleep(who)) { delays[who " " kind]++; late[++lates] = who " " kind " " p }
    else if (kind != "best" && too_many(who)) gather(who, p)
    else { sent(who, kind); if (!titles_only[who]) reads[p " " who] = kind }
}
# What is for members only is there for those it has let in, and for those who moderate it.
function sees(who, where) { return !closed_to[where] || let_in[who " " where] || role[who] == "moderator" || role[who " " where] == "moderator" }
# Nobody hears twice of a post, or of their own, or of a thread they muted, or of what they do not see.
function tell(who, kind, p) {
    if (told[p " " who] || who == author[p] || muted[thread[p] " " who] || !may(who, kind) || !sees(who, category[thread[p]])) return
    told[p " " who] = kind
    if (kind == "category" || (kind == "question" && daily[who])) gather(who, p)
    else deliver(who, kind, p)
}
function still(who, p,    as) {
    as = told[p " " who]
    return state[p] == "visible" && state[thread[p]] == "visible" && sees(who, category[thread[p]]) && !muted[thread[p] " " who] && may(who, as) && (as != "category" || subscribed[who " " category[thread[p]]])
}
# Who is awake by now gets what came at night; then come the digests, of what can still be seen.
function wake(    i, n, w, p, part, items, any) {
    for (i = 1; i <= lates; i++) {
        split(late[i], part, " "); w = part[1]; p = part[3]
        if (w == "" || asleep(w)) continue
        late[i] = ""
        if (state[p] == "visible" && sees(w, category[thread[p]]) && !muted[thread[p] " " w] && may(w, part[2])) deliver(w, part[2], p)
    }
    for (w in gathered) {
        if (gathered[w] == "" || now < morning[w]) continue
        n = split(gathered[w], items, " "); any = 0
        for (i = 1; i <= n; i++) any += still(w, items[i])
        gathered[w] = ""
        if (any && !stopped[w]) sent(w, "digest")
    }
}

# ---- posts ----

function handle(who) { return name[who] == "" ? "~" : name[who] }
function add(label, what, who, above, words) {
    number[label] = ++posts; kind[posts] = what; author[posts] = who; parent[posts] = above
    thread[posts] = above ? thread[above] : posts; text[posts] = words; shown[posts] = handle(who); state[posts] = "visible"
    return posts
}
function known(who) { if (!member[who]) { member[who] = ++people; person[people] = who } }
function moderates(who, p,    c) { c = category[thread[p]]; return role[who] == "moderator" || role[who " " c] == "moderator" }
function tell_moderators(p, what, but,    n, w) {
    for (n = 1; n <= people; n++) { w = person[n]; if (moderates(w, p) && w != author[p] && w != but) sent(w, what) }
}
# What nobody of theirs was accepted before waits for a moderator, where the category wants that.
function post(p) {
    if (moderated[category[thread[p]]] && !accepted[author[p]]) { state[p] = "waiting"; sent(author[p], "told"); tell_moderators(p, "review") }
    else publish(p)
}
# All hear of it whom it concerns, each once, by the first of these reasons. Its author has a receipt, unless they want to hear of problems
# only.
function publish(p,    n, w, t) {
    state[p] = "visible"; accepted[author[p]]++; t = thread[p]; since[p] = now
    if (kind[p] == "question" && follows[p]) tell(author[follows[p]], "followed", p)
    if (kind[p] == "answer") tell(author[t], "answer", p)
    if (kind[p] == "comment") tell(author[parent[p]], "comment", p)
    for (n = 1; n <= people; n++) if (name[person[n]] != "" && index(text[p], "@" name[person[n]])) tell(person[n], "mention", p)
    for (n = 1; n <= people; n++) {
        w = person[n]
        if (kind[p] == "question") { if (subscribed[w " " category[p]] || follows_tag(w, p) || following[w " " shown[p]]) tell(w, "question", p) }
        else if (kind[p] == "answer") { if (answered[t " " w] || following[w " Q" t]) tell(w, "thread", p) }
        else if (commented[parent[p] " " w]) tell(w, "after", p)
    }
    if (kind[p] == "answer") for (n = 1; n <= people; n++) if (subscribed[person[n] " " category[t]]) tell(person[n], "category", p) # by the day
    if (kind[p] == "answer") answered[t " " author[p]] = 1
    if (kind[p] == "comment") commented[parent[p] " " author[p]] = 1
    if (!off[author[p] " receipt"]) sent(author[p], "receipt")
}
function follows_tag(who, p,    n, i, tag) {
    n = split(tags[p], tag, ",")
    for (i = 1; i <= n; i++) if (following[who " #" tag[i]]) return 1
    return 0
}
# "#TAG ... TITLE?: WORDS"
function ask(who, where, label, words, above,    p, title) {
    if (!member[who]) sent(who, "preview")
    known(who)
    title = words; sub(/\?: .*/, "?", title); sub(/^[^?]*\?: /, "", words)
    p = add(label, "question", who, 0, words)
    category[p] = where; follows[p] = above
    while (match(title, /^#[a-z]+ /)) { tags[p] = tags[p] (tags[p] == "" ? "" : ",") substr(title, 2, RLENGTH - 2); title = substr(title, RLENGTH + 1) }
    titles[p] = title
    post(p)
}
# To a question it is an answer, to all else a comment.
function reply(who, above, label, words) { post(add(label, kind[above] == "question" ? "answer" : "comment", who, above, words)) }
function convert(who, p, what) {
    if (chosen[thread[p]] == p) chosen[thread[p]] = 0
    kind[p] = what; parent[p] = thread[p]
    if (author[p] != who) sent(author[p], "outcome")
}
# Another category, or another tag: of a question that is not closed and not older than a week, those hear who subscribe there, or follow a tag it got, and
# had not heard of it. Who asked hears that somebody else did it.
function arrives(who, p, where, tag,    n, w) {
    answer = "told"
    if (author[p] != who) sent(author[p], "outcome")
    if (closed[p] || now - since[p] >= 7 * 24) return
    for (n = 1; n <= people; n++) { w = person[n]; if (where != "" && subscribed[w " " where] || tag != "" && following[w " #" tag]) tell(w, "question", p) }
}
# "s/OLD/NEW/", or "Edit: ALL OF IT". Who has the earlier text gets the new one, as what it was to them, and its author hears that it was done.
function edit(who, p, words,    part, n, w) {
    if (split(words, part, "/") > 2) sub(part[2], part[3], text[p])
    else text[p] = substr(words, 7)
    answer = "told"
    for (n = 1; n <= people; n++) {
        w = person[n]
        if (reads[p " " w] && may(w, reads[p " " w]) && sees(w, category[thread[p]]) && !muted[thread[p] " " w]) deliver(w, reads[p " " w], p)
    }
}

# ---- words ----

# One vote a person and post, the last one counts; nobody votes on what they wrote or cannot see.
function vote(who, p, value) { if (author[p] == who || state[p] != "visible") answer = "told"; else votes[p " " who] = value }
# Who asked chooses, or an expert; that is told to both.
function best(who, p) {
    answer = "told"
    if (author[thread[p]] != who && role[who] != "expert" && !moderates(who, p)) return
    chosen[thread[p]] = p
    if (author[p] != who && may(author[p], "best")) deliver(author[p], "best", p)
}
# Moderators hear of the first, the third and the fifth, which hides it.
function report(who, p) {
    answer = "told"
    if (state[p] != "visible" || author[p] == who || reported[p " " who]) return
    reported[p " " who] = 1
    if (++reports[p] % 2) tell_moderators(p, "flagged")
    if (reports[p] == 5) { state[p] = "hidden"; chosen[thread[p]] = chosen[thread[p]] == p ? 0 : chosen[thread[p]]; sent(author[p], "outcome") }
}
function unreport(who, p) { answer = "told"; if (reported[p " " who]) { reported[p " " who] = 0; reports[p]-- } }
function clear(p,    hidden) {
    hidden = state[p] == "hidden"; state[p] = "visible"; reports[p] = 0
    answer = "told"; if (hidden) sent(author[p], "outcome")
}
function hide(p) { state[p] = "hidden"; answer = "told"; sent(author[p], "outcome") }
# The first answer counts: the other moderators hear that it was given, and who gives a second, that it was late.
function decide(who, p, yes) {
    if (state[p] != "waiting") { answer = "told"; return }
    tell_moderators(p, "told", who)
    if (yes) publish(p)
    else { state[p] = "hidden"; sent(author[p], "outcome") }
}
function block(who, yes) { blocked[who] = stopped[who] = yes; sent(who, "blocked") }

# A word in reply to a mail about a post.
function word(who, p, words) {
    if (words == "mute") muted[thread[p] " " who] = 1
    else if (words == "unfollow") unfollow(who, p)
    else if (words == "best") best(who, p)
    else if (words ~ /^hide/) hide(p)
    else if (words ~ /^report/) report(who, p)
    else if (words == "ok" && reports[p]) clear(p)
    else if (words == "ok" || words ~ /^no,/) decide(who, p, words == "ok")
    else vote(who, p, words == "thanks" || words == "danke" ? 1 : words + 0)
}
# What brought the mail ends.
function unfollow(who, p,    n, i, tag) { n = split(tags[p], tag, ","); for (i = 1; i <= n; i++) following[who " #" tag[i]] = 0 }

# Who is blocked may read.
function lets(lines, n,    i) { for (i = 1; i <= n; i++) if (lines[i] !~ /^get /) return 0; return 1 }
# A mail of commands has one answer, a list where one was asked for, and none when all was done without a word.
function commands(who, words,    line, n, i) {
    n = split(words, line, / & /)
    if (!blocked[who] || lets(line, n)) for (i = 1; i <= n; i++) command(who, line[i])
}
function command(who, words,    w, p) {
    split(words, w, " ")
    p = w[2]; gsub(/[{}]/, "", p); p = number[p]
    if (w[1] == "+1" || w[1] == "-1" || w[1] == "unvote") { vote(who, p, w[1] == "unvote" ? 0 : w[1] + 0); return }
    answer = w[1] == "get" || w[1] == "list" || w[1] == "search" ? "list" : "told"
    if (w[1] == "name") name[who] = substr(words, 6)
    if (w[1] == "anonymous") name[who] = "Anonymous"
    if (w[1] == "best") best(who, p)
    if (w[1] == "unselect") chosen[p] = 0
    if (w[1] == "close") closed[p] = 1
    if (w[1] == "convert") convert(who, p, w[3])
    if (w[1] == "stop") stopped[who] = 1
    if (w[1] == "subscribe" && sees(who, w[2])) subscribed[who " " w[2]] = 1
    if (w[1] == "admit" || w[1] == "expel") { sub(/@.*/, "", w[2]); let_in[w[2] " " w[3]] = w[1] == "admit" } # the forum does not tell them
    if (w[1] == "move") { category[p] = w[3]; arrives(who, p, w[3], "") }
    if (w[1] == "tags") { tags[p] = w[3]; arrives(who, p, "", w[3]) }
    if (w[1] == "unsubscribe") subscribed[who " " w[2]] = 0
    if (w[1] == "follow") following[who " " (p ? "Q" p : substr(words, 8))] = 1
    if (w[1] == "report" || w[1] == "melden") report(who, p)
    if (w[1] == "unreport") unreport(who, p)
    if (w[1] == "note") sent(author[p], "note")
    if (w[1] == "block" || w[1] == "unblock") block(author[p], w[1] == "block")
    if (w[1] == "set") set(who, w[2], w[3], w[4])
}
function set(who, what, value, more) {
    if (what == "language") speaks[who] = value
    if (what == "timezone") zone[who] = value + 0
    if (what == "quiet") { bedtime[who] = value + 0; quiet[who] = substr(value, 7) + 0 }
    if (what == "most") most[who] = value
    if (what == "content" && value == "title") titles_only[who] = 1
    if (what == "notify" && more == "daily") daily[who] = 1
    else if (what == "notify") off[who " " value] = 1 # off, and problems, which is all but off
}

# ---- the acts ----

$1 != when { split($1, at, "@"); when = $1; now = 24 * at[1] + (at[2] == "" ? 9 : at[2]); wake() }
{ split($4, on, " "); p = number[on[1]] }
$3 == "join" {
    if (!member[$2]) { sent($2, "confirm"); sent($2, "welcome") } # who comes is asked, and then welcomed
    else answer = "told"                                          # who is there already is told that it was done
    known($2); subscribed[$2 " " $4] = 1
}
$3 == "ask" { ask($2, on[1], on[2], $5, 0) }
$3 == "follow" { ask($2, category[thread[p]], on[2], $5, p) }
$3 == "edit" { edit($2, p, $5) }
$3 == "reply" || $3 == "quote" { reply($2, p, on[2], $5) }
$3 == "digest" { sub(/^[0-9]: /, "", $5); reply($2, p, on[2], $5) }
$3 == "other" { sent($2, "ask"); reply($2, p, on[2], $5) } # asked at the address that is known
$3 == "word" { word($2, p, $5) }
$3 == "say" { commands($2, $5) }
$3 == "veiled" { sent($2, "shown") }
$3 == "noted" { tell_moderators(p, "note", $2); answer = "told" }
$3 == "operate" && $5 ~ /^role/ { split($5, rung, " "); role[$4 (rung[3] == "" ? "" : " " rung[3])] = rung[2]; if (rung[2] == "moderator") sent($4, "role") }
$3 == "operate" && $5 == "block" { block($4, 1) }
$3 == "arrange" && $5 == "moderation first" { moderated[$4] = 1 }
$3 == "arrange" && $5 == "access members" { closed_to[$4] = 1 }
# away, junk: nothing comes of them.
answer != "" { sent($2, answer); answer = "" }

# ---- the end ----

function below(a, b) { return a < b ? a : b }
END {
    for (v in votes) { # given and got
        split(v, cast, " ")
        if (votes[v] > 0) ups[cast[1]]++
        if (votes[v] < 0) downs[cast[1]]++
        if (votes[v] != 0 && kind[cast[1]] != "comment") points[cast[2]] += 10
    }
    for (i = 1; i <= posts; i++) {
        a = author[i]
        printf "post %d %s %d %s %s %s\n", i, kind[i], parent[i], kind[i] == "comment" ? "-" : ups[i] - downs[i] "", state[i], closed[i] ? "closed" : "open"
        printf "text %d %s: %s\n", i, shown[i], text[i]
        if (kind[i] == "question") printf "question %d best %d %s %s %s\n", i, chosen[i], category[i], tags[i] == "" ? "-" : tags[i], titles[i]
        if (state[i] != "visible") continue
        if (kind[i] == "question") points[a] += 20 + 10 * (below(ups[i], 10) - below(downs[i], 3)) + (chosen[i] ? 30 : 0)
        if (kind[i] == "answer") points[a] += 40 + 10 * (below(2 * ups[i], 20) - below(2 * downs[i], 5)) + (chosen[thread[i]] == i && a != author[thread[i]] ? 300 : 0)
    }
    for (n = 1; n <= people; n++) {
        w = person[n]
        printf "points %s %d\n", w, 100 + points[w]
        printf "subscribed %s%s%s%s\n", w, subscribed[w " circle"] && sees(w, "circle") ? " circle" : "", subscribed[w " psychotherapy"] ? " psychotherapy" : "", subscribed[w " relationships"] ? " relationships" : ""
        printf "got %s %d %d\n", w, got[w], german[w]
    }
    for (m in mails) if (mails[m]) print "sent", m, mails[m]
    for (m in delays) print "delayed", m, delays[m]
}
