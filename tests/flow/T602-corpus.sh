#!/bin/sh
# Every mail of a corpus through a running forum, as a question, an answer and a request in turn: nothing dies, and each is accounted for,
# posted, held, recorded, kept aside or refused, with the reason, in one table. The corpus is tests/mail and what felled other parsers
# (tests/fuzz/seeds/mime), and every *.eml below the directories in ASKPOST_CORPUS (DIR:DIR): of each a sample, or all of it with
# ASKPOST_CORPUS_ALL=1.
. "${srcdir:-.}/tests/flow/lib.sh"
sample=${ASKPOST_CORPUS_SAMPLE:-50} # mails of one directory

forum limits.hold_newcomer=0s people.newcomers=any limits.questions_per_hour=100000 limits.posts_per_domain=100000 limits.answers_per_hour=100000 \
    limits.comments_per_hour=100000 limits.global_per_hour=1000000 limits.held_per_domain=100000
member "Bea <bea@b.example>" psychotherapy
echo "I would like to know this before I begin." | send_mail "Ann <ann@a.example>" psychotherapy@forum.example "Is therapy recorded somewhere?" >/dev/null
notice=$(notice_to bea@b.example "Is therapy recorded") || { echo "Bail out! no notice"; exit 99; }
reply=$(mail address Reply-To "$notice")
id=$(mail header Message-ID "$notice")
quiet

mails_below() { # DIR: all of them, or as many as a sample has, evenly spread
    find "$1" -name '*.eml' | sort | awk -v most="$([ -n "$ASKPOST_CORPUS_ALL" ] || echo "$sample")" '
        { path[NR] = $0 }
        END { step = most > 0 && NR > most ? NR / most : 1; for (i = 0; int(i * step) < NR; i++) print path[int(i * step) + 1] }'
}
corpus() {
    for directory in "$src/tests/mail" "$src/tests/fuzz/seeds/mime"; do
        [ ! -d "$directory" ] || mails_below "$directory"
    done
    echo "$ASKPOST_CORPUS" | tr : '\n' | while read -r directory; do
        [ -z "$directory" ] || mails_below "$directory"
    done
}

# As Bea's answer to her notice; a machine's mail stays a machine's.
as_answer() {
    LC_ALL=C awk -v id="$id" '
        NR == 1 { print "In-Reply-To: " id }
        body { print; next }
        /^\r?$/ { body = 1 }
        /^[^ \t]/ { drop = 0 }
        tolower($0) ~ /^in-reply-to:/ { drop = 1 }
        tolower($0) ~ /^from:/ && tolower($0) !~ /daemon|postmaster/ { print "From: Bea <bea@b.example>"; drop = 1 }
        !drop { print }' "$1"
}

null_sender() { LC_ALL=C sed '/^\r*$/q' "$1" | grep -a -q -i '^Return-Path: *<>'; }

hand_in() { # NUMBER FILE: prints what the server said
    sender=corpus@client.example
    null_sender "$2" && sender=
    case $(($1 % 3)) in
    0) lmtp "$lmtp" "$sender" psychotherapy@forum.example <"$2" ;;
    1) as_answer "$2" | lmtp "$lmtp" "$sender" "$reply" ;;
    2) lmtp "$lmtp" "$sender" request@forum.example <"$2" ;;
    esac
}

# What core did with each mail it was given, a line each: "posted question", "held held-spam", "recorded automatic".
done_with() {
    tail -n +$((logged + 1)) "$work/log" | sed -n '/ core .*event=/{
        s/.* event=quarantined reason=\(.*\) bytes=.*/kept aside: \1/p; t
        s/.* event=\([^ ]*\) person=[0-9]* post=[0-9]* held=[1-9][0-9]*$/held: \1/p; t
        s/.* event=\([^ ]*\) person=[0-9]* post=[1-9][0-9]* held=0$/posted or changed: \1/p; t
        s/.* event=\([^ ]*\) person=[0-9]* post=0 held=0$/recorded: \1/p
    }'
}
roles() { for role in front core render mailer; do role_pid $role; done; }

corpus >"$work/corpus"
before=$(roles)
logged=$(wc -l <"$work/log")
number=0
while read -r file; do
    hand_in $number "$file" >"$work/said" 2>&1
    [ "$(cat "$work/said")" = DONE ] || echo "$file: $(cat "$work/said")" >>"$work/refused"
    number=$((number + 1))
done <"$work/corpus"
touch "$work/refused"
quiet

{ done_with; sed 's/^[^:]*: REFUSED /refused: /; s/^[^:]*: RETRY /put off: /' "$work/refused"; } >"$work/accounts"
expect_true "there are mails" test "$number" -gt 0
expect_equal "each of the $number mails is accounted for" "$number" "$(grep -c . "$work/accounts")"
expect_equal "none is put off, or anything else but taken or refused" "" "$(grep -v ': REFUSED [0-9.]* ' "$work/refused")"
expect_equal "the processes are those there were" "$before" "$(roles)"
expect_equal "no parser died of a mail" "" "$(tail -n +$((logged + 1)) "$work/log" | grep -E 'event=(role-died|parser-died|parser-stuck)')"
sort "$work/accounts" | uniq -c | sort -rn | say

finish
