#!/bin/sh
# Behind a hosted mailbox with plus addressing, as README.md says: a provider (Postfix, which delivers into a maildir, and Dovecot,
# which shows it by IMAP over TLS), fetchmail with the lines of contrib/postfix/fetchmailrc.example, and `askpost deliver`.
. "${srcdir:-.}/tests/flow/lib.sh"
. "${srcdir:-.}/tests/flow/certificates.sh"
. "${srcdir:-.}/tests/flow/postfix.sh"
need_postfix
for program in fetchmail dovecot; do
    command -v $program >/dev/null || skip_all "$program is not installed (contrib/packages)"
done
case $(dovecot --version) in 2.3.*) ;; *) skip_all "Dovecot 2.3 is what this test can configure" ;; esac
[ -x /usr/lib/dovecot/imap ] || skip_all "Dovecot has no imap here (contrib/packages)"
members="ann bea operator" dovecot_pid=
trap 'stop; stop_postfix; [ -z "$dovecot_pid" ] || kill $dovecot_pid 2>/dev/null; [ -n "$KEEP" ] || rm -rf "$work"' EXIT
postfix_main='virtual_mailbox_domains = members.example example.org
virtual_mailbox_maps = texthash:$config_directory/mailboxes, inline:{ forum@example.org=forum/ }'
start_postfix
make_forum verdict limits.hold_newcomer=0s mail.authserv_id=mx.forum.example forum.operator=operator@members.example \
    forum.domain=example.org forum.address=forum+%s@example.org "mail.relay=smtp://127.0.0.1:$notices_port" mail.relay_tls=off
start
forum_categories
ann="Ann Miller <ann@members.example>" bea="Bea <bea@members.example>"
outgoing_files() { find "$box" -path "$box/forum" -prune -o -path '*/new/*' -type f -print; } # not what comes into its own mailbox

# ---- the mailbox ----------------------------------------------------------------------------------------------------------

make_ca trusted
make_ca other
certify trusted localhost imap
imap_port=$(any_port)
mkdir "$work/dovecot"
cat >"$work/dovecot.conf" <<C
base_dir = $work/dovecot
state_dir = $work/dovecot
log_path = $work/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <$work/imap.crt
ssl_key = <$work/imap.key
mail_location = maildir:$box/forum
passdb {
  driver = static
  args = user=forum@example.org password=secret
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$box/forum
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = $imap_port
    ssl = yes
  }
}
C
chmod 755 "$work"
dovecot -F -c "$work/dovecot.conf" >"$work/dovecot.out" 2>&1 &
dovecot_pid=$!
wait_for grep -qs "starting up" "$work/dovecot.log" || { cat "$work/dovecot.out" "$work/dovecot.log" | say; echo "Bail out! no Dovecot"; exit 99; }

sed "s|imap.example.org protocol IMAP|localhost protocol IMAP service $imap_port|; s|\"\.\.\.\"|\"secret\"|; s|/usr/local/bin/askpost|$top/askpost|
     s|/etc/askpost/askpost.conf|$conf|; s|sslcertck|sslcertck sslcertfile \"$work/trusted.pem\"|" \
    "$src/contrib/postfix/fetchmailrc.example" >"$work/fetchmailrc"
chmod 600 "$work/fetchmailrc"
fetch() { HOME=$work timeout "$patience" fetchmail -d 0 -f "${1:-$work/fetchmailrc}" --pidfile "$work/fetchmail.pid" >>"$work/fetchmail.log" 2>&1; }
boxed() { find "$box/forum/new" "$box/forum/cur" -type f 2>/dev/null | wc -l; }
arrived() { [ "$(boxed)" -gt 0 ]; }
taken() { wait_for arrived && fetch && [ "$(boxed)" = 0 ]; } # what is in the mailbox, or comes there, is askpost's now

# ---- asking and answering by way of it ----------------------------------------------------------------------------------------

client_sends "$bea" forum+psychotherapy+subscribe@example.org hello </dev/null
expect_true "fetchmail hands a mail over, and it leaves the mailbox" taken
echo ok | client_replies "$(notice_to bea@members.example)" "$bea"
expect_true "so it does a reply" taken
expect_true "somebody subscribes that way" has_notice bea@members.example "You subscribe"

client_sends "$ann" forum+psychotherapy@example.org "If I seek therapy, will it be recorded in my medical records?" <<'M'
I am thinking about seeing a therapist, but I worry about who can read about it later.
M
taken
echo ok | client_replies "$(notice_to ann@members.example "medical records")" "$ann"
taken
question=$(notice_to bea@members.example "medical records")
expect_contains "a question comes through the mailbox" "who can read about it later" "$(mail text "$question" | tr '\n' ' ')"
expect_contains "a reply to it goes to the mailbox" "forum+r" "$(mail address Reply-To "$question")"

# ---- the daemon is away ---------------------------------------------------------------------------------------------------------

stop
client_replies "$question" "$bea" <<'M'
In general it will be recorded, but only your provider can read it without your permission.
M
wait_for arrived
fetch
fetch
expect_equal "while the daemon is away the mail stays in the mailbox" 1 "$(boxed)"
start
expect_true "and is taken when it is back" taken
answer=$(notice_to ann@members.example "medical records" 3)
expect_contains "it became an answer" "only your provider can read it" "$(mail text "$answer" | tr '\n' ' ')"
expect_equal "one" 1 "$(posts answer 1)"

# ---- nobody, and bounces --------------------------------------------------------------------------------------------------------

client_sends "$ann" forum+nobody-here@example.org "Nobody is there for this mail" <<'M'
To an address the forum does not have.
M
expect_true "mail to an unknown address is taken" taken
expect_contains "and set aside" quarantine "$(askpost -c "$conf" held list)"

back=$(bare "$(sed -n 's/^Return-Path: *//p' "$answer")")
expect_contains "a notice has a return path of its own in the mailbox" "forum+b" "$back"
bounce "$back" ann@members.example 5.1.1 failed |
    smtp "$submission_port" "EHLO mail.members.example" "MAIL FROM:<>" "RCPT TO:<$back>" DATA . QUIT >/dev/null
expect_true "a bounce is taken" taken
expect_equal "and counted" 1 "$(askpost -c "$conf" stats | sed -n 's/^bounce-hard: //p')"

# ---- a mailbox that is another's ----------------------------------------------------------------------------------------------

sed "s|$work/trusted.pem|$work/other.pem|" "$work/fetchmailrc" >"$work/fetchmailrc.other" && chmod 600 "$work/fetchmailrc.other"
client_sends "$ann" forum+psychotherapy+unsubscribe@example.org leave </dev/null
wait_for arrived
logins=$(grep -c Login: "$work/dovecot.log")
fetch "$work/fetchmailrc.other"
expect_equal "a server whose certificate does not hold is not told the password" "$logins" "$(grep -c Login: "$work/dovecot.log")"
expect_equal "nothing is fetched from it" 1 "$(boxed)"
for file in "$box"/forum/new/* "$box"/forum/cur/*; do # somebody looks at it
    [ ! -f "$file" ] || { name=${file##*/} && mv "$file" "$box/forum/cur/${name%%:*}:2,S"; }
done
expect_true "from the right one it is, though somebody read it there" taken
expect_equal "nothing bounced" "" "$(grep status=bounced "$work/mail.log")"
[ $tests_failed = 0 ] || { tail -20 "$work/fetchmail.log"; tail -20 "$work/dovecot.log"; tail -30 "$work/mail.log"; tail -20 "$work/client.log"; } | say
finish
