# A network of the script's own: the script is run anew in namespaces where loopback is all there is, with the addresses of an MX and
# of another host, and where /etc/resolv.conf names a DNS server that answers from $work/zone. Source it first.
mx=192.0.2.1 outside=198.51.100.7

if [ -z "$in_network" ]; then
    reason=
    for program in unshare ip mount dnsmasq; do
        PATH="$PATH:/usr/sbin:/sbin" command -v $program >/dev/null || reason="$program is not installed (contrib/packages)"
    done
    [ "$(id -u)" = 0 ] || reason="only root can make a network of its own"
    [ -n "$reason" ] || unshare -n -m true 2>/dev/null || reason="namespaces cannot be made here"
    [ -z "$reason" ] || { echo "1..0 # SKIP $reason"; exit 0; }
    in_network=1 exec unshare -n -m sh "$0"
fi
PATH="$PATH:/usr/sbin:/sbin"

dns_pid=
# start_network: after lib.sh was sourced and $work/zone (lines of dnsmasq.conf(5)) written.
start_network() {
    ip link set lo up && ip address add $mx/32 dev lo && ip address add $outside/32 dev lo || { echo "Bail out! no network"; exit 99; }
    echo "nameserver 127.0.0.1" >"$work/resolv.conf"
    mount --bind "$work/resolv.conf" /etc/resolv.conf || skip_all "/etc/resolv.conf cannot be replaced"
    { printf '%s\n' no-hosts no-resolv listen-address=127.0.0.1 bind-interfaces user=root "local=/#/"; cat "$work/zone"; } >"$work/dns.conf"
    dnsmasq -k -C "$work/dns.conf" --pid-file="$work/dns.pid" 2>"$work/dns.log" &
    dns_pid=$!
    wait_for test -s "$work/dns.pid" || { say <"$work/dns.log"; echo "Bail out! no DNS"; exit 99; }
}

stop_network() {
    [ -z "$dns_pid" ] || kill "$dns_pid" 2>/dev/null
}
