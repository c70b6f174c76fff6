"""Checks that targets import only those that Package.swift lets them.

The compiler finds any target that has been built, so an import that runs against the arrows of
Documentation/Architecture.md may well build. SwiftPM itself refuses targets that need each other.
Reads what `swift package dump-package` prints.
"""

import json
import pathlib
import re
import sys

IMPORT = re.compile(r"^(?:@\w+ +)*(?:(?:public|package|internal|fileprivate|private) +)?import +(?:\w+ +)?(\w+)")


def problems(package: dict, root: pathlib.Path) -> list[str]:
    targets = {target["name"]: target for target in package["targets"]}
    found = []
    for name, target in sorted(targets.items()):
        allowed = {name} | {
            dependency["byName"][0]
            for dependency in target["dependencies"]
            if "byName" in dependency
        }
        default = f"{'Tests' if target['type'] == 'test' else 'Sources'}/{name}"
        for file in sorted((root / (target.get("path") or default)).rglob("*.swift")):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = IMPORT.match(line)
                module = match.group(1) if match else None
                if module in targets and module not in allowed:
                    found.append(
                        f"{file.relative_to(root)}:{number}: {name} imports {module}; expected one of "
                        f"{', '.join(sorted(allowed - {name}))}. Move what is needed to a target that "
                        "both may import."
                    )
    return found


if __name__ == "__main__":
    messages = problems(json.load(sys.stdin), pathlib.Path(__file__).resolve().parents[2])
    print("\n".join(messages), end="\n" if messages else "", file=sys.stderr)
    sys.exit(bool(messages))
