# A daemon on a disk that is slow and keeps only what was synced (powercut.c), in $home/data.
make_forum any people.newcomers=any limits.hold_newcomer=0s limits.questions_per_hour=100000 limits.posts_per_domain=100000
askpost -c "$conf" check 2>/dev/null | grep -q "built with sanitizers" && skip_all "a sanitizer wants to be loaded first"
start
forum_categories
stop
data=$home/data shadow=$home/data/shadow

# start_shadowed: starts with what is there as what is on the disk.
start_shadowed() {
    rm -rf "$shadow"
    mkdir "$shadow"
    cp "$data"/askpost.db* "$shadow"
    : >"$work/ready"
    LD_PRELOAD=$top/tests/flow/powercut.so POWERCUT_DATA=$data POWERCUT_SHADOW=$shadow \
        "$top/askpost" -c "$conf" serve >"$work/ready" 2>>"$work/log" &
    daemon=$!
    wait_for grep -q ^ready "$work/ready" || { say <"$work/log"; echo "Bail out! the daemon did not start"; exit 99; }
}

# power_cut: no process of it goes on; then the disk has what was synced.
gone() { ! kill -0 "$1" 2>/dev/null; }
power_cut() {
    processes=$(cat /proc/"$daemon"/task/*/children)
    kill -9 "$daemon" $processes
    wait "$daemon" 2>/dev/null
    daemon=
    for process in $processes; do wait_for gone "$process"; done
    rm -f "$data"/askpost.db* "$shadow/fails" "$shadow"/*.new "$shadow"/*-shm
    cp "$shadow"/* "$data"
}
