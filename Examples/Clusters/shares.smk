# A list in shares as jobs of Snakemake, and the joining of the shares.
#
#     snakemake --snakefile Examples/Clusters/shares.smk --cores 4 \
#         --config list=Examples/pairs.csv directory=shares shares=8 options="--pages none"
#
# The options are given to every "report batch". A share that is killed is started again, up to three times, and goes
# on where it stopped. The result is in shares/whole. With --executor, the jobs run on a cluster that shares a disk.
import json
import subprocess

directory = config["directory"]

# 1: rows have failed, which another try would not change.
def run(command):
    if subprocess.run(command).returncode not in (0, 1):
        raise RuntimeError(f"failed: {' '.join(command)}")

def plan():
    with open(f"{directory}/plan.json") as file:
        return json.load(file)

# Files that stand for folders: Snakemake removes what a job that failed has written, and shares go on from it.
rule merge:
    input: expand("{directory}/share-{number}.done", directory=directory, number=range(1, int(config["shares"]) + 1))
    output: touch(f"{directory}/whole.done")
    run: run(plan()["merge"])

rule share:
    input: f"{directory}/plan.json"
    output: touch(f"{directory}/share-{{number}}.done")
    retries: 3
    run: run(plan()["shares"][int(wildcards.number) - 1]["command"])

# A worker may be gone before its process is.
rule plan:
    output: f"{directory}/plan.json"
    params: options=config.get("options", "")
    shell:
        "report plan {config[list]} --shards {config[shares]} -o {directory} --json --"
        " --jobs 1 --wait --end-with-parent {params.options} >{output} || [ $? -eq 1 ]"
