"""Reads the tables of reports with pandas, polars, DuckDB and R, with the types that datapackage.json names.

    pip install pandas polars duckdb frictionless
    python3 Tests/Tables/read_tables.py FOLDER...

Each folder holds a datapackage.json: a report of a pair, a word or an evaluation, or a batch. Every text must come out
as the bytes in the file say (an id such as 007, the word null), every number as one, and an empty field as missing.
Where a batch also has summary.sqlite, SQLite, pandas, polars and DuckDB have to find the same in it.
frictionless checks the descriptions themselves, types and keys included. Of R, which need not be there, only its own
functions are used. Exits with 1 at the first table that is read otherwise.
"""

import csv
import json
import math
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import frictionless
import pandas
import polars

PANDAS = {"string": "string", "number": "float64", "integer": "Int64"}
POLARS = {"string": polars.String, "number": polars.Float64, "integer": polars.Int64}
DUCKDB = {"string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT"}
R_TYPES = {"string": "character", "number": "numeric", "integer": "integer"}


def expected(path, resource):
    """What the file says, column by column, read with nothing but Python's own reader."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=resource["dialect"]["delimiter"]))
    fields = resource["schema"]["fields"]
    assert rows[0] == [field["name"] for field in fields], f"{path}: other columns: {rows[0]}"
    return [
        [value(row[place], field["type"]) for row in rows[1:]] for place, field in enumerate(fields)
    ]


def value(text, kind):
    """A field as its type says; None where it is empty, "" of a text."""
    if kind == "string":
        return text
    if not text:
        return None
    return float(text) if kind == "number" else int(text)


def plain(item, kind):
    """What a reader gives for a field, for comparison: missing and empty texts are one."""
    missing = item is None or item is pandas.NA or (isinstance(item, float) and math.isnan(item))
    if missing:
        return "" if kind == "string" else None
    return item


def with_pandas(path, resource):
    types = {field["name"]: PANDAS[field["type"]] for field in resource["schema"]["fields"]}
    frame = pandas.read_csv(
        path, sep=resource["dialect"]["delimiter"], dtype=types, keep_default_na=False,
        na_values={name: [""] for name in types})
    return [frame[name].tolist() for name in types]


def with_polars(path, resource):
    types = {field["name"]: POLARS[field["type"]] for field in resource["schema"]["fields"]}
    frame = polars.read_csv(path, separator=resource["dialect"]["delimiter"], schema=types)
    return [frame[name].to_list() for name in types]


def with_duckdb(path, resource):
    types = {field["name"]: DUCKDB[field["type"]] for field in resource["schema"]["fields"]}
    rows = duckdb.read_csv(
        str(path), sep=resource["dialect"]["delimiter"], header=True, columns=types, quotechar='"',
        escapechar='"').fetchall()
    return [[row[place] for row in rows] for place in range(len(types))]


def with_r(path, resource):
    """R's own reader. What it has read is printed with signs between fields and for line breaks that no table has."""
    kinds = ", ".join(json.dumps(R_TYPES[field["type"]]) for field in resource["schema"]["fields"])
    script = f"""
        delimiter <- {json.dumps(resource["dialect"]["delimiter"])}
        table <- read.table({json.dumps(str(path))}, header = TRUE, sep = delimiter, quote = "\\"", comment.char = "",
          check.names = FALSE, fileEncoding = "UTF-8", fill = FALSE, na.strings = "", colClasses = c({kinds}))
        for (column in table) {{
          texts <- ifelse(is.na(column), "", if (is.numeric(column)) sprintf("%.17g", column) else column)
          cat(paste(chartr("\\n", "\\001", texts), collapse = "\\002"), "\\n", sep = "")
        }}"""
    with tempfile.NamedTemporaryFile("w", suffix=".R", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        done = subprocess.run(
            ["Rscript", "--encoding=UTF-8", file.name], capture_output=True, check=True,
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    columns = done.stdout.decode().split("\n")[:-1]
    types = [field["type"] for field in resource["schema"]["fields"]]
    return [
        [value(text.replace("\x01", "\n"), kind) for text in column.split("\x02")]
        for column, kind in zip(columns, types, strict=True)
    ]


def database_with_sqlite(path, names):
    rows = sqlite3.connect(path).execute(f"SELECT {names} FROM pairs ORDER BY rowid").fetchall()
    return [list(column) for column in zip(*rows, strict=True)]


def database_with_pandas(path, names):
    frame = pandas.read_sql_query(f"SELECT {names} FROM pairs ORDER BY rowid", sqlite3.connect(path))
    return [frame[name].tolist() for name in frame.columns]


def database_with_polars(path, names):
    frame = polars.read_database(
        f"SELECT {names} FROM pairs ORDER BY rowid", sqlite3.connect(path), infer_schema_length=None)
    return [frame[name].to_list() for name in frame.columns]


def database_with_duckdb(path, names):
    """DuckDB's own extension for SQLite, which it downloads when it is not there."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS base (TYPE sqlite)")
        rows = connection.execute(f"SELECT {names} FROM base.pairs ORDER BY number").fetchall()
    return [list(column) for column in zip(*rows, strict=True)]


def has_duckdb_extension():
    try:
        duckdb.connect().execute("INSTALL sqlite; LOAD sqlite")
    except duckdb.Error:
        return False
    return True


def check_database(path, resource, wanted):
    """The columns of the table, as numbers and texts, after the number of the row."""
    fields = resource["schema"]["fields"]
    kinds = {"string": "TEXT", "number": "REAL"}
    base = sqlite3.connect(path)
    found = base.execute("SELECT name, type FROM pragma_table_info('pairs')").fetchall()
    assert found == [("number", "INTEGER")] + [(field["name"], kinds[field["type"]]) for field in fields], found
    described = dict(base.execute("SELECT name, description FROM columns").fetchall())
    assert all(described[field["name"]] == field["description"] for field in fields), described
    names = ", ".join('"' + field["name"].replace('"', '""') + '"' for field in fields)
    readers = [database_with_sqlite, database_with_pandas, database_with_polars]
    readers += [database_with_duckdb] if has_duckdb_extension() else []
    for reader in readers:
        for field, column, right in zip(fields, reader(path, names), wanted, strict=True):
            got = [plain(item, field["type"]) for item in column]
            if got != right:
                pairs = [pair for pair in zip(got, right, strict=False) if pair[0] != pair[1]]
                sys.exit(f"{path}, {field['name']}, {reader.__name__}: {pairs[:3]}")
    print(f"{path}: {len(wanted[0])} rows, {len(fields)} columns, {len(readers)} readers")


def same(found, right, reader):
    """Whether two columns are. R 4.2 reads some numbers as the double beside the nearest one."""
    if reader is not with_r:
        return found == right
    return len(found) == len(right) and all(
        math.isclose(a, b, rel_tol=3e-16) if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(found, right, strict=True))


def check(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    if not report.valid:
        sys.exit(f"{folder}: frictionless: {report.flatten(['title', 'fieldName', 'message'])[:5]}")
    readers = [with_pandas, with_polars, with_duckdb] + ([with_r] if shutil.which("Rscript") else [])
    for resource in package["resources"]:
        path = folder / resource["path"]
        fields = resource["schema"]["fields"]
        wanted = expected(path, resource)
        if not wanted[0]:
            continue
        for reader in readers:
            found = reader(path, resource)
            for field, column, right in zip(fields, found, wanted, strict=True):
                got = [plain(item, field["type"]) for item in column]
                if not same(got, right, reader):
                    pairs = [pair for pair in zip(got, right, strict=False) if pair[0] != pair[1]]
                    sys.exit(f"{path}, {field['name']}, {reader.__name__}: {pairs[:3]}")
        print(f"{path}: {len(wanted[0])} rows, {len(fields)} columns, {len(readers)} readers")
        database = folder / "summary.sqlite"
        if resource["path"] == "summary.csv" and database.exists():
            check_database(database, resource, wanted)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for name in sys.argv[1:]:
        check(Path(name))
