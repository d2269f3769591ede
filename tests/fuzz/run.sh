#!/usr/bin/env bash
# Throws foreign input at every parser by libFuzzer: `tests/fuzz/run.sh [SECONDS [TARGET…]]`, 10 seconds each unless said otherwise. What it learned is kept in
# build/fuzz/learned and is where the next run begins; an input that ends a target is kept in build/fuzz/findings. Last line: `N passed, N failed`.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds="${1:-10}"
shift || true

cmake --preset fuzz --log-level=WARNING >&2 && cmake --build --preset fuzz >&2 || { echo "0 passed, 1 failed"; exit 1; }
targets=("$@")
if (( ${#targets[@]} == 0 )); then targets=(build/fuzz/targets/*); fi
mkdir -p build/fuzz/findings build/fuzz/logs
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

run() { # TARGET
  local name seeds log
  name="$(basename "$1")" log="build/fuzz/logs/$(basename "$1")"
  mkdir -p "build/fuzz/learned/$name"
  build/fuzz/targets/"$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/findings/$name-" "build/fuzz/learned/$name" "tests/fuzz/seeds/$name" >"$log" 2>&1
  local code=$?
  if (( code == 0 )); then
    echo "fuzz $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, none ended it"
  else
    echo "fuzz $name: FOUND, see $log"
    grep -aE 'finding:|ERROR:|runtime error' "$log" | head -5
  fi
  return "$code"
}
export -f run
export seconds

printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'run {}' >build/fuzz/report.txt
cat build/fuzz/report.txt
failed="$(grep -c FOUND build/fuzz/report.txt)"
echo "$(( ${#targets[@]} - failed )) passed, $failed failed"
(( failed == 0 ))
