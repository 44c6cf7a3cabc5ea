#!/bin/sh
# Who wrote it, by OpenDKIM and OpenDMARC as contrib/postfix sets them up, in a network of the test's own: mail comes from another
# host, which signs it; both milters look things up in DNS; askpost acts on what they write, and on nothing else.
. "${srcdir:-.}/tests/flow/network.sh"
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/postfix.sh"
need_postfix
for program in opendkim opendkim-genkey opendkim-testmsg opendmarc; do
    command -v $program >/dev/null || skip_all "$program is not installed (contrib/packages)"
done
members="ann bea operator" milters=yes mx_host=$mx milter_pids=
trap 'stop; stop_postfix; [ -z "$milter_pids" ] || kill $milter_pids 2>/dev/null; stop_network; [ -n "$KEEP" ] || rm -rf "$work"' EXIT

# ---- keys, DNS, milters ---------------------------------------------------------------------------------------------------

# key DOMAIN SELECTOR: makes it as README.md says; what DNS should say of it goes to the zone.
key() {
    opendkim-genkey -D "$work" -d "$1" -s "$2" && chown opendkim "$work/$2.private" &&
        echo "txt-record=$2._domainkey.$1,$(grep -o '"[^"]*"' "$work/$2.txt" | paste -sd,)" >>"$work/zone"
}
chmod 711 "$work"
cat >"$work/zone" <<Z
mx-host=forum.example,mx.forum.example,10
host-record=mx.forum.example,$mx
txt-record=forum.example,"v=spf1 mx -all"
txt-record=_dmarc.forum.example,"v=DMARC1; p=reject; rua=mailto:postmaster@forum.example"
txt-record=members.example,"v=spf1 -all"
txt-record=_dmarc.members.example,"v=DMARC1; p=reject"
txt-record=evil.example,"v=spf1 ip4:$mx -all"
txt-record=_dmarc.evil.example,"v=DMARC1; p=reject"
Z
key forum.example forum
key members.example members
sed -n 's/^\(txt-record=members._domainkey.\)members/\1plain/p' "$work/zone" >"$work/plain" && cat "$work/plain" >>"$work/zone"
start_network

# milter PORT FILE PROGRAM: runs it in the foreground; standard input is its configuration, which gets the places of this test.
milter() {
    { sed "s|/etc/dkimkeys/|$work/|; /^PidFile/d"; [ "$3" = opendmarc ] || printf '%s\n' "RequireSafeKeys no" "Nameservers 127.0.0.1"; } >"$work/$2" # /tmp is everybody's
    case $3 in opendkim) set -- "$@" -x ;; *) set -- "$@" -c ;; esac
    "$3" -f "$4" "$work/$2" >"$work/$2.log" 2>&1 &
    milter_pids="$milter_pids $!"
    wait_for listening "$1" || { say <"$work/$2.log"; echo "Bail out! $3 did not start"; exit 99; }
}
listening() { grep -qi "^ *[0-9]*: 0100007F:$(printf %04X "$1") 00000000:0000 0A" /proc/net/tcp; }
milter 8891 opendkim.conf opendkim <"$src/contrib/postfix/opendkim.conf.example"
milter 8893 opendmarc.conf opendmarc <"$src/contrib/postfix/opendmarc.conf.example"
opendmarc=$!
milter 8895 members.conf opendkim <<M
Mode s
Domain members.example,plain.example
Selector members
KeyFile $work/members.private
InternalHosts 127.0.0.1
Socket inet:8895@127.0.0.1
UserID opendkim
M

# What a member sends is signed at their provider's, and leaves from another host.
submission_options='-o smtpd_milters=inet:127.0.0.1:8895 -o content_filter=members-out:['$mx']'
postfix_master="members-out unix - - n - - smtp -o myhostname=mail.members.example -o smtp_bind_address=$outside"
forum_behind_postfix

outgoing_files() { grep -rl '^X-Loop: .*@forum\.example' "$box"/*/new; } # members get mails from one another as well

forged="Authentication-Results: mx.forum.example; dmarc=pass header.from=members.example"
results() { # MAIL: its verdicts, one a line
    sed '/^$/q' "$1" | sed -e ':a' -e '$!N;s/\n[ \t]\{1,\}/ /;ta' -e 'P;D' | sed -n 's/^Authentication-Results: *//p'
}
in_trace() { askpost -c "$conf" trace "$1" | grep -q "$2"; }
held() { askpost -c "$conf" held list | grep -c '^[0-9]'; }

# ---- a member's mail --------------------------------------------------------------------------------------------------------

client_sends "$bea" ann@members.example "What the milters make of this" </dev/null
seen=$(results "$(notice_to ann@members.example "What the milters")")
expect_contains "OpenDMARC's word stands on top" "mx.forum.example; dmarc=pass (p=reject" "$(echo "$seen" | sed -n 1p)"
expect_contains "above what it rests on, SPF, which does not pass here" "mx.forum.example; spf=fail" "$(echo "$seen" | sed -n 2p)"
expect_contains "and OpenDKIM's" "mx.forum.example; dkim=pass" "$(echo "$seen" | sed -n 3p)"

client_sends "$ann" psychotherapy@forum.example "If I seek therapy, will it be recorded in my medical records?" <<'M'
I am thinking about seeing a therapist, but I worry about who can read about it later.
M
preview=$(notice_to ann@members.example "medical records")
expect_true "a signed question is believed to be of its sender" test -n "$preview"
echo ok | client_replies "$preview" "$ann"
receipt=$(notice_to ann@members.example "medical records" 2)
expect_contains "and the signed ok posts it" "who can read about it later" "$(askpost -c "$conf" question 1)"
expect_contains "check has seen verdicts" "the verdicts of mx.forum.example come in" "$(askpost -c "$conf" check)"

# ---- the notices ------------------------------------------------------------------------------------------------------------

verifies() { opendkim-testmsg <"$1" 2>"$work/testmsg"; }
expect_equal "a notice is signed once, for the forum" "d=forum.example" "$(sed '/^$/q' "$receipt" | tr '; ' '\n\n' | grep '^d=')"
expect_true "and the signature verifies" verifies "$receipt"
sed 's/therapist/solicitor/' "$receipt" >"$work/changed"
expect_equal "not when a word is changed" 1 "$(verifies "$work/changed"; echo $((! ! $?)))"
sed '/^$/q' "$receipt" | sed -n '/^DKIM-Signature/,/^[A-CE-Z]/p' | tr -d ' \t\n' >"$work/signature"
for name in From Reply-To Subject Date List-Unsubscribe; do
    expect_true "it covers $name" grep -qi "[=:]$name[:;]" "$work/signature"
done
expect_equal "no verdict and no trace of the machine are in it" "" "$(sed '/^$/q' "$receipt" | grep -iE '^(Authentication-Results|Received):')"

# ---- others' mail ------------------------------------------------------------------------------------------------------------

# unsigned ENVELOPE-SENDER FROM SUBJECT [FIELD]: from evil.example's host, to the forum and to ann, who can see what became of it
unsigned() {
    smtp 25 "EHLO mail.evil.example" "MAIL FROM:<$1>" "RCPT TO:<psychotherapy@forum.example>" "RCPT TO:<ann@members.example>" DATA . QUIT <<M
${4:-X-Nothing: nothing}
From: $2
To: psychotherapy@forum.example
Subject: $3
Date: $(date -R)
Message-ID: <$(date +%N)@evil.example>

This is about something that Ann never thought of asking anybody.
M
}
before=$(held)
expect_contains "mail that pretends to be a member's is taken" "250 2.0.0 Ok: queued" "$(unsigned eve@evil.example ann@members.example "What Ann did not ask")"
held_more() { [ "$(held)" -gt "$before" ]; }
expect_true "and held" wait_for held_more
seen=$(results "$(notice_to ann@members.example "did not ask")")
expect_contains "for OpenDMARC says so" "mx.forum.example; dmarc=fail" "$(echo "$seen" | head -1)"
before=$(held)
unsigned eve@evil.example ann@members.example "What Ann would not ask" "$forged" >/dev/null
expect_true "with a forged verdict as well" wait_for held_more
seen=$(results "$(notice_to ann@members.example "would not ask")")
expect_contains "which is gone" "dmarc=fail" "$seen"
expect_lacks "nobody reads it" "dmarc=pass" "$seen"
quiet
expect_equal "nothing of either is posted" 1 "$(askpost -c "$conf" question list | grep -c '^[0-9]')"

unsigned eve@evil.example eve@evil.example "What is it that Eve would like to know?" >/dev/null
expect_true "for their own domain they are believed, by SPF" wait_for in_trace eve@evil.example verdict=pass
client_sends "Carl <carl@plain.example>" psychotherapy@forum.example "Is a signature without a policy enough?" <<'M'
My domain signs its mail, but has no record of DMARC at all.
M
expect_true "a signature is enough where there is no DMARC policy" wait_for in_trace carl@plain.example verdict=pass

# ---- a milter that is away ----------------------------------------------------------------------------------------------------

deferred() {
    grep -q "to=<relationships@forum.example>.*status=deferred (.*451" "$work/mail.log" &&
        postqueue -c "$postfix_home" -j | grep -q '"queue_name": "deferred"'
}
kill -9 "$opendmarc" && wait "$opendmarc" 2>/dev/null
client_sends "$ann" relationships@forum.example "What becomes of mail while a milter is away?" <<'M'
It should not be believed, and it should not be lost either.
M
expect_true "while OpenDMARC is away mail is not taken" wait_for deferred
milter 8893 opendmarc.conf opendmarc <"$src/contrib/postfix/opendmarc.conf.example"
postqueue -c "$postfix_home" -f
expect_true "and comes when it is back" test -n "$(notice_to ann@members.example "becomes of mail")"
[ $tests_failed = 0 ] || { tail -60 "$work/mail.log"; tail -20 "$work/client.log"; } | say
finish
