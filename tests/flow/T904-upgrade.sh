#!/bin/sh
# A newer askpost takes over a forum of the first release that has mail to send. It is killed at its steps, one after the other (STEP=1: at each): what stands there
# then is the forum of one version or of another, and whatever was queued leaves, once, or with the same bytes.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v xz >/dev/null || skip_all "there is no xz"
release=$src/tests/flow/first-release
home=$work/forum out=$work/out conf=$home/askpost.conf lmtp=unix:$home/lmtp.sock
ASKPOST_CLOCK_SKEW=$(($(cat "$release/now") + 600 - $(date +%s)))
export ASKPOST_CLOCK_SKEW

# old_forum: the forum as it was left, again.
old_forum() {
    rm -rf "$home"
    mkdir -p "$home/data" "$home/keys" "$out/new" "$out/cur" "$out/tmp"
    chmod 700 "$home/data" "$home/keys"
    cp "$release/askpost.conf" "$home/" && cp "$release"/keys/* "$home/keys/" && xz -dc "$release/askpost.db.xz" >"$home/data/askpost.db"
    chmod 600 "$home/keys"/* "$home/data/askpost.db"
    chmod 640 "$conf"
}

# A command that changes nothing, but opens the database to write, and so migrates it.
migrate() { "$@" askpost -c "$conf" category set psychotherapy title Psychotherapy >/dev/null 2>&1; }

# contents: everything an operator can see of it.
contents() {
    for number in 1 6; do askpost -c "$conf" --json question "$number"; done
    askpost -c "$conf" --json queue list
    askpost -c "$conf" stats
}

old_forum
expect_true "it migrates" migrate env
contents >"$work/wanted"
expect_equal "all three questions are there" 3 "$(askpost -c "$conf" question list | grep -c '^[0-9]')"
expect_equal "with all that was answered" "3 answers, 1 comments" "$(posts answer 1) answers, $(posts comment 1) comments"
expect_equal "every notice still waits" "$(cut -d' ' -f1,2 "$release/queued")" \
    "$(askpost -c "$conf" queue list | awk '/^[0-9]/ { print $1, $2 }')"
expect_contains "and the points of what was written are counted" "every total is what" "$(askpost -c "$conf" check --points 2>&1)"

# ---- killed at every step of the migration ----
calls=pwrite64,fdatasync,fsync,ftruncate,unlink
if strace -o /dev/null true 2>/dev/null && ! askpost -c "$conf" check 2>/dev/null | grep -q "built with sanitizers"; then
    killed=0 at=1 different=
    while old_forum; migrate strace -o /dev/null -e trace=$calls -e inject=$calls:signal=KILL:when=$at; [ $? -gt 128 ]; do
        killed=$((killed + 1))
        migrate env && contents >"$work/got" && cmp -s "$work/wanted" "$work/got" || different="$different $at"
        at=$((at + ${STEP:-4}))
        [ $at -lt 1000 ] || break
    done
    echo "# killed $killed times, up to write or sync $at"
    expect_true "it was killed from its first write to its last" test $killed -gt 10 -a $at -lt 1000
    expect_equal "and whatever the step, the next start has the whole forum" "" "$different"
else
    echo "# nothing may be traced here: killed by the clock only"
fi

# ---- the daemon, killed while it migrates and while it sends ----
# Every role at once, a little later each time; what is sent by then lies in the relay's hands.
old_forum
for after in 0.00 0.02 0.04 0.06 0.1 0.15 0.2 0.3; do
    askpost -c "$conf" serve >"$work/ready" 2>>"$work/log" &
    daemon=$!
    sleep $after
    kill -9 $(cat /proc/$daemon/task/$daemon/children 2>/dev/null) $daemon 2>/dev/null
    wait $daemon 2>/dev/null
    daemon=
done
start
expect_equal "after eight kills all three questions are there" 3 "$(askpost -c "$conf" question list | grep -c '^[0-9]')"
ASKPOST_CLOCK_SKEW=$((ASKPOST_CLOCK_SKEW + 7200)) # whatever waits for its next attempt is due
stop
start
quiet
expect_equal "nothing waits any more" "" "$(askpost -c "$conf" queue list | grep '^[0-9]')"

# mails: number of the notice, address, Message-ID and checksum of each mail that left.
outgoing_files | while read -r file; do
    id=$(mail header Message-ID "$file" | tr -d '<>')
    echo "$(askpost -c "$conf" --json trace "$id" | tr -d ' \n' | sed -n 's/.*"notice":\([0-9]*\).*/\1/p')" \
        "$(sed -n 's/^To: <\(.*\)>\r*$/\1/p' "$file" | head -1)" "$id" "$(sha256sum <"$file" | cut -c1-16)"
done >"$work/mails"
echo "# $(wc -l <"$work/mails") mails of $(wc -l <"$release/queued") notices"
expect_equal "every notice reached whom it was for" "$(awk '{ print $1, $3 }' "$release/queued")" \
    "$(awk '$2 != "operator@example.org" { print $1, $2 }' "$work/mails" | sort -n -u)"
expect_equal "and one that left twice is the same to the byte" "" "$(sort -u "$work/mails" | cut -d' ' -f1 | uniq -d)"
lost=
while read -r number kind address subject; do
    [ "$subject" = - ] || mails_to "$address" "$subject" | grep -q . || lost="$lost $number"
done <"$release/queued"
expect_equal "under its title" "" "$lost"

# ---- and the forum goes on: an address given out by the first release still works ----
echo "Breathe out longer than you breathe in, and count." |
    vouched_answer "$(notice_to bea@b.example "night before")" "Bea <bea@b.example>" >/dev/null
expect_true "a reply to a mail of it is an answer" has_notice dan@d.example "Re: [Psychotherapy] What do you do the night before?"
finish
