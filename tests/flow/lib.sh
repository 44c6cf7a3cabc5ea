# What the flow scripts are written in. Each script sources it, starts a forum with `forum`, sends mails, looks at what members
# get, and ends with `finish`. Every forum is a directory of its own, removed at the end; every wait is for an event, with a deadline.

top=$(pwd)                       # the build directory
src=$(cd "${srcdir:-.}" && pwd)  # the source tree
PATH="$top:$top/tests/tools:$top/tests/bench:$PATH"
export LC_ALL=C.UTF-8
work=$(mktemp -d "${TMPDIR:-/tmp}/askpost-flow.XXXXXX") || exit 99
daemon=
tests_done=0 tests_failed=0
patience=${PATIENCE:-30} # seconds until something that should happen counts as missing

# ---- TAP --------------------------------------------------------------------------------------------------------------

ok() { # NAME STATUS
    tests_done=$((tests_done + 1))
    if [ "$2" = 0 ]; then
        echo "ok $tests_done - $1"
    else
        tests_failed=$((tests_failed + 1))
        echo "not ok $tests_done - $1"
    fi
}

say() { sed 's/^/# /'; }

expect_equal() { # NAME WANTED GOT
    [ "$2" = "$3" ]
    ok "$1" $?
    [ "$2" = "$3" ] || { echo "wanted: $2"; echo "got:    $3"; } | say
}

expect_contains() { # NAME PART TEXT
    case $3 in "") ok "$1" 1; echo "# nothing to look in" ;; *"${2:?nothing to look for}"*) ok "$1" 0 ;; *) ok "$1" 1; { echo "not found: $2"; echo "in: $3"; } | say ;; esac
}

expect_lacks() { # NAME PART TEXT
    case $3 in "") ok "$1" 1; echo "# nothing to look in" ;; *"$2"*) ok "$1" 1; { echo "found: $2"; echo "in: $3"; } | say ;; *) ok "$1" 0 ;; esac
}

expect_true() { # NAME COMMAND...
    name=$1
    shift
    "$@" >/dev/null
    ok "$name" $?
}

skip_all() { # REASON
    echo "1..0 # SKIP $1"
    rm -rf "$work"
    exit 0
}

# ---- the forum ----------------------------------------------------------------------------------------------------------

# forum [-t TRUST] [SECTION.NAME=VALUE ...]: makes one in $work/forum, mails going to $work/out, with the categories
# psychotherapy and relationships, and starts it. The operator is operator@example.org.
forum() {
    trust=any
    if [ "$1" = -t ]; then trust=$2; shift 2; fi
    make_forum "$trust" "$@"
    start
    forum_categories
}

make_forum() {
    trust=$1
    shift
    home=$work/forum out=$work/out conf=$home/askpost.conf
    mkdir -p "$out/new" "$out/cur" "$out/tmp"
    askpost init "$home" --domain forum.example --operator operator@example.org --name "Mind and Heart" --profile open \
        --relay "maildir:$out" --trust "$trust" >"$work/init.log" 2>&1 || { say <"$work/init.log"; exit 99; }
    for setting in "$@"; do set_conf "${setting%%=*}" "${setting#*=}"; done
    lmtp=$(conf_value mail.lmtp)
}

# set_conf SECTION.NAME VALUE: sets it in the configuration file.
set_conf() {
    awk -v section="[${1%%.*}]" -v name="${1#*.}" -v value="$2" '
        $0 == section { print; print name " = " value; inside = 1; done = 1; next }
        /^\[/ { inside = 0 }
        inside && $1 == name { next }
        { print }
        END { if (!done) { print section; print name " = " value } }' "$conf" >"$conf.new" && cat "$conf.new" >"$conf" && rm "$conf.new"
}

conf_value() { # SECTION.NAME: as written in the file, relative paths made absolute
    awk -v section="[${1%%.*}]" -v name="${1#*.}" '
        /^\[/ { inside = $0 == section; next }
        inside && $1 == name { sub(/^[^=]*= */, ""); print; exit }' "$conf" | sed "s|^unix:\([^/]\)|unix:$home/\1|"
}

forum_categories() {
    askpost -c "$conf" category add psychotherapy Psychotherapy "Therapy and therapists" >/dev/null &&
        askpost -c "$conf" category add relationships Relationships >/dev/null || { echo "Bail out! no categories"; exit 99; }
}

# start: runs the daemon and waits until mail can come.
start() {
    : >"$work/ready"
    askpost -c "$conf" serve >"$work/ready" 2>>"$work/log" &
    daemon=$!
    wait_for grep -q ^ready "$work/ready" || { say <"$work/log"; echo "Bail out! the daemon did not start"; exit 99; }
}

# stop: ends the daemon in order; the status it exits with is in $stopped. What left is traced now: whatever a script does next, to the
# clock or to the data, the journal still has it.
stop() {
    [ -n "$daemon" ] || return 0
    kill "$daemon" 2>/dev/null
    wait "$daemon"
    stopped=$?
    daemon=
    trace_outgoing
}

# role_pid ROLE [N]: the process of a role (the Nth of several).
role_pid() {
    for pid in $(cat /proc/$daemon/task/$daemon/children 2>/dev/null); do
        [ "$(cat /proc/$pid/comm 2>/dev/null)" = "askpost:$1" ] && echo "$pid"
    done | sed -n "${2:-1}p"
}

# wait_for COMMAND...: until it succeeds, at most $patience seconds.
wait_for() {
    deadline=$(($(date +%s) + patience))
    until "$@"; do
        [ "$(date +%s)" -lt $deadline ] || return 1
        sleep 0.05
    done
}

# outgoing_files: each mail that left. A script whose mails arrive elsewhere says where.
outgoing_files() { find "$out/new" "$out/cur" -type f ! -name '.*' 2>/dev/null; }

# outgoing: the Message-ID of each, or the file of one that has none.
outgoing() {
    outgoing_files | xargs -r awk '
        function show() { gsub(/[<>]/, "", id); if (file != "") print id == "" ? file : id }
        FNR == 1 { show(); file = FILENAME; id = ""; head = 1; field = "" }
        { sub(/\r$/, "") }
        $0 == "" { head = 0 }
        !head { next }
        /^[ \t]/ { if (field == "message-id:" && id == "") id = $1; next }
        { field = tolower($1); if (field == "message-id:") id = $2 }
        END { show() }'
}

# trace_outgoing: puts each mail that left since the last time into $work/traced, when the journal has an event and a setting it left for,
# else into $work/untraced. One command for them all ("none" stands for a mail there is not).
trace_outgoing() {
    touch "$work/traced" "$work/untraced"
    cat "$work/traced" "$work/untraced" | sort >"$work/looked"
    outgoing | sort -u | comm -23 - "$work/looked" >"$work/new"
    [ -s "$work/new" ] || return 0
    xargs askpost -c "$conf" --json trace none <"$work/new" | awk -F'"' '
        $2 == "way" { why = $4 == "out" }
        $2 == "event" || $2 == "setting" { why = why && $4 != "" }
        $2 == "message" && why { print $4 }' | sort -u >"$work/found"
    comm -12 "$work/new" "$work/found" >>"$work/traced"
    comm -23 "$work/new" "$work/found" >>"$work/untraced"
}

finish() {
    stop
    if [ -e "$work/traced" ]; then
        trace_outgoing
        sent=$(askpost -c "$conf" stats 2>/dev/null | sed -n 's/^sent: //p')
        if [ -s "$work/untraced" ] || [ -s "$work/traced" ] || [ "${sent:-0}" -gt 0 ]; then
            [ -s "$work/traced" ] || echo "a script that does not say where its mails arrive" >>"$work/untraced"
            expect_equal "every mail that left ($(wc -l <"$work/traced")) traces to an event and a setting" "" "$(head -20 "$work/untraced")"
        fi
    fi
    if [ -s "$work/log" ] && grep -E "panic|Sanitizer|runtime error" "$work/log" >/dev/null; then
        ok "nothing went wrong in the daemon" 1
        grep -E -A30 "panic|Sanitizer|runtime error" "$work/log" | head -60 | say
    fi
    [ $tests_failed = 0 ] || { echo "the daemon's log:"; tail -40 "$work/log" 2>/dev/null; } | say
    echo "1..$tests_done"
    [ -n "$KEEP" ] && echo "# kept: $work" || rm -rf "$work"
    [ $tests_failed = 0 ]
    exit $?
}

trap 'stop; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
trap 'exit 99' INT TERM HUP

# ---- mail -------------------------------------------------------------------------------------------------------------------

sequence=0

# send_mail FROM TO SUBJECT < BODY: a plain mail by LMTP; prints what the server said.
send_mail() {
    sequence=$((sequence + 1))
    { printf 'From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s.%s.%s@client.example>\r\n' "$1" "$2" "$3" "$(date -R)" \
        "$sequence" "$(date +%N)" "$$"
      [ -z "$headers" ] || printf '%s\r\n' "$headers"
      printf 'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
      sed 's/$/\r/'; } >"$work/mail.$sequence"
    send_raw "$1" "$2" <"$work/mail.$sequence"
}

# send_raw FROM TO < MAIL; TO may be several addresses, "a@x, b@x"
send_raw() {
    lmtp "$lmtp" "$(bare "$1")" $(bare "$2" | tr -d ,)
}

# bounce TO RECIPIENT STATUS ACTION: as an MTA reports it (RFC 3464).
bounce() {
    cat <<M
From: MAILER-DAEMON@mx.example.net
To: $1
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce.$(date +%N)@mx.example.net>
Date: $(date -R)
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your mail.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; $2
Action: $4
Status: $3

--b--
M
}
# answer NOTICE FROM < BODY: a reply as a mail client writes it, quoting the notice, to where its Reply-To says.
answer() {
    sequence=$((sequence + 1))
    { [ -z "$headers" ] || printf '%s\r\n' "$headers"
      mail reply "$1" "$2"; } >"$work/mail.$sequence" || return 1
    to=$(mail address Reply-To "$1") || to=$(mail address From "$1")
    lmtp "$lmtp" "$(bare "$2")" "$to" <"$work/mail.$sequence"
}

# verdict RESULT FROM: the Authentication-Results field our MTA (mx.forum.example) would write; for $headers.
verdict() {
    echo "Authentication-Results: mx.forum.example; dmarc=$1 header.from=$(bare "$2" | sed 's/.*@//')"
}

# vouched, vouched_answer: send_mail and answer, with a passing verdict for who sends it.
vouched() {
    headers=$(verdict pass "$1")
    send_mail "$@"
    headers=
}

vouched_answer() {
    headers=$(verdict pass "$2")
    answer "$@"
    headers=
}

# member FROM CATEGORY: somebody who subscribed there and confirmed it, with a passing verdict.
member() {
    vouched "$1" "$2+subscribe@forum.example" subscribe </dev/null >/dev/null
    confirm=$(notice_to "$(bare "$1")") || return 1
    echo ok | vouched_answer "$confirm" "$1" >/dev/null
    wait_for has_mails "$(bare "$1")" "You subscribe" 1
}

# posts KIND QUESTION: how many answers (comments) stand in its thread.
posts() {
    askpost -c "$conf" --json question "$2" | grep -o "\"kind\": *\"$1\"" | wc -l
}

# counted EVENT: how many mails the journal has with it.
counted() {
    askpost -c "$conf" --json stats | tr -d ' \n' | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" | grep . || echo 0
}

is_counted() { [ "$(counted "$1")" -ge "$2" ]; }

bare() { # "Ann <a@x>" → a@x
    case $1 in *"<"*">"*) address=${1##*<}; echo "${address%%>*}" ;; *) echo "$1" ;; esac
}

# mails_to ADDRESS [SUBJECT-PART]: the files of all mails to it so far, oldest first.
mails_to() {
    for file in $(cd "$out/new" && ls -tr . | xargs -r grep -l -m1 -x -F "$(printf 'To: <%s>\r' "$1")" 2>/dev/null); do
        [ -z "$2" ] || case $(mail header Subject "$out/new/$file") in *"$2"*) ;; *) continue ;; esac
        echo "$out/new/$file"
    done
}

# notice_to ADDRESS [SUBJECT-PART] [N]: waits for the Nth such mail (1) and prints its file.
notice_to() {
    wait_for has_mails "$1" "$2" "${3:-1}" || { echo "# no mail to $1 with '$2' (${3:-1})" >&2; return 1; }
    mails_to "$1" "$2" | sed -n "${3:-1}p"
}

has_notice() { notice_to "$@" >/dev/null; }

has_mails() {
    [ "$(mails_to "$1" "$2" | wc -l)" -ge "$3" ]
}

# quiet: waits until nothing is under way: no notice waits to be sent and no audience to be expanded.
quiet() {
    wait_for is_quiet
}

is_quiet() {
    [ "$(askpost -c "$conf" queue list 2>/dev/null | grep '^[0-9]' | grep -c -v ' digest ')" = 0 ]
}

count_mails() {
    ls "$out/new" | wc -l
}
