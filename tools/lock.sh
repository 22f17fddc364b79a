#!/bin/sh
# Renews the lock files: every dependency, on every system and Python that we support, pinned
# by version and hash. The resolver lives in a folder of its own that is gone afterwards.
# `sh tools/lock.sh` changes what pyproject.toml asks for; `make lock` takes the newest of all.
set -eu
cd "$(dirname "$0")/.."
uv=uv==0.13.9
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

.venv/bin/python -m venv "$scratch"
"$scratch/bin/pip" -qq install "$uv"

compile() {
    "$scratch/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make lock" "$@"
}
compile --all-extras --group dev --output-file requirements.lock "$@" pyproject.toml
# The build tools on their own, in the same versions.
compile --group build --constraints requirements.lock --output-file requirements-build.lock
# What the workflows that `evangelist init` writes install, in the same versions.
for_sites=src/evangelist/scaffold/starter/publishing
compile --extra search --no-header --no-annotate --constraints requirements.lock \
    --output-file "$for_sites/dependencies.lock" pyproject.toml
compile --no-header --no-annotate --group build --constraints requirements.lock \
    --output-file "$for_sites/build.lock"
