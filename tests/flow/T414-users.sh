#!/bin/sh
# Started as root with a user for each role, every role runs as its own user, and mail still goes through.
. "${srcdir:-.}/tests/flow/lib.sh"
[ "$(id -u)" = 0 ] || skip_all "only root can give each role a user of its own"
for user in daemon bin sys games nobody; do
    id "$user" >/dev/null 2>&1 || skip_all "there is no user $user to borrow"
done
make_forum any limits.hold_newcomer=0s people.newcomers=any process.user_front=daemon process.user_parser=bin process.user_core=sys \
    process.user_render=games process.user_mailer=nobody
chmod 711 "$work" "$home" # the roles find their way by name
chown -R sys "$home/data"
chown -R nobody "$out"
start
forum_categories

owner_of() { stat -c %U "/proc/$(role_pid "$1")"; }
uid_of() { awk '/^Uid:/ { print $2, $3, $4 }' "/proc/$(role_pid "$1")/status"; }
for pair in front:daemon parser:bin core:sys render:games mailer:nobody; do
    role=${pair%%:*} user=${pair#*:}
    expect_equal "$role runs as $user" "$(id -u "$user") $(id -u "$user") $(id -u "$user")" "$(uid_of "$role")"
done
send_mail "Ann <ann@example.net>" psychotherapy@forum.example "Does this question go through all of them?" >"$work/said" <<'M'
It is here to be written down by one and sent by another.
M
expect_equal "mail is taken" DONE "$(cat "$work/said")"
expect_true "and a receipt is sent" test -n "$(notice_to ann@example.net "go through")"
finish
