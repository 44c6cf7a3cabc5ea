#!/bin/sh
# make bench: askpost beside public tools, in one run, as ratios. Prints a table in Markdown; tests/bench/RESULTS.md keeps one.
# Mails in: the same distinct mails of 1,000 authors to askpost, Dovecot's LMTP and smtp-sink -L (which stores nothing).
# Notices out: askpost's own, rendered, sent and settled, beside a bare libcurl loop and smtp-source, into the same smtp-sink.
# Reading: what the parser does with each of the mails in CORPUS, beside GMime. PARTS says which of all this: in, out, cost, read.
top=$(pwd)
PATH="$top:$top/tests/bench:/usr/sbin:$PATH"
work=$(mktemp -d "${TMPDIR:-/tmp}/askpost-bench.XXXXXX") || exit 1
chmod 755 "$work"
mails=${MAILS:-4000} rounds=${ROUNDS:-3} parts=${PARTS:-in out cost read}
pids=
trap 'for p in $pids; do kill $p 2>/dev/null; done; wait 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

started() { pids="$pids $1"; }
ended() { kill "$1" 2>/dev/null; wait "$1" 2>/dev/null; }
need() { command -v "$1" >/dev/null || { echo "bench: $1 is missing (apt-get install $2)" >&2; exit 1; }; }
part() { case " $parts " in *" $1 "*) ;; *) return 1 ;; esac; }

rate() { sed -n 's/.* \([0-9]*\) mails\/s.*/\1/p'; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else print "-" }'; }
progress() { echo "bench: $*" >&2; }

wait_for() { tries=0; until "$@" >/dev/null 2>&1; do tries=$((tries + 1)); [ $tries -lt 1200 ] || return 1; sleep 0.05; done; }

# ---- askpost ---------------------------------------------------------------------------------------------------------------

forum() { # DIR RELAY [HOLD]
    rm -rf "$1"
    askpost init "$1" --domain forum.example --operator operator@example.org --name Bench --relay "$2" --trust any >/dev/null || exit 1
    cat >>"$1/askpost.conf" <<C
[people]
newcomers = any
trusted_after = 1
[limits]
questions_per_hour = 100000
posts_per_domain = 100000
notices_per_day = 1000000
hold_newcomer = ${3:-0s}
hold_trusted = ${3:-0s}
C
    askpost -c "$1/askpost.conf" category add sleep Sleep >/dev/null || exit 1
}
start_forum() { # DIR
    askpost -c "$1/askpost.conf" serve >"$1/ready" 2>"$1/log" &
    daemon=$!
    started $daemon
    wait_for grep -q ^ready "$1/ready" || { cat "$1/log" >&2; exit 1; }
}
pss() { # PID: of it and its children, in kB
    cat /proc/$1/smaps_rollup $(sed 's/\([0-9]*\) */\/proc\/\1\/smaps_rollup /g' /proc/$1/task/$1/children) 2>/dev/null |
        awk '/^Pss:/ { sum += $2 } END { print sum }'
}

mails_in_askpost() { # CONNECTIONS MAILS RELAY [FILE], which gets what memory all processes have after a second; looking costs time
    forum "$work/in" "$3" 1h
    start_forum "$work/in"
    load -c $1 -n $2 "unix:$work/in/lmtp.sock" sleep@forum.example >"$work/said" &
    loader=$!
    [ -z "$4" ] || { sleep 1; pss $daemon >"$4"; }
    wait $loader
    rate <"$work/said"
    ended $daemon
}

# ---- the others ----------------------------------------------------------------------------------------------------------------

start_dovecot() {
    mkdir -p "$work/dovecot/mail" "$work/dovecot/run"
    chown -R nobody "$work/dovecot/mail"
    cat >"$work/dovecot/dovecot.conf" <<C
base_dir = $work/dovecot/run
state_dir = $work/dovecot/run
log_path = $work/dovecot/log
protocols = lmtp
ssl = no
mail_location = maildir:$work/dovecot/mail/%u
first_valid_uid = 1
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$work/dovecot/mail/%u
}
passdb {
  driver = static
  args = nopassword=y
}
service lmtp {
  unix_listener $work/dovecot/lmtp {
    mode = 0666
  }
  process_limit = 40
}
service anvil {
  chroot =
}
C
    dovecot -c "$work/dovecot/dovecot.conf" -F >/dev/null 2>&1 &
    dovecot=$!
    started $dovecot
    wait_for test -S "$work/dovecot/lmtp" || { cat "$work/dovecot/log" >&2; exit 1; }
}

start_sink() { # FLAGS: an smtp-sink on a port nobody has; $sink and $port
    while :; do
        port=$(awk -v seed="$$$(date +%N)" 'BEGIN { srand(seed); print 20000 + int(rand() * 30000) }')
        smtp-sink -u nobody $1 127.0.0.1:$port 256 2>"$work/sink.log" &
        sink=$!
        sleep 0.3
        kill -0 $sink 2>/dev/null && break
    done
    started $sink
}

mails_in() {
    start_dovecot
    start_sink
    relay=$sink relay_port=$port
    progress "Dovecot's mailboxes, one for each author, so that no mail waits for another's"
    load -c 20 -n $((mails / 2)) "unix:$work/dovecot/lmtp" box%@members.example >/dev/null
    start_sink -L
    for round in $(seq $rounds); do
        for c in 1 20; do
            n=$mails
            [ $c = 1 ] && n=$((mails / 4))
            progress "round $round of $rounds, $c connections"
            mails_in_askpost $c $n smtp://127.0.0.1:9 >>"$work/askpost.$c"
            mails_in_askpost $c $n "smtp://127.0.0.1:$relay_port" "$work/pss" >>"$work/both.$c"
            load -c $c -n $((n / 2)) "unix:$work/dovecot/lmtp" box%@members.example | rate >>"$work/dovecot.$c"
            load -c $c -n $((n * 2)) "127.0.0.1:$port" sleep@forum.example | rate >>"$work/sink.$c"
        done
    done
    ended $sink
    ended $relay
    ended $dovecot
    echo "| mails in, per second | askpost | Dovecot LMTP | smtp-sink -L | askpost : Dovecot | askpost : smtp-sink | askpost, sending the receipts meanwhile |"
    echo "|---|---|---|---|---|---|---|"
    for c in 1 20; do
        a=$(median <"$work/askpost.$c") d=$(median <"$work/dovecot.$c") s=$(median <"$work/sink.$c") b=$(median <"$work/both.$c")
        echo "| $c connection(s) | $a | $d | $s | $(ratio $a $d) | $(ratio $a $s) | $b |"
    done
    echo
    echo "The relay is away while the first column is measured, so it is taking mail alone, as in the two beside it; the last column is"
    echo "with each receipt rendered, sent and settled at the same time, on the same cores."
    echo
    echo "Memory of all processes of askpost at 20 connections: $(awk '{ printf "%.1f MB", $1 / 1024 }' "$work/pss") (PSS)."
    echo
}

# ---- notices out ----------------------------------------------------------------------------------------------------------------

settled() { # CONF COUNT: as many notices have left
    [ "$(askpost -c "$1" queue list 2>/dev/null | grep -c .)" -le 1 ]
}

notices_out() {
    members=${MEMBERS:-5000}
    start_sink
    for round in $(seq $rounds); do
        progress "notices, round $round of $rounds"
        forum "$work/send" "smtp://127.0.0.1:$port" 0s
        populate "$work/send/askpost.conf" sleep $members || exit 1
        start_forum "$work/send"
        from=$(date +%s%N)
        load -n 1 "unix:$work/send/lmtp.sock" sleep@forum.example >/dev/null
        wait_for sent_all "$work/send/log" $members
        to=$(date +%s%N)
        awk -v n=$members -v t=$((to - from)) 'BEGIN { printf "%d\n", n * 1e9 / t }' >>"$work/out.askpost"
        ended $daemon
        curl_send "smtp://127.0.0.1:$port/bench.example" $members 4 "$work/notice.eml" | rate_of >>"$work/out.curl"
        from=$(date +%s%N)
        smtp-source -d -s 4 -m $members -F "$work/notice.lf" -f reply@forum.example -t member@members.example 127.0.0.1:$port
        to=$(date +%s%N)
        awk -v n=$members -v t=$((to - from)) 'BEGIN { printf "%d\n", n * 1e9 / t }' >>"$work/out.source"
    done
    ended $sink
    a=$(median <"$work/out.askpost") b=$(median <"$work/out.curl") s=$(median <"$work/out.source")
    echo "| notices out, per second | askpost (4 mailers) | bare libcurl (4 processes) | smtp-source -s 4 | askpost : libcurl | askpost : smtp-source |"
    echo "|---|---|---|---|---|---|"
    echo "| rendered, sent and settled | $a | $b | $s | $(ratio $a $b) | $(ratio $a $s) |"
    echo
}
rate_of() { sed 's/ .*//'; }
sent_all() { [ "$(grep -c 'event=mail-out.*result=sent' "$1")" -ge "$2" ]; }

# A notice as askpost sends it, for the others to send.
sample_notice() {
    mkdir -p "$work/sample/new" "$work/sample/cur" "$work/sample/tmp"
    forum "$work/one" "maildir:$work/sample" 0s
    populate "$work/one/askpost.conf" sleep 1 || exit 1
    start_forum "$work/one"
    load -n 1 "unix:$work/one/lmtp.sock" sleep@forum.example >/dev/null
    wait_for grep -l -r "^To: <member0@" "$work/sample/new"
    cp "$(grep -l -r "^To: <member0@" "$work/sample/new")" "$work/notice.eml"
    tr -d '\r' <"$work/notice.eml" >"$work/notice.lf"
    ended $daemon
}

# ---- the cost of one more question -----------------------------------------------------------------------------------------------

question_cost() {
    echo "| one more question, with subscribers | ms to be taken, median of 7 |"
    echo "|---|---|"
    for members in 10 1000 100000; do
        progress "a question with $members subscribers"
        forum "$work/cost" "maildir:$work/out" 1h
        populate "$work/cost/askpost.conf" sleep $members || exit 1
        start_forum "$work/cost"
        : >"$work/ms"
        for i in 1 2 3 4 5 6 7; do
            load -n 1 -f $i "unix:$work/cost/lmtp.sock" sleep@forum.example | sed 's/.* \([0-9.]*\) seconds.*/\1/' |
                awk '{ print $1 * 1000 }' >>"$work/ms"
        done
        echo "| $members | $(median <"$work/ms") |"
        ended $daemon
        rm -rf "$work/cost"
    done
    echo
}

# ---- reading -----------------------------------------------------------------------------------------------------------------------

reading() {
    progress "reading"
    "$top/tests/bench/read" -r $((rounds * 3)) ${CORPUS:-"${srcdir:-.}/tests/mail"}
}

for part in $parts; do
    case $part in in|out|cost|read) ;; *) echo "bench: no part $part" >&2; exit 1 ;; esac
done
if part in; then need dovecot dovecot-lmtpd; fi
if part in || part out; then need smtp-sink postfix; need smtp-source postfix; fi
echo "$(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), Linux $(uname -r | sed 's/-.*//'), $(date +%F); medians of $rounds rounds."
echo
mkdir -p "$work/out/new" "$work/out/cur" "$work/out/tmp"
if part in; then mails_in; fi
if part out; then sample_notice; notices_out; fi
if part cost; then question_cost; fi
if part read; then reading; fi
