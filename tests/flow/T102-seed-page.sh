#!/bin/sh
# A page of a web forum, as mail: a question in HTML from somebody new, an answer with bold headings and a numbered list written above the
# quoted notice in an HTML mail. What is stored is CommonMark; what arrives reads well as plain text and as HTML.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s

promise="Your email address will only be used for sending these notifications."

# html_mail FROM TO SUBJECT [REFERENCE] < HTML: a mail that has nothing but HTML, quoted-printable where it must be.
html_mail() {
    sequence=$((sequence + 1))
    { printf 'From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <h%s.%s@client.example>\r\n' "$1" "$2" "$3" "$(date -R)" \
        "$sequence" "$$"
      [ -z "$4" ] || printf 'In-Reply-To: %s\r\nReferences: %s\r\n' "$4" "$4"
      printf 'MIME-Version: 1.0\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
      base64 | sed 's/$/\r/'; } >"$work/mail.$sequence"
    send_raw "$1" "$2" <"$work/mail.$sequence"
}

carries_promise() { # FILE: how often, in its text
    mail text "$1" | tr '\n' ' ' | grep -o "$promise" | wc -l
}

longest_line() { awk '{ if (length($0) > n) n = length($0) } END { print n + 0 }'; }

# Subscribers: Bea, who will answer, and Cleo, who only reads.
for who in bea cleo; do
    send_mail "$who@example.org" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
    confirm=$(notice_to "$who@example.org")
    expect_equal "$who's first mail carries the promise once" 1 "$(carries_promise "$confirm")"
    echo ok | answer "$confirm" "$who@example.org" >/dev/null
    expect_equal "$who's second mail does not repeat it" 0 "$(carries_promise "$(notice_to "$who@example.org" "" 2)")"
done

# ---- the question ----
html_mail "Ann Miller <ann@example.net>" psychotherapy@forum.example \
    "If I seek therapy, will it be recorded in my medical records?" >"$work/said" <<'M'
<html><head><style>p { margin: 0 }</style></head><body dir="auto"><div>I am thinking about seeing a <b>therapist</b>, but I worry
about who can read about it later.</div><div><br></div><div>I would pay through my employer&#39;s insurance. Does that make a
difference&nbsp;?</div></body></html>
M
expect_equal "the question is taken" DONE "$(cat "$work/said")"
preview=$(notice_to ann@example.net "Please confirm")
text=$(mail text "$preview")
expect_contains "the preview shows the title" "If I seek therapy, will it be recorded in my medical records?" "$text"
expect_contains "and the text, as it will stand" "I am thinking about seeing a **therapist**, but I worry about who can read
about it later." "$text"
expect_contains "and who will get it" "2 people" "$(echo "$text" | tr '\n' ' ')"
expect_equal "and the promise, once" 1 "$(carries_promise "$preview")"
expect_equal "nobody hears before she says ok" "" "$(mails_to cleo@example.org "medical records")"
echo ok | answer "$preview" "Ann Miller <ann@example.net>" >/dev/null
receipt=$(notice_to ann@example.net "[Psychotherapy] If I seek")
expect_equal "the receipt does not repeat it" 0 "$(carries_promise "$receipt")"
notice=$(notice_to bea@example.org "medical records")
expect_equal "nor does a subscriber's notice" 0 "$(carries_promise "$notice")"
expect_contains "the HTML keeps the emphasis" "<strong>therapist</strong>" "$(mail html "$notice" | tr '\n' ' ')"

# ---- the answer: from a mail client that writes HTML and quotes below ----
reply_to=$(mail address Reply-To "$notice")
{ cat <<'M'
<html><body><div dir="ltr"><div>Name: Kind Listener</div><div><br></div><div>In general, if you choose to seek therapy or any mental health
services, it will be recorded in your medical records. Medical records typically include a comprehensive history of your health and medical
treatment, and mental health services are a part of that.</div><div><br></div><div>However, there are some factors to consider regarding the
privacy and confidentiality of your mental health records:</div>
<ol>
<li><b>HIPAA Regulations:</b> In the United States, the Health Insurance Portability and Accountability Act (HIPAA) provides strict
guidelines to protect the privacy and security of individuals&#39; health information, including mental health records.</li>
<li><b>Privacy Policies:</b> Mental health professionals are bound by ethical standards and privacy policies that ensure your personal
information is kept confidential.</li>
<li><b>Insurance and Billing:</b> If you use health insurance to cover therapy costs, some basic information about your diagnosis and
treatment may be shared with your insurance company to process claims.</li>
<li><b>Employer&#39;s Access:</b> In some cases, employers may have access to certain medical information. However, these details are
typically kept separate from general employment records.</li>
<li><b>Anonymity for Cash-Paying Clients:</b> If you choose to pay for therapy out of pocket and avoid using insurance, your therapy
records might not be shared with third parties.</li>
</ol>
<div>It&#39;s essential to discuss any concerns about privacy and confidentiality with your therapist before starting therapy.</div></div><br>
<div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 23 Nov 2026 at 17:05, Mind and Heart &lt;<a
href="mailto:reply@forum.example">reply@forum.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote"
style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">
M
    mail html "$notice" | sed 's/<\/\?\(html\|head\|body\|!DOCTYPE\|meta\|title\)[^>]*>//g'
    echo '</blockquote></div></body></html>'
} | html_mail "Bea <bea@example.org>" "$reply_to" "Re: $(mail header Subject "$notice")" "$(mail header Message-ID "$notice")" >"$work/said"
expect_equal "the answer is taken" DONE "$(cat "$work/said")"

got=$(notice_to ann@example.net "Re: [Psychotherapy]")
askpost -c "$conf" --json question 1 >"$work/thread"
python3 - "$work/thread" >"$work/body" <<'P'
import json, sys
def posts(x):
    if isinstance(x, dict):
        if x.get("kind") == "answer": yield x
        for v in x.values(): yield from posts(v)
    elif isinstance(x, list):
        for v in x: yield from posts(v)
found = list(posts(json.load(open(sys.argv[1]))))
print(len(found)); print(found[0].get("name")); print(found[0].get("body") or found[0].get("text"))
P
expect_equal "one answer is stored" 1 "$(sed -n 1p "$work/body")"
expect_equal "under the name it gave itself" "Kind Listener" "$(sed -n 2p "$work/body")"
stored=$(sed 1,2d "$work/body")
expect_contains "as CommonMark: a numbered list with bold headings" "
1. **HIPAA Regulations:** In the United States" "$stored"
expect_contains "to its last item" "
5. **Anonymity for Cash-Paying Clients:** If you choose" "$stored"
expect_lacks "without the line that names it" "Name:" "$stored"
expect_lacks "without what it quoted" "who can read about it" "$stored"
expect_lacks "or what introduced it" "wrote" "$stored"

# ---- as it arrives ----
text=$(mail text "$got")
expect_contains "plain: numbered, with its headings" "
1. HIPAA Regulations:" "$(echo "$text" | tr -d '*')"
expect_contains "plain: the last one too" "
5. Anonymity for Cash-Paying Clients:" "$(echo "$text" | tr -d '*')"
expect_true "plain: fits 78 columns" test "$(echo "$text" | grep -v mailto: | longest_line)" -le 78
html=$(mail html "$got" | tr '\n' ' ')
expect_contains "HTML: a list" "<ol>" "$html"
expect_contains "HTML: its headings bold" "<strong>HIPAA Regulations:</strong>" "$html"
expect_lacks "HTML: nothing is fetched" "src=" "$html"
expect_equal "HTML: and no link but mail" "" "$(echo "$html" | grep -o 'href="[^"]*"' | grep -v '^href="mailto:')"
expect_contains "by the name" "Kind Listener" "$text"
expect_contains "which stands in From as well" "Kind Listener via Mind and Heart" "$(mail header From "$got")"
expect_equal "without the promise" 0 "$(carries_promise "$got")"
expect_lacks "and nothing of Bea's address" "bea@" "$(cat "$got")"

quiet
for file in "$out"/new/*; do [ "$(carries_promise "$file")" = 0 ] || mail header To "$file"; done | sort | uniq -c | sort -rn >"$work/promised"
expect_equal "each person was promised it once" "3 1" "$(awk '{ n++; if ($1 > m) m = $1 } END { print n, m }' "$work/promised")"

finish
