#!/usr/bin/env bash
# Shows that deploy/run.sh --check needs nothing but a bare Debian 12: makes one in a folder, copies the committed tree into it, and runs the command twice there;
# the second time nothing may be stored. Needs root for the bare system; removes it in the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
(( EUID == 0 )) || { echo "tests/fresh/run.sh needs root to make a bare system." >&2; exit 1; }
command -v debootstrap >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap >/dev/null

root="$(mktemp -d "${TMPDIR:-/var/tmp}/seva-fresh.XXXXXX")"
finish() {
  umount "$root/proc" "$root/dev" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap finish EXIT

sources() { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; }
mirror="$(sources | awk '!found && $1 == "deb" { for (i = 2; i <= NF && !found; i++) if ($i ~ /^(https?|file):/) found = $i } !found && $1 == "URIs:" { found = $2 } END { print found }')"
echo "Making a bare Debian 12 …"
debootstrap --variant=minbase bookworm "$root" "${mirror:-http://deb.debian.org/debian}" >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
rm -f "$root.log"
chmod 755 "$root"  # as every system's root is: a plugin's process has a user of its own
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
# The bare system reaches its packages the way this machine does.
cp -rL /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d "$root/etc/apt/" 2>/dev/null || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
cp -L "${HOME:-/root}/.npmrc" "$root/root/" 2>/dev/null || true
[[ -d /usr/local/share/ca-certificates ]] && cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"
mkdir -p "$root/srv/seva"
git archive HEAD | tar -x -C "$root/srv/seva"

echo "Running deploy/run.sh --check in it …"
chroot "$root" env HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin /srv/seva/deploy/run.sh --check
echo "Once more on the same home: nothing may be stored …"
second="$(chroot "$root" env HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin /srv/seva/deploy/run.sh --check)"
echo "$second"
grep -q '"stored":0' <<<"$second" || { echo "The second run stored something." >&2; exit 1; }
echo "1 passed, 0 failed"
