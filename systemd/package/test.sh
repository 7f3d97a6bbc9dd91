#!/bin/sh
# Installs, upgrades, downgrades, removes and purges the package in a Debian root of its own, and runs
# the daemons there as their users: ./beibu check --package calls it as  test.sh DEB.
# Needs root, debootstrap and a Debian mirror. The root is kept in BEIBU_DEBIAN_ROOT (default
# ~/.cache/beibu/debian), the changes of a run go to an overlay that is thrown away.
set -eu
deb=$(readlink -f "$1")
base=${BEIBU_DEBIAN_ROOT:-$HOME/.cache/beibu/debian}
mirror=${BEIBU_DEBIAN_MIRROR:-http://deb.debian.org/debian}
step() { printf 'package: %s\n' "$*" >&2; }
fail() { step "FAILED: $*"; exit 1; }
[ "$(id -u)" -eq 0 ] || { step 'skipped: not root'; exit 0; }
command -v debootstrap >/dev/null || { step 'skipped: no debootstrap'; exit 0; }

if [ ! -e "$base/ready" ]; then
    step "making $base from $mirror (once)"
    mkdir -p "$base/root"
    debootstrap --variant=minbase \
        --include=default-jre-headless,libpcap0.8,systemd-standalone-sysusers,systemd-standalone-tmpfiles,curl,iproute2 \
        bookworm "$base/root" "$mirror" >"$base/log" 2>&1 || fail "debootstrap: see $base/log"
    touch "$base/ready"
fi
work=$(mktemp -d)
root=$work/root
mkdir "$work/changes" "$work/own" "$root"
mount -t tmpfs tmpfs "$work/changes"
mkdir "$work/changes/up" "$work/changes/work"
mount -t overlay overlay -o "lowerdir=$base/root,upperdir=$work/changes/up,workdir=$work/changes/work" "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
daemons=
end() {
    for pid in $daemons; do kill "$pid" 2>/dev/null || :; done
    wait
    umount "$root/dev" "$root/proc" "$root" "$work/changes" || :
    rm -rf "$work"
}
trap end EXIT
inside() { chroot "$root" "$@"; }
apt() { inside env DEBIAN_FRONTEND=noninteractive dpkg "$@" >>"$work/log" 2>&1; }
sums() { (cd "$root/var/lib/beibu" && find . -type f -exec md5sum {} + | sort -k 2); }

step "an older build and this one"
mkdir "$work/old"
dpkg-deb -R "$deb" "$work/old/tree"
sed -i 's/^Version: .*/Version: 0.0.9/' "$work/old/tree/DEBIAN/control"
echo '# of the older build' >>"$work/old/tree/etc/beibu/beibu.yaml"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$work/old/tree" "$root/tmp/old.deb" >/dev/null
cp "$deb" "$root/tmp/new.deb"

step "install"
apt -i /tmp/old.deb || fail "install: $(tail -5 "$work/log")"
inside sh -c 'beibu --version && beibu config check /etc/beibu/beibu.yaml' >&2 || fail "the command does not run"
[ -s "$root/var/cache/beibu/beibu.jsa" ] || fail "no class archive"
[ "$(inside stat -c %U:%G:%a /var/lib/beibu/journal)" = beibu-probe:beibu:2770 ] || fail "rights of the journal"
[ "$(inside stat -c %U:%G:%a /etc/beibu/beibu.yaml)" = root:beibu:640 ] || fail "rights of the configuration"

step "probe and analyzer as their own users, on loopback"
printf 'probe:\n  interface: lo\nanalyzer:\n  web:\n    port: 18047\n' >"$root/etc/beibu/beibu.yaml"
as() {
    user=$1
    shift
    exec chroot "$root" setpriv --reuid "$user" --regid beibu --clear-groups "$@"
}
(umask 007; as beibu-analyzer env BEIBU_DATA=/var/lib/beibu beibu analyzer --config /etc/beibu/beibu.yaml) >>"$work/log" 2>&1 &
daemons="$daemons $!"
(umask 007; as beibu-probe --inh-caps +net_raw --ambient-caps +net_raw --bounding-set -all,+net_raw \
    env BEIBU_DATA=/var/lib/beibu beibu probe --config /etc/beibu/beibu.yaml) >>"$work/log" 2>&1 &
daemons="$daemons $!"
tries=120
until inside curl -sf http://127.0.0.1:18047/health >/dev/null && [ -n "$(ls "$root/var/lib/beibu/journal/"*.cq4 2>/dev/null)" ]; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || fail "no page: $(tail -20 "$work/log")"
    sleep 1
done
for pid in $daemons; do kill "$pid"; wait "$pid" || :; done
daemons=
[ -s "$root/var/lib/beibu/store/beibu.sqlite" ] || fail "no store"

step "upgrade, downgrade and upgrade keep data and configuration"
before=$(sums)
for version in new old new; do
    apt --force-confold -i "/tmp/$version.deb" || fail "$version: $(tail -5 "$work/log")"
    [ "$before" = "$(sums)" ] || fail "$version: data has changed"
    grep -q 18047 "$root/etc/beibu/beibu.yaml" || fail "$version: the configuration is gone"
    [ "$(inside stat -c %U /var/lib/beibu/store/beibu.sqlite)" = beibu-analyzer ] || fail "$version: owner of the store"
done

step "remove keeps data and configuration, purge takes all"
apt -r beibu || fail "remove"
[ "$before" = "$(sums)" ] || fail "remove has touched the data"
[ ! -e "$root/usr/bin/beibu" ] || fail "remove leaves the command"
apt -P beibu || fail "purge: $(tail -5 "$work/log")"
for left in /var/lib/beibu /var/cache/beibu /etc/beibu; do [ ! -e "$root$left" ] || fail "purge leaves $left"; done
! inside getent group beibu >/dev/null || fail "purge leaves the group"
! inside getent passwd beibu-probe >/dev/null || fail "purge leaves a user"
step "install, run, upgrade, downgrade, remove, purge: fine"
