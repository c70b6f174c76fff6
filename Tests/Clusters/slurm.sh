#!/bin/bash
# Runs Examples/slurm.sh on a Slurm cluster of this machine alone, which is made for it and ends with it:
# an array and its merge, a task that fails, one that is submitted again, one that is requeued, one that is killed
# in the middle of a share without pages, and an array that counts from 0. What comes out has the bytes of one run.
#
#     sudo Tests/Clusters/slurm.sh REPORT MODEL
#
# REPORT is the built program, MODEL a model's folder. Needs root and the Debian packages slurm-wlm and munge
# (tried with Slurm 22.05); takes about two minutes.
set -eu

[ $# -eq 2 ] || { echo "usage: $0 REPORT MODEL" >&2; exit 64; }
REPORT=$(realpath "$1")
MODEL=$(realpath "$2")
EXAMPLES=$(realpath "$(dirname "$0")/../../Examples")
for program in munged slurmctld slurmd sbatch scontrol; do
    command -v $program >/dev/null || PATH=$PATH:/usr/sbin command -v $program >/dev/null || {
        echo "$program: not found. Install the Debian packages slurm-wlm and munge" >&2
        exit 69
    }
done
[ "$(id -u)" -eq 0 ] || { echo "run this as root: slurmd starts jobs for others" >&2; exit 77; }
PATH=$PATH:/usr/sbin

work=$(mktemp -d)
end() {
    status=$?
    for name in slurmd slurmctld munged; do
        [ -s "$work/$name.pid" ] && kill "$(cat "$work/$name.pid")" 2>/dev/null
    done
    if [ $status -eq 0 ]; then rm -rf "$work"; else echo "what is left: $work" >&2; fi
    exit $status
}
trap end EXIT
trap 'exit 130' INT TERM

fail() { echo "FAILED: $1" >&2; tail -n 5 "$work"/*.out >&2 || true; exit 1; }
passed() { echo "passed: $1"; }

# --- The cluster ---

mkdir -m 700 "$work/munge"
head -c 128 /dev/urandom >"$work/munge/key"
chmod 400 "$work/munge/key"
munged --force --key-file="$work/munge/key" --socket="$work/munge/socket" \
    --pid-file="$work/munged.pid" --log-file="$work/munged.log" --seed-file="$work/munge/seed"

host=$(hostname -s)
export SLURM_CONF=$work/slurm.conf
mkdir "$work/state" "$work/spool"
# More processors than there are, so that several tasks run at once whatever the machine is.
cat >"$SLURM_CONF" <<END
ClusterName=test
SlurmctldHost=$host
SlurmctldPort=26817
SlurmdPort=26818
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket,cred_expire=2
SlurmUser=root
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=2
SchedulerParameters=sched_interval=1
MinJobAge=3600
NodeName=$host CPUs=16 RealMemory=1000
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
slurmctld
slurmd
for _ in $(seq 50); do sinfo -h -o %T 2>/dev/null | grep -q idle && break; sleep 0.2; done
sinfo -h -o %T | grep -q idle || fail "the cluster does not come up"

# --- What the tests need ---

cd "$work"
head -n 25 "$EXAMPLES/pairs.csv" >pairs.csv
"$REPORT" batch pairs.csv -o whole --model "$MODEL" -q
"$REPORT" batch "$EXAMPLES/pairs.csv" -o whole-list --model "$MODEL" --pages none -q

# The program, as tasks find it on the PATH: one of them may be told to fail, to take its time, or to be killed once
# it has written twenty lines. The lock is what a run that ends by itself takes away.
mkdir bin
cat >bin/report <<END
#!/bin/bash
task=\${SLURM_ARRAY_TASK_ID:-merge}
if rm "$work/fail-\$task" 2>/dev/null; then exit 70; fi
if rm "$work/slow-\$task" 2>/dev/null; then touch "$work/begun-\$task"; sleep 60; fi
if rm "$work/kill-\$task" 2>/dev/null; then
    for ((i = 1; i < \$#; i++)); do [ "\${!i}" = -o ] && next=\$((i + 1)) && folder=\${!next}; done
    (
        until [ "\$(cat "\$folder/journal.jsonl" 2>/dev/null | wc -l)" -ge 20 ]; do sleep 0.01; done
        kill -9 \$\$
        [ -e "\$folder/.lock" ] && wc -l <"\$folder/journal.jsonl" >"$work/killed"
    ) &
fi
exec "$REPORT" "\$@"
END
chmod +x bin/report
export PATH=$work/bin:$PATH REPORT_MODEL=$MODEL

submit() { sbatch --parsable --mem=0 --output="$work/%A-%a.out" "$@"; }
# The states of a job, or of all tasks of an array, each once: "COMPLETED FAILED".
states() { scontrol show job "$1" | grep -o 'JobState=[A-Z]*' | cut -d= -f2 | sort -u | xargs; }
reason() { scontrol show job "$1" | grep -o 'Reason=[A-Za-z]*' | cut -d= -f2 | sort -u | xargs; }
# Waits until a job is in a state that is described, for five minutes.
await() {
    for _ in $(seq 1500); do
        [[ $(states "$1") =~ ^($2)$ ]] && return
        sleep 0.2
    done
    fail "job $1 is $(states "$1"), not $2"
}
expect_whole() { diff -r "${2:-whole}" "$1/whole" >&2 || fail "$1/whole is not what one run writes"; }

# --- An array and its merge ---

tasks=$(submit --array=1-4 "$EXAMPLES/slurm.sh" pairs.csv one)
merge=$(submit --dependency=afterok:"$tasks" "$EXAMPLES/slurm.sh" --merge one)
await "$merge" COMPLETED
expect_whole one
passed "an array and its merge make the bytes of one run"

# --- A task that fails ---

touch fail-2
tasks=$(submit --array=1-4 "$EXAMPLES/slurm.sh" pairs.csv two)
merge=$(submit --dependency=afterok:"$tasks" "$EXAMPLES/slurm.sh" --merge two)
cancelled=$(submit --dependency=afterok:"$tasks" --kill-on-invalid-dep=yes "$EXAMPLES/slurm.sh" --merge two)
await "$tasks" "COMPLETED FAILED"
await "$cancelled" CANCELLED
for _ in $(seq 100); do [ "$(reason "$merge")" = DependencyNeverSatisfied ] && break; sleep 0.2; done
[ "$(states "$merge") $(reason "$merge")" = "PENDING DependencyNeverSatisfied" ] ||
    fail "the merge is $(states "$merge"), $(reason "$merge")"
[ ! -e two/whole ] || fail "the merge began although a task had failed"
scancel "$merge"
passed "after a task that failed, the merge does not start"

# Were it started by hand, it would not call itself done.
status=0
"$REPORT" merge two/share-* -o two/by-hand -q 2>by-hand.err || status=$?
[ $status -eq 1 ] || fail "a merge without share 2 exits with $status"
grep -q "rows of the list are missing: [0-9]* of share 2/4;" by-hand.err || fail "$(cat by-hand.err)"
rm -r two/by-hand
passed "a merge without the share of that task names its rows and fails"

# --- That task again ---

tasks=$(SHARES=4 submit --array=2 "$EXAMPLES/slurm.sh" pairs.csv two)
merge=$(submit --dependency=afterok:"$tasks" "$EXAMPLES/slurm.sh" --merge two)
await "$merge" COMPLETED
expect_whole two
passed "submitted again, that task and the merge make the bytes of one run"

# --- A task that is requeued ---

touch slow-3
tasks=$(submit --array=1-4 "$EXAMPLES/slurm.sh" pairs.csv three)
merge=$(submit --dependency=afterok:"$tasks" "$EXAMPLES/slurm.sh" --merge three)
for _ in $(seq 100); do [ -e begun-3 ] && break; sleep 0.2; done
# The others are done.
await "$tasks" "COMPLETED RUNNING"
scontrol requeue "${tasks}_3"
await "${tasks}_3" PENDING
[ "$(states "$merge")" = PENDING ] || fail "the merge is $(states "$merge")"
# Slurm holds back for two minutes what is requeued.
scontrol update JobId="${tasks}_3" StartTime=now
await "$merge" COMPLETED
[ "$(states "$tasks")" = COMPLETED ] || fail "the merge came before the task that was requeued"
[ "$(scontrol show job "${tasks}_3" | grep -o 'Restarts=[0-9]*')" = Restarts=1 ] ||
    fail "the task was not requeued"
expect_whole three
passed "the merge waits for a task that is requeued, and the bytes are those of one run"

# --- A worker that is killed, without pages ---

touch kill-2
tasks=$(submit --array=1-4 "$EXAMPLES/slurm.sh" "$EXAMPLES/pairs.csv" five --pages none)
await "$tasks" "COMPLETED FAILED"
[ -s killed ] || fail "no run was killed"
tasks=$(SHARES=4 submit --array=2 "$EXAMPLES/slurm.sh" "$EXAMPLES/pairs.csv" five --pages none)
merge=$(submit --dependency=afterok:"$tasks" "$EXAMPLES/slurm.sh" --merge five)
await "$merge" COMPLETED
expect_whole five whole-list
passed "without pages, a task that was killed after $(cat killed) lines and submitted again: the bytes of one run"

# --- An array that counts from 0 ---

tasks=$(SHARES=3 submit --array=0-2 "$EXAMPLES/slurm.sh" pairs.csv four)
await "$tasks" FAILED
[ ! -e four ] || fail "a task of an array from 0 has worked"
grep -q "submit it with --array=1-3" "$tasks-1.out" || fail "$(cat "$tasks-1.out")"
passed "an array from 0 is told how to count, by every task"
