#!/bin/sh
# Mail the forum cannot read: encrypted mail is refused with words that say what to do; Outlook's winmail.dat is named in the receipt; and
# what typed text looks like is no syntax.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s limits.automatic_per_day=1000

ann="Ann Miller <ann@example.net>"
text_of() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
send_mail "$ann" psychotherapy+subscribe@forum.example x </dev/null >/dev/null
echo ok | answer "$(notice_to ann@example.net)" "$ann" >/dev/null
notice_to ann@example.net "You subscribe" >/dev/null

raw() { # SUBJECT: header fields and body on stdin
    { printf 'From: %s\nTo: psychotherapy@forum.example\nSubject: %s\nMessage-ID: <%s@example.net>\nMIME-Version: 1.0\n' "$ann" "$1" "$(echo "$1" | tr -dc a-z)"; cat; } |
        askpost -c "$conf" deliver -f ann@example.net psychotherapy@forum.example
}

# ---- PGP/MIME (RFC 3156), and OpenPGP in the text ----
raw "How do I tell my doctor" <<'M'
Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b

--b
Content-Type: application/pgp-encrypted

Version: 1
--b
Content-Type: application/octet-stream; name=encrypted.asc

-----BEGIN PGP MESSAGE-----

hQEMA
-----END PGP MESSAGE-----
--b--
M
text=$(text_of "$(notice_to ann@example.net "tell my doctor")")
expect_contains "PGP/MIME is refused by its name" "The message is encrypted" "$text"
expect_contains "... with what to do" "Send it again without encryption" "$text"
raw "How do I ask for a break" <<'M'

-----BEGIN PGP MESSAGE-----

hQEMA
-----END PGP MESSAGE-----
M
text=$(text_of "$(notice_to ann@example.net "ask for a break")")
expect_contains "OpenPGP in the text as well" "Send it again without encryption" "$text"

# ---- signed in clear, with an Outlook file ----
raw "How long does therapy take" <<'M'
Content-Type: multipart/mixed; boundary=b

--b

-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA256

In 1986 it took years. My notes are in \\server\notes:
1. one year
3. three years
- -----BEGIN here
-----BEGIN PGP SIGNATURE-----

iQEz
-----END PGP SIGNATURE-----
--b
Content-Type: application/ms-tnef; name=winmail.dat

x
--b--
M
receipt=$(notice_to ann@example.net "How long does therapy take")
text=$(text_of "$receipt")
expect_contains "what was signed is posted as it was typed" 'In 1986 it took years. My notes are in \\server\notes: 1. one year 3. three years' "$text"
expect_contains "dashes are dashes again" " -----BEGIN here" "$text"
expect_lacks "the signature is gone" "iQEz" "$text"
expect_contains "the receipt names winmail.dat and says why" "winmail.dat (which only Outlook can read)" "$text"
finish
