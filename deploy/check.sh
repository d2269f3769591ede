#!/usr/bin/env bash
# The main job once through the whole way, for `deploy/run.sh --check`: the demo traffic is in the database already (its counts are the first argument);
# now the server must answer, an officer must see the queue and a ticket, and a citizen must find the docket. Prints one JSON object with the counts; exits 0 if all held.
set -euo pipefail
counts="${1:?counts of the replay as JSON}"
work="$(mktemp -d)"
server=
finish() {
  [[ -z "$server" ]] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  rm -rf "$work"
}
trap finish EXIT
fail() { echo "check: $1" >&2; exit 1; }
# Reads the whole answer before it looks: a pipe that closes early would count as a failure of the server.
holds() { local body; body="$(ask "$1")" && [[ "$body" == *"$2"* ]]; }
ask() { curl --silent --show-error --fail-with-body --max-time 20 --cookie "$work/cookies" --cookie-jar "$work/cookies" "$@"; }

SEVA_LISTEN=127.0.0.1:0 build/seva serve --log-level warning >"$work/server" 2>"$work/errors" &
server=$!
for _ in $(seq 150); do
  grep -q '^Seva serves on' "$work/server" && break
  kill -0 "$server" 2>/dev/null || { cat "$work/errors" >&2; fail "the server ended before it served"; }
  sleep 0.2
done
address="$(sed -n 's/^Seva serves on //p' "$work/server")"
[[ -n "$address" ]] || fail "the server did not begin to serve within 30 seconds"

ask "$address/readyz" >/dev/null || fail "the server is not ready"
if [[ -s "$SEVA_HOME/demo-logins.txt" ]]; then
  read -r login password < <(head -n 1 "$SEVA_HOME/demo-logins.txt")
  ask --json "{\"login\": \"$login\", \"password\": \"$password\"}" "$address/api/v1/session" >/dev/null || fail "the officer could not sign in"
  tickets="$(ask "$address/api/v1/tickets?limit=200")" || fail "the queue cannot be read"
  # The first that is not confidential: those are on no page for citizens.
  docket="$(sed 's/"docket":/\n&/g' <<<"$tickets" | sed -nE '/"confidential":false/ { s/^"docket":"([^"]+)".*/\1/p }' | sed -n 1p)"
  [[ -n "$docket" ]] || fail "no ticket that citizens may follow is in the queue"
  ask "$address/api/v1/tickets/$docket/explanation" >/dev/null || fail "the ticket does not explain itself"
  holds "$address/track/$docket?lang=hi" 'शिकायत संख्या' || fail "the citizen does not find the docket in Hindi"
  holds "$address/track/$docket?lang=en" "$docket" || fail "the citizen does not find the docket in English"
  if login="$(grep -E '^calls ' "$SEVA_HOME/demo-logins.txt")"; then
    read -r login password <<<"$login"
    ask --json "{\"login\": \"$login\", \"password\": \"$password\"}" "$address/api/v1/session" >/dev/null || fail "the call taker could not sign in"
    holds "$address/api/v1/calls?which=all" '"state":"ended"' || fail "the calls are not there"
    holds "$address/api/v1/calls?which=owed" '"state":"owed"' || fail "nobody is owed a call-back"
  fi
fi
holds "$address/metrics" seva_ || fail "there are no metrics"
echo "$counts"
