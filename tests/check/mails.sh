#!/bin/sh
# mails.sh [NUMBER ...]         what `askpost inspect` makes of each mail in tests/mail (or of these) is what its .expect says
# mails.sh --accept NUMBER ...  writes what it makes of them now into their .expect, to be looked at before it is committed
#
# The first line of an .expect is the command, run in tests/mail: "$ askpost inspect --brief [OPTION ...] NNN-what.eml"; the rest is what it
# prints. tests/mail/known-broken lists what is right in the .expect, but not yet in the program: NUMBER REASON, a line each.
mails=$(cd "$(dirname "$0")/../mail" && pwd) && PATH=$(pwd):$PATH && cd "$mails" || exit 99
export LC_ALL=C.UTF-8
accept= number=0 failed=0
case $1 in --accept) accept=1; shift ;; esac

inspect() { # NAME: the command of its .expect, and what that prints
    command="$ askpost inspect --brief $1.eml"
    [ ! -f "$1.expect" ] || read -r command <"$1.expect"
    echo "$command"
    eval "${command#??}" 2>&1
}

report() { # NAME STATUS
    number=$((number + 1))
    reason=$(sed -n "s/^${1%%-*} //p" known-broken)
    todo=${reason:+ # TODO $reason}
    if [ "$2" = 0 ]; then
        echo "ok $number - $1$todo"
    else
        echo "not ok $number - $1$todo"
        [ -n "$todo" ] || failed=1
    fi
}

look() { # NAME
    if [ ! -f "$1.eml" ] || [ ! -f "$1.expect" ]; then
        report "$1" 1
        echo "# needs both $1.eml and $1.expect"
        return
    fi
    got=$(inspect "$1"; echo .)
    if [ "$got" = "$(cat "$1.expect"; echo .)" ]; then
        report "$1" 0
    else
        report "$1" 1
        printf '%s' "${got%.}" | diff -U 3 "$1.expect" - | sed '1,2d; s/^/# /'
    fi
}

names() { # NUMBER ...
    for wanted in "${@:-[0-9]*}"; do
        ls | sed -n "s/^\($wanted-.*\)\.e[mx].*/\1/p"
    done | sort -u
}

for name in $(names "$@"); do
    if [ -n "$accept" ]; then
        inspect "$name" >"$name.new" && mv "$name.new" "$name.expect" && cat "$name.expect"
    else
        look "$name"
    fi
done
[ -z "$accept" ] || exit 0
[ $# -gt 0 ] || for broken in $(sed -n 's/^\([0-9]*\) .*/\1/p' known-broken); do
    ls | grep -q "^$broken-.*\.eml" || { report "$broken of known-broken is no mail" 1; failed=1; }
done
echo "1..$number"
exit $failed
