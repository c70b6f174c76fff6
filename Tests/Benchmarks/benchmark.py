"""Times this package beside its peers, in one run and in turns, on the same input.

Run it as `make benchmark`, or: BENCHMARK_PYTHON Tests/Benchmarks/benchmark.py WORK_FOLDER [ROUNDS]

WORK_FOLDER gets a full-size DistilBERT with random weights in the hub's layout, both models as ONNX
files, and results.json. Each round runs every contender once on a task; the table has the medians of
the rounds and the median of the rounds' ratios. A short probe of the processor stands beside each
round, so that a round on a busy machine is seen: its spread is printed.
"""

import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.join(ROOT, "Tests/Benchmarks")
RELEASE = os.path.join(ROOT, ".build/release")
# Where reports go: the disk would decide else.
SHARED_MEMORY = "/dev/shm"
MINILM = os.path.join(ROOT, "Models/all-MiniLM-L6-v2")
PAIR = ["The bank of the river was calm.", "She went to the bank to deposit money."]
WORDS = "the bank of the river was calm and she went there to deposit her money".split()

# Threads of ONNX Runtime and of PyTorch look for work a while after a run, and take a core from the next.
PAUSE = 0.25  # seconds

probes = []


def probe():
    """Milliseconds of a fixed piece of work on one core."""
    begin = time.perf_counter()
    hashlib.sha256(b"x" * (4 << 20)).digest()
    probes.append(1000 * (time.perf_counter() - begin))


class Contender:
    """A process that answers a command on standard input with a line of JSON."""

    def __init__(self, *command, **environment):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, env=dict(os.environ, **environment))
        self.loading = json.loads(self.process.stdout.readline())

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def encode(self, texts, repeats):
        return statistics.median(self.ask(f"encode {repeats} " + "\t".join(texts))["ms"])

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def rounds_of(tasks, rounds):
    """Runs each named task once a round; returns a list of milliseconds for each."""
    results = {name: [] for name in tasks}
    print(f"  {', '.join(tasks)}", file=sys.stderr)
    for run in tasks.values():
        run()
    for _ in range(rounds):
        probe()
        for name, run in tasks.items():
            time.sleep(PAUSE)
            results[name].append(run())
    return results


def ratio(results, slower, faster):
    return statistics.median(a / b for a, b in zip(results[slower], results[faster]))


def timed(command, **options):
    """Wall milliseconds and peak megabytes of a process."""
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, **options)
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = 1000 * (time.perf_counter() - begin)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            sys.exit(f"{' '.join(command)} failed with status {process.returncode}:\n"
                     + errors.read().decode(errors="replace"))
    return elapsed, usage.ru_maxrss / 1024


def encoding(name, model, onnx, rounds, rows):
    """Encoding alone: all hidden states and attentions returned."""
    benchmark = os.path.join(RELEASE, "encoder-benchmark")
    peer = os.path.join(HERE, "encode_peer.py")
    contenders = {
        "ours": Contender(benchmark, model, "2"),
        "ours, 1 thread": Contender(benchmark, model, "1"),
        "ONNX Runtime": Contender(sys.executable, peer, "onnx", model, "2", onnx),
        "PyTorch": Contender(sys.executable, peer, "torch", model, "2"),
    }
    if "avx512_bf16" in open("/proc/cpuinfo", encoding="utf-8").read():
        contenders["ours, bf16"] = Contender(benchmark, model, "2", "bf16")
    loading = {key: value.loading["load"] for key, value in contenders.items()}
    first = {key: value.encode(PAIR, 1) for key, value in contenders.items()}
    # What takes milliseconds meets more of the machine's own noise, and gets more rounds.
    # The first of three runs fetches memory that another contender has just given back to the system, which
    # can take a second; the median is that of a process at work.
    tasks = [("one pair", PAIR, 10, 8 * rounds), ("batch of 128 pairs", PAIR * 128, 3, rounds)]
    tasks += [
        (f"{count} {'sentences' if count > 1 else 'sentence'} of {length} tokens",
         [" ".join(WORDS[(row + k) % len(WORDS)] for k in range(length - 2)) for row in range(count)],
         max(3, 40 // length), rounds)
        for count, length in ((8, 5), (8, 15), (8, 40), (8, 128), (8, 510), (1, 510))
    ]
    for task, texts, repeats, turns in tasks:
        print(f"{name}, {task}", file=sys.stderr)
        results = rounds_of(
            {key: lambda c=value, t=texts, n=repeats: c.encode(t, n) for key, value in contenders.items()},
            turns)
        medians = {key: statistics.median(value) for key, value in results.items()}
        for peer_name in ("ONNX Runtime", "PyTorch"):
            rows.append({
                "work": f"encode, {name}, {task}", "ours": medians["ours"], "peer": peer_name,
                "theirs": medians[peer_name], "ratio": ratio(results, peer_name, "ours")})
        if "ours, bf16" in results:
            rows.append({
                "work": f"encode in bf16, {name}, {task}", "ours": medians["ours, bf16"],
                "peer": "ONNX Runtime", "theirs": medians["ONNX Runtime"],
                "ratio": ratio(results, "ONNX Runtime", "ours, bf16")})
        rows.append({
            "work": f"encode, {name}, {task}", "ours": medians["ours"], "peer": "ours, 1 thread",
            "theirs": medians["ours, 1 thread"], "ratio": ratio(results, "ours, 1 thread", "ours")})
    tokenising = contenders["ours"].ask("tokenise 3 " + "\t".join(PAIR * 128))["ms"]
    for contender in contenders.values():
        contender.close()
    return {"load": loading, "first pair": first, "tokenise 128 pairs": statistics.median(tokenising)}


def write_list(path, count):
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,sentence1,sentence2,word\n")
        for number in range(count):
            file.write(f"pair-{number},{PAIR[0]},{PAIR[1][:-1]} {number + 1000}.,bank\n")


def pairs(name, model, folder, rounds, rows):
    """Whole pairs: one process for one pair, and pairs of a long list, figures and page included."""
    report = os.path.join(RELEASE, "report")
    output = tempfile.mkdtemp(dir=SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else folder)
    count = 300
    lists = {n: os.path.join(folder, f"{n}.csv") for n in (1, 10, 100, count, 1000)}
    for number, path in lists.items():
        write_list(path, number)
    peaks = {}

    def command(repeats):
        return [sys.executable, os.path.join(HERE, "notebook.py"), model, output, str(repeats)]

    def notebook(repeats):
        return json.loads(subprocess.run(
            command(repeats), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            check=True).stdout)["seconds"]

    def batch(number):
        shutil.rmtree(output, ignore_errors=True)
        wall, peak = timed([report, "batch", lists[number], "-o", output, "--model", model,
                            "--formats", "png", "--quiet"])
        peaks[number] = peak
        return wall

    def pair():
        shutil.rmtree(output, ignore_errors=True)
        return timed([report, "pair", *PAIR, "--word", "bank", "--model", model, "-o", output,
                      "--quiet"])[0]

    results = rounds_of({
        "process": pair,
        "notebook process": lambda: timed(command(1))[0],
        "batch pair": lambda: (batch(count) - batch(1)) / (count - 1),
        "notebook pair": lambda: 1000 * statistics.median(notebook(5)[1:]),
    }, rounds)
    medians = {key: statistics.median(value) for key, value in results.items()}
    rows.append({
        "work": f"one pair as a process, {name}", "ours": medians["process"],
        "peer": "the notebook", "theirs": medians["notebook process"],
        "ratio": ratio(results, "notebook process", "process")})
    rows.append({
        "work": f"one pair of a list, {name}", "ours": medians["batch pair"],
        "peer": "the notebook", "theirs": medians["notebook pair"],
        "ratio": ratio(results, "notebook pair", "batch pair")})
    sizes = {number: batch(number) / number for number in (10, 100, 1000)}
    stages = json.loads(subprocess.run(
        [os.path.join(RELEASE, "stage-benchmark"), model, output], stdout=subprocess.PIPE,
        check=True).stdout)
    shutil.rmtree(output, ignore_errors=True)
    return {"milliseconds a pair, by length of the list": sizes,
            "peak MB, by length of the list": peaks,
            "milliseconds of a pair's stages, on one thread": stages}


def prepare(folder):
    """The models; made once."""
    distilbert = os.path.join(folder, "distilbert")
    scripts = [
        (distilbert, [os.path.join(HERE, "make_distilbert.py"), MINILM, distilbert]),
        *((os.path.join(folder, f"{name}.onnx"),
           [os.path.join(HERE, "export_onnx.py"), model, os.path.join(folder, f"{name}.onnx")])
          for name, model in (("DistilBERT", distilbert), ("MiniLM", MINILM))),
    ]
    for path, command in scripts:
        if not os.path.exists(path):
            subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    return {"DistilBERT": distilbert, "MiniLM": MINILM}


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.processor()


def main():
    folder = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    os.makedirs(folder, exist_ok=True)
    rows, apart = [], {}
    for name, model in prepare(folder).items():
        apart[name] = encoding(name, model, os.path.join(folder, f"{name}.onnx"), rounds, rows)
        apart[name].update(pairs(name, model, folder, rounds, rows))
    print(f"{'work':48}{'ours, ms':>10}{'theirs, ms':>12}  {'ratio':>6}")
    for row in rows:
        print(f"{row['work']:48}{row['ours']:10.2f}{row['theirs']:12.2f}  {row['ratio']:6.2f} × "
              f"{row['peer']}")
    for name, values in apart.items():
        print(name, json.dumps(values))
    spread = f"{min(probes):.1f} / {statistics.median(probes):.1f} / {max(probes):.1f} ms"
    print(f"probe of the machine, min / median / max: {spread}")
    with open(os.path.join(folder, "results.json"), "w", encoding="utf-8") as file:
        json.dump({
            "machine": f"{processor()}, {os.cpu_count()} cores", "rounds": rounds, "probe": spread,
            "rows": rows, "apart": apart}, file, indent=1)


if __name__ == "__main__":
    main()
