#!/bin/sh
# make fuzz: runs each entry named, of the build in ./fuzz, for FUZZ_SECONDS, FUZZ_JOBS at once: a line each, what it did and whether it
# was clean. Whatever is found lies in fuzz/ENTRY-..., the log in fuzz/ENTRY.log; exit 1 when anything was found.
seeds_of() { # ENTRY: the folders of its seeds, those of its folder's and its own; whole mails begin with the golden ones, too
    for folder in "${1%%_*}" "$1"; do
        [ ! -d "$srcdir/tests/fuzz/seeds/$folder" ] || echo "$srcdir/tests/fuzz/seeds/$folder"
    done
    case $1 in mime_headers|mime_message|gateway_read) echo "$srcdir/tests/mail" ;; esac
}

run_entry() { # PROGRAM
    name=${1##*/}
    mkdir -p "fuzz/corpus/$name"
    nice -n 19 "fuzz/$1" -max_total_time="$FUZZ_SECONDS" -max_len=20000 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -dict="$srcdir/tests/fuzz/mail.dict" -artifact_prefix="fuzz/$name-" "fuzz/corpus/$name" $(seeds_of "$name") >"fuzz/$name.log" 2>&1
    status=$?
    count=$(sed -n 's/^stat::number_of_executed_units: *//p' "fuzz/$name.log")
    if [ $status = 0 ] && [ -n "$count" ]; then
        echo "$name: $count executions, clean"
    else
        echo "$name: ${count:-?} executions, FOUND SOMETHING (status $status): $(grep -E 'ERROR|SUMMARY|panic|runtime error|artifact|Test unit' "fuzz/$name.log" | head -3 | tr '\n' ' ')"
        return 1
    fi
}

if [ "$1" = --one ]; then
    run_entry "$2"
    exit
fi
echo "$# entries, $FUZZ_SECONDS s each, $FUZZ_JOBS at once"
printf '%s\n' "$@" | xargs -P "$FUZZ_JOBS" -I PROGRAM sh "$0" --one PROGRAM || exit 1
