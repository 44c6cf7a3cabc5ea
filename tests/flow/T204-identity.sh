#!/bin/sh
# Who somebody is, through the daemon: for each outcome of the table in tests/unit one mail that leads to it, and how many mails
# its owner and its sender get.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s

ann="Ann <ann@a.example>" bea="Bea <bea@b.example>"
member "$ann" psychotherapy
member "$bea" psychotherapy
echo "I would like to know this before I begin." | vouched "$ann" psychotherapy@forum.example "Is therapy recorded somewhere?" >/dev/null
notice=$(notice_to bea@b.example "Is therapy recorded")
quiet
reply=$(mail address Reply-To "$notice")
leave=$(mail header List-Unsubscribe "$notice" | sed 's/.*mailto:\([^?>]*\).*/\1/')
envelope=0

# row NAME VERDICT FROM TO OWNER'S-NEW-MAILS SENDER'S-NEW-MAILS EVENT: one mail; what is counted under EVENT goes up by one.
row() {
    sender=$(bare "$3")
    owners=$(mails_to bea@b.example | wc -l) senders=$(mails_to "$sender" | wc -l) events=$(counted "$7")
    envelope=$((envelope + 1))
    headers=
    [ "$2" = none ] || headers=$(verdict "$2" "${4:-x@x.example}" | sed "s/header.from=.*/header.from=${sender#*@}/")
    said=$(echo "These are the words of mail number $envelope, which nobody wrote before." |
        send_mail "$3" "$4" "Re: [Psychotherapy] Is therapy recorded somewhere?")
    headers=
    quiet
    expect_equal "$1: taken" DONE "$said"
    expect_equal "$1: $7" $((events + 1)) "$(counted "$7")"
    expect_equal "$1: mails to its owner" "$5" $(($(mails_to bea@b.example | wc -l) - owners))
    [ "$sender" = bea@b.example ] || expect_equal "$1: mails to its sender" "$6" $(($(mails_to "$sender" | wc -l) - senders))
}

row "r, owner, pass" pass "$bea" "$reply" 1 0 answer-posted
row "r, owner, fail" fail "$bea" "$reply" 1 0 held-verdict
row "r, owner, none: asked today already" none "$bea" "$reply" 0 0 held-verdict
row "r, other person, pass" pass "$ann" "$reply" 0 0 held-other
row "r, stranger, pass" pass stranger@s.example "$reply" 0 0 held-other
row "r, two mailboxes" pass "bea@b.example, Ann <ann@a.example>" "$reply" 0 0 held-from
row "category, stranger, none" none stranger@s.example psychotherapy@forum.example 0 0 held-stranger
row "category, stranger, pass: a preview" pass other@s.example psychotherapy@forum.example 0 1 held-newcomer
row "category, registered, fail: asked today already" fail "$bea" psychotherapy@forum.example 0 0 held-verdict
row "request, stranger, fail" fail third@s.example request@forum.example 0 0 held-stranger
row "u, anybody, no verdict" none stranger@s.example "$leave" 1 0 left

# Refused at RCPT: nothing is even read.
for false in r d c u; do
    expect_equal "$false, false token" "REFUSED 5.1.1" "$(send_mail "$bea" "${false}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@forum.example" x </dev/null | cut -d' ' -f1,2)"
done

# c: in the owner's hands, in others', and by a machine.
preview=$(notice_to other@s.example)
confirm=$(mail address Reply-To "$preview")
row "c, not its owner" pass "$ann" "$confirm" 0 0 held-stranger
headers=$(printf '%s\r\nAuto-Submitted: auto-replied' "$(verdict pass other@s.example)")
echo ok | answer "$preview" other@s.example >/dev/null
headers=
expect_equal "c, its owner's machine: nothing is confirmed" 0 "$(counted question-posted | sed 's/^1$/0/')"
echo ok | vouched_answer "$preview" other@s.example >/dev/null
expect_equal "c, its owner: confirmed" 2 "$(counted question-posted)"

# Expired: true tokens that are old are held, and their owner gets a fresh one.
stop
export ASKPOST_CLOCK_SKEW=$((500 * 86400))
start
row "r, expired, owner, pass: a fresh address" pass "$bea" "$reply" 1 0 held-expired
row "r, expired, somebody else" pass stranger@s.example "$reply" 0 0 held-stranger
finish
