#!/usr/bin/env bash
# Installs what the tests need, builds, and runs them. Exits 0 only if all passed; the last line counts them.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: tests/run.sh [--quick | --long | --only LABEL]

  (nothing)      every kind of test at reduced rounds, on SQLite and MariaDB
  --quick        the domain, the actions and the house alone
  --long         everything, with the sanitizers and at full rounds; takes hours
  --only LABEL   one kind: domain, actions, machine, settings, cli, storage, exchange, plugins, channels, departments, http, console, architecture, whole,
                 crash, deploy, fuzz, fresh

Where SEVA_SAMPLES names a folder of real samples, they are read as well; without it the project's own fixtures serve.
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
mode=plain label=
case "${1:-}" in
  '') ;;
  --quick) mode=quick ;;
  --long) mode=long ;;
  --only) mode=only label="${2:?--only needs a label}" ;;
  --help|-h) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

if [[ "$label" == fresh ]]; then exec tests/fresh/run.sh; fi

deploy/packages.sh test
no_console=
if [[ "$mode" != quick && ( -z "$label" || "$label" == console ) ]]; then
  deploy/packages.sh console || no_console="Debian's chromium could not be installed."
fi
if [[ -n "${SEVA_SAMPLES:-}" ]]; then echo "Real samples are read."; else echo "SEVA_SAMPLES is not set: the project's own fixtures serve."; fi
passed=0 failed=0

# Runs the tests of one build folder and adds to the counts. Half of them wait for others most of their time: two at once for each core.
run_tests() { # BUILD_FOLDER CTEST_ARGUMENT…
  local folder="$1" summary report
  shift
  report="$folder/tests.log"
  ctest --test-dir "$folder" --output-on-failure -j "$(( 2 * $(nproc) ))" "$@" 2>&1 | tee "$report" | grep -avE '^ *(Start|[0-9]+/[0-9]+ Test +#[0-9]+: .* Passed)' || true
  summary="$(grep -aE 'tests? passed, [0-9]+ tests? failed out of [0-9]+' "$report" | tail -n 1 || true)"
  if [[ -z "$summary" ]]; then
    echo "No test ran in $folder." >&2
    failed=$((failed + 1))
    return
  fi
  local total bad
  total="$(sed -E 's/.* out of ([0-9]+).*/\1/' <<<"$summary")"
  bad="$(sed -E 's/.* ([0-9]+) tests? failed.*/\1/' <<<"$summary")"
  passed=$((passed + total - bad))
  failed=$((failed + bad))
}

# Foreign input at every parser, for so many seconds each.
fuzz() { # SECONDS
  local report counts
  report="$(tests/fuzz/run.sh "$1" 2>build/fuzz.log || true)"
  echo "$report"
  counts="$(tail -n 1 <<<"$report")"
  [[ "$counts" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] || { tail -n 20 build/fuzz.log >&2; failed=$((failed + 1)); return; }
  passed=$((passed + BASH_REMATCH[1]))
  failed=$((failed + BASH_REMATCH[2]))
}

if [[ "$label" == fuzz ]]; then
  mkdir -p build
  fuzz 10
  echo "$passed passed, $failed failed"
  exit "$(( failed > 0 ))"
fi
deploy/build.sh --with-tests
# The console's tests need Node.js, npm's registry the first time, and a browser. Where one of them is out of reach the others still run, and the run says why these do not.
if [[ -z "$no_console" ]] && ! deploy/console.sh 2>build/console.log; then no_console="$(grep -v '^ *$' build/console.log | tail -n 1)"; fi
stories=ON everything=OFF
if [[ -n "$no_console" ]]; then
  echo "The console's tests do not run: $no_console"
  stories=OFF
  if [[ "$label" == console ]]; then exit 1; fi
elif [[ "$label" == console || "$mode" == long ]]; then
  everything=ON
fi
cmake --preset release -DSEVA_CONSOLE_STORIES="$stories" -DSEVA_CONSOLE_TESTS="$everything" --log-level=WARNING >&2
but_console=()
if [[ -n "$no_console" ]]; then but_console=(-LE '^console$'); fi
case "$mode" in
  quick) run_tests build/release -L '^(domain|actions|settings|cli|architecture)$' ;;
  only) run_tests build/release -L "^$label\$" ;;
  plain)
    SEVA_ROUNDS=reduced run_tests build/release "${but_console[@]}"
    fuzz 10
    ;;
  long)
    SEVA_ROUNDS=full run_tests build/release "${but_console[@]}"
    cmake --preset asan --log-level=WARNING >&2
    cmake --build --preset asan >&2
    SEVA_ROUNDS=reduced run_tests build/asan
    fuzz 600
    if tests/fresh/run.sh; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    for bench in 'intake-mariadb --full' 'intake-sqlite --full' intake-latency 'reads mariadb' 'reads sqlite' plugin-boundary; do
      read -ra words <<<"$bench"
      if tests/bench/run.sh "${words[@]}"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
    ;;
esac
echo "$passed passed, $failed failed"
(( failed == 0 ))
