#!/bin/sh
# Behind Postfix's pipe(8): what `askpost deliver` cannot hand over stays in Postfix's queue, and is delivered later; nothing bounces.
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/postfix.sh"
need_postfix
members="ann bea operator" pipe_user=nobody
postfix_main='transport_maps = inline:{ forum.example=askpost: }
relay_recipient_maps =
askpost_destination_recipient_limit = 100'
start_postfix
make_forum verdict limits.hold_newcomer=0s mail.authserv_id=mx.forum.example forum.operator=operator@members.example \
    "mail.relay=smtp://127.0.0.1:$notices_port" mail.relay_tls=off "mail.lmtp=unix:$queue/askpost/lmtp.sock" mail.lmtp_mode=0666 process.user_front=nobody
chmod 711 "$queue/askpost" "$home" && chmod 644 "$conf"
ann="Ann Miller <ann@members.example>" bea="Bea <bea@members.example>"
queued() { postqueue -c "$postfix_home" -j 2>/dev/null; }
deferred() { queued | grep -q '"queue_name": "deferred"'; }
queue_empty() { [ -z "$(queued)" ]; }
start
forum_categories
client_sends "$bea" psychotherapy+subscribe@forum.example hello </dev/null
echo ok | client_replies "$(notice_to bea@members.example)" "$bea"
expect_true "somebody subscribes by way of pipe" test -n "$(notice_to bea@members.example "" 2)"

# The daemon is away: the question waits, and is asked when it is back.
stop
client_sends "$ann" psychotherapy@forum.example "If I seek therapy, will it be recorded in my medical records?" <<'M'
I am thinking about seeing a therapist, but I worry about who can read about it later.
M
expect_true "with the daemon away the question is deferred" wait_for deferred
expect_contains "by exit status 75" "4.3.0" "$(grep 'status=deferred' "$work/mail.log" | tail -1)"
start
expect_true "the queue is flushed" postqueue -c "$postfix_home" -f
preview=$(notice_to ann@members.example)
expect_true "and delivered when it is back" test -n "$preview"
echo ok | client_replies "$preview" "$ann"
question=$(notice_to bea@members.example "medical records")
client_replies "$question" "$bea" <<'M'
In general it will be recorded, but only your provider can read it without your permission.
M
expect_contains "the answer arrives" "only your provider can read it" "$(mail text "$(notice_to ann@members.example "medical records" 3)" | tr '\n' ' ')"

# An unknown recipient is quarantined, not bounced.
client_sends "$ann" nobody-here@forum.example "Nobody is there for this mail" <<'M'
To an address the forum does not have.
M
expect_true "nothing waits in the queue" wait_for queue_empty
expect_contains "mail to an unknown recipient is taken" "status=sent" "$(grep 'to=<nobody-here@forum.example>' "$work/mail.log")"
expect_equal "nothing bounced" "" "$(grep 'status=bounced' "$work/mail.log")"

# Nothing but 0 and 75, whatever is wrong.
printf 'From: %s\r\nSubject: x\r\nDelivered-To: psychotherapy@forum.example\r\nMessage-ID: <direct@members.example>\r\n\r\nhello\r\n' "$ann" >"$work/mail"
status() { askpost "$@" <"$work/mail" >"$work/said" 2>&1; echo $?; }
expect_equal "known recipient" 0 "$(status -c "$conf" deliver -f ann@members.example -- psychotherapy@forum.example)"
expect_equal "the mailbox's field names the recipient" 0 "$(status -c "$conf" deliver -f ann@members.example --recipient-from Delivered-To)"
expect_equal "no such field" 75 "$(status -c "$conf" deliver -f ann@members.example --recipient-from X-Original-To)"
expect_equal "wrong configuration" 75 "$(status -c /nonexistent/conf deliver -f a@members.example -- psychotherapy@forum.example)"
for sender in --help -h --json --version -c -- ""; do
    status -c "$conf" deliver -f "$sender" -- psychotherapy@forum.example >/dev/null
    expect_lacks "a sender '$sender' is no option" usage "said: $(cat "$work/said")"
done
stop
expect_equal "no daemon" 75 "$(status -c "$conf" deliver -f ann@members.example -- psychotherapy@forum.example)"
expect_equal "no daemon, a sender --help" 75 "$(status -c "$conf" deliver -f --help -- psychotherapy@forum.example)"
[ $tests_failed = 0 ] || { tail -30 "$work/mail.log"; tail -20 "$work/client.log"; } | say
finish
