#!/bin/sh
# Receipts, refusals, previews, choices: what its author hears of a post, and what their one-word replies do.
. "${srcdir:-.}/tests/flow/lib.sh"
forum limits.hold_newcomer=1h limits.automatic_per_day=1000

ann="Ann Miller <ann@example.net>" bea="Bea <bea@example.org>"
text_of() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
join() { # PERSON CATEGORY
    send_mail "$1" "$2+subscribe@forum.example" x </dev/null >/dev/null
    echo ok | answer "$(notice_to "$(bare "$1")")" "$1" >/dev/null
    notice_to "$(bare "$1")" "You subscribe" >/dev/null
}
join "$ann" relationships
join "$bea" psychotherapy

# ---- the receipt: what was kept and cut, the name, how many, how to undo and correct ----
send_mail "$ann" psychotherapy@forum.example "Re: [Forum] How do I find a good therapist? #search #costs" >/dev/null <<'M'
Name: Gentle Fox

I have been looking for weeks now, and nobody has time.

-- 
Ann Miller, Example Street 5
M
receipt=$(notice_to ann@example.net "How do I find a good therapist?")
text=$(text_of "$receipt")
expect_contains "the title has no Re:, [tag] or #tag" "[Psychotherapy] How do I find a good therapist?" "$(mail header Subject "$receipt")"
expect_contains "the receipt shows what was kept" "nobody has time" "$text"
expect_contains "... what was cut" "This was cut: your signature" "$text"
expect_contains "... the name" "shown as Gentle Fox" "$text"
expect_contains "... how many get it" "1 person" "$text"
expect_contains "... when it leaves" "60 minutes" "$text"
expect_contains "... how to correct it" "Edit:" "$text"
expect_contains "... and how to undo it" "undo" "$text"
expect_lacks "not the signature" "Example Street" "$text"

# ---- an edit before anybody heard of it ----
printf 'Edit: I have been looking for months now, and nobody has any time.\n' | answer "$receipt" "$ann" >/dev/null
expect_contains "an edit is confirmed" "looking for months" "$(text_of "$(notice_to ann@example.net "your text was replaced")")"
thread=$(askpost -c "$conf" question 1)
expect_contains "the post has the new words" "looking for months" "$thread"
expect_contains "the history keeps the old ones" "looking for weeks" "$(askpost -c "$conf" --json post show 1)"

# ---- a reply to the receipt that may be anything: add, replace or drop? ----
echo "By the way, does health insurance usually pay for all of that?" | answer "$receipt" "$ann" >/dev/null
wait_for has_mails ann@example.net "" 5
choice=$(mails_to ann@example.net | tail -1)
expect_contains "the choice is asked" "add, replace or drop" "$(text_of "$choice")"
echo maybe | answer "$choice" "$ann" >/dev/null
expect_true "another word is asked again" notice_to ann@example.net "Nothing was done yet"
echo add | answer "$choice" "$ann" >/dev/null
added() { askpost -c "$conf" question 1 | grep -q "insurance usually pay"; }
expect_true "add: it stands below as a comment of one's own" wait_for added
expect_contains "... and the question stays" "looking for months" "$(askpost -c "$conf" question 1)"
echo drop | answer "$choice" "$ann" >/dev/null
expect_true "what is settled is settled" notice_to ann@example.net "That is settled already"

# ---- undo within the hold ----
echo undo | answer "$receipt" "$ann" >/dev/null
expect_true "undo takes it back" notice_to ann@example.net "It was taken back"
quiet
expect_equal "nobody ever heard of it" "" "$(mails_to bea@example.org "therapist")"
expect_contains "its state says so" "undone" "$(askpost -c "$conf" --json post show 1)"

# ---- a refusal names all reasons; a corrected reply is accepted ----
send_mail "$ann" psychotherapy@forum.example "Why? #a #b #c #d #e #f" >/dev/null <<'M'
Why so?
M
refusal=$(notice_to ann@example.net "Why so?") # a short subject gives way to the first sentence
text=$(text_of "$refusal")
expect_contains "too short a title" "The title has 7 characters; it needs at least 12." "$text"
expect_lacks "a short text, of a question, breaks none" "The text has" "$text"
expect_contains "too many tags" "There are 6 tags; 5 are the most." "$text"
expect_contains "what they wrote stands in it" "Why so?" "$text"
printf 'Title: Why do therapists take notes?\nTags: notes\n\nI wonder what they do with all that paper.\n' | answer "$refusal" "$ann" >/dev/null
receipt=$(notice_to ann@example.net "Why do therapists take notes?")
expect_contains "the corrected one is accepted" "what they do with all that paper" "$(text_of "$receipt")"

send_mail "$ann" psychotherapy@forum.example "Do therapists talk about me with others?" </dev/null >/dev/null
receipt=$(notice_to ann@example.net "Do therapists talk")
expect_contains "a title may say all" "Your question is Q" "$(text_of "$receipt")"

printf 'From: %s\r\nTo: psychotherapy@forum.example\r\nSubject: What is that in the picture?\r\nMessage-ID: <p1@client.example>\r\nMIME-Version: 1.0\r\nContent-Type: image/png; name=x.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n' "$ann" |
    send_raw "$ann" psychotherapy@forum.example >/dev/null
text=$(text_of "$(notice_to ann@example.net "What is that in the picture?")")
expect_contains "only pictures: asked for words" "describe it in words" "$text"
expect_lacks "... which is all that is wrong with it" "The title has" "$text"

# ---- receipts only for problems ----
echo "set notify receipt problems" | send_mail "$ann" request@forum.example x >/dev/null
notice_to ann@example.net "Your settings" >/dev/null
send_mail "$ann" psychotherapy@forum.example "Do therapists have therapists themselves?" >/dev/null <<'M'
I imagine that the work is hard to bear alone.
M
posted() { askpost -c "$conf" question list | grep -q "have therapists themselves"; }
wait_for posted
send_mail "$ann" psychotherapy@forum.example "And who?" >/dev/null <<'M'
Who is it?
M
expect_true "a refusal still comes" notice_to ann@example.net "Who is it?"
expect_equal "but no receipt" "" "$(mails_to ann@example.net "have therapists themselves")"

# ---- the disclosure guard asks: redact, as is or drop ----
guarded() { # TITLE
    send_mail "$ann" psychotherapy@forum.example "$1" >/dev/null <<'M'
You can reach me at 030 1234567 any time, or write to ann@example.net if you like.

I would be glad about it.
M
}
guarded "Does anybody in Berlin want to meet up?"
guard=$(notice_to ann@example.net "Before this is posted")
expect_contains "the guard says what it found" "your address" "$(text_of "$guard")"
echo redact | answer "$guard" "$ann" >/dev/null
in_thread() { askpost -c "$conf" question list | grep -q "$1"; }
expect_true "redact posts it" wait_for in_thread "Berlin want to meet"
body=$(askpost -c "$conf" question "$(askpost -c "$conf" question list | sed -n 's/^\([0-9]*\) .*Berlin.*/\1/p')")
expect_contains "... with the rest of the words" "glad about it" "$body"
expect_lacks "... without the address" "ann@example.net" "$body"
expect_lacks "... and without the number" "1234567" "$body"
guarded "Does anybody in Hamburg want to meet up?"
guard=$(notice_to ann@example.net "Before this is posted" 2)
echo "as is" | answer "$guard" "$ann" >/dev/null
wait_for in_thread "Hamburg want to meet"
expect_contains "as is posts it as written" "1234567" "$(askpost -c "$conf" question "$(askpost -c "$conf" question list | sed -n 's/^\([0-9]*\) .*Hamburg.*/\1/p')")"
guarded "Does anybody in Munich want to meet up?"
guard=$(notice_to ann@example.net "Before this is posted" 3)
echo drop | answer "$guard" "$ann" >/dev/null
expect_true "drop drops it" notice_to ann@example.net "It was dropped"
expect_true "... and nothing is posted" test -z "$(askpost -c "$conf" question list | grep Munich)"

# ---- a mail to several addresses of the forum counts once, and its receipt says so ----
echo "One mail, two categories, and a question all the same." | send_mail "$ann" "psychotherapy@forum.example, relationships@forum.example" "Which of them is it asked in?" >/dev/null
text=$(text_of "$(notice_to ann@example.net "Which of them")")
expect_contains "it stands in the first" "[Psychotherapy] Which of them" "$(mail header Subject "$(notice_to ann@example.net "Which of them")")"
expect_contains "... and nothing was done for the others" "it counts for this alone, and nothing was done for the others" "$text"
expect_equal "so it is there once" 1 "$(askpost -c "$conf" question list | grep -c "Which of them")"

# ---- limits an hour ----
stop
set_conf limits.questions_per_hour 2
start
send_mail "$ann" psychotherapy@forum.example "One question too many for this hour" >/dev/null <<'M'
There have been quite a few of them already.
M
expect_contains "above the hourly limit: said, with what to do" "within an hour, and that is the most" \
    "$(text_of "$(notice_to ann@example.net "One question too many")")"

finish
