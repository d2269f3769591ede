#!/usr/bin/env bash
# Measures: tests/bench/run.sh NAME [ARGUMENT…]. Prints lines `name value unit`, the ratio last. Names: intake-mariadb, intake-sqlite,
# intake-latency, reads, storage, live, console, plugin-boundary, peer-rt [--tickets N] [--seconds N] (Debian's Request Tracker 5 beside Seva).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
case "${1:-}" in
  storage|live) name="$1"; shift ;;
  intake-mariadb|intake-sqlite) name=intake; set -- "${1#intake-}" "${@:2}" ;;
  intake-latency) name=intake_latency; shift ;;
  reads) name=reads; shift ;;
  plugin-boundary) name=plugin_boundary; shift ;;
  console)
    deploy/packages.sh test
    deploy/packages.sh console
    deploy/console.sh
    cmake --preset release -DSEVA_TESTS=ON --log-level=WARNING >&2
    cmake --build --preset release --target seva seva-plugin-host seva_plugins seva_peers >&2
    PATH="$(deploy/console.sh --node):$PATH" exec node tests/stories/bench.mjs ;;
  peer-rt)
    deploy/packages.sh peer
    cmake --preset release --log-level=WARNING >&2
    cmake --build --preset release --target seva seva-plugin-host seva_plugins >&2
    exec node tests/bench/peer_rt/main.mjs "${@:2}" ;;
  *) sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
deploy/packages.sh test
cmake --preset release -DSEVA_TESTS=ON --log-level=WARNING >&2
cmake --build --preset release --target "seva_${name}_bench" seva_plugins >&2
exec "build/release/tests/bench/seva_${name}_bench" "$@"
