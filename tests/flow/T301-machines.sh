#!/bin/sh
# What machines send is never posted and never answered: notes of absence with and without the field that says so, delivery reports, abuse
# reports, read receipts, reactions. A delivery report to the envelope sender of a notice is counted for that notice alone.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any

member "Bea <bea@b.example>" psychotherapy
echo "I would like to know this before I begin." | send_mail "Ann <ann@a.example>" psychotherapy@forum.example "Is therapy recorded somewhere?" >/dev/null
notice=$(notice_to bea@b.example "Is therapy recorded")
quiet
reply=$(mail address Reply-To "$notice")
id=$(mail header Message-ID "$notice")
number=$(askpost -c "$conf" --json trace "$id" | tr -d ' \n' | sed -n 's/.*"notice":\([0-9]*\).*/\1/p')
mails=$(count_mails)

# machine NAME TO ENVELOPE-SENDER: hands in the header fields and body in $work/in
machine() {
    sequence=$((sequence + 1))
    { printf 'Date: %s\nMessage-ID: <m%s.%s@b.example>\n' "$(date -R)" "$sequence" "$$"
      cat "$work/in"; } | sed 's/$/\r/' >"$work/mail.$sequence"
    expect_equal "$1: taken" DONE "$(lmtp "$lmtp" "$3" "$2" <"$work/mail.$sequence")"
    quiet
    expect_equal "$1: no mail because of it" "$mails" "$(count_mails)"
    expect_equal "$1: no answer" 0 "$(($(posts answer 1) + $(posts comment 1)))"
}

absent() { # FIELD...: headers of a note of absence
    printf 'From: Bea <bea@b.example>\nTo: <%s>\nSubject: Automatic reply: Is therapy recorded somewhere?\nIn-Reply-To: %s\nMIME-Version: 1.0\n' "$reply" "$id"
    [ -z "$1" ] || printf '%s\n' "$@"
    printf '\nI am out of the office until Monday and will answer your mail after my return.\n'
}

absent "Auto-Submitted: auto-replied" >"$work/in"
machine "absence, declared" "$reply" bea@b.example
absent "X-Autoreply: yes" "Precedence: bulk" >"$work/in"
machine "absence, declared the old way" "$reply" bea@b.example
absent "" >"$work/in"
machine "absence, undeclared" "$reply" bea@b.example
absent "Auto-Submitted: auto-replied" >"$work/in"
machine "absence, to the envelope's null sender" "$reply" ""

report() { # KIND: a multipart/report about the notice
    printf 'From: Mail Delivery Subsystem <mailer-daemon@b.example>\nTo: <%s>\nSubject: %s\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=%s; boundary=b\n\n' "$2" "$3" "$1"
    printf -- '--b\nContent-Type: text/plain\n\nThis is what became of your message, in the words of a machine.\n\n--b\n'
    cat
    printf -- '\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: %s\nFrom: Mind and Heart <reply@forum.example>\n--b--\n' "$id"
}
dsn() {
    printf 'Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.b.example\n\nFinal-Recipient: rfc822; bea@b.example\nAction: failed\nStatus: 5.1.1\n'
}

dsn | report delivery-status "$reply" "Undelivered Mail Returned to Sender" >"$work/in"
machine "a delivery report to a reply address" "$reply" ""
expect_equal "which counts for nothing" 0 "$(counted bounce-hard)"
printf 'Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; bea@b.example\nOriginal-Message-ID: %s\nDisposition: manual-action/MDN-sent-manually; displayed\n' "$id" |
    report disposition-notification "$reply" "Read: Is therapy recorded somewhere?" >"$work/in"
machine "a read receipt" "$reply" bea@b.example

{ printf 'From: Bea <bea@b.example>\nTo: <%s>\nSubject: Re: [Psychotherapy] Is therapy recorded somewhere?\nIn-Reply-To: %s\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n' "$reply" "$id"
  printf -- '--b\nContent-Type: text/plain; charset=utf-8\n\nBea reacted via Gmail to your message\n\n--b\nContent-Type: text/vnd.google.email-reaction+json; charset=utf-8\n\n{"emoji":"👍","version":1}\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>Bea reacted via Gmail</p>\n--b--\n'
} >"$work/in"
machine "a reaction by Gmail" "$reply" bea@b.example
printf 'From: Bea <bea@b.example>\nTo: <%s>\nSubject: Re: [Psychotherapy] Is therapy recorded somewhere?\nIn-Reply-To: %s\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: reaction\n\n👍\n' "$reply" "$id" >"$work/in"
machine "a reaction by RFC 9078" "$reply" bea@b.example

# To the envelope sender of that notice: the queue's envelope is not in the mail, so it is made as the relay saw it.
bounce=$(sed -n 's/^Return-Path: <\(.*\)>\r$/\1/p' "$notice")
if [ -n "$bounce" ]; then
    dsn | report delivery-status "$bounce" "Undelivered Mail Returned to Sender" >"$work/in"
machine "a delivery report to its envelope sender" "$bounce" ""
    expect_equal "which counts" 1 "$(counted bounce-hard)"
fi

printf 'Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n' |
    report feedback-report abuse@forum.example "complaint about a message" >"$work/in"
machine "an abuse report" psychotherapy@forum.example feedback@b.example
expect_equal "ends all mail to who complained" 1 "$(counted complaint)"

finish
