#!/bin/sh
# A month of a forum: thirty people and more than two hundred mails, as month/acts has them, through the daemon, day after day, each
# reply to the address of the mail that person got. What then stands there, and what was sent to whom, is what month/expected says. It is
# October 2026, whenever it is.
. "${srcdir:-.}/tests/flow/lib.sh"
month=$src/tests/flow/month
began=$(date +%s)

# at DAY[@HOUR]: it is that day of the month from here on, nine in the morning without an hour, UTC.
at() {
    hour=9 day=${1%@*}
    [ "$day" = "$1" ] || hour=${1#*@}
    export ASKPOST_CLOCK_SKEW=$(($(date -u -d 2026-10-01 +%s) - began + (day - 1) * 86400 + hour * 3600))
}

at 1
make_forum verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=1000 limits.global_per_hour=100000
: >"$work/numbers"

lmtp() { echo "$2" >>"$work/written"; command lmtp "$@"; } # each mail that is handed in

# What waits for a digest, or for the end of quiet hours, is not under way.
is_quiet() {
    askpost -c "$conf" queue list 2>/dev/null |
        awk -v now="$(date -u -d "@$(($(date +%s) + ASKPOST_CLOCK_SKEW))" "+%F %R")" '/^[0-9]/ && ($5 == "leased" || ($5 == "waiting" && $6 " " $7 <= now)) { exit 1 }'
}

# sort_mails: puts what arrived into the boxes of those it is for, oldest first.
sort_mails() {
    (cd "$out/new" && ls -tr) >"$work/arrived"
    (cd "$out/new" && xargs -r awk 'FNR == 1 { head = 1 } head && /^\r?$/ { head = 0 } head && $1 == "To:" { gsub(/[<>\r]/, "", $2); print FILENAME, $2 }') \
        <"$work/arrived" | while read -r file to; do
        mv "$out/new/$file" "$out/cur/$file"
        echo "$out/cur/$file" >>"$work/box.${to%@*}"
    done
}

# about NAME WORDS: the first mail NAME got with these words of a post, digests apart.
about() {
    [ -e "$work/box.$1" ] && xargs grep -l -F -m1 -e "$2" <"$work/box.$1" 2>/dev/null | xargs -r grep -L -E '^Subject: .*[0-9] (new post|neue)' | head -1
}

# got NAME LABEL: the same by the post's label; waits for what is under way only when it has not come yet.
got() {
    words=$(awk -F'|' -v label="$2" '!/^#/ && $3 ~ /ask|follow|reply|quote|other|digest/ { split($4, on, " "); if (on[2] == label) { sub(/^([^|]*\?|[0-9]): /, "", $5); print substr($5, 1, 30); exit } }' "$month/acts")
    about "$1" "$words" | grep . && return
    quiet; sort_mails
    about "$1" "$words" | grep . || echo "# $day: $1 has no mail about $2" >>"$work/missing"
}

# last_of NAME: the last mail NAME got, with all that is under way.
last_of() { quiet; sort_mails; tail -1 "$work/box.$1"; }

# numbered: stdin with the number of each post in the place of its label.
numbered() { sed "$(sed 's/\(.*\) \(.*\)/s,{\1},Q\2,g/' "$work/numbers")"; }

person() { askpost -c "$conf" --json person show "$1@$1.example" | sed -n 's/.*"person": *\([0-9]*\).*/\1/p'; }
stranger() { [ ! -e "$work/met.$1" ] && : >"$work/met.$1"; }
confirmed() { if stranger "$1"; then echo ok | vouched_answer "$(last_of "$1")" "$from" >/dev/null; fi; }
posted() { posts_made=$((${posts_made:-0} + 1)); echo "$1 $posts_made" >>"$work/numbers"; }

# quoting FILE: all of it, as somebody quotes who writes below.
quoting() { mail text "$1" | sed 's/^/> /'; echo; cat; }

act() { # NAME ACT ON LABEL WORDS
    who=$1 from="$1 <$1@$1.example>"
    case $2 in
    join) vouched "$from" "$3+subscribe@forum.example" subscribe </dev/null >/dev/null; confirmed "$1" ;;
    ask) printf '%s\n' "${5#*\?: }" | vouched "$from" "$3@forum.example" "${5%%\?: *}?" >/dev/null; confirmed "$1"; posted "$4" ;;
    reply) printf '%s\n' "$5" | vouched_answer "$(got "$1" "$3")" "$from" >/dev/null; posted "$4" ;;
    follow)
        printf 'Follow-up: %s?\n\n%s\n' "${5%%\?: *}" "${5#*\?: }" | vouched_answer "$(got "$1" "$3")" "$from" >/dev/null
        posted "$4" ;;
    quote)
        notice=$(got "$1" "$3")
        printf '%s\n' "$5" | quoting "$notice" | vouched "$from" "$(mail address Reply-To "$notice")" "Re: $(mail header Subject "$notice")" >/dev/null
        posted "$4" ;;
    other)
        printf '%s\n' "$5" | vouched_answer "$(got "$1" "$3")" "$1 <$1@work.example>" >/dev/null
        echo mine | vouched_answer "$(last_of "$1")" "$from" >/dev/null
        posted "$4" ;;
    word | edit) printf '%s\n' "$5" | vouched_answer "$(got "$1" "$3")" "$from" >/dev/null ;;
    digest)
        quiet; sort_mails
        printf '%s\n' "$5" | vouched_answer "$(xargs grep -l '^Subject: .* new post' <"$work/box.$1" | tail -1)" "$from" >/dev/null
        posted "$4" ;;
    veiled | noted) printf '%s\n' "$5" | vouched_answer "$(last_of "$1")" "$from" >/dev/null ;;
    say) printf '%s\n' "$5" | sed 's/ & /\n/g' | numbered | vouched "$from" request@forum.example commands >/dev/null ;;
    away)
        headers=$(printf '%s\r\nAuto-Submitted: auto-replied' "$(verdict pass "$from")")
        echo "I am on holiday and read no mail until I am back." | answer "$(got "$1" "$3")" "$from" >/dev/null
        headers= ;;
    junk) printf '%s\n' "${5#*: }" | send_mail "$from" "$3@forum.example" "${5%%: *}" >/dev/null ;;
    operate)
        quiet
        number=$(person "$3")
        set -- "$3" "$4" $5
        verb=$3
        shift 3
        askpost -c "$conf" person "$verb" "$number" "$@" >/dev/null || echo "# the operator cannot $verb" >>"$work/missing" ;;
    found) quiet; askpost -c "$conf" category add "$3" "$3" >/dev/null || echo "# the operator cannot add $3" >>"$work/missing" ;;
    arrange) askpost -c "$conf" category set "$3" $5 >/dev/null || echo "# the operator cannot set $5" >>"$work/missing" ;;
    *) echo "# no such act: $2" >>"$work/missing" ;;
    esac
}

# collect: kind and number of each notice that went to each of them, before the journal forgets it, after a week.
collect() {
    for each in $names; do
        askpost -c "$conf" --json trace "$each@$each.example" | awk -F'"' -v name="$each" '
            $2 == "event" { event = $4 } $2 == "result" { result = $4 }
            $2 == "notice" && result ~ /^(sent|delayed)/ && sub(/^notice-/, "", event) {
                gsub(/[^0-9]/, "", $3); print result ~ /^sent/ ? "sent" : "delayed", name, event, $3
            }'
    done >>"$work/sent"
    collected=$day
}

# ---- thirty days ----
: >"$work/missing"
grep -v '^#' "$month/acts" >"$work/acts"
names=$(cut -d'|' -f2 "$work/acts" | grep -v '^-' | sort -u)
today=0 day=0 collected=0
while IFS='|' read -r when name what on words <&3; do
    if [ "$when" != "$today" ]; then
        [ $today = 0 ] || quiet
        [ $((day - collected)) -lt 5 ] || collect
        stop
        [ $today != 0 ] || first=yes
        today=$when
        at "$today"
        start
        quiet
        [ -z "$first" ] || forum_categories
        first=
    fi
    act "$name" "$what" "${on%% *}" "${on##* }" "$words"
done 3<"$work/acts"
quiet
collect
sort_mails
written=$(wc -l <"$work/written" | tr -d " ")
echo "# $written mails in $(($(date +%s) - began)) seconds"
expect_equal "everybody had the mail they reply to" "" "$(cat "$work/missing")"
expect_equal "thirty people" 30 "$(echo "$names" | wc -l | tr -d ' ')"
expect_true "wrote two hundred mails" test "$written" -ge 200

# ---- what stands there ----
chosen=$(sed -n 's/.*|say||name //p' "$work/acts")
for question in $(awk '$1 ~ /^q/ { print $2 }' "$work/numbers"); do
    askpost -c "$conf" --json question "$question"
done | awk -F'": *"?|"?,?$' -v chosen="$chosen" '
    BEGIN { n = split(chosen "\nAnonymous", name, "\n"); for (i = 1; i <= n; i++) own[name[i]] = 1 }
    function show() {
        if (!number) return
        print "post", number, kind, parent + 0, votes == "" ? "-" : votes, state, closed
        print "text", number, (shown in own ? shown : "~") ": " body
        number = 0
    }
    /^  "question"/ { question = $2; best = 0; tags = "-" }
    /^  "title"/ { title = $2 } /^  "category"/ { category = $2 }
    /^ *"best"/ { best = $2 } /^ *"tags"/ { tags = $2; gsub(/ /, ",", tags) }
    /^    {/ { number = parent = 0; votes = kind = state = ""; closed = "open" }
    /^      "(question|post)"/ { number = $2 } /^      "kind"/ { kind = $2 } /^      "parent"/ { parent = $2 }
    /^      "votes"/ { votes = $2 } /^      "state"/ { state = $2 } /^      "closed"/ { closed = "closed" }
    /^      "name"/ { shown = $2 } /^      "body"/ { body = $2 }
    /^    }/ { show() }
    /^}/ { print "question", question, "best", best, category, tags, title }' >"$work/state"
for name in $names; do
    number=$(person "$name")
    echo "points $name $(askpost -c "$conf" person bonus "$number" 0 | sed 's/.* has \(.*\) points.*/\1/')"
    echo "subscribed $name" $(askpost -c "$conf" --json person show "$number" | sed -n '/"subscriptions"/,/\]/s/^ *"\([a-z]*\)",*$/\1/p' | sort)
    echo "got $name $(wc -l <"$work/box.$name") $(xargs grep -l '<html lang=3D"de"' <"$work/box.$name" | wc -l)"
done >>"$work/state"
sort -u "$work/sent" | awk '{ n[$1 " " $2 " " $3]++ } END { for (k in n) print k, n[k] }' >>"$work/state"
LC_ALL=C sort "$work/state" >"$work/sorted"
grep -v '^#' "$month/expected" | LC_ALL=C sort >"$work/expected"
awk -f "$month/reckon.awk" "$month/acts" | LC_ALL=C sort >"$work/reckoned"
expect_equal "what is expected is what the rules make of the acts" "" "$(diff "$work/expected" "$work/reckoned")"
for line in post text question points subscribed got sent delayed; do
    expect_equal "$line: $(grep -c "^$line " "$work/expected") lines, each as expected (<)" "" \
        "$(diff "$work/expected" "$work/sorted" | grep "^[<>] $line ")"
done
expect_contains "points counted again are the running totals" "every total is what" "$(askpost -c "$conf" check --points 2>&1)"
finish
