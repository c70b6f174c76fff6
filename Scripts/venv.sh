#!/bin/sh
# Makes a Python environment with the packages of a requirements file, unless it is there already.
#
# Usage: venv.sh FOLDER REQUIREMENTS
#
# A file in the folder says for which requirements it was finished. An environment without it, or for
# others, is made anew: one that was cut off is not taken for whole.
set -eu

FOLDER=$1
REQUIREMENTS=$2
FINISHED=$FOLDER/finished-for.txt

if cmp -s "$REQUIREMENTS" "$FINISHED" && "$FOLDER/bin/python" -c '' 2>/dev/null; then exit 0; fi

command -v python3 >/dev/null 2>&1 || {
    echo "python3: not found. Install Python 3 with its module venv (Debian: python3 python3-venv)." >&2
    exit 1
}
# Debian has a venv without ensurepip, which leaves an environment without pip behind.
python3 -c 'import venv, ensurepip' 2>/dev/null || {
    echo "python3: its module venv is missing or not whole. Install it (Debian: python3-venv)." >&2
    exit 1
}
echo "Installing $REQUIREMENTS into $FOLDER"
rm -rf "$FOLDER"
mkdir -p "$(dirname "$FOLDER")"
python3 -m venv "$FOLDER"
"$FOLDER/bin/python" -m pip install --quiet -r "$REQUIREMENTS"
cp "$REQUIREMENTS" "$FINISHED"
