#!/usr/bin/env bash
# dpkg-shlibdeps gives a program with packed relative relocations too old a C library to depend on.
#
# The linker's option `-z pack-relative-relocs` makes a program smaller, which glibc can load from version 2.36 on. The
# linker records that in the program as a need of the version GLIBC_ABI_DT_RELR, and an older glibc refuses to load it.
# dpkg-shlibdeps works out dependencies from the symbols that a program uses. No symbol has this version, so it is
# passed over: the package says that an older libc6 will do, can be installed there, and its program never starts.
#
# Links one program with and without the option, and prints what it needs and what dpkg-shlibdeps makes of it. Fails
# unless the need is there and both have the same dependency, on a version below 2.36. Needs gcc, binutils 2.38 or
# later, readelf, and Debian 12's apt and package database.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=1.21.23
apt-get download -qq "dpkg-dev=$version" "libdpkg-perl=$version" 2>/dev/null
for package in ./*.deb; do dpkg-deb --extract "$package" root; done
mkdir debian
printf 'Source: one\nMaintainer: One <one@example.org>\n\nPackage: one\nArchitecture: any\nDescription: one\n' >debian/control
cat >program.c <<'C'
#include <stdio.h>
static const char *const names[] = {"one", "two", "three"};
int main(int count, char **arguments) {
    (void)arguments;
    puts(names[count % 3]);
    return 0;
}
C

# Prints the dependency that dpkg-shlibdeps finds for a program.
dependency() { PERL5LIB=root/usr/share/perl5 perl root/usr/bin/dpkg-shlibdeps -O "$1" 2>/dev/null; }

gcc -fPIE -pie program.c -o plain
gcc -fPIE -pie -Wl,-z,pack-relative-relocs program.c -o packed
needed=$(readelf --version-info packed | grep -o 'GLIBC_ABI_DT_RELR')
plain=$(dependency plain)
packed=$(dependency packed)
echo "dpkg-dev $version: the packed program needs $needed; $packed, without the option $plain"
[ "$packed" = "$plain" ]
found=${packed#*>= }
! dpkg --compare-versions "${found%)*}" ge 2.36
