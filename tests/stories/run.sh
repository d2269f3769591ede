#!/usr/bin/env bash
# What people do with Seva, in a real browser against the real program. usage: tests/stories/run.sh [BUILD_FOLDER] [look | pictures] [--only PART_OF_A_NAME]
# `look`: every page and state instead, with pictures in build/look, laid side by side on sheets. `pictures`: those of the README, in tests/stories/pictures
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
what=stories
if [[ -n "${1:-}" && "$1" != look && "$1" != pictures && "$1" != --* ]]; then SEVA_BUILD="$(cd "$1" && pwd)"; export SEVA_BUILD; shift; fi
if [[ "${1:-}" == look || "${1:-}" == pictures ]]; then what="$1"; shift; fi
deploy/console.sh
PATH="$(deploy/console.sh --node):$PATH"
[[ "$what" == look ]] || exec node "tests/stories/$what.mjs" "$@"
status=0
node tests/stories/look.mjs "$@" || status=$?
node tests/console/sheet.mjs >&2
exit "$status"
