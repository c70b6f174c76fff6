#!/bin/bash
# A list on eight machines of a Slurm cluster, and the joining of their shares.
#
#     tasks=$(sbatch --parsable --array=1-8 Examples/slurm.sh Examples/pairs.csv /shared/pairs --pages none)
#     sbatch --dependency=afterok:$tasks Examples/slurm.sh --merge /shared/pairs
#
# The result is in /shared/pairs/whole. What follows the folder is given to every "report batch". Task 3 always
# works on share 3, so number the tasks from 1. A task that is requeued goes on where it stopped. The second job waits
# until all tasks have succeeded; with --kill-on-invalid-dep=yes it is cancelled when one has failed.
#
# Tasks that failed are submitted again by their numbers, and the second job after them; as an array of two
# does not say that it was one of eight, SHARES does:
#
#     tasks=$(SHARES=8 sbatch --parsable --array=3,5 Examples/slurm.sh Examples/pairs.csv /shared/pairs)
#     sbatch --dependency=afterok:$tasks Examples/slurm.sh --merge /shared/pairs
#
# A merge that lacks rows of the list says which shares they belong to, and fails.
#SBATCH --job-name=attention-report
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --requeue
set -eu

MODEL=${REPORT_MODEL:-Models/all-MiniLM-L6-v2}

if [ "$1" = --merge ]; then
    report merge "$2"/share-* -o "$2/whole"
    exit
fi

status=0
# --wait: a task that is requeued may come before the process that it was is gone.
report batch "$1" -o "$2/share-$SLURM_ARRAY_TASK_ID" --model "$MODEL" --wait \
    --shard "auto${SHARES:+/$SHARES}" --jobs "${SLURM_CPUS_PER_TASK:-1}" "${@:3}" || status=$?
# 1: all is done, and the rows that failed are in failed.tsv.
[ "$status" -le 1 ]
