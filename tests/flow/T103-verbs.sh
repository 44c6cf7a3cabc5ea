#!/bin/sh
# Every word a member can write, to request@ and as a reply: one readable answer each, and what it says happens.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=0s limits.automatic_per_day=1000

ann="Ann Miller <ann@example.net>" bea="Bea <bea@example.org>"

# ask_request FROM SUBJECT < COMMANDS: sends them and prints the answer's text, its lines joined.
told=0
ask_request() {
    before=$(mails_to "$(bare "$1")" | wc -l)
    send_mail "$1" request@forum.example "$2" >/dev/null
    file=$(notice_to "$(bare "$1")" "" $((before + 1))) && mail text "$file" | tr '\n' ' ' | tr -s ' '
}

newest() { mails_to "$1" | tail -1; }

# ---- somebody new: help and categories at once, subscribe when confirmed, stop without a word ----
text=$(echo help | ask_request "New <new@example.com>" hello)
expect_contains "a newcomer gets help" "subscribe psychotherapy" "$text"
expect_contains "... with the categories" "psychotherapy@forum.example" "$text"
echo whoami | send_mail "Other <other@example.com>" request@forum.example x >/dev/null
other=$(notice_to other@example.com)
expect_contains "any other word of a newcomer is answered by help" "What you can write" "$(mail header Subject "$other")"
echo stop | send_mail "Quiet <quiet@example.com>" request@forum.example x >/dev/null
quiet
expect_equal "stop by a newcomer is taken without a mail" "" "$(mails_to quiet@example.com)"
expect_contains "and remembered" "stopped" "$(askpost -c "$conf" person show quiet@example.com)"
echo "subscribe psychotherapy" | ask_request "$bea" x >/dev/null
expect_equal "nobody subscribes without confirming" 0 "$(askpost -c "$conf" --json category show psychotherapy |
    sed -n 's/.*"subscribers": \([0-9]*\).*/\1/p')"
echo ok | answer "$(notice_to bea@example.org)" "$bea" >/dev/null
expect_true "ok subscribes" notice_to bea@example.org "You subscribe to Psychotherapy"

# ---- a member's mails to request@ ----
echo | send_mail "$ann" psychotherapy+subscribe@forum.example hello >/dev/null
echo ok | answer "$(notice_to ann@example.net)" "$ann" >/dev/null
notice_to ann@example.net "You subscribe" >/dev/null

expect_contains "help" "Take back what you did last" "$(echo help | ask_request "$ann" x)"
expect_contains "a subject alone is a command" "Take back what you did last" "$(ask_request "$ann" help </dev/null)"
expect_contains "nothing at all is answered by help" "Take back what you did last" "$(ask_request "$ann" "" </dev/null)"
expect_contains "categories" "relationships@forum.example" "$(echo categories | ask_request "$ann" x)"
expect_contains "whoami lists what one subscribes to" "You subscribe to: psychotherapy" "$(echo whoami | ask_request "$ann" x)"
expect_contains "subscribe" "You subscribe to Relationships" "$(echo "subscribe relationships" | ask_request "$ann" x >/dev/null
    mail header Subject "$(newest ann@example.net)")"
expect_contains "an unknown category: those there are" "There is no category \"cooking\"" "$(echo "subscribe cooking" | ask_request "$ann" x)"
expect_contains "unsubscribe" "no more new questions of Relationships" "$(echo "unsubscribe relationships" | ask_request "$ann" x)"
echo undo | answer "$(newest ann@example.net)" "$ann" >/dev/null
expect_true "undo of that, by reply, subscribes again" notice_to ann@example.net "You subscribe to Relationships" 2
expect_contains "name" "shown under the name Gentle Fox" "$(echo "name Gentle Fox" | ask_request "$ann" x)"
expect_contains "a name that looks like another's is refused" "belongs to somebody else" "$(echo "name Gent1e F0x" | ask_request "$bea" x)"
expect_contains "a reserved name is refused" "Your name was not changed." "$(echo "name Moderator" | ask_request "$bea" x)"
expect_contains "anonymous" "shown as \"Anonymous\"" "$(echo anonymous | ask_request "$bea" x)"
expect_contains "name alone: a pseudonym again" "different pseudonym" "$(echo name | ask_request "$bea" x)"

expect_contains "set notify" "notify thread is now: off" "$(echo "set notify thread off" | ask_request "$ann" x)"
expect_contains "notify without set" "notify thread is now: now" "$(echo "notify thread now" | ask_request "$ann" x)"
expect_contains "set content" "content is now: title" "$(echo "set content title" | ask_request "$ann" x)"
expect_contains "set html" "html is now: off" "$(echo "set html off" | ask_request "$ann" x)"
expect_contains "set name" "different pseudonym" "$(echo "set name pseudonym" | ask_request "$ann" x)"
expect_contains "a setting there is not: those there are" "There is no setting \"colour\". These are yours: name: " "$(echo "set colour blue" | ask_request "$ann" x)"
text=$(echo settings | ask_request "$ann" x)
expect_contains "settings" "content: title How much a mail says" "$text"
expect_contains "... each with its value and how to change it" "html: off Whether mails have a part in HTML beside the plain text. To change it: set html on" "$text"
expect_lacks "html off: no HTML part" "text/html" "$(cat "$(newest ann@example.net)")"

before=$(mails_to ann@example.net | wc -l)
text=$(printf 'set content full\nset html on\n\nwhoami\n-- \nAnn\nname Nobody\n' | ask_request "$ann" x)
expect_contains "several commands, one answer: the first" "content is now: full" "$text"
expect_contains "... and the last" "You subscribe to: psychotherapy relationships" "$text"
expect_lacks "nothing below the signature is done" "Nobody" "$text"
quiet
expect_equal "one mail" $((before + 1)) "$(mails_to ann@example.net | wc -l)"
text=$(echo "subscribr relationships" | ask_request "$ann" x)
expect_contains "a word the forum does not know" "\"subscribr relationships\" is nothing the forum knows" "$text"
expect_contains "... and the nearest it does" "Did you mean \"subscribe\"?" "$text"
text=$(printf 'settings\nunsubscrib psychotherapy\nstop\n' | ask_request "$ann" x)
expect_contains "a mistyped line further down is named as well" "\"unsubscrib psychotherapy\" is nothing" "$text"
text=$(printf 'settings\nThank you and best wishes\nstop\n' | ask_request "$ann" x)
expect_lacks "a line that is no command ends them in silence" "Thank you" "$text"
expect_contains "... so what stands below was not done" "Mail to you: on" "$(echo whoami | ask_request "$ann" x)"

# ---- a question, and one-word replies to what comes of it ----
send_mail "$ann" psychotherapy@forum.example "How long does a therapy usually take?" >/dev/null <<'M'
I would like to know what to expect before I begin with it.
M
question=$(notice_to bea@example.org "How long")
number=$(askpost -c "$conf" question list | sed -n 's/^\([0-9][0-9]*\).*/\1/p' | head -1)
text=$(echo "get Q$number" | ask_request "$bea" x)
expect_contains "get" "what to expect before I begin" "$text"

count=$(mails_to bea@example.org | wc -l)
echo "Mute." | answer "$question" "$bea" >/dev/null
quiet
expect_equal "a one-word mute yields no mail" "$count" "$(mails_to bea@example.org | wc -l)"
receipt=$(notice_to ann@example.net "How long")
printf 'Edit: I would like to know what to expect of it, and what it costs.\n' | answer "$receipt" "$ann" >/dev/null
expect_true "the author of an edit is told" notice_to ann@example.net "your text was replaced"
expect_contains "unmute, by number" "You hear of Q$number again" "$(echo "unmute Q$number" | ask_request "$bea" x)"
expect_contains "mute, by number" "You hear no more of Q$number" "$(echo "mute $number" | ask_request "$bea" x)"
expect_contains "delete what is somebody else's" "Only what you wrote yourself" "$(echo "delete Q$number" | ask_request "$bea" x)"
echo stop | answer "$question" "$bea" >/dev/null
expect_true "stop, by reply" notice_to bea@example.org "will not write to you any more"
expect_contains "start takes it back" "hear of your threads and subscriptions again" "$(echo start | ask_request "$bea" x)"

# ---- the same in words of one's own ----
subscribers() { askpost -c "$conf" --json category show psychotherapy | sed -n 's/.*"subscribers": \([0-9]*\).*/\1/p'; }
before=$(subscribers)
echo "配信停止をお願いします。" | answer "$question" "$bea" >/dev/null
quiet
expect_equal "a request in words is done" $((before - 1)) "$(subscribers)"
echo undo | answer "$(newest bea@example.org)" "$bea" >/dev/null
quiet
expect_equal "and undone by a reply" "$before" "$(subscribers)"
echo "I want to leave." | answer "$question" "$bea" >/dev/null
quiet
expect_equal "what can be an answer as well is held" 1 "$(askpost -c "$conf" held list | grep -c words)"
expect_equal "and nothing is posted" 0 "$(posts answer "$number")"
echo drop | answer "$(newest bea@example.org)" "$bea" >/dev/null
quiet
expect_equal "until its sender has decided" "$before 0" "$(subscribers) $(askpost -c "$conf" held list | grep -c 'words.*waiting')"
text=$(echo "Bitte nehmen Sie mich aus dem Verteiler, danke." | ask_request "$bea" x)
expect_contains "and to request@, where it is not clear which category is meant" "Which category do you want to leave" "$text"

echo undo | answer "$receipt" "$ann" >/dev/null
expect_contains "undo, when others have it: what to do instead" "\"delete Q$number\" takes it away" "$(mail text "$(notice_to ann@example.net "Too late to undo it")" | tr '\n' ' ')"
echo delete | answer "$receipt" "$ann" >/dev/null
expect_true "delete, by reply to the receipt" notice_to ann@example.net "It was deleted"
echo "But what if nobody answers such a question?" | answer "$question" "$bea" >/dev/null
expect_contains "an answer to what is gone is refused, with the reason" "has been taken away" \
    "$(mail text "$(notice_to bea@example.org "Re: " 2)" | tr '\n' ' ')"
expect_contains "undo with nothing to undo" "no post of yours that could still be undone" "$(echo undo | ask_request "$bea" x)"

finish
