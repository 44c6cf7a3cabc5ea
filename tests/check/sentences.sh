#!/bin/sh
# What people read can be said in their language: each sentence of forum/ and notify/ stands in say(), lang_say(), lang_count() or PHRASE().
# Not looked at is what people do not read: the operator's commands (admin*.c), faults, which go to the log and to other servers, the log.
awk=${AWK:-awk} source=${srcdir:-.}
. "${srcdir:-.}/tests/check/lib.sh"
calls="say lang_say lang_count PHRASE WORD ONE_WORD lang_means lang_words_for fault_set broken log_line log_debug log_info log_warn log_error log_fatal log_panic"
found() { LC_ALL=C $awk -v calls="$calls" -f "$source/tests/check/sentences.awk" "$@"; }

# Words of commands and of the journal, a header, and what `askpost check` prints.
exceptions() {
    cat <<'NAMES'
notify/digest.c: for the digest
notify/render.c: DR, RN, NRN, OOF, AutoReply
notify/template.c: there is no language %s; there are: %s\n
NAMES
}

all=$(for file in "$source"/src/forum/*.c "$source"/src/notify/*.c; do
    case $file in */admin*.c) ;; *) found "$file" ;; esac
done)
unsaid=$(printf '%s\n' "$all" | while read -r line; do
    exceptions | grep -qxF -- "$(printf '%s\n' "$line" | sed 's/:[0-9]*:/:/')" || printf '%s\n' "$line"
done)
report "every sentence is said in a language" "$unsaid"
report "every exception is one" "$(exceptions | while read -r line; do
    printf '%s\n' "$all" | sed 's/:[0-9]*:/:/' | grep -qxF -- "$line" || printf '%s\n' "$line"
done)"
scratch=$(mktemp) || exit 99
trap 'rm -f "$scratch"' EXIT
printf 'f(a, "Nothing was " /* a */\n "sent."); say(a, x ? "It was done." : "It was not.");\ng("not-sent", (say(a, "Try again now."), "You may not."));\n' >"$scratch"
want="Nothing was sent.|You may not."
got=$(found "$scratch" | sed -e 's/^[^:]*:[0-9]*: //' | paste -s -d'|')
report "one that is not would be found" "$([ "$got" = "$want" ] || echo "$got")"
finish
