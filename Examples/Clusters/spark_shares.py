"""A list in shares on the workers of a Spark cluster, and the joining of the shares.

    spark-submit Examples/Clusters/spark_shares.py Examples/pairs.csv shares 8 --pages none

What follows the number of shares is given to every "report batch". SPARK_MASTER names a cluster whose machines share
a disk; without it, the workers are processes of this machine. A share whose worker is killed is started again on
another one and goes on where it stopped. The result is in shares/whole.
"""

import json
import os
import subprocess
import sys

from pyspark.sql import SparkSession

# A worker may be gone before its process is.
OPTIONS = ["--jobs", "1", "--wait", "--end-with-parent"]


def run(command):
    # 1: rows have failed, which another try would not change.
    if (status := subprocess.run(command).returncode) > 1 or status < 0:
        raise RuntimeError(f"exit status {status}: {' '.join(command)}")


def main(table, directory, shares, *options):
    plan = ["report", "plan", table, "--shards", shares, "-o", directory, "--json", "--", *OPTIONS, *options]
    planned = subprocess.run(plan, stdout=subprocess.PIPE)
    if planned.returncode > 1:
        sys.exit(planned.returncode)
    plan = json.loads(planned.stdout)
    session = SparkSession.builder.master(os.environ.get("SPARK_MASTER", "local[*,4]")).getOrCreate()
    session.sparkContext.parallelize([share["command"] for share in plan["shares"]], int(shares)).foreach(run)
    session.stop()
    sys.exit(subprocess.run(plan["merge"]).returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
