#!/bin/bash
# A list in shares on the processors of this machine, started by GNU parallel, and the joining of the shares.
#
#     Examples/Clusters/parallel.sh Examples/pairs.csv shares 8 --pages none
#
# What follows the number of shares is given to every "report batch". A share that is killed is started again, up
# to three times, and goes on where it stopped. The result is in shares/whole. To use several machines that share
# a disk, add --sshloginfile to parallel.
set -eu

list=$1
directory=$2
shares=$3
shift 3

mkdir -p "$directory"
# 1: rows have mistakes, which another try would not change.
report plan "$list" --shards "$shares" -o "$directory" --commands -- --jobs 1 --wait --end-with-parent "$@" \
    >"$directory/commands" || [ $? -eq 1 ]
sed 's/$/ || [ $? -eq 1 ]/' "$directory/commands" | parallel --will-cite --retries 4
report merge "$directory"/share-* -o "$directory/whole"
