#!/bin/sh
# A translator adds a folder and edits nothing else: in a copy of the tree, and of what was built of it, a made-up language is put beside the
# others; make then makes an askpost that speaks it, ships its files and installs them.
srcdir=${srcdir:-.} make=${MAKE:-make} number=0 status=0
expect() { # WHAT COMMAND...
    what=$1 number=$((number + 1))
    shift
    if "$@" >"$scratch/said" 2>&1; then echo "ok $number - $what"; else echo "not ok $number - $what"; sed 's/^/# /' "$scratch/said"; status=1; fi
}
scratch=$(mktemp -d) || exit 99
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

# The copies stand to each other as tree and build do, so that what is written in the Makefile stays true.
tree=$scratch/tree
case $srcdir in
. | .. | ../..) build=$tree/$(echo "$srcdir" | sed -e 's/^\.$//' -e 's/\.\./b/g') ;;
*) echo "1..0 # SKIP configured by an absolute path"; exit 0 ;;
esac
top=$(cd "$srcdir" && pwd -P) here=$(pwd -P)
case $here in "$top") inside=_build ;; *) inside=${here#"$top/"} ;; esac # whatever the tree is called
mkdir -p "$build" && (cd "$srcdir" && tar cf - --exclude=./.git --exclude="./$inside" --exclude=./_build --exclude=./_inst --exclude=./demo .) |
    (cd "$tree" && tar xf -) && cp -Rp Makefile config.status config.h stamp-h1 src "$build" && chmod -R u+w "$tree" || exit 99

mkdir "$tree/src/lang/xx"
printf 'name Xenisch\ndirection rtl\nplural one n = 1\n' >"$tree/src/lang/xx/language"
printf '< Your settings\n> Xettings\n' >"$tree/src/lang/xx/phrases"
printf 'help: xelp\n' >"$tree/src/lang/xx/words"
printf 'Subject: {subject}\n{text}\nxx\n{>foot}\n' >"$tree/src/lang/xx/told.txt"
printf 'no text of ours\n' >"$tree/src/lang/xx/told.txt~"

expect "it is built" $make -C "$build" -s askpost
printf '[forum]\ndomain = forum.example\noperator = op@example.org\n' >"$scratch/a.conf"
"$build/askpost" -c "$scratch/a.conf" check --language xx >"$scratch/lacks" 2>&1
expect "what it lacks is listed" grep -q '^xx/question.txt: there is no such template' "$scratch/lacks"
expect "what it has is not" sh -c "! grep -E 'xx/(told.txt|language):|Your settings$|words: nothing for: help$' '$scratch/lacks'"
expect "words it lacks as well" grep -q '^xx/words: nothing for: mute$' "$scratch/lacks"
expect "it is shipped" sh -c "$make -C '$build' -s dist-hook distdir='$scratch/dist' && diff -r -x '*~' '$tree/src/lang/xx' '$scratch/dist/src/lang/xx'"
expect "and installed" sh -c "$make -C '$build' -s install-data-local DESTDIR='$scratch/root' pkgdatadir=/data && diff -r -x '*~' '$tree/src/lang/xx' '$scratch/root/data/templates/xx'"
expect "and uninstalled" sh -c "$make -C '$build' -s uninstall-local DESTDIR='$scratch/root' pkgdatadir=/data && test -z \"\$(find '$scratch/root' -type f)\""
echo "1..$number"
exit $status
