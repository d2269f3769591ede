#!/usr/bin/env bash
# Installs Seva's Debian packages: `deploy/packages.sh build` for building and running, `deploy/packages.sh test` for the tests as well, `deploy/packages.sh console`
# for the console's tests in a browser besides, `deploy/packages.sh peer` for the helpdesk that Seva is measured beside.
# Does nothing where all of them are present; needs root only where one is missing.
set -euo pipefail

build_packages=(
  ca-certificates ccache cmake g++ git ninja-build pkg-config
  libboost1.81-dev libboost-json1.81-dev libboost-filesystem1.81-dev
  libpoco-dev libcurl4-openssl-dev libssl-dev
  libsoci-dev libmariadb-dev libmariadb-dev-compat libsqlite3-dev
  libspdlog-dev libcli11-dev libyaml-cpp-dev libicu-dev libsodium-dev
  libvalijson-dev prometheus-cpp-dev libkainjow-mustache-dev libqrencode-dev zlib1g-dev libmagic-dev curl
)
# For building the console. Whoever has an npm of another origin keeps it: Debian's does not stand beside every other Node.js.
command -v npm >/dev/null || build_packages+=(nodejs npm)
test_packages=(
  "${build_packages[@]}" libgtest-dev libgmock-dev mariadb-server-core mariadb-client-core python3 python3-jsonschema binutils gdb
  kannel kannel-extras clang-14 libclang-rt-14-dev
)

console_packages=(
  chromium
)

peer_packages=(
  request-tracker5 rt5-db-mysql rt5-fcgi rt5-standalone rt5-clients dbconfig-no-thanks mariadb-server-core mariadb-client-core util-linux
)
# Request Tracker wants a mail server, though it is told to send nothing; whoever has one keeps it.
[[ -e /usr/sbin/sendmail ]] || peer_packages+=(msmtp-mta)

case "${1:-}" in
  build) wanted=("${build_packages[@]}") ;;
  test) wanted=("${test_packages[@]}") ;;
  console) wanted=("${test_packages[@]}" "${console_packages[@]}") ;;
  peer) wanted=("${build_packages[@]}" "${peer_packages[@]}") ;;
  *) echo "usage: deploy/packages.sh build|test|console|peer" >&2; exit 2 ;;
esac

missing=()
for package in "${wanted[@]}"; do
  [[ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || missing+=("$package")
done
(( ${#missing[@]} == 0 )) && exit 0

echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
if (( EUID != 0 )); then
  command -v sudo >/dev/null || { echo "Run as root once, or install these packages: ${missing[*]}" >&2; exit 1; }
  sudo=sudo
fi
export DEBIAN_FRONTEND=noninteractive
${sudo:-} apt-get update -qq
${sudo:-} apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
