#!/bin/sh
# Two languages in one thread: Dora reads German, Bea English. Each is written to in her own; what either can type is understood from both.
. "${srcdir:-.}/tests/flow/lib.sh"
forum -t verdict mail.authserv_id=mx.forum.example limits.hold_newcomer=0s limits.automatic_per_day=100

dora="Dora <dora@d.example>" bea="Bea <bea@b.example>"
member "$bea" psychotherapy

# says FILE: its text on one line
says() { mail text "$1" | tr '\n' ' ' | tr -s ' '; }
# to_request FROM LINES: commands; $told is what comes back
to_request() {
    quiet
    told=$(mails_to "$(bare "$1")" | wc -l)
    printf "$2\n" | vouched "$1" request@forum.example commands >/dev/null
    told=$(notice_to "$(bare "$1")" "" $((told + 1)))
}

# ---- she chooses her language ----
askpost -c "$conf" category set psychotherapy notice "In an emergency call 112.
[de]
Im Notfall ruf 112 an." >/dev/null
member "$dora" relationships
to_request "$dora" 'set language klingonisch'
expect_contains "a language the forum does not have: which it has" "It speaks: en de" "$(says "$told")"
to_request "$dora" 'set language de'
expect_contains "the answer is in German already" "sprache ist jetzt: de (Deutsch)" "$(says "$told")"
expect_contains "its footer too" "wegen einer Mail von deiner Adresse" "$(says "$told")"
expect_contains "and its HTML says so" '<html lang="de" dir="ltr"' "$(mail html "$told")"
to_request "$dora" 'hilfe'
expect_contains "help shows German words" "abbestellen" "$(says "$told")"
expect_contains "and what they do" "Schickt dir die Kategorien" "$(says "$told")"

# ---- she asks; a refusal, and the corrected question's receipt ----
echo "Kurz." | vouched "$dora" psychotherapy@forum.example "Warum?" >/dev/null
refusal=$(notice_to dora@d.example "Warum?")
expect_contains "what was wrong, in German" "Deine Frage wurde nicht veröffentlicht" "$(says "$refusal")"
expect_contains "each rule" "Der Titel hat 6 Zeichen; er braucht mindestens 12." "$(says "$refusal")"
expect_contains "and how to mend it" 'Beginn deine Antwort mit einer Zeile "Titel: ..."' "$(says "$refusal")"
vouched_answer "$refusal" "$dora" >/dev/null <<'M'
Titel: Wie finde ich schnell eine Therapeutin?

Ich suche seit drei Monaten und stehe nur auf Wartelisten. Was hat euch geholfen?
M
receipt=$(notice_to dora@d.example "Wie finde ich")
expect_contains "the receipt" "Deine Frage ist Q" "$(says "$receipt")"
expect_contains "... with what the operator has to say there, in German" "Im Notfall ruf 112 an." "$(says "$receipt")"
expect_lacks "... alone" "emergency" "$(says "$receipt")"
expect_contains "how many hear of it, in the right form" "und geht an einen Menschen" "$(says "$receipt")"
expect_contains "with words one can type" "löschen (nimmt es heraus)" "$(says "$receipt")"
number=$(mail text "$receipt" | grep -o 'Q[0-9]*' | head -1)

quiet
before=$(mails_to dora@d.example | wc -l)
echo hilfe | vouched "$dora" "request@forum.example, relationships+subscribe@forum.example" hilfe >/dev/null
expect_contains "of a mail to several addresses, what it counted for" "sie gilt nur hierfür, für die übrigen geschah nichts" \
    "$(says "$(notice_to dora@d.example "" $((before + 1)))")"

# ---- Bea hears of it in English, answers, and Dora hears in German ----
question=$(notice_to bea@b.example "Wie finde ich")
expect_contains "Bea's notice is English" "A reply to this mail becomes a public answer" "$(says "$question")"
expect_contains "and says so" '<html lang="en" dir="ltr"' "$(mail html "$question")"
expect_true "nothing tells strangers what language she reads" test -z "$(grep -i "deutsch\|lang=.de" "$question")"
vouched_answer "$question" "$bea" >/dev/null <<'M'
Ask the medical association for a list, and call in the first days of a quarter.
M
answer=$(notice_to dora@d.example "Re: [Psychotherapy] Wie finde ich")
expect_contains "the answer's first line" "Eine Antwort auf diese Mail wird ein öffentlicher Kommentar" "$(says "$answer")"
expect_contains "who answers" "antwortet auf deine Frage:" "$(says "$answer")"
expect_contains "why she gets it" "weil du gefragt hast" "$(says "$answer")"
expect_contains "the words one can reply with" "beste (wählt diese Antwort)" "$(says "$answer")"

# ---- words in German, the German notice quoted below them: known text, whatever its language ----
quiet
{ echo "danke"; echo; mail text "$answer" | sed 's/^/> /'; } | vouched_answer "$answer" "$dora" >/dev/null
quiet
expect_equal "danke is a vote" 1 "$(askpost -c "$conf" question "${number#Q}" --json | grep -c '"votes": 1')"
expect_equal "and no comment" 0 "$(askpost -c "$conf" question "${number#Q}" --json | grep -c danke)"
echo "beste" | vouched_answer "$answer" "$dora" >/dev/null
best=$(notice_to dora@d.example "Beste Antwort")
expect_contains "beste chooses it" "ist jetzt die beste auf deine Frage" "$(says "$best")"
{ echo "Danke dir, das probiere ich gleich morgen früh."; echo; mail text "$answer" | sed 's/^/> /'; } | vouched_answer "$answer" "$dora" >/dev/null
comment=$(notice_to bea@b.example "Re: [Psychotherapy] Wie finde ich" 3) # the second says that hers is the best
expect_contains "her comment reaches Bea" "das probiere ich gleich morgen" "$(says "$comment")"
expect_lacks "without the German notice it quoted" "öffentlicher Kommentar" "$(cat "$comment")"

# ---- Bea asks in Dora's category; Dora uses every word she has ----
vouched "$bea" relationships@forum.example "How do couples with shifts stay close?" >/dev/null <<'M'
He works at night, in a bakery, and I work by day.
M
shifts=$(notice_to dora@d.example "How do couples")
expect_contains "a question reaches her in German" "fragt in Relationships" "$(says "$shifts")"
n=$(mail text "$shifts" | sed -n 's/^Q\([0-9]*\)[.,].*/\1/p' | head -1)
votes() { askpost -c "$conf" question "$n" --json | grep -c '"votes": 1'; }
echo "Wir frühstücken zusammen, wenn er heimkommt." | vouched_answer "$shifts" "$dora" >/dev/null
hers=$(notice_to bea@b.example "Re: [Relationships] How do couples")
expect_contains "Antwort: hers reaches Bea" "Wir frühstücken zusammen" "$(says "$hers")"
receipt=$(notice_to dora@d.example "Re: [Relationships] How do couples")
expect_contains "... and its receipt has the right article" "Deine Antwort ist A" "$(says "$receipt")"
expect_contains "... and pronoun" "Sie steht unter dem Namen" "$(says "$receipt")"
echo "Every day, really?" | vouched_answer "$hers" "$bea" >/dev/null
asked=$(notice_to dora@d.example "Re: [Relationships] How do couples" 2)
expect_contains "a comment on it comes to her" "kommentiert deine Antwort" "$(says "$asked")"
echo "Fast jeden Tag, ja." | vouched_answer "$asked" "$dora" >/dev/null
expect_contains "Kommentar: hers goes back" "Fast jeden Tag" "$(says "$(notice_to bea@b.example "Re: [Relationships] How do couples" 3)")"
receipt=$(notice_to dora@d.example "Re: [Relationships] How do couples" 3)
expect_contains "... and its receipt: he, not she" "Er steht unter dem Namen" "$(says "$receipt")"
echo "Vielen Dank!" | vouched_answer "$shifts" "$dora" >/dev/null
quiet
expect_equal "Vielen Dank: a vote for the question" 1 "$(votes)"
echo "enthaltung Q$n" | vouched "$dora" request@forum.example x >/dev/null
quiet
expect_equal "enthaltung: taken back" 0 "$(votes)"
to_request "$dora" "folgen Q$n"
expect_contains "folgen" "Du folgst Q$n und hörst von neuen Antworten" "$(says "$told")"
to_request "$dora" "gefolgt"
expect_contains "gefolgt: what she follows" "How do couples with shifts" "$(says "$told")"
to_request "$dora" "entfolgen Q$n"
expect_contains "entfolgen" "Du folgst Q$n nicht mehr" "$(says "$told")"
to_request "$dora" "melden Q$n Das gehört nicht hierher."
expect_contains "melden" "Du hast Q$n gemeldet. Niemand erfährt, dass du es warst" "$(says "$told")"
to_request "$dora" 'setze zeitzone Europe/Berlin\nruhezeit 22 bis 7'
expect_contains "Ruhezeit" "ruhezeit ist jetzt: 22:00-07:00" "$(says "$told")"
expect_contains "... by her clocks" "Deine Zeitzone ist Europe/Berlin (dort ist es jetzt" "$(says "$told")"
to_request "$dora" 'set quiet off\nsetze benachrichtigung beste aus'
expect_contains "English words do as well" "ruhezeit ist jetzt: aus" "$(says "$told")"
expect_contains "aus is off" "benachrichtigung beste ist jetzt: aus" "$(says "$told")"
to_request "$dora" 'einstellungen'
expect_contains "einstellungen: in words she can type back" "inhalt: ganz" "$(says "$told")"
expect_contains "... with the lines that change them" "setze benachrichtigung antwort täglich" "$(says "$told")"
to_request "$dora" 'setze inhalt titl'
expect_contains "a value with a slip" "Meintest du: setze inhalt titel?" "$(says "$told")"
to_request "$dora" 'liste unbeantwortet'
expect_contains "liste unbeantwortet" "Fragen, die noch niemand beantwortet hat" "$(mail header Subject "$told")"
to_request "$dora" 'suche shifts'
expect_contains "suche" "Gefunden: shifts" "$(mail header Subject "$told")"
to_request "$dora" "zeig Q$n"
expect_contains "zeig" "fragte am" "$(says "$told")"
to_request "$dora" 'werbinich\npunkte'
expect_contains "werbinich" "Du hast abonniert: relationships" "$(says "$told")"
expect_contains "punkte" "Punkte. Fragen, Antworten und Abstimmen bringen Punkte" "$(says "$told")"
to_request "$dora" 'sammelmail wöchentlich'
expect_contains "sammelmail" "Sammelmails kommen um" "$(says "$told")"
to_request "$dora" 'abonnieren psychotherapy täglich'
expect_contains "Zusammenfassung: once a day" "einmal am Tag in einer Mail" "$(says "$told")"
to_request "$dora" 'setze benachrichtigung frage täglich\nabbestellen relationships'
expect_contains "abbestellen" "Du bekommst keine neuen Fragen mehr aus: Relationships" "$(says "$told")"
vouched "$bea" psychotherapy@forum.example "How long is one session?" >/dev/null <<'M'
I have to tell my boss how long I am away.
M
quiet
stop
ASKPOST_CLOCK_SKEW=$((86400 + 3600)) && export ASKPOST_CLOCK_SKEW
start
digest=$(notice_to dora@d.example "neuer Beitrag")
expect_contains "the digest counts in German" "1 neuer Beitrag" "$(mail header Subject "$digest")"
expect_contains "and says how to answer" "Es geht an den Beitrag unten" "$(says "$digest")"
expect_contains "and who asks" "fragt in Psychotherapy" "$(says "$digest")"
echo "Fünfzig Minuten." | vouched_answer "$digest" "$dora" >/dev/null
expect_contains "a reply to it is her answer" "Fünfzig Minuten." "$(says "$(notice_to bea@b.example "Re: [Psychotherapy] How long is one session?")")"

# ---- she becomes a moderator, and does what the mail says ----
her=$(askpost -c "$conf" --json person show dora@d.example | sed -n 's/.*"person": *\([0-9]*\).*/\1/p' | head -1)
askpost -c "$conf" person role "$her" moderator relationships >/dev/null
role=$(says "$(notice_to dora@d.example "Du moderierst")")
expect_contains "of what moderators can do, all is there" "ausschließen ann@example.org Kategorie" "$role"
for line in $(echo "$role" | grep -o '"setze benachrichtigung [^ ]* täglich"' | tr -d '"' | tr ' ' '_'); do
    to_request "$dora" "$(echo "$line" | tr _ ' ')"
    expect_contains "$line" "ist jetzt: täglich" "$(says "$told")"
done
expect_contains "the last is what was reported" "benachrichtigung gemeldet" "$(says "$told")"
askpost -c "$conf" person role "$her" none relationships >/dev/null

# ---- what is asked of her, and leaving ----
to_request "$dora" 'anonym'
expect_contains "no name" "ohne Namen" "$(says "$told")"
to_request "$dora" 'stumm Q999'
expect_contains "what is not there" "Welche Frage?" "$(says "$told")"
to_request "$dora" "melden $number"
expect_contains "a report that cannot be" "Das hast du selbst geschrieben" "$(says "$told")"
to_request "$dora" 'block Q999'
expect_contains "what only moderators do" "Schreib die Nummer dazu: sperren Q12 warum" "$(says "$told")"
to_request "$dora" 'hilfee'
expect_contains "what it does not know, and her word for it" 'kennt das Forum nicht. Meintest du "hilfe"?' "$(says "$told")"
to_request "$dora" 'stopp'
expect_contains "stopp" "Du bekommst keine Mail des Forums mehr" "$(says "$told")"
to_request "$bea" 'hilfe'
expect_contains "Bea's words may be German, her answers stay English" "Get the list of categories" "$(says "$told")"

# ---- the forum's own language is what newcomers are greeted in, and names are made of ----
stop
set_conf forum.language de
start
vouched "Eva <eva@e.example>" psychotherapy@forum.example "Was ist eigentlich eine Probatorik?" >/dev/null <<'M'
Mein Hausarzt hat das Wort gesagt, und ich habe mich nicht getraut zu fragen.
M
preview=$(notice_to eva@e.example)
expect_contains "a newcomer is asked in the forum's language" "um diese Frage zu veröffentlichen" "$(says "$preview")"
expect_contains "with the promise" "Deine E-Mail-Adresse dient nur dazu" "$(says "$preview")"
name=$(says "$preview" | sed -n 's/.*unter dem Namen \([^ ]* [^ ]*\) .*/\1/p')
expect_true "under a German name: $name" test -n "$(echo "$name" | grep -E '^[[:upper:]ÄÖÜ][^ ]*(er|e|es) ')"
echo "ja" | vouched_answer "$preview" "Eva <eva@e.example>" >/dev/null
expect_true "ja posts it" notice_to bea@b.example "Probatorik"

# ---- a translator's folder: what is bad or missing is listed, and said in English ----
mkdir -p "$work/texts/xx"
printf 'name Xenisch\ndirection rtl\nplural one n = 1\n' >"$work/texts/xx/language"
printf '< You hear no more of Q%%llu.\\n\n> Q%%s xx\n< Your settings\n> Xettings\n' >"$work/texts/xx/phrases"
printf 'Subject: {nothing}\n' >"$work/texts/xx/told.txt"
set_conf mail.templates "$work/texts"
expect_true "an incomplete language is told by the exit status" sh -c "! askpost -c $conf check --language xx >'$work/xx'"
expect_contains "a bad placeholder, with file and line" "xx/phrases:2: its placeholders are not those" "$(cat "$work/xx")"
expect_contains "a bad value of a template" 'xx/told.txt:1: there is no value "nothing"' "$(cat "$work/xx")"
expect_contains "what is missing" "xx/question.txt: there is no such template" "$(cat "$work/xx")"
expect_contains "a language that is not there" "there is no language yy; there are: en de xx" "$(askpost -c "$conf" check --language yy)"
stop
start
to_request "$bea" 'set language xx\nmute Q1'
expect_contains "what is bad is said in English" "You hear no more of Q1." "$(says "$told")"
expect_contains "from right to left" 'dir="rtl"' "$(mail html "$told")"

finish
