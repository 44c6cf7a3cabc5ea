#!/bin/sh
# A page of a web forum, as a mail: a question with eight votes and an edit by somebody with 6.8k points, an answer with one vote by somebody
# with 5.5k. What `get 1` brings is compared, line by line, with T122-get-1.expect.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s people.newcomers=any limits.automatic_per_day=1000 "people.titles=100 Newcomer, 2000 Regular, 6000 Old hand"

amber="Amber <amber@example.net>" listener="Listener <listener@example.org>"
readers="one two three four five six seven"

joins() { # FROM
    send_mail "$1" psychotherapy+subscribe@forum.example subscribe </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$1")")" "$1" >/dev/null
    notice_to "$(bare "$1")" "You subscribe" >/dev/null
}
request() { # FROM COMMAND SUBJECT
    echo "$2" | send_mail "$1" request@forum.example x >/dev/null
    notice_to "$(bare "$1")" "$3"
}
votes() { askpost -c "$conf" --json question 1 | grep -o '"votes": *-\?[0-9]*' | sed -n "$1s/.*: *//p"; }
has_votes() { [ "$(votes "$1")" = "$2" ]; }
# normal FILE: subject and text, without what differs from one day to the next and from one forum to the other.
normal() {
    echo "Subject: $(mail header Subject "$1")"
    mail text "$1" | sed -E 's/[cdru][a-z2-7]{40}@/TOKEN@/g; s/20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}/DATE/g; s/[[:space:]]+$//'
}

joins "$amber"
joins "$listener"
for who in $readers; do joins "$who@example.com"; done
request "$amber" "name Amber Lane" "The name your posts" >/dev/null
request "$listener" "name Kind Listener" "The name your posts" >/dev/null

# ---- the question, and an edit ----
send_mail "$amber" psychotherapy@forum.example "If I seek therapy, will it be recorded in my medical records?" >/dev/null <<'M'
I am thinking about seeing a therapist, but I worry about who can read about it later.
M
receipt=$(notice_to amber@example.net "[Psychotherapy] If I seek")
answer "$receipt" "$amber" >/dev/null <<'M'
Edit: I am thinking about seeing a therapist, but I worry about who can read about it later. Does it make a difference how I pay?
M
expect_true "the question is edited" notice_to amber@example.net "Q1: your text was replaced"

# ---- the answer ----
answer "$(notice_to listener@example.org "[Psychotherapy] If I seek")" "$listener" >/dev/null <<'M'
In general, if you choose to seek therapy or any mental health services, it will be recorded in your medical records.

However, there are some factors to consider regarding the privacy and confidentiality of your mental health records:

1. **HIPAA Regulations:** In the United States, the Health Insurance Portability and Accountability Act (HIPAA) provides strict guidelines to protect the privacy and security of individuals' health information, including mental health records.

2. **Privacy Policies:** Mental health professionals are bound by ethical standards and privacy policies that ensure your personal information is kept confidential.

3. **Insurance and Billing:** If you use health insurance to cover therapy costs, some basic information about your diagnosis and treatment may be shared with your insurance company to process claims.

4. **Employer's Access:** In some cases, employers may have access to certain medical information, if they are involved in providing health insurance or employee benefits.

5. **Anonymity for Cash-Paying Clients:** If you choose to pay for therapy out of pocket, your therapy records might not be shared with third parties.

It's essential to discuss any concerns about privacy and confidentiality with your therapist before starting therapy.
M
answered=$(notice_to amber@example.net "Re: [Psychotherapy] If I seek")

# ---- eight votes and one ----
for who in "$listener" $readers; do
    case $who in *"<"*) ;; *) who=$who@example.com ;; esac
    echo "+1 Q1" | send_mail "$who" request@forum.example x >/dev/null
done
echo thanks | answer "$answered" "$amber" >/dev/null
expect_true "eight people vote for the question" wait_for has_votes 1 8
expect_true "one for the answer" wait_for has_votes 2 1

# ---- points from an earlier life, given by the operator ----
askpost -c "$conf" person bonus amber@example.net 6600 >/dev/null
expect_contains "a bonus is added as it is" "5510 points" "$(askpost -c "$conf" person bonus listener@example.org 5340)"
expect_contains "which is no error" "every total is what" "$(askpost -c "$conf" check --points)"
askpost -c "$conf" person bonus listener@example.org lots >"$work/said" 2>&1
expect_contains "not everything is one" "a bonus is a number of points" "$(cat "$work/said")"

# ---- the page ----
got=$(request one@example.com "get 1" "Q1 as it stands")
normal "$got" >"$work/got"
cmp -s "$src/tests/flow/T122-get-1.expect" "$work/got"
ok "get 1 is the page" $?
diff -u "$src/tests/flow/T122-get-1.expect" "$work/got" | say
expect_equal "no line is longer than 80 columns but for addresses" "" "$(grep -v TOKEN@ "$work/got" | awk 'length($0) > 80')"
html=$(mail html "$got" | tr '\n' ' ')
expect_contains "in HTML with its emphasis" "<strong>HIPAA Regulations:</strong>" "$html"
expect_contains "... and numbered list" "<ol>" "$html"

# ---- the title goes by what stands beside the name ----
request "$amber" "name pseudonym" "The name your posts" >/dev/null
echo "And who reads what my therapist writes into the file?" | send_mail "$amber" psychotherapy@forum.example "Who reads what a therapist writes?" >/dev/null
notice_to one@example.com "Who reads" >/dev/null
echo "get 3" | send_mail one@example.com request@forum.example x >/dev/null
expect_lacks "nothing stands beside a pseudonym" "points" "$(mail text "$(notice_to one@example.com "Q3 as it stands")")"
expect_lacks "... no title either" "hand" "$(mail text "$(notice_to one@example.com "Q3 as it stands")")"

finish
