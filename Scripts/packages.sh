#!/bin/sh
# Checks that Swift is new enough, and installs the packages of the system that are missing.
#
# Usage: packages.sh [MODEL_FOLDER]
#
# Where the model's folder is missing, also what its download needs. OLDEST_SWIFT is the oldest Swift
# with which this package is tested; OLDEST_SWIFT=6.0 tries an older one all the same.
set -eu

OLDEST_SWIFT=${OLDEST_SWIFT:-6.3}
MODEL=${1:-}

# By their names in Debian; a|b: either, by which of them the distribution has.
PACKAGES='libcurl4t64|libcurl4 libdnnl-dev libcairo2-dev libpango1.0-dev libpng-dev libisal-dev nettle-dev
    zlib1g-dev pkg-config|pkgconf fonts-inter fonts-dejavu-core'
FEDORA_PACKAGES='libcurl onednn-devel cairo-devel pango-devel libpng-devel isa-l-devel nettle-devel
    zlib-ng-compat-devel pkgconf-pkg-config rsms-inter-fonts dejavu-sans-fonts dejavu-sans-mono-fonts'

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

check_swift() {
    install='Install it from https://www.swift.org/install and put its usr/bin on the PATH.'
    has swift || fail "swift: not found on the PATH. Swift $OLDEST_SWIFT or later is needed. $install"
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || fail "swift: 'swift --version' names no version. $install"
    oldest=$(printf '%s\n%s\n' "$OLDEST_SWIFT" "$version" | sort -V | head -n 1)
    [ "$oldest" = "$OLDEST_SWIFT" ] || fail "swift: found $version, expected $OLDEST_SWIFT or later:\
 the compilers of older ones do not know instruction sets that the C parts name. $install"
}

# What fetches and unpacks the model. Python does both; without it, curl and unzip do.
model_packages() {
    { [ -z "$MODEL" ] || [ -d "$MODEL" ] || has python3; } && return
    has curl || printf ' curl ca-certificates'
    has unzip || printf ' unzip'
}

is_installed() {
    case $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) in
    installed*) true ;;
    *) false ;;
    esac
}

is_known() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

# The packages of $@ of which no alternative is installed.
missing_of() {
    for choice; do
        found=
        for package in $(echo "$choice" | tr '|' ' '); do
            if is_installed "$package"; then found=yes; fi
        done
        [ -n "$found" ] || printf ' %s' "$choice"
    done
}

# Of each choice, the first package that the distribution has; the last one where it knows none.
chosen_of() {
    for choice; do
        for package in $(echo "$choice" | tr '|' ' '); do
            if is_known "$package"; then break; fi
        done
        printf ' %s' "$package"
    done
}

# shellcheck disable=SC2046,SC2086 # lists of packages are split into words
install_debian() {
    git=; has git || git='git ca-certificates'
    missing=$(missing_of $PACKAGES $git $(model_packages))
    [ -n "$missing" ] || return 0
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        has sudo || fail "sudo: not found. As root, run:" \
            "  apt-get install --no-install-recommends$(chosen_of $missing)"
        sudo=sudo
    fi
    # A name is chosen by what the lists of packages have, and those of a new machine are empty.
    $sudo apt-get -qq update
    chosen=$(chosen_of $missing)
    echo "Installing packages:$chosen"
    $sudo env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install --yes --no-install-recommends $chosen
}

# shellcheck disable=SC2046,SC2086
check_fedora() {
    missing=
    for package in $FEDORA_PACKAGES $(model_packages); do
        rpm -q --quiet --whatprovides "$package" || missing="$missing $package"
    done
    [ -z "$missing" ] || fail "Packages are missing, and only Debian's are installed by this script. Run:" \
        "  sudo dnf install$missing"
}

# shellcheck disable=SC2086
check_others() {
    missing=
    for library in cairo pangocairo libpng libisal nettle zlib; do
        pkg-config --exists $library 2>/dev/null || missing="$missing $library"
    done
    [ -z "$missing" ] || fail "pkg-config does not find:$missing." \
        "This system has neither dpkg nor rpm. Install what these Debian packages hold:" \
        "  $(echo $PACKAGES | tr '|' '/')"
}

check_swift
if has dpkg-query && has apt-get; then
    install_debian
elif has rpm; then
    check_fedora
else
    check_others
fi
