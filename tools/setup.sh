#!/bin/sh
# Sets up .venv with $PYTHON or, if that is not set, with the first Python of this list
# that is new enough. Each is tried by running it: some commands exist only to say no.
set -eu
cd "$(dirname "$0")/.."

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
    # Under pyenv, python3.13 may be there and not switched on.
    new_enough "$PYTHON" || export PYENV_VERSION="${PYTHON#python}"
else
    set -- python3.13 python3.12 python3.11 python3
fi
for python in "$@"; do
    if new_enough "$python"; then exec "$python" tools/setup.py; fi
done

echo "None of these runs and is Python 3.11 or newer: $*" >&2
echo "Install one, or name it: PYTHON=/path/to/python make" >&2
exit 1
