#!/bin/sh
# Makes a Debian package of the program.
#
# Usage: deb.sh PROGRAM VERSION FOLDER
#
# Its dependencies are those of the system on which it is made: a package for Debian 13 is made there.
set -eu

PROGRAM=$1
VERSION=$2
FOLDER=${3%/}
HERE=$(dirname "$0")

for tool in dpkg-deb dpkg-shlibdeps strip python3; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "$tool: not found. Install the packages dpkg-dev, binutils and python3." >&2
        exit 1
    }
done

mkdir -p "$FOLDER"
work=$(cd "$FOLDER" && mktemp -d "$PWD/.deb.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
# Debian's folders are readable by all, whatever this shell's umask.
umask 022
root=$work/root
share=$root/usr/share
documents=$share/doc/attention-report

install -D -m 755 "$PROGRAM" "$root/usr/bin/report"
strip --strip-all "$root/usr/bin/report"

mkdir -p "$share/man/man1"
python3 "$HERE/man.py" "$PROGRAM" "$VERSION" | gzip -9n >"$share/man/man1/report.1.gz"

completion() {
    mkdir -p "$(dirname "$share/$2")"
    "$PROGRAM" --generate-completion-script "$1" >"$share/$2"
}
completion bash bash-completion/completions/report
completion zsh zsh/vendor-completions/_report
completion fish fish/vendor_completions.d/report.fish

mkdir -p "$documents"
sh "$HERE/licences.sh" >"$documents/copyright"
printf 'attention-report (%s) unstable; urgency=medium\n\n  * See the repository.\n\n -- %s  %s\n' \
    "$VERSION" "The authors <root@localhost>" "$(date -R -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}")" |
    gzip -9n >"$documents/changelog.gz"

architecture=$(dpkg --print-architecture)
mkdir -p "$work/debian" "$root/DEBIAN"
printf 'Source: attention-report\n\nPackage: attention-report\nArchitecture: any\n' >"$work/debian/control"
libraries=$(cd "$work" && dpkg-shlibdeps -O root/usr/bin/report 2>"$work/messages") || {
    cat "$work/messages" >&2
    exit 1
}
# dpkg-shlibdeps does not see that relative relocations (link.sh) need glibc 2.36.
cat >"$root/DEBIAN/control" <<CONTROL
Package: attention-report
Version: $VERSION
Architecture: $architecture
Maintainer: The authors <root@localhost>
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: ${libraries#shlibs:Depends=}, libc6 (>= 2.36), fonts-inter, fonts-dejavu-core
Recommends: libcurl4t64 | libcurl4, ca-certificates
Suggests: libsqlite3-0
Section: science
Priority: optional
Description: shows how a transformer encoder tells the meanings of a word apart
 Runs an encoder of the BERT family on two sentences that share a word, and
 writes a report with figures, tables and data: how similar the word's two
 vectors are at every layer, and where the word attends.
CONTROL
package=$FOLDER/attention-report_${VERSION}_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$work/made.deb" >/dev/null
mv "$work/made.deb" "$package"
echo "$package"
