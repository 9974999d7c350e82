#!/bin/sh
# Owns refreshing requirements.lock from pyproject.toml: every version, every hash, no address.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-uv}
command -v "$uv" >/dev/null 2>&1 || {
    echo "lock: no $uv here; install uv, or name it: make lock UV=…" >&2
    exit 1
}
"$uv" pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --quiet "$@" -o requirements.lock
if grep -n '://\|file:\|^-' requirements.lock; then
    echo "lock: the lines above name a place; a lock holds names, versions and hashes only" >&2
    exit 1
fi
