# What the checks share: TAP, a line for each thing that was looked at.
number=0 status=0

# report NAME FINDINGS: ok when there are none.
report() {
    number=$((number + 1))
    if [ -z "$2" ]; then
        echo "ok $number - $1"
    else
        echo "not ok $number - $1"
        printf '%s\n' "$2" | sed 's/^/# /'
        status=1
    fi
}

finish() {
    echo "1..$number"
    exit $status
}
