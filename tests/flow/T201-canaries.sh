#!/bin/sh
# Nothing of an author's mail reaches anyone but their words. Marked words stand wherever mail programs, servers and people leave traces: in
# 30 header fields, names of files and parts, a picture's data, signatures, closings, disclaimers, "On ... wrote" lines; in questions,
# answers, comments and mail that is held. None of them may be found in a mail that leaves, in a log line, or in a byte on the disk.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s process.log_level=debug people.trusted_after=50

# Every {{NAME}} below becomes a random word, noted in $work/marks as "PERSON NAME WORD". OWN... may stand in mails to the person
# alone (it is their address, their file), SAID... are their public words, HIDDEN... words that wait in a hold; all others may stand nowhere.
: >"$work/marks"
marked() { # PERSON: fills the template on stdin
    awk -v person="$1" -v digits="$(LC_ALL=C tr -dc 1-9 </dev/urandom | head -c 8)" -v list="$work/marks" \
        -v pool="$(LC_ALL=C tr -dc bcdfghjklmnpqrstvwxz </dev/urandom | head -c 1200)" '
        function letters(n) {
            used += n
            return "Q" substr(pool, used - n + 1, n)
        }
        BEGIN {
            while ((getline line <list) > 0) { split(line, f); if (f[1] == person && f[2] ~ /^OWN/) word[f[2]] = f[3] }
            close(list)
        }
        {
            while (match($0, /\{\{[A-Z0-9]+\}\}/)) {
                name = substr($0, RSTART + 2, RLENGTH - 4)
                if (!(name in word)) {
                    word[name] = name ~ /PHONE/ ? "+49 30 " substr(digits, 1, 4) " " substr(digits, 5, 4) : letters(12)
                    print person, name, word[name] >>list
                }
                $0 = substr($0, 1, RSTART - 1) word[name] substr($0, RSTART + RLENGTH)
            }
            print
        }'
}

mark() { awk -v person="$1" -v name="$2" '$1 == person && $2 == name { sub(/^[^ ]+ [^ ]+ /, ""); print; exit }' "$work/marks"; }
address_of() { echo "$(mark "$1" OWNLOCAL)@$(mark "$1" OWNHOST).example"; }

# marked_mail PERSON TO SUBJECT [VERDICT] < BODY TEMPLATE: a mail with everything mail programs and servers put in.
marked_mail() {
    sequence=$((sequence + 1))
    cat >"$work/body"
    { cat <<M
Return-Path: <{{BOUNCES}}@{{OWNHOST}}.example>
Authentication-Results: mx.forum.example; dmarc=${4:-pass} header.from={{OWNHOST}}.example
Received: from {{RELAY}}.example ({{RELAYNAME}}.example [192.0.2.7]) by mx.forum.example with ESMTPS id {{QUEUEID}} for <x@forum.example>; Mon, 23 Nov 2026 12:03:07 +0437
Received: from {{LAPTOP}}.local ([2001:db8::{{IPV6}}]) by {{RELAY}}.example with ESMTPSA
DKIM-Signature: v=1; a=rsa-sha256; d={{DKIMDOMAIN}}.example; s={{SELECTOR}}; h=from:to; bh=AAAA; b={{DKIMB}}
ARC-Seal: i=1; a=rsa-sha256; d={{ARCDOMAIN}}.example; s=s; cv=none; b=AAAA
X-Originating-IP: [{{ORIGINATINGIP}}]
X-Google-DKIM-Signature: v=1; d={{GOOGLEDKIM}}
X-Gm-Message-State: {{GMSTATE}}
User-Agent: {{USERAGENT}}/102.0 ({{PLATFORM}})
X-Mailer: {{XMAILER}} 16.0
Organization: {{ORGANIZATION}}
Sender: {{SENDER}}@{{OWNHOST}}.example
Reply-To: {{REPLYTO}}@{{REPLYHOST}}.example
Cc: {{CC}}@friends.example
Errors-To: {{ERRORSTO}}@x.example
Disposition-Notification-To: {{MDNTO}}@x.example
X-Sender: {{XSENDER}}
X-Envelope-From: {{XENVELOPE}}
Thread-Index: {{THREADINDEX}}
Thread-Topic: {{THREADTOPIC}}
Accept-Language: {{ACCEPTLANGUAGE}}
Content-Language: {{CONTENTLANGUAGE}}
Comments: {{COMMENTS}}
Keywords: {{KEYWORDS}}
Importance: {{IMPORTANCE}}
Autocrypt: addr={{AUTOCRYPT}}; keydata={{KEYDATA}}
X-MS-Exchange-Organization-AuthSource: {{AUTHSOURCE}}.corp.example
X-Face: {{XFACE}}
X-Clacks-Overhead: {{UNKNOWN}}
References: <{{REFERENCES}}@{{REFERENCEHOST}}.example>
In-Reply-To: <{{INREPLYTO}}@{{REFERENCEHOST}}.example>
Message-ID: <{{MESSAGEID}}@{{MESSAGEHOST}}.example>
Date: Mon, 23 Nov 2026 12:03:07 +0437 ({{ZONE}})
From: {{OWNGIVEN}} {{OWNFAMILY}} <{{OWNLOCAL}}@{{OWNHOST}}.example>
To: {{TONAME}} <$2>
Subject: $3
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="{{BOUNDARY}}"

{{PREAMBLE}}
--{{BOUNDARY}}
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit
Content-ID: <{{PARTID}}@x.example>

M
        cat "$work/body"
        cat <<'M'

--{{BOUNDARY}}
Content-Type: image/jpeg; name="{{OWNFILE}}.jpg"
Content-Disposition: attachment; filename="{{OWNFILE}}.jpg"
Content-Description: {{DESCRIPTION}}
Content-Transfer-Encoding: quoted-printable

=FF=D8=FF=E1=00=20Exif=00=00 {{EXIF}} GPS=FF=D9
--{{BOUNDARY}}--
{{EPILOGUE}}
M
    } | marked "$1" | sed 's/$/\r/' >"$work/mail.$sequence"
    lmtp "$lmtp" "$(sed -n 's/^Return-Path: <\(.*\)>\r/\1/p' "$work/mail.$sequence")" "$2" <"$work/mail.$sequence"
}

# reply_marked PERSON NOTICE [VERDICT] < BODY TEMPLATE: a reply that quotes it below, as answered from a company's mail program.
reply_marked() {
    reply_to=$(mail address Reply-To "$2")
    subject="Re: $(mail header Subject "$2")"
    { cat
      echo
      echo 'On Mon, 23 Nov 2026 at 12:03, {{WROTENAME}} <{{WROTEADDRESS}}@x.example> wrote:'
      mail text "$2" | sed 's/^/> /'; } >"$work/reply"
    marked_mail "$1" "$reply_to" "$subject" "$3" <"$work/reply"
}

# ---- what happens ----

# Ann, a newcomer, asks; her closing names her, and a signature follows.
marked_mail ann psychotherapy@forum.example "Will my therapy be recorded somewhere?" >"$work/said" <<'M'
I wonder whether {{SAIDASK}} would be recorded by my doctor.

Regards,
{{OWNGIVEN}} {{OWNFAMILY}}

-- 
{{SIGNATURE}} | {{SIGNATURETWO}}
M
expect_equal "a question is taken" DONE "$(cat "$work/said")"
ann=$(address_of ann)
preview=$(notice_to "$ann")
reply_marked ann "$preview" >/dev/null <<'M'
ok
M
expect_true "and posted at her ok" notice_to "$ann" "Will my therapy" 2

# Bea subscribes with the same traces, gets the next question, and answers it from a company's Outlook.
marked_mail bea psychotherapy+subscribe@forum.example subscribe >/dev/null </dev/null
bea=$(address_of bea)
echo ok | reply_marked bea "$(notice_to "$bea")" >/dev/null
expect_true "somebody subscribes" notice_to "$bea" "" 2
marked_mail ann psychotherapy@forum.example "Does my employer learn of a therapy?" >/dev/null <<'M'
I do not know what {{SAIDSECOND}} may tell them.
Regards, {{OWNGIVEN}} {{OWNFAMILY}}
M
question=$(notice_to "$bea" "Does my employer")
reply_marked bea "$question" >/dev/null <<'M'
No, {{SAIDANSWER}} must not tell them anything without your word.

{{OWNGIVEN}} {{OWNFAMILY}}
Senior {{JOBTITLE}}
{{COMPANY}} Ltd
Tel: {{OWNPHONE}}
www.{{WEBSITE}}.example

This e-mail is confidential and intended solely for the addressee, says {{DISCLAIMER}}. If you have received this email in error please
notify the sender and delete it.
M
answer=$(notice_to "$ann" "Re: [Psychotherapy] Does my employer")
expect_true "an answer arrives" test -n "$answer"

# Ann comments from a phone.
reply_marked ann "$answer" >/dev/null <<'M'
Thank you, {{SAIDCOMMENT}} puts my mind at rest.

Sent from my {{DEVICE}} iPhone
M
comment=$(notice_to "$bea" "Re: [Psychotherapy] Does my employer" 2)
expect_true "a comment arrives" test -n "$comment"

# Held by the guard: Bea gives her number and address away in the middle of what she writes; she lets them be removed.
reply_marked bea "$comment" >/dev/null <<'M'
You can ask {{SAIDGUARD}} for details, or call me at {{OWNPHONE}} or write to {{OWNLOCAL}}@{{OWNHOST}}.example when you like to.
M
guard=$(notice_to "$bea" "Before this is posted")
expect_true "the guard asks" test -n "$guard"
echo redact | reply_marked bea "$guard" >/dev/null
expect_true "and posts what is left" notice_to "$ann" "Re: [Psychotherapy] Does my employer" 3

# Held: no verdict; another one's address; a newcomer who never says ok; a stranger without verdict.
reply_marked bea "$question" fail >/dev/null <<'M'
Held for want of a verdict, {{HIDDENVERDICT}} should not be seen by anybody.
M
expect_true "the owner is asked" notice_to "$bea" "Did you write"
marked_mail eve "$(mail address Reply-To "$question")" "Re: Does my employer learn of a therapy?" >/dev/null <<'M'
Held because I am somebody else, {{HIDDENOTHER}} should not be seen.
M
marked_mail dora relationships@forum.example "How do I ask my partner about this?" >/dev/null <<'M'
I never confirm this, so {{HIDDENNEWCOMER}} should not be seen by others.

Kind regards
{{OWNGIVEN}} {{OWNFAMILY}}
M
dora=$(address_of dora)
expect_true "a newcomer is asked" notice_to "$dora"
marked_mail frank psychotherapy@forum.example "Somebody nobody vouches for asks this" none >/dev/null <<'M'
The stranger's {{HIDDENSTRANGER}} should not be seen.
M
quiet

# ---- what is left of it ----

# On the wire soft line breaks may part a word: joined first. Each mail is a line "TO TEXT".
for file in "$out"/new/*; do
    awk -v RS='\r\n' 'NR == 1 { to = $2; gsub(/[<>]/, "", to); next } { joined = joined (soft ? "" : " ") $0
        soft = sub(/=$/, "", joined) } END { print to, joined }' "$file" | tr '\n' ' '
    echo
done >"$work/mails"
expect_true "there are mails to look through" test "$(wc -l <"$work/mails")" -ge 14

words_of() { awk -v pattern="$1" '$2 ~ pattern { sub(/^[^ ]+ [^ ]+ /, ""); print }' "$work/marks"; }
words_of '^SAID' >"$work/said-words"
words_of '^HIDDEN' >"$work/hidden"
words_of '^OWN' >"$work/own"
awk '$2 !~ /^(SAID|OWN)/ && ($2 !~ /^HIDDEN/ || $1 != "dora") { sub(/^[^ ]+ [^ ]+ /, ""); print }' "$work/marks" >"$work/never"
grep -v "$(mark dora HIDDENNEWCOMER)" "$work/marks" | awk '$2 !~ /^SAID/ { sub(/^[^ ]+ [^ ]+ /, ""); print }' >"$work/nowhere"
mark dora HIDDENNEWCOMER >>"$work/nowhere"
expect_true "more than 30 kinds of mark were sent" test "$(awk '$2 !~ /^(SAID|HIDDEN|OWN)/ { print $2 }' "$work/marks" | sort -u | wc -l)" -gt 30

found() { # LIST FILES...: the marks found, by name
    list=$1
    shift
    cat "$@" 2>/dev/null | grep -a -i -o -F -f "$list" | sort -u | while read -r word; do
        grep -i -F "$word" "$work/marks" | head -1
    done
}

expect_equal "the search finds what was said, in mails" "$(wc -l <"$work/said-words")" "$(found "$work/said-words" "$work/mails" | wc -l)"
# The log first: a checkpoint between the two moves its pages into the database.
cat "$home/data/askpost.db-wal" "$home/data/askpost.db" >"$work/running" 2>/dev/null
cat "$home/data/askpost.db-shm" >>"$work/running" 2>/dev/null
expect_equal "and on the disk" "$(wc -l <"$work/said-words")" "$(found "$work/said-words" "$work/running" | wc -l)"

expect_equal "no mark in any mail" "" "$(found "$work/never" "$work/mails")"
expect_equal "nor the writer's zone" "" "$(grep -o -- '+0437' "$work/mails")"
for person in ann bea dora eve frank; do
    awk -v person=$person '$1 == person && $2 ~ /^(OWN|HIDDEN)/ { sub(/^[^ ]+ [^ ]+ /, ""); print }' "$work/marks" >"$work/$person"
    grep -v "^$(address_of $person) " "$work/mails" >"$work/others"
    expect_equal "no mail to others tells who $person is" "" "$(found "$work/$person" "$work/others")"
done
expect_equal "no mark in the log" "" "$(found "$work/nowhere" "$work/log")"
expect_equal "nor a word that was said" "" "$(found "$work/said-words" "$work/log")"
expect_equal "no mark in the running database, its WAL and index" "" "$(found "$work/nowhere" "$work/running")"
stop
expect_equal "nor on the disk once it has stopped" "" "$(find "$home" -type f | while read -r file; do found "$work/nowhere" "$file"; done)"

finish
