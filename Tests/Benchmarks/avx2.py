"""Times a pair beside ONNX Runtime where both have AVX2 at most, in turns.

    avx2.py ENCODER_BENCHMARK MODEL_FOLDER MODEL.onnx [ROUNDS]

ONNX Runtime has no setting for that: it asks the processor. This makes a copy of the installed package in which the
one jump to its choice of AVX-512 kernels is left out (MLAS_PLATFORM's constructor: the processor has AVX512F, and
the system saves such registers, bits e0 of XCR0). This package is limited by ONEDNN_MAX_CPU_ISA.
"""

import importlib.util
import os
import pathlib
import re
import shutil
import statistics
import sys
import tempfile

from benchmark import HERE, PAIR, Contender, ratio, rounds_of

# test r10d, 0x10000 (AVX512F); je; mov; not; test al, 0xe0; je the choice of AVX-512 kernels
CHOICE = re.compile(
    rb"\x41\xf7[\xc0-\xc7]\x00\x00\x01\x00\x74.(?:.{1,8}?)\x48\xf7\xd0\xa8\xe0(\x0f\x84....)", re.S)
REPEATS = 10


def limited_copy(folder):
    """A folder for PYTHONPATH with an ONNX Runtime that does not use AVX-512."""
    original = pathlib.Path(importlib.util.find_spec("onnxruntime").origin).parent
    copy = pathlib.Path(folder, "onnxruntime")
    shutil.copytree(original, copy, ignore=shutil.ignore_patterns("__pycache__"))
    library, = (copy / "capi").glob("onnxruntime_pybind11_state*.so")
    code = bytearray(library.read_bytes())
    found = list(CHOICE.finditer(code))
    if len(found) != 1:
        sys.exit(f"{library.name}: expected one choice of AVX-512 kernels, found {len(found)}: a newer release?")
    first, last = found[0].span(1)
    code[first:last] = b"\x90" * (last - first)
    library.write_bytes(code)
    return folder


def main():
    benchmark, model, onnx = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 40
    peer = [sys.executable, os.path.join(HERE, "encode_peer.py"), "onnx", model, "2", onnx]
    with tempfile.TemporaryDirectory() as folder:
        contenders = {
            "this": Contender(benchmark, model, "2"),
            "ONNX Runtime": Contender(*peer),
            "this, AVX2": Contender(benchmark, model, "2", ONEDNN_MAX_CPU_ISA="AVX2"),
            "ONNX Runtime, AVX2": Contender(*peer, PYTHONPATH=limited_copy(folder)),
        }
        results = rounds_of(
            {name: lambda c=contender: c.encode(PAIR, REPEATS) for name, contender in contenders.items()}, rounds)
        for name, contender in contenders.items():
            contender.close()
            print(f"{name}: {statistics.median(results[name]):.2f} ms, fastest round {min(results[name]):.2f} ms")
        for limit in ("", ", AVX2"):
            print(f"ratio{limit}: {ratio(results, 'ONNX Runtime' + limit, 'this' + limit):.2f}")


if __name__ == "__main__":
    main()
