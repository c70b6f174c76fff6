"""A list in shares on the workers of a Ray cluster, and the joining of the shares.

    python Examples/Clusters/ray_shares.py Examples/pairs.csv shares 8 --pages none

What follows the number of shares is given to every "report batch". RAY_ADDRESS names a cluster whose machines share
a disk; without it, the workers are processes of this machine. A share whose worker is killed is started again on
another one and goes on where it stopped. The result is in shares/whole.
"""

import json
import subprocess
import sys

import ray

# A worker may be gone before its process is.
OPTIONS = ["--jobs", "1", "--wait", "--end-with-parent"]


@ray.remote(num_cpus=1, max_retries=3, retry_exceptions=True)
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
    ray.init()
    ray.get([run.remote(share["command"]) for share in plan["shares"]])
    sys.exit(subprocess.run(plan["merge"]).returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
