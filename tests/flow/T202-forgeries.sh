#!/bin/sh
# The six ways to forge Authentication-Results (RFC 8601): none of them lets anybody post in a member's name.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s

member "Ann <ann@a.example>" relationships
member "Bea <bea@b.example>" psychotherapy

# What our MTA writes on top; what came from elsewhere stands below its own Received.
received="Received: from x.example by mx.forum.example with ESMTP; Mon, 23 Nov 2026 12:00:00 +0000"
foreign="Received: from evil.example by relay.evil.example; Mon, 23 Nov 2026 12:00:00 +0000"
ours="Authentication-Results: mx.forum.example"
forgeries=0

# forged NAME FIELDS: with these header fields, nothing may come of it.
forged() {
    headers=$(printf '%b' "$2" | sed 's/$/\r/; $s/\r$//')
    forgeries=$((forgeries + 1))
    said=$(echo "Forged as $1, in the name of somebody else." |
        send_mail "Ann <ann@a.example>" psychotherapy@forum.example "Is it true that number $forgeries is forged?")
    headers=
    expect_equal "$1: taken" DONE "$said"
    expect_true "$1: held" is_counted held-verdict "$forgeries"
    expect_equal "$1: nobody gets it" "" "$(mails_to bea@b.example "number $forgeries")"
}

forged "alone, below somebody else's Received" "$received\n$foreign\n$ours; dmarc=pass header.from=a.example"
forged "alone, by another name" "Authentication-Results: evil.example; dmarc=pass header.from=a.example\n$received"
forged "below a real fail" "$ours; dmarc=fail header.from=a.example\n$received\n$ours; dmarc=pass header.from=a.example"
forged "above the real one" "Authentication-Results: evil; dmarc=pass header.from=a.example\n$ours; dmarc=fail header.from=a.example\n$received"
forged "in a comment" "$ours; dmarc=fail (dmarc=pass header.from=a.example) header.from=a.example\n$received"
forged "in a quoted sender" "$ours; spf=none smtp.mailfrom=\"x; dmarc=pass header.from=a.example\"@evil.example\n$received"
forged "a pass for the attacker's own domain" "$ours; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example; dmarc=pass header.from=evil.example\n$received"
forged "an id that cannot be read" "Authentication-Results: \"mx.forum.example; dmarc=pass header.from=a.example\n$received"

expect_equal "no question was asked" "" "$(askpost -c "$conf" question list | grep forged)"
quiet
expect_equal "she is asked once, whatever comes in a day" 1 "$(mails_to ann@a.example "Did you write" | wc -l)"

# The same with her provider's word is posted: the test can tell.
echo "This one is mine, as my provider says." | vouched "Ann <ann@a.example>" psychotherapy@forum.example "Is it true that I wrote this one?" >/dev/null
expect_true "a real pass is posted" notice_to bea@b.example "I wrote this one"

finish
