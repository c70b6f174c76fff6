#!/bin/bash
# A list on eight machines of a Slurm cluster, and the joining of their shares.
#
#     sbatch --array=1-8 Examples/slurm.sh Examples/pairs.csv /shared/pairs
#     sbatch --dependency=singleton Examples/slurm.sh --merge /shared/pairs
#
# Every task works on the share of the list that its number in the array says. A task that is requeued
# goes on where it stopped. The second job waits for all jobs of this name.
#
# Tasks that failed are submitted again by their numbers; as an array of two does not say that it was one
# of eight, SHARES does:
#
#     SHARES=8 sbatch --array=3,5 Examples/slurm.sh Examples/pairs.csv /shared/pairs
#SBATCH --job-name=attention-report
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --requeue
set -eu

MODEL=${REPORT_MODEL:-Models/all-MiniLM-L6-v2}

if [ "$1" = --merge ]; then
    report merge "$2"/share-* -o "$2/report"
    exit
fi

status=0
report batch "$1" -o "$2/share-$SLURM_ARRAY_TASK_ID" --model "$MODEL" \
    --shard "auto${SHARES:+/$SHARES}" --jobs "${SLURM_CPUS_PER_TASK:-1}" || status=$?
# 1: all is done, and the rows that failed are in failed.tsv.
[ "$status" -le 1 ]
