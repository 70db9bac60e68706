#!/usr/bin/env bash
# setup.sh ENV   Builds this repository's wheels (unless BENCH_WHEELS names a folder of them) and installs them into ENV.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
[ -d "$1" ] || uv venv -q -p "${BENCH_PYTHON:-3.11}" "$1"
wheels=${BENCH_WHEELS:-$1/wheels}
if [ -z "${BENCH_WHEELS:-}" ]; then (cd "$root" && ENVISION_RELEASE=1 uv build -q --all-packages --wheel -o "$wheels"); fi
uv pip install -q -p "$1" -r "$here/requirements.txt"
uv pip install -q -p "$1" --reinstall-package envision-core --reinstall-package envision-charts --reinstall-package envision-content \
  --reinstall-package envision-forms --reinstall-package envision-layout --reinstall-package envision-tables \
  --find-links "$wheels" envision-core envision-charts envision-content envision-forms envision-layout envision-tables
echo "ready: envision"
