# What the kill tests share: a forum with two subscribers under load, one of its roles killed again and again, and what must then be true.
kills=${KILLS:-50}

# under_load: two people subscribe, and questions come in, twenty a second, until `load_ends`.
under_load() {
    forum people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000 limits.notices_per_day=1000000
    for subscriber in bea cid; do
        send_mail "$subscriber@example.org" psychotherapy+subscribe@forum.example hello </dev/null >/dev/null
        asked=$(notice_to "$subscriber@example.org") && echo ok | answer "$asked" "$subscriber@example.org" >/dev/null &&
            notice_to "$subscriber@example.org" "" 2 >/dev/null || { echo "Bail out! nobody could subscribe"; exit 99; }
    done
    : >"$work/acks"
    load -c 8 -r 20 -n 100000 -a 200 -z 200 -t 600 -l "$work/acks" "$lmtp" psychotherapy@forum.example >"$work/load" 2>&1 &
    load=$!
    trap 'load_ends; stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
}

# load_ends: no new mail; what is under way is sent until it is acknowledged.
load_ends() {
    kill "$load" 2>/dev/null
    wait "$load" 2>/dev/null
}

acks() { wc -l <"$work/acks"; }
sent() { find "$out/new" -type f | wc -l; }

# more COUNTER N: whether it has grown beyond N.
more() { [ "$($1)" -gt "$2" ]; }
has_role() { [ -n "$(role_pid "$1")" ] && [ "$(role_pid "$1")" != "$2" ]; }

# kill_again_and_again ROLE COUNTER: each time only after the work it stops has gone on since the last.
kill_again_and_again() {
    killed=0
    while [ $killed -lt "$kills" ]; do
        wait_for has_role "$1" "" || break
        before=$($2)
        wait_for more "$2" $((before + 3)) || break
        pid=$(role_pid "$1")
        [ -n "$pid" ] && kill -9 "$pid" 2>/dev/null || continue
        killed=$((killed + 1))
        wait_for has_role "$1" "$pid" || break
    done
    expect_equal "$1 was killed $kills times, and each time work went on" "$kills" "$killed"
    before=$($2)
    expect_true "and goes on after the last" wait_for more "$2" "$before"
}

# leases_end: a lease that a dead role had must not wait for its 45 minutes to pass: the next role gives it back, at this very hour.
leased() { askpost -c "$conf" stats | sed -n 's/^leased: //p'; }
none_leased() { [ "$(leased)" = 0 ]; }
leases_end() {
    wait_for none_leased
    expect_equal "no lease is left behind" 0 "$(leased)"
}

# Three mails a question, more when one comes twice; when nothing is left to do, none is missing that will ever come.
all_there() { [ "$(sent)" -ge $((3 * $(lines "$work/questions"))) ] && is_quiet; }

# all_sent: what waits out a back-off or a lease is brought forward by a clock that stands two hours later.
all_sent() {
    leases_end
    stop
    expect_equal "the daemon stops in order" 0 "$stopped"
    ASKPOST_CLOCK_SKEW=7200
    export ASKPOST_CLOCK_SKEW
    start
    list_questions
    wait_for all_there || echo "# $(sent) mails for $(lines "$work/questions") questions"
}

# list_questions: number of each and the K of its title, "Question number K about ...", newest first, into $work/questions.
list_questions() {
    before=
    : >"$work/questions"
    while askpost -c "$conf" question list $before --json >"$work/page" && grep -q '"question"' "$work/page"; do
        sed -n 's/^ *"question": \([0-9]*\),*$/\1/p; s/^ *"title": "Question number \([0-9]*\) .*/ \1/p' "$work/page" |
            paste -d '\0' - - >>"$work/questions"
        before=$(tail -1 "$work/questions" | cut -d' ' -f1)
    done
}

# list_mails: address, number of the question, Message-ID and checksum of each mail, into $work/mails.
list_mails() {
    find "$out/new" -type f | sort | xargs awk '
        FNR == 1 { body = 0; field = "" }
        { sub(/\r$/, "") }
        body { next }
        $0 == "" { body = 1; n = subject; if (!sub(/.*Question number /, "", n)) n = "-"; sub(/ .*/, "", n); print FILENAME, to, n, id; next }
        /^[ \t]/ { if (field == "Subject:") subject = subject $0; next }
        { field = $1 }
        field == "To:" { to = $2 } field == "Subject:" { subject = $0 } field == "Message-ID:" { id = $2 }' >"$work/headers"
    find "$out/new" -type f | sort | xargs sha256sum | cut -d' ' -f1 | paste -d' ' "$work/headers" - | cut -d' ' -f2- >"$work/mails"
}

lines() { wc -l <"$1" | tr -d ' '; }

# list_aside: the K of each question that was kept aside, because core was killed twice while it had it.
list_aside() {
    for number in $(askpost -c "$conf" held list | awk '$2 == "quarantine" { print $1 }'); do
        askpost -c "$conf" held show "$number" | sed -n 's/^.*Question number \([0-9]*\) .*/\1/p' | head -1
    done
}

# expect_sound: each acknowledged mail exactly once, each notice at least once, a second copy of a mail the same to the byte.
expect_sound() {
    quiet
    list_mails
    cut -d' ' -f2 "$work/questions" | sort >"$work/posted"
    list_aside | sort >"$work/aside"
    sort "$work/acks" >"$work/acknowledged"
    sort "$work/posted" "$work/aside" >"$work/stored"
    echo "# $(lines "$work/acknowledged") mails acknowledged, $(lines "$work/posted") posted, $(lines "$work/aside") kept aside, $(lines "$work/mails") notices"
    expect_equal "no mail is acknowledged twice" "" "$(uniq -d "$work/acknowledged" | head -5)"
    expect_equal "nothing is stored twice" "" "$(uniq -d "$work/stored" | head -5)"
    expect_equal "each acknowledged mail is stored" "" "$(comm -23 "$work/acknowledged" "$work/stored" | head -5)"
    expect_equal "and nothing else" "" "$(comm -13 "$work/acknowledged" "$work/stored" | head -5)"
    for subscriber in bea cid; do
        awk -v to="<$subscriber@example.org>" '$1 == to && $2 != "-" { print $2 }' "$work/mails" | sort -u >"$work/got"
        expect_equal "$subscriber got each question" "" "$(comm -23 "$work/posted" "$work/got" | head -5)"
        expect_equal "and nothing that is not posted" "" "$(comm -13 "$work/posted" "$work/got" | head -5)"
    done
    expect_equal "each question has its receipt" "" \
        "$(awk '$1 ~ /author/ && $2 != "-" { print $2 }' "$work/mails" | sort -u | comm -23 "$work/posted" - | head -5)"
    sort "$work/mails" | uniq -d | wc -l | sed 's/^ */# arrived more than once: /'
    expect_equal "a mail that came twice is the same to the byte" "" "$(cut -d' ' -f3,4 "$work/mails" | sort -u | cut -d' ' -f1 | uniq -d | head -5)"
    expect_equal "nobody got a question in two different mails" "" "$(awk '$2 != "-"' "$work/mails" | sort -u | cut -d' ' -f1,2 | uniq -d | head -5)"
    expect_contains "the database is whole" "ok    database" "$(askpost -c "$conf" check)"
}
