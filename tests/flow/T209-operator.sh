#!/bin/sh
# The operator hears by mail, at most once an hour, how many mails wait and why, and not a word or an address of a member; the rest is
# looked up with `held`.
. "${srcdir:-.}/tests/flow/lib.sh"
ASKPOST_TEST_POISON_PARSER="A question no parser survives"
export ASKPOST_TEST_POISON_PARSER
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s

operator=operator@example.org bea="Bea <bea@b.example>"
held_of() { askpost -c "$conf" held list | awk -v reason="$1" '$2 == reason { print $1 }'; }
held() { askpost -c "$conf" --json held "$@" 2>&1; }
summary() { notice_to $operator "news for the operator" "$1"; }
summaries() { mails_to $operator | wc -l; }

# travel MINUTES: the daemon sees the clock of then. It looks for news before it takes the first mail, so when that one is counted and
# nothing waits to be sent, it has looked.
events=0
travel() {
    stop
    export ASKPOST_CLOCK_SKEW=$(($1 * 60))
    start
    echo "Nobody looks at this one." | send_mail "list@l.example" reply@forum.example "after $1 minutes" >/dev/null
    events=$((events + 1))
    wait_for is_counted held-stranger $events
    quiet
}

# ---- no verdicts at all ----
echo "secret-zero is what a stranger asks." | send_mail stranger@s.example psychotherapy@forum.example "Is secret-zero known here?" >/dev/null
events=$((events + 1))
travel 120
said=$(mail text "$(summary 1)")
expect_contains "the operator hears that no mail has a verdict" 'carried an Authentication-Results of "mx.forum.example"' "$said"
expect_contains "and how many strangers' mails wait" "1: mails of strangers" "$said"

# ---- within the hour: none ----
member "$bea" psychotherapy
echo "secret-one is what Bea wants of the postmaster." | send_mail "$bea" postmaster@forum.example "about secret-one" >/dev/null
echo "secret-two is what nobody can read." |
    vouched "$bea" psychotherapy@forum.example "$ASKPOST_TEST_POISON_PARSER" >/dev/null
echo "secret-three is a question without a verdict." |
    send_mail "$bea" psychotherapy@forum.example "Is secret-three known to anybody?" >/dev/null
travel 170
expect_equal "within the hour there is no second mail" 1 "$(summaries)"

# ---- then one, of all that was new ----
travel 190
expect_equal "after the hour there is one" 2 "$(summaries)"
said=$(mail text "$(summary 2)")
expect_contains "it counts mail to postmaster" "1: mails to postmaster" "$said"
expect_contains "what could not be read" "1: mails could not be read" "$said"
expect_contains "what has no verdict" "1: mails were not authenticated" "$said"
expect_contains "and what else came since" "2: mails of strangers" "$said"
expect_lacks "it speaks no more of missing verdicts" "Authentication-Results" "$said"
for part in secret Bea b.example s.example l.example; do
    expect_lacks "no '$part' in it" "$part" "$(cat "$(summary 1)" "$(summary 2)")"
    expect_lacks "nor encoded" "$part" "$said $(mail html "$(summary 2)")"
done

# ---- held: quarantine ----
id=$(held_of quarantine)
expect_contains "a quarantined mail is shown as it came" "secret-two is what nobody can read" "$(held show "$id")"
expect_contains "it cannot be released" "there is nothing to post in it" "$(held release "$id")"
expect_equal "and waits on" "$id" "$(held_of quarantine)"
expect_contains "it is dropped" "dropped" "$(held drop "$id")"
expect_equal "and gone" "" "$(held_of quarantine)"
expect_lacks "with its words" "secret-two" "$(held show "$id")"
expect_contains "dropped twice is an error" "dropped already" "$(held drop "$id")"
expect_contains "as is a number nobody has" "there is no held mail 4711" "$(held show 4711)"

# ---- held: mail to a role, and a mail without a verdict ----
expect_contains "who wrote to the postmaster is shown, to be answered" "bea@b.example" "$(held show "$(held_of role)")"
id=$(held_of verdict)
said=$(held show "$id")
expect_contains "what Bea asked is shown" "secret-three is a question" "$said"
expect_lacks "but not her address" "bea@b.example" "$said"
expect_contains "released" "question-posted" "$(held release "$id")"
expect_contains "it stands" "Is secret-three known" "$(askpost -c "$conf" question list)"
expect_contains "released twice is an error" "released already" "$(held release "$id")"

finish
