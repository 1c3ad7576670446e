#!/usr/bin/env python3
"""Check the gazetteer (or a folder of additions to it): format, references, dates, clashing names.

    python3 assets/gazetteer/make/check.py [FOLDER]

Prints one line a finding, `file:line: what`, and leaves with 1 if there is any. FOLDER is checked
together with the tables beside this script, as the program reads it.
"""

import calendar
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

COLUMNS = {
    "states.tsv": "name code kind aliases official adjective demonyms capital capital_aliases government continent from to",
    "organisations.tsv": "name kind state aliases parent",
    "people.tsv": "name aliases sex state note",
    "offices.tsv": "id titles generic organisation state kind",
    "tenures.tsv": "person office from to source",
    "other-tenures.tsv": "person office from to source",
    "us-officials.tsv": "name short_names surname office state party from to",
    "anchors.tsv": "name from to patterns kind source",
    "firsts.tsv": "name from patterns source",
    "occasions.tsv": "name when patterns source",
    "talk.tsv": "name when patterns source",
    "births.tsv": "name aliases born source",
    "remembered.tsv": "name on patterns source",
    "given-names.tsv": "name sex weight",
    "surnames.tsv": "name weight",
    "nicknames.tsv": "name nicknames",
    "cities.tsv": "name aliases country us_state population",
    "us-states.tsv": "code name",
    "titles.tsv": "title kind abbreviated",
    "roles.tsv": "noun number sex",
    "org-words.tsv": "word position",
    "place-words.tsv": "word position",
}

VALUES = {
    ("states.tsv", "kind"): "state territory",
    ("organisations.tsv", "kind"): "government ministry agency parliament court military party international alliance "
    "armed media company university ngo bank sport other",
    ("people.tsv", "sex"): "m f",
    ("offices.tsv", "kind"): "head-of-state head-of-government foreign-minister defence-minister finance-minister "
    "interior-minister spokesperson speaker central-bank intelligence military envoy secretary-general party-leader "
    "ambassador-un other",
    ("anchors.tsv", "kind"): "happening start end disaster election treaty attack summit law court sport games economy",
    ("given-names.tsv", "sex"): "m f",
    ("titles.tsv", "kind"): "honorific rank office role religious",
    ("titles.tsv", "abbreviated"): "yes no",
    ("roles.tsv", "number"): "singular plural",
    ("org-words.tsv", "position"): "head suffix prefix",
    ("place-words.tsv", "position"): "head suffix prefix",
}

KEYS = {
    "states.tsv": ["name"], "organisations.tsv": ["name"], "people.tsv": ["name"], "offices.tsv": ["id"],
    "tenures.tsv": ["person", "office", "from"], "other-tenures.tsv": ["person", "office", "from"], "anchors.tsv": ["name"], "firsts.tsv": ["name"], "occasions.tsv": ["name"], "talk.tsv": ["name"], "births.tsv": ["name"], "remembered.tsv": ["name"],
    "given-names.tsv": ["name", "sex"],
    "surnames.tsv": ["name"], "nicknames.tsv": ["name"], "us-states.tsv": ["code"], "titles.tsv": ["title", "kind"],
    "roles.tsv": ["noun", "number"], "org-words.tsv": ["word", "position"], "place-words.tsv": ["word", "position"],
}

# Columns without which a row means nothing: all that a user's own table must have.
REQUIRED = {
    "states.tsv": "name code kind", "us-states.tsv": "code name", "cities.tsv": "name", "organisations.tsv": "name kind",
    "us-officials.tsv": "name", "people.tsv": "name", "offices.tsv": "id titles", "tenures.tsv": "person office from",
    "other-tenures.tsv": "person office from", "anchors.tsv": "name from patterns", "firsts.tsv": "name from patterns",
    "occasions.tsv": "name when patterns", "talk.tsv": "name when patterns", "births.tsv": "name born",
    "remembered.tsv": "name on patterns", "given-names.tsv": "name sex", "surnames.tsv": "name",
    "nicknames.tsv": "name nicknames", "titles.tsv": "title kind", "roles.tsv": "noun",
    "org-words.tsv": "word position", "place-words.tsv": "word position",
}

NUMBERS = [("given-names.tsv", "weight"), ("surnames.tsv", "weight"), ("cities.tsv", "population")]


class Row(dict):
    """A record with its place: `where` is "file:line". A column that its table lacks is empty."""

    where = ""

    def __missing__(self, column):
        return ""


def values(cell):
    return cell.split("|") if cell else []


def span(text):
    """First and last day of YYYY, YYYY-MM or YYYY-MM-DD as tuples; None if it is no date."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return None
    parts = [int(p) for p in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 0
    if year < 1 or month > 12 or (len(parts) > 1 and month < 1):
        return None
    if len(parts) == 3:
        if not 1 <= parts[2] <= calendar.monthrange(year, month)[1]:
            return None
        return tuple(parts), tuple(parts)
    if len(parts) == 2:
        return (year, month, 1), (year, month, calendar.monthrange(year, month)[1])
    return (year, 1, 1), (year, 12, 31)


class Checker:
    def __init__(self):
        self.findings = []
        self.tables = {}

    def find(self, where, what):
        self.findings.append(f"{where}: {what}")

    def read(self, folder, own=False):
        known = set(COLUMNS)
        for path in sorted(folder.glob("*.tsv")):
            if path.name in known:
                new = list(self.rows(path, own))
                key = KEYS.get(path.name, [])
                replaced = {tuple(r[c] for c in key) for r in new} if key else set()
                old = self.tables.get(path.name, [])
                kept = [r for r in old if tuple(r[c] for c in key) not in replaced]
                self.tables[path.name] = kept + new

    def rows(self, path, own):
        columns = None
        expected = COLUMNS[path.name].split()
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except UnicodeDecodeError as error:
            self.find(path.name, f"not UTF-8: {error}")
            return
        for number, line in enumerate(lines, 1):
            where = f"{path.name}:{number}"
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if columns is None:
                columns = cells
                wanted = REQUIRED[path.name].split() if own else expected
                for column in wanted:
                    if column not in columns:
                        self.find(where, f"there is no column {column!r}")
                for column in columns:
                    if column not in expected or columns.count(column) > 1:
                        self.find(where, f"column {column!r} is not known, or there twice")
                if not own and columns != expected:
                    self.find(where, f"columns are {columns}, not {expected}")
                if any(column not in columns for column in wanted):
                    return
                continue
            if len(cells) != len(columns):
                self.find(where, f"{len(cells)} fields, not {len(columns)}")
                continue
            row = Row(zip(columns, cells))
            row.where = where
            for column, cell in row.items():
                if cell != cell.strip() or any(v != v.strip() or not v for v in values(cell)):
                    self.find(where, f"{column}: empty value or space at an end in {cell!r}")
            yield row

    def table(self, name):
        return self.tables.get(name, [])

    def check(self):
        self.closed_values()
        self.keys()
        self.dates()
        self.numbers()
        self.references()
        self.aliases()
        self.patterns()

    def closed_values(self):
        for (name, column), allowed in VALUES.items():
            for row in self.table(name):
                if column in row and row[column] not in allowed.split():
                    self.find(row.where, f"{column}: {row[column]!r} is none of {allowed}")

    def keys(self):
        for name, columns in KEYS.items():
            seen = {}
            for row in self.table(name):
                key = tuple(row[c] for c in columns)
                if not key[0]:
                    self.find(row.where, f"{columns[0]} is empty")
                if key in seen:
                    self.find(row.where, f"{key} stands in {seen[key]} already")
                seen[key] = row.where

    def dates(self):
        for name in ("states.tsv", "tenures.tsv", "other-tenures.tsv", "us-officials.tsv", "anchors.tsv", "firsts.tsv"):
            for row in self.table(name):
                spans = {}
                for column in ("from", "to"):
                    if column in row and row[column]:
                        spans[column] = span(row[column])
                        if spans[column] is None:
                            self.find(row.where, f"{column}: {row[column]!r} is no date")
                if name in ("tenures.tsv", "other-tenures.tsv", "anchors.tsv", "firsts.tsv") and not row["from"]:
                    self.find(row.where, "from is empty")
                if name == "anchors.tsv" and len(row["from"]) != 10:
                    self.find(row.where, "an anchor begins on a day")
                if len(spans) == 2 and all(spans.values()) and spans["from"][0] > spans["to"][1]:
                    self.find(row.where, f"{row['from']} is after {row['to']}")
        for name, column in (("births.tsv", "born"), ("remembered.tsv", "on")):
            for row in self.table(name):
                if span(row[column]) is None or name == "remembered.tsv" and len(row[column]) != 10:
                    self.find(row.where, f"{column}: {row[column]!r} is no date")
        for row in self.table("occasions.tsv") + self.table("talk.tsv"):
            self.windows(row)
        self.overlaps()

    def windows(self, row):
        """All of every year ("MM-DD..MM-DD") or all of given years, ascending."""
        ends = [(w.split("..") * 2)[:2] for w in row["when"].split(";")]
        yearly = len(ends[0][0]) == 5
        days = [[span("2000-" + e if yearly else e) for e in pair] for pair in ends]
        if any(day is None or len(end) != (5 if yearly else 10) for pair, two in zip(ends, days) for end, day in zip(pair, two)):
            self.find(row.where, f"when: {row['when']!r} holds what is no day")
        elif not yearly and any(a > b for a, b in zip(sum(days, []), sum(days, [])[1:])):
            self.find(row.where, "when: the days run backwards")

    def overlaps(self):
        """One person doesn't hold one office twice at a time."""
        held = {}
        for row in self.table("tenures.tsv") + self.table("other-tenures.tsv"):
            if span(row["from"]):
                held.setdefault((row["person"], row["office"]), []).append(row)
        for rows in held.values():
            rows.sort(key=lambda r: r["from"])
            for before, after in zip(rows, rows[1:]):
                end = span(before["to"]) if before["to"] else None
                if end is None or end[0] > span(after["from"])[1]:
                    self.find(after.where, f"overlaps {before.where}")

    def numbers(self):
        for name, column in NUMBERS:
            for row in (row for row in self.table(name) if column in row):
                try:
                    if float(row[column]) < 0:
                        raise ValueError
                except ValueError:
                    self.find(row.where, f"{column}: {row[column]!r} is no number of 0 or more")

    def references(self):
        codes = {r["code"] for r in self.table("states.tsv")}
        states = {r["name"] for r in self.table("states.tsv")}
        organisations = {r["name"] for r in self.table("organisations.tsv")} | states
        people = {r["name"] for r in self.table("people.tsv")}
        offices = {r["id"] for r in self.table("offices.tsv")}
        us_states = {r["code"] for r in self.table("us-states.tsv")}
        used = {r["office"] for r in self.table("tenures.tsv") + self.table("other-tenures.tsv")}
        used |= {"us-" + r["office"] for r in self.table("us-officials.tsv")}
        for name, column, allowed, optional in (
            ("organisations.tsv", "state", codes, True),
            ("organisations.tsv", "parent", organisations, True),
            ("people.tsv", "state", codes, True),
            ("offices.tsv", "state", codes, True),
            ("offices.tsv", "organisation", organisations, True),
            ("tenures.tsv", "person", people, False),
            ("tenures.tsv", "office", offices, False),
            ("other-tenures.tsv", "office", offices, False),
            ("cities.tsv", "country", codes, False),
            ("cities.tsv", "us_state", us_states, True),
            ("offices.tsv", "id", used, False),
        ):
            for row in self.table(name):
                if row[column] not in allowed and not ((optional or column not in row) and not row[column]):
                    self.find(row.where, f"{column}: nothing is called {row[column]!r}")
        for row in self.table("tenures.tsv") + self.table("other-tenures.tsv"):
            if not row["source"] and "source" in row:
                self.find(row.where, "source is empty")

    def aliases(self):
        """A name belongs to one state, organisation or person; only capitals and seats of
        government may be somebody's or something's name besides."""
        owner = {}
        for name, columns in (
            ("states.tsv", ("name", "aliases", "official")),
            ("organisations.tsv", ("name", "aliases")),
            ("people.tsv", ("name", "aliases")),
        ):
            for row in self.table(name):
                own = [v for c in columns for v in values(row[c])]
                for alias in dict.fromkeys(own):
                    if alias in owner and owner[alias] != (name, row["name"]):
                        self.find(row.where, f"{alias!r} also names {owner[alias][1]}")
                    owner.setdefault(alias, (name, row["name"]))
                if len(own) != len(set(own)):
                    self.find(row.where, "a name stands twice")

    def patterns(self):
        seen = {}
        for row in self.table("remembered.tsv"):
            if not row["patterns"] or row["patterns"] != row["patterns"].lower():
                self.find(row.where, "patterns wanted, in lower case")
        named = {}
        for row in self.table("occasions.tsv") + self.table("talk.tsv"):
            for pattern in values(row["patterns"]):
                if pattern != pattern.lower() or pattern in named:
                    self.find(row.where, f"pattern not in lower case, or twice: {pattern!r}")
                named[pattern] = row.where
        for row in self.table("anchors.tsv") + self.table("firsts.tsv"):
            if not row["patterns"]:
                self.find(row.where, "no patterns")
            for pattern in values(row["patterns"]):
                if pattern != pattern.lower():
                    self.find(row.where, f"pattern not in lower case: {pattern!r}")
                if pattern in seen:
                    self.find(row.where, f"pattern of {seen[pattern]} too: {pattern!r}")
                seen[pattern] = row.where


def main():
    checker = Checker()
    checker.read(HERE)
    if len(sys.argv) > 1:
        checker.read(Path(sys.argv[1]), own=True)
    checker.check()
    for finding in checker.findings:
        print(finding)
    for name in sorted(checker.tables):
        print(f"{len(checker.tables[name]):6} {name}", file=sys.stderr)
    sys.exit(1 if checker.findings else 0)


if __name__ == "__main__":
    main()
