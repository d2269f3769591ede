#!/usr/bin/env bash
# What people do with Seva, in a real browser against the real program. usage: tests/stories/run.sh [BUILD_FOLDER] [--only PART_OF_A_NAME]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [[ -n "${1:-}" && "$1" != --* ]]; then SEVA_BUILD="$(cd "$1" && pwd)"; export SEVA_BUILD; shift; fi
deploy/console.sh
PATH="$(deploy/console.sh --node):$PATH" exec node tests/stories/stories.mjs "$@"
