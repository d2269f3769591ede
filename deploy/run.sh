#!/usr/bin/env bash
# Everything from a bare Debian 12 to a running instance: installs the packages, builds, prepares the embedded database, adds demo users and
# demo traffic, and serves.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: deploy/run.sh [INSTANCE] [--port N] [--no-demo] [--check]

  INSTANCE    a folder under config/ (default: up-police)
  --port N    serve on 127.0.0.1:N (default: 8080; 0 takes a free one)
  --no-demo   no demo users and no demo traffic
  --check     run the main job once through the whole way, print its counts, and end

The data lie under $SEVA_HOME (default: build/home); another database is named by $SEVA_DATABASE.
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
instance=up-police port=8080 demo=yes check=no
while (( $# )); do
  case "$1" in
    --port) port="${2:?--port needs a number}"; shift ;;
    --no-demo) demo=no ;;
    --check) check=yes ;;
    --help|-h) usage; exit 0 ;;
    -*) usage >&2; exit 2 ;;
    *) instance="$1" ;;
  esac
  shift
done
[[ -d "config/$instance" ]] || { echo "There is no instance config/$instance. There are: $(ls config)" >&2; exit 2; }

deploy/packages.sh build
deploy/build.sh

export SEVA_HOME="${SEVA_HOME:-build/home}" SEVA_INSTANCE="config/$instance" SEVA_LISTEN="127.0.0.1:$port"
mkdir -p "$SEVA_HOME"
chmod 700 "$SEVA_HOME"
logins="$SEVA_HOME/demo-logins.txt"
users="config/$instance/demo/users.csv"
posts="config/$instance/demo/posts.jsonl"

add_demo_users() {
  [[ -f "$users" && ! -s "$logins" ]] || return 0
  (
    umask 077
    while IFS=, read -r login name role language; do
      [[ "$login" == login ]] && continue
      build/seva user add "$login" --name "$name" --role "$role" --language "$language" --random-password
    done <"$users" >"$logins.new"
    mv "$logins.new" "$logins"
  )
}

take_in_demo_traffic() { # [WORD…] prints the counts as JSON; demo/CHANNEL.replay are recordings of further channels
  local recordings=("$(cat "config/$instance/demo/channel")=$posts") lines
  for lines in "config/$instance/demo"/*.replay; do
    [[ -f "$lines" ]] && recordings+=("$(basename "$lines" .replay)=$lines")
  done
  build/seva replay --json "$@" "${recordings[@]}" 2>"$SEVA_HOME/replay.log" || { cat "$SEVA_HOME/replay.log" >&2; return 1; }
}

if [[ ! -e "${SEVA_VAULT_KEY:-$SEVA_HOME/vault.key}" ]]; then build/seva vault create >&2; fi
build/seva check >&2
build/seva migrate >&2
first_password="$SEVA_HOME/administrator.txt"
if [[ ! -s "$first_password" && ! -s "$logins" ]]; then
  (umask 077; build/seva user first-administrator >"$first_password")
fi
[[ "$demo" == yes ]] && add_demo_users

if [[ "$check" == yes ]]; then
  counts="$(take_in_demo_traffic)"
  deploy/check.sh "$counts"
  exit
fi

if [[ "$demo" == yes && -f "$posts" ]]; then
  echo "Taking in the demo traffic, as if it had ended now …"
  take_in_demo_traffic --ended "$(cat "config/$instance/demo/ended")"
fi
echo
if [[ -s "$first_password" ]]; then echo "Administrator (also in $first_password):"; sed 's/^/  /' "$first_password"; fi
if [[ -s "$logins" ]]; then echo "Demo users (also in $logins):"; sed 's/^/  /' "$logins"; fi
exec build/seva serve
