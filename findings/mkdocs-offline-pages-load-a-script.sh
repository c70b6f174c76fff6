#!/usr/bin/env bash
# Pages that MkDocs Material builds with its plugin "offline" load a script from the network.
#
# The plugin is meant for documentation that is opened from the disk or handed on as a folder, so one expects pages that
# need no network. In mkdocs-material 9.8.2, every page has a <script> whose source is on a public content delivery
# network, even where web fonts are off: the browser of every reader asks that host. Without the plugin, no page loads
# anything from elsewhere.
#
# Builds one page with and without the plugin, and prints the addresses that the pages load. Fails unless there is one
# with the plugin, and none without. Needs Python 3 with venv.
set -euo pipefail
export NO_MKDOCS_2_WARNING=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check mkdocs==1.6.1 mkdocs-material==9.8.2
mkdir docs
echo "# A page" >docs/index.md

# Prints what a page of a site loads, rather than links to.
loaded() {
    printf 'site_name: A site\ntheme: {name: material, font: false}\nplugins: %s\n' "$1" >mkdocs.yml
    tools/bin/mkdocs --quiet build --strict --clean
    grep -oE '<(script|img|iframe)[^>]+src="?https?://[^" >]+|<link[^>]+rel="?stylesheet[^>]+https?://[^" >]+' \
        site/index.html || true
}

with=$(loaded '[search, offline]')
without=$(loaded '[search]')
echo "mkdocs-material 9.8.2 with the plugin offline: ${with:-nothing from elsewhere}"
echo "without it: ${without:-nothing from elsewhere}"
[ -n "$with" ] && [ -z "$without" ]
