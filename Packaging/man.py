"""Writes the manual page of a program from the description that it gives of itself.

Usage: man.py PROGRAM VERSION >report.1

Swift ArgumentParser's own generator builds every target of the package before it writes; this reads
the same description (--experimental-dump-help) from the program that is packed.
"""

import json
import subprocess
import sys


def escaped(text):
    """Text as roff reads it: no sign of it is a request, and hyphens can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\n".join("\\&" + line if line.startswith((".", "\\(aq")) else line for line in text.split("\n"))


def option_name(name):
    return ("-" if name["kind"] == "short" else "--" if name["kind"] == "long" else "-") + name["name"]


def signature(argument):
    """An argument with its names and value, in bold and italics."""
    value = f"\\fI{escaped(argument.get('valueName', ''))}\\fR"
    if argument["kind"] == "positional":
        return value
    names = sorted(argument["names"], key=lambda name: name["kind"] != "short")
    text = ", ".join(f"\\fB{escaped(option_name(name))}\\fR" for name in names)
    return text if argument["kind"] == "flag" else f"{text} {value}"


def synopsis(path, command):
    parts = [f"\\fB{escaped(path)}\\fR"]
    for argument in shown(command):
        required = not argument["isOptional"]
        if argument["kind"] == "positional" or required:
            short = argument if argument["kind"] == "positional" else {**argument, "names": [argument["preferredName"]]}
            text = signature(short) + (" ..." if argument["isRepeating"] else "")
            parts.append(text if required else f"[{text}]")
    if any(not a["isRepeating"] and a["isOptional"] and a["kind"] != "positional" for a in shown(command)):
        parts.insert(1, "[\\fIoptions\\fR]")
    return " ".join(parts)


def shown(command):
    """The arguments of a command; a flag and its opposite, such as --resume and --no-resume, as one."""
    found = []
    for argument in command.get("arguments", []):
        if not argument["shouldDisplay"]:
            continue
        if found and argument["kind"] == found[-1]["kind"] == "flag" and [
                name["name"] for name in argument["names"]] == ["no-" + name["name"] for name in found[-1]["names"]]:
            found[-1] = {**found[-1], "names": found[-1]["names"] + argument["names"]}
        else:
            found.append(argument)
    return found


def paragraphs(text):
    return "\n.PP\n".join(escaped(part).replace("\n", "\n.br\n") for part in text.split("\n\n"))


def commands(command, path):
    """Each command that does something, with its full name."""
    children = [c for c in command.get("subcommands", []) if c["shouldDisplay"] and c["commandName"] != "help"]
    if not children:
        yield path, command
    for child in children:
        yield from commands(child, f"{path} {child['commandName']}")


def page(root, version):
    name = root["commandName"]
    lines = [
        f'.TH {name.upper()} 1 "" "{name} {version}" "User commands"',
        ".SH NAME",
        f"{name} \\- {escaped(root['abstract'][0].lower() + root['abstract'].rstrip('.')[1:])}",
        ".SH SYNOPSIS",
    ]
    every = list(commands(root, name))
    for path, command in every:
        lines += [synopsis(path, command), ".br"]
    if root.get("discussion"):
        lines += [".SH DESCRIPTION", paragraphs(root["discussion"])]
    lines.append(".SH COMMANDS")
    for path, command in every:
        lines += [f".SS {escaped(path)}", escaped(command["abstract"])]
        if command.get("discussion"):
            lines += [".PP", paragraphs(command["discussion"])]
        for argument in shown(command):
            text = argument.get("abstract", "")
            values = argument.get("allValues")
            if values:
                text += f" Values: {', '.join(values)}."
            if argument.get("defaultValue") is not None:
                text += f" Default: {argument['defaultValue']}."
            if argument.get("discussion"):
                text += " " + argument["discussion"]
            lines += [".TP", signature(argument), escaped(text.strip()) or "\\&"]
    lines += [
        ".SH EXIT STATUS",
        "0: all done; 1: done, but some rows failed; 64: wrong usage; 65: bad data; 66: missing input;",
        "69: service or model unavailable; 70: internal error; 73: output cannot be created;",
        "74: input or output failed; 75: batches are not finished yet (report status); 130: interrupted.",
        ".SH ENVIRONMENT",
        ".TP", "\\fBREPORT_MODEL\\fR",
        "The model to use without \\fB\\-\\-model\\fR: a folder, or a name on the Hugging Face hub.",
        ".TP", "\\fBHF_HUB_CACHE\\fR, \\fBHF_HOME\\fR, \\fBHF_ENDPOINT\\fR, \\fBHF_TOKEN\\fR, \\fBHF_HUB_OFFLINE\\fR",
        "As in Hugging Face's Python packages.",
    ]
    return "\n".join(lines) + "\n"


def main():
    program, version = sys.argv[1:]
    told = json.loads(subprocess.run(
        [program, "--experimental-dump-help"], check=True, stdout=subprocess.PIPE).stdout)
    if told["serializationVersion"] != 0:
        sys.exit(f"{program}: expected a description of version 0, found {told['serializationVersion']}")
    sys.stdout.write(page(told["command"], version))


if __name__ == "__main__":
    main()
