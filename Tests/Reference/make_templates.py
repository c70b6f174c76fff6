#!/usr/bin/env python3
"""Writes the reference data for page templates: make_templates.py FILE.json

Templates, values and what pystache, an implementation of Mustache, makes of them: cases of the specification's kinds,
and random templates from a fixed seed. The versions are those of requirements.txt. pystache differs from the page
templates by design in what it takes for false (empty texts and values, too), in how it shows what is no text, and in
keeping blanks behind a tag that is alone on its line; no case has any of these.
"""

import html
import json
import random
import re
import sys

import pystache

CASES = [
    # template, values, partials
    ("plain text, {one} brace } and {{ two }}", {"two": "2"}, {}),
    ("{{a}}{{ b }}{{missing}}.", {"a": "<&>\"'", "b": "ü 銀 🏦"}, {}),
    ("{{a.b.c}} {{a.b.d}} {{a.x.c}}", {"a": {"b": {"c": "deep"}}, "x": {"c": "no"}}, {}),
    ("{{#a}}{{b}}{{/a}}{{^a}}none{{/a}}", {"a": True, "b": "yes"}, {}),
    ("{{#a}}{{b}}{{/a}}{{^a}}none{{/a}}", {"a": False, "b": "yes"}, {}),
    ("{{#a}}{{b}}{{/a}}{{^a}}none{{/a}}", {"a": [], "b": "yes"}, {}),
    ("{{#a}}{{b}}{{/a}}{{^a}}none{{/a}}", {"b": "yes"}, {}),
    ("{{#a}}[{{.}}]{{/a}}", {"a": ["1", "<2>", "3"]}, {}),
    ("{{#a}}({{#.}}{{.}},{{/.}}){{/a}}", {"a": [["1", "2"], [], ["3"]]}, {}),
    ("{{#a}}{{x}}{{y}};{{/a}}", {"a": [{"x": "1"}, {"x": "2", "y": "own"}], "y": "outer"}, {}),
    ("{{#a}}{{#b}}{{c}}{{/b}}{{/a}}", {"a": {"b": {"d": "1"}}, "c": "seen from inside"}, {}),
    ("{{#a.b}}{{c}}{{/a.b}}", {"a": {"b": [{"c": "1"}, {"c": "2"}]}}, {}),
    ("{{#a}}{{b.c}}{{/a}}", {"a": {"b": {"d": "1"}}, "b": {"c": "not this"}}, {}),
    ("1\n{{#a}}\n2\n{{/a}}\n3\n", {"a": True}, {}),
    ("1\n  {{#a}}\n  2\n\t{{/a}}\n3", {"a": True}, {}),
    ("1\r\n{{#a}}\r\n2\r\n{{/a}}\r\n3", {"a": True}, {}),
    ("1 {{#a}}\n2\n{{/a}} 3\n", {"a": True}, {}),
    ("{{#a}}{{/a}}\n{{#a}} {{/a}}\n", {"a": True}, {}),
    ("{{#a}}\n{{/a}}", {"a": True}, {}),
    ("  {{a}}\n  {{#b}}{{a}}{{/b}}\n", {"a": "x", "b": True}, {}),
    ("1{{! comment }}2\n{{! alone }}\n  {{! indented }}\n3 {{! at the end }}\n4", {}, {}),
    ("1\n{{!\nof several\nlines\n}}\n2", {}, {}),
    ("[{{> p}}]", {"a": "x"}, {"p": "{{a}}\n"}),
    ("1\n{{> p}}\n2", {"a": "x"}, {"p": "{{a}}\n{{a}}\n"}),
    ("1\n  {{> p}}\n2", {"a": "x\ny"}, {"p": "{{a}}\n|\n"}),
    ("1\n  {{> p}}\n2", {"a": True}, {"p": "{{#a}}\nline\n{{/a}}\n\nend"}),
    ("1\n  {{> p}}\n2", {"a": True}, {"p": "1\n {{> q}}\n3\n", "q": "q\nr\n"}),
    ("{{#a}}{{> p}}{{/a}}", {"a": ["1", "2"]}, {"p": "<{{.}}>"}),
    (" {{#a}}\n  {{> p}}\n {{/a}}\n", {"a": [{"b": "1"}, {"b": "2"}]}, {"p": "{{b}}\n"}),
]

NAMES = ["a", "b", "c", "d"]


def values(chance, depth):
    result = {"e": "never empty"}
    for name in NAMES:
        kind = chance.choice(["text", "flag", "list", "values", "texts", "missing"])
        if kind == "text" or depth == 0 and kind in ("list", "values"):
            result[name] = chance.choice(["x", "<y>", "&", "z\n", " "])
        elif kind == "flag":
            result[name] = {"flag": chance.random() < 0.5}
        elif kind == "values":
            result[name] = values(chance, depth - 1)
        elif kind == "list":
            result[name] = [values(chance, depth - 1) for _ in range(chance.randrange(3))]
        elif kind == "texts":
            result[name] = [chance.choice("pqr") for _ in range(chance.randrange(3))]
    return result


def template(chance, depth, partials):
    text = ""
    for _ in range(chance.randrange(1, 6)):
        kind = chance.choice(["text", "blank", "line", "value", "section", "inverted", "partial", "comment"])
        name = chance.choice(NAMES + ["a.b", "c.d", "."])
        if kind == "text":
            text += chance.choice(["t", "é", "<p>"])
        elif kind == "blank":
            text += chance.choice([" ", "\t", "  "])
        elif kind == "line":
            text += chance.choice(["\n", "\n", "\r\n"])
        elif kind == "comment":
            text += "{{! c }}" + chance.choice(["", "\n"])
        elif kind == "partial" and partials:
            text += "{{> " + chance.choice(partials) + "}}" + chance.choice(["", "\n"])
        elif kind in ("section", "inverted") and depth > 0:
            mark = "#" if kind == "section" else "^"
            end = chance.choice(["", "\n"])
            inner = template(chance, depth - 1, partials)
            text += "{{" + mark + name + "}}" + end + inner + "{{/" + name + "}}" + end
    return text


def of_pystache(value):
    """Flags are wrapped, so that no value shows one as text."""
    if isinstance(value, dict):
        if set(value) == {"flag"}:
            return value["flag"]
        return {key: of_pystache(inner) for key, inner in value.items()}
    return [of_pystache(inner) for inner in value] if isinstance(value, list) else value


def shows_otherwise(text):
    """What pystache shows of values that are no text."""
    return any(part in text for part in ("True", "False", "[", "{'", "{}"))


BLANKS_BEHIND_A_TAG = re.compile(r"\}\}[ \t]+(\r?\n|$)")


def main():
    chance = random.Random(20261129)
    cases = [(text, data, partials, True) for text, data, partials in CASES]
    while len(cases) < len(CASES) + 300:
        partials = {"q": template(chance, 1, [])}
        partials["p"] = template(chance, 1, ["q"])
        text = template(chance, 3, ["p", "q"])
        if not any(BLANKS_BEHIND_A_TAG.search(part) for part in (text, *partials.values())):
            cases.append((text, values(chance, 2), partials, False))
    renderer = dict(escape=lambda text: html.escape(text).replace("&#x27;", "&#39;"), missing_tags="ignore")
    result = []
    for text, data, partials, is_kept in cases:
        expected = pystache.Renderer(partials=partials, **renderer).render(text, of_pystache(data))
        if is_kept or not shows_otherwise(expected):
            result.append({"template": text, "values": data, "partials": partials, "expected": expected})
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        lines = (json.dumps(case, ensure_ascii=False) for case in result)
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
