#!/usr/bin/env bash
# Builds the release in build/release, lets build/seva lead to its program, and builds the console in build/console. `deploy/build.sh --with-tests` builds the tests as well.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tests=OFF
targets=(--target seva seva_plugins)
if [[ "${1:-}" == --with-tests ]]; then tests=ON targets=(); fi
if [[ "$tests" == OFF && -f build/release/CMakeCache.txt ]] && grep -q '^SEVA_TESTS:BOOL=ON' build/release/CMakeCache.txt; then tests=ON; fi
{
  cmake --preset release -DSEVA_TESTS="$tests" --log-level=WARNING
  cmake --build --preset release "${targets[@]}"
} >&2
ln -sfn release/seva build/seva
# The server runs without the console, and its pages then say how to build it: no line to npm's registry must not keep citizens waiting.
if ! deploy/console.sh; then
  echo "The officers' console was not built. Mend what stands above and run deploy/console.sh." >&2
fi
