#!/bin/bash
# Runs the drivers of Examples/Clusters on this machine: in each, a worker and its process are killed in the middle
# of a share, and what comes out has the bytes of one run.
#
#     Tests/Clusters/engines.sh REPORT MODEL PYTHON [ENGINE...]
#
# REPORT is the built program, MODEL a model's folder, PYTHON one with the packages of requirements.txt beside this
# file. Engines are parallel, dask, ray, spark and snakemake, which work with pages and without, and kubernetes, whose
# job is compared with the schema alone; without one, all. Needs the Debian package parallel, and Java for
# Spark.
set -eu

[ $# -ge 3 ] || { echo "usage: $0 REPORT MODEL PYTHON [ENGINE...]" >&2; exit 64; }
REPORT=$(realpath "$1")
MODEL=$(realpath "$2")
# Not followed: a virtual environment's Python is a link to another one.
PYTHON=$(realpath -s "$3")
shift 3
[ $# -gt 0 ] || set -- kubernetes parallel dask ray spark snakemake
EXAMPLES=$(realpath "$(dirname "$0")/../../Examples")
SHARES=4

work=$(mktemp -d)
end() {
    status=$?
    if [ $status -eq 0 ]; then rm -rf "$work"; else echo "what is left: $work" >&2; fi
    exit $status
}
trap end EXIT
trap 'exit 130' INT TERM

fail() { echo "FAILED: $1" >&2; tail -n 20 "$work"/*.log >&2; exit 1; }

cd "$work"
cp "$EXAMPLES/pairs.csv" .
export REPORT_MODEL=$MODEL
# With pages that have no figures, and without pages.
OPTIONS=("--figures none" "--pages none")
for option in "${OPTIONS[@]}"; do
    # shellcheck disable=SC2086 # An option and its value.
    "$REPORT" batch pairs.csv -o "whole $option" $option -q
done

# The program, as workers find it on the PATH: one batch is killed, with the process that started it, once it has
# written twenty lines. The lock is what a run that ends by itself takes away.
mkdir bin
cat >bin/report <<END
#!/bin/bash
if [ "\$1" = batch ] && rm "$work/kill" 2>/dev/null; then
    for ((i = 1; i < \$#; i++)); do [ "\${!i}" = -o ] && next=\$((i + 1)) && folder=\${!next}; done
    (
        until [ "\$(cat "\$folder/journal.jsonl" 2>/dev/null | wc -l)" -ge 20 ]; do sleep 0.01; done
        kill -9 \$PPID \$\$
        [ -e "\$folder/.lock" ] && wc -l <"\$folder/journal.jsonl" >"$work/killed"
    ) &
fi
exec "$REPORT" "\$@"
END
chmod +x bin/report
export PATH=$work/bin:$PATH

version() {
    case $1 in
        parallel) parallel --version | head -n 1 ;;
        snakemake) echo "Snakemake $("$PYTHON" -m snakemake --version)" ;;
        spark) "$PYTHON" -c 'import pyspark; print("Spark", pyspark.__version__)' ;;
        *) "$PYTHON" -c "import $1; print('$1'.capitalize(), $1.__version__)" ;;
    esac
}

# The driver of an engine, for a folder and options.
drive() {
    engine=$1
    directory=$2
    shift 2
    case $engine in
        parallel) "$EXAMPLES/Clusters/parallel.sh" pairs.csv "$directory" $SHARES "$@" ;;
        snakemake)
            "$PYTHON" -m snakemake --snakefile "$EXAMPLES/Clusters/shares.smk" --cores 2 \
                --config list=pairs.csv directory="$directory" shares=$SHARES options="$*"
            ;;
        *) "$PYTHON" "$EXAMPLES/Clusters/${engine}_shares.py" pairs.csv "$directory" $SHARES "$@" ;;
    esac
}

for engine; do
    if [ "$engine" = kubernetes ]; then
        "$PYTHON" -m kubernetes_validate --strict "$EXAMPLES/kubernetes.yaml" >kubernetes.log 2>&1 \
            || fail "Examples/kubernetes.yaml is no job of Kubernetes"
        echo "passed: $(sed -n 's/^INFO .* passed for resource \(.*\)/\1/p' kubernetes.log)"
        continue
    fi
    version "$engine" >version.log 2>&1 || fail "$engine is not there"
    for option in "${OPTIONS[@]}"; do
        touch kill
        rm -f killed
        directory=$engine${option// /}
        # shellcheck disable=SC2086 # An option and its value.
        drive "$engine" "$directory" $option >"$engine.log" 2>&1 || fail "$engine: exit status $?"
        [ -s killed ] || fail "$engine: no run was killed"
        diff -r "whole $option" "$directory/whole" >>"$engine.log" \
            || fail "$engine with $option does not make the bytes of one run"
        echo "passed: $(tail -n 1 version.log) with $option, a worker killed after $(cat killed) lines: the bytes of one run"
    done
done
