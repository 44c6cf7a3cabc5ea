# A private Postfix for the flow scripts: own configuration, queue and ports, made from contrib/postfix. The forum's mail comes in at
# $mx_port, members write at $submission_port (where Postfix vouches for them), and askpost's notices leave through $notices_port
# into maildirs of members.example. $mx_host and $submission_options change how the first two stand; without $milters the lines about
# milters are left out. Source it after lib.sh.

postfix_pid= milters= mx_host=127.0.0.1
# Postfix itself vouches for members, instead of milters.
submission_options='-o { smtpd_sender_restrictions = check_sender_access regexp:$config_directory/vouch, permit }'
trap 'stop; stop_postfix; [ -n "$KEEP" ] || rm -rf "$work"' EXIT

need_postfix() {
    PATH="$PATH:/usr/sbin:/sbin"
    [ "$(id -u)" = 0 ] || skip_all "Postfix can only be started by root"
    master=$(postconf -hd daemon_directory 2>/dev/null)/master
    for program in postconf "$master" postqueue s-nail bash; do
        command -v "$program" >/dev/null || skip_all "$program is not installed (contrib/packages)"
    done
    id postfix >/dev/null 2>&1 || skip_all "there is no user postfix"
    postfix_home=$work/postfix queue=$work/queue box=$work/members
}

# A port below those the kernel hands out, so that no connection takes it; a clash shows when Postfix starts, which then tries others.
any_port() {
    echo $((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
}

# make_postfix: writes its configuration, with ports to be tried. What $postfix_main and $postfix_master hold is appended.
make_postfix() {
    mx_port=25 # as it should be, at an address of the test's own
    [ "$mx_host" != 127.0.0.1 ] || mx_port=$(any_port)
    submission_port=$(any_port) notices_port=$(any_port)
    mkdir -p "$postfix_home" "$queue/pid" "$box"
    for part in active bounce corrupt defer deferred flush hold incoming private saved trace; do
        install -d -o postfix -m 700 "$queue/$part"
    done
    install -d -o postfix -g postdrop -m 710 "$queue/public"
    install -d -o postfix -g postdrop -m 730 "$queue/maildrop"
    install -d -o postfix -m 700 "$work/postfix-data"
    chmod 711 "$work"
    chown nobody "$box"
    install -d -g postfix -m 2710 "$queue/askpost"
    {
        cat <<M
compatibility_level = 3.6
queue_directory = $queue
data_directory = $work/postfix-data
maillog_file = $work/mail.log
maillog_file_prefixes = $work
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
local_transport = error:no local mail here
default_transport = error:no way out of this test
alias_maps =
alias_database =
virtual_mailbox_domains = members.example
virtual_mailbox_base = $box
virtual_mailbox_maps = texthash:$postfix_home/mailboxes
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
queue_run_delay = 300s
minimal_backoff_time = 300s
smtp_address_preference = ipv4
M
        example main.cf
        echo "$postfix_main"
    } >"$postfix_home/main.cf"
    {
        cat <<M
$mx_host:$mx_port inet n - n - - smtpd
127.0.0.1:$submission_port inet n - n - - smtpd
  -o syslog_name=postfix/submission
  $submission_options
  -o cleanup_service_name=submission-cleanup
submission-cleanup unix n - n - 0 cleanup
  -o header_checks=
cleanup unix n - n - 0 cleanup
pickup unix n - n 60 1 pickup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
M
        example master.cf
        echo "$postfix_master"
    } >"$postfix_home/master.cf"
    for table in askpost_incoming askpost_notices; do
        cp "$src/contrib/postfix/$table.example" "$postfix_home/$table"
    done
    echo '/^([^@]+)@members\.example$/ PREPEND Authentication-Results: mx.forum.example; dmarc=pass header.from=members.example' \
        >"$postfix_home/vouch"
    for member in $members; do echo "$member@members.example $member/"; done >"$postfix_home/mailboxes"
}

# example FILE: what contrib/postfix has, with the places of this test.
example() {
    sed "s|10025|$notices_port|; s|/etc/postfix/|$postfix_home/|; s|/etc/askpost/askpost.conf|$work/forum/askpost.conf|
         s|/usr/local/bin/askpost|$top/askpost|; s|user=askpost|user=${pipe_user:-nobody}|" "$src/contrib/postfix/$1.example" |
        if [ -n "$milters" ]; then cat; else grep -v milter; fi
}

# start_postfix: starts it, with other ports where one was taken.
start_postfix() {
    for attempt in 1 2 3 4 5; do
        make_postfix
        "$master" -c "$postfix_home" >"$work/postfix.log" 2>&1 </dev/null &
        postfix_pid=$!
        wait_for postfix_is_up && [ -n "$postfix_pid" ] && return 0
        stop_postfix
    done
    cat "$work/postfix.log" "$work/mail.log" 2>/dev/null | tail -20 | say
    echo "Bail out! Postfix did not start"
    exit 99
}

postfix_is_up() {
    kill -0 "$postfix_pid" 2>/dev/null || { postfix_pid=; return 0; }
    smtp "$mx_port" QUIT 2>/dev/null | grep -q '^221'
}

stop_postfix() {
    [ -n "$postfix_pid" ] || return 0
    kill "$postfix_pid" 2>/dev/null
    { wait "$postfix_pid"; } 2>/dev/null
    postfix_pid=
}

# forum_behind_postfix: starts it, and a forum that believes what it says of senders; ann and bea are two of its members.
forum_behind_postfix() {
    start_postfix
    make_forum verdict limits.hold_newcomer=0s mail.authserv_id=mx.forum.example forum.operator=operator@members.example \
        "mail.lmtp=unix:$queue/askpost/lmtp.sock" "mail.socketmap=unix:$queue/askpost/socketmap.sock" \
        "mail.relay=smtp://127.0.0.1:$notices_port" mail.relay_tls=off
    start
    forum_categories
    ann="Ann Miller <ann@members.example>" bea="Bea <bea@members.example>"
}

# smtp PORT COMMAND...: a talk with an SMTP server (at $smtp_host), each command after the reply to the one before; prints the replies. A command "."
# sends standard input as the message. The last should be QUIT.
smtp() {
    timeout "$patience" bash -c '
        exec 3<>/dev/tcp/$1/$2 || exit 1
        shift 2
        reply() { while IFS= read -r line <&3; do line=${line%$'"'\\\\r'"'}; echo "$line"; [[ $line == ???-* ]] || return 0; done; }
        reply
        for command; do
            if [ "$command" = . ]; then sed "s/\$/\r/; s/^\./../" >&3; fi
            printf "%s\r\n" "$command" >&3
            reply
        done' smtp "${smtp_host:-$mx_host}" "$@"
}

# ---- members, with a mail client -------------------------------------------------------------------------------------------

# What notice_to of lib.sh looks through: the maildir virtual(8) fills.
mails_to() { # ADDRESS [SUBJECT-PART]
    for file in $(ls -tr "$box/${1%@*}/new" 2>/dev/null); do
        file=$box/${1%@*}/new/$file
        [ -z "$2" ] || case $(mail header Subject "$file") in *"$2"*) ;; *) continue ;; esac
        echo "$file"
    done
}

outgoing_files() { find "$box" -path '*/new/*' -type f; } # what virtual(8) delivered of what askpost sent

# client FROM ARGUMENT...: s-nail of that member, as it comes but for who writes and where mail goes. No rc file is read.
client() {
    from=$1
    shift
    HOME=$work MAILRC=/dev/null timeout "$patience" s-nail -:/ -S v15-compat -S from="$from" -S mta="smtp://127.0.0.1:$submission_port" \
        -S smtp-auth=none -S sendwait -S ttycharset=utf-8 -S sendcharsets=utf-8 -S hostname=members.example -S posix=no \
        -S quote -S reply-to-honour=yes -S save=no "$@" >>"$work/client.log" 2>&1
}

client_sends() { # FROM TO SUBJECT < BODY
    client "$1" -S nosave -s "$3" "$2"
}

# client_replies NOTICE FROM < BODY: the client's own reply command, quoting the notice above the body.
client_replies() {
    rm -rf "$work/open"
    mkdir -p "$work/open/cur" "$work/open/new" "$work/open/tmp"
    cp "$1" "$work/open/cur/1:2,S"
    { echo "reply 1"; cat; echo "~."; echo exit; } >"$work/typed"
    client "$2" -# -f "$work/open" <"$work/typed"
}
