#!/usr/bin/env bash
# Builds the officers' console into build/console, or leaves it where nothing has changed. Debian 12's own Node.js is too old for its build: npm then brings a
# fitting one into build/node. `deploy/console.sh --node` only prints the folder of the Node.js to use.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly node_version=22.23.3
readonly least_major=20 least_minor=19

fits() { # PROGRAM
  local version
  version="$("$1" --version 2>/dev/null)" || return 1
  [[ "$version" =~ ^v([0-9]+)\.([0-9]+)\. ]] || return 1
  (( BASH_REMATCH[1] > least_major || (BASH_REMATCH[1] == least_major && BASH_REMATCH[2] >= least_minor) ))
}

find_node() { # prints the folder of a fitting node
  local own machine package
  own="$(command -v node || true)"
  if [[ -n "$own" ]] && fits "$own"; then dirname "$own"; return; fi
  case "$(uname -m)" in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) echo "Install Node.js $least_major.$least_minor or later: none is packed for $(uname -m)." >&2; return 1 ;;
  esac
  package="node-linux-$machine"
  local folder="build/node/node_modules/$package/bin"
  if ! fits "$folder/node"; then
    mkdir -p build/node
    npm install --prefix build/node --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$package@$node_version" >&2
  fi
  fits "$folder/node" || { echo "npm brought no Node.js that runs here. Install Node.js $least_major.$least_minor or later." >&2; return 1; }
  (cd "$folder" && pwd)
}

node_folder="$(find_node)"
if [[ "${1:-}" == --node ]]; then echo "$node_folder"; exit; fi
export PATH="$node_folder:$PATH"
# A Node.js that npm brought trusts only what it was built with; npm shall trust what the machine does.
[[ -f /etc/ssl/certs/ca-certificates.crt ]] && export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}"

readonly console=kernel/console
digest() { sha256sum "$@" | sha256sum | cut -d' ' -f1; }

lock="$(digest "$console/package-lock.json" "$console/package.json")"
if [[ "$(cat "$console/node_modules/.seva-lock" 2>/dev/null)" != "$lock" ]]; then
  # With the Node.js that builds: npm leaves out parts that its own does not fit.
  (cd "$console" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
  echo "$lock" >"$console/node_modules/.seva-lock"
fi

mapfile -t sources < <(find "$console" kernel/http/openapi.yaml kernel/http/openapi_next.yaml -type f -not -path '*/node_modules/*' -not -name schema.d.ts 2>/dev/null | LC_ALL=C sort)
stamp="$(digest "${sources[@]}")"
if [[ "$(cat build/console.stamp 2>/dev/null)" != "$stamp" || ! -f build/console/index.html ]]; then
  (cd "$console" && npm run --silent build) >&2
  echo "$stamp" >build/console.stamp
fi
