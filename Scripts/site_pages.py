"""Gathers the pages of the documentation's web site: README.md, and all files that it leads to.

Usage: site_pages.py FOLDER

Files keep their places, so that links between them hold. A link to a file that is not there, or that Git does not
have, is an error.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
CODE = re.compile(r"^(`{3,}).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(<?([^)\s>]+)>?\)")


def links(path):
    """The files that a page links to, and the links as they stand there."""
    for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
        file = unquote(target.split("#")[0])
        if file and not re.match(r"[a-z][a-z0-9+.-]*:", file):
            yield Path(os.path.normpath(path.parent / file)), target


def gather(first):
    """The file and all that it leads to, and what is wrong."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True,
        text=True, check=True)
    known = {ROOT / name for name in tracked.stdout.split("\0") if name}
    found, waiting, complaints = {first}, [first], []
    while waiting:
        page = waiting.pop()
        if page.suffix != ".md":
            continue
        for file, link in links(page):
            if file not in known:
                complaints.append(f"{page.relative_to(ROOT)}: links to {link}, which is no file of the repository")
            elif file not in found:
                found.add(file)
                waiting.append(file)
    return found, complaints


def main(folder):
    files, complaints = gather(ROOT / "README.md")
    if complaints:
        sys.exit("\n".join(sorted(complaints)))
    shutil.rmtree(folder, ignore_errors=True)
    for file in files:
        target = Path(folder, file.relative_to(ROOT))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: site_pages.py FOLDER")
    main(sys.argv[1])
