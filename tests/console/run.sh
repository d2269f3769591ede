#!/usr/bin/env bash
# The console's tests. usage: tests/console/run.sh [unit | look | stories]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
deploy/console.sh
PATH="$(deploy/console.sh --node):$PATH"

unit() { (cd kernel/console && npm run --silent check && npm run --silent test); }
look() { node tests/console/look.mjs; }
stories() { node tests/console/stories.mjs; }

case "${1:-}" in
  unit | look | stories) "$1" ;;
  '') unit && look && stories ;;
  *) echo "usage: tests/console/run.sh [unit | look | stories]" >&2; exit 2 ;;
esac
