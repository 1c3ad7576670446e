#!/usr/bin/env python3
"""Make the tables that come from free public data.

    python3 assets/gazetteer/make/from_csv.py FOLDER

FOLDER holds countries.csv, cities.csv, us_states.csv, us_officials.csv, us_given_names.csv,
us_surnames.csv and nicknames.csv (columns and origin: README.md beside the tables). The additions of
our own are in states-extra.tsv, cities-extra.tsv and given-names-extra.tsv beside this script. The output depends on
nothing else, so that running it twice gives the same bytes.
"""

import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent

STATE_COLUMNS = [
    "name", "code", "kind", "aliases", "official", "adjective", "demonyms", "capital",
    "capital_aliases", "government", "continent", "from", "to",
]


def read_csv(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def read_tsv(path):
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f]
    lines = [line for line in lines if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells))))


def values(cell):
    return [v for v in cell.split("|") if v]


def write(name, comment, columns, rows):
    with open(OUT / name, "w", encoding="utf-8", newline="\n") as f:
        f.write(f"# {comment}\n")
        f.write("\t".join(columns) + "\n")
        for row in rows:
            f.write("\t".join(row) + "\n")


def merged(old, changes):
    """Values of a cell after `changes`: a plain value is added, one with a leading "-" taken away."""
    result = values(old)
    for value in values(changes):
        if value.startswith("-"):
            result.remove(value[1:])
        elif value not in result:
            result.append(value)
    return "|".join(result)


def states(folder):
    rows = {}
    for c in read_csv(folder, "countries.csv"):
        rows[c["iso2"]] = {
            "name": c["name"], "code": c["iso2"], "kind": c["kind"], "aliases": c["aliases"],
            "official": c["official_name"] if c["official_name"] != c["name"] else "",
            "adjective": c["adjective"], "demonyms": c["demonyms"], "capital": c["capital"],
            "capital_aliases": c["capital_aliases"], "government": "", "continent": c["continent"],
            "from": "", "to": "",
        }
    for extra in read_tsv(HERE / "states-extra.tsv"):
        row = rows.setdefault(extra["code"], dict.fromkeys(STATE_COLUMNS, ""))
        for column in STATE_COLUMNS:
            if column in ("aliases", "demonyms", "capital_aliases", "government"):
                row[column] = merged(row[column], extra[column])
            elif extra[column]:
                row[column] = extra[column]
    ordered = sorted(rows.values(), key=lambda r: (r["kind"] != "state", r["name"]))
    write("states.tsv", "States and territories, see README.md. Made by make/from_csv.py; edit make/states-extra.tsv.",
          STATE_COLUMNS, [[r[c] for c in STATE_COLUMNS] for r in ordered])


def cities(folder):
    columns = ["name", "aliases", "country", "us_state", "population"]
    rows = [[r[c] for c in columns] for r in read_csv(folder, "cities.csv")]
    rows += [[r[c] for c in columns] for r in read_tsv(HERE / "cities-extra.tsv")]
    write("cities.tsv", "Cities of 100,000 people and more, and smaller places that news name. Data: GeoNames, CC BY 4.0, reduced and changed, and make/cities-extra.tsv. Made by make/from_csv.py.",
          columns, rows)


def us_states(folder):
    rows = [[r["code"], r["name"]] for r in read_csv(folder, "us_states.csv")]
    write("us-states.tsv", "States of the United States. Data: GeoNames, CC BY 4.0. Made by make/from_csv.py.", ["code", "name"], rows)


def us_officials(folder):
    """Everybody who served after 1979, with the parties' usual names."""
    columns = ["name", "short_names", "surname", "office", "state", "party", "from", "to"]
    rows = [[r[c] for c in columns] for r in read_csv(folder, "us_officials.csv") if r["to"] >= "1980"]
    rows.sort(key=lambda r: (r[2], r[0], r[6]))
    write("us-officials.tsv", "Members of the US Congress, presidents, vice presidents. Data: unitedstates/congress-legislators, CC0. Made by make/from_csv.py.",
          columns, rows)


def given_names(folder):
    """Names of the Census with their percentage; names of other languages stand at the weight of a
    middling American name, for nothing is known of their frequency."""
    seen = {}
    for r in read_csv(folder, "us_given_names.csv"):
        key = (r["name"], r["sex"].lower())
        seen[key] = max(seen.get(key, 0.0), float(r["percent"]))
    for r in read_tsv(HERE / "given-names-extra.tsv"):
        for name in values(r["names"]):
            seen.setdefault((name, r["sex"]), 0.01)
    rows = sorted(([n, s, f"{w:.3f}"] for (n, s), w in seen.items()), key=lambda r: (r[0], r[1]))
    write("given-names.tsv", "Given names. Data: US Census 1990 (public domain) and make/given-names-extra.tsv. Made by make/from_csv.py.",
          ["name", "sex", "weight"], rows)


def surnames(folder):
    rows = [[r["name"], r["percent"]] for r in read_csv(folder, "us_surnames.csv")]
    write("surnames.tsv", "Surnames, most frequent first. Data: US Census 1990 (public domain). Made by make/from_csv.py.",
          ["name", "weight"], rows)


def nicknames(folder):
    """One row a name, its nicknames together."""
    rows = {}
    for r in read_csv(folder, "nicknames.csv"):
        rows.setdefault(r["name"], []).append(r["nickname"])
    write("nicknames.tsv", "Nicknames, lower case. Data: nicknames, Apache-2.0, converted. Made by make/from_csv.py.",
          ["name", "nicknames"], [[n, "|".join(dict.fromkeys(k))] for n, k in sorted(rows.items())])


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    for make in (states, cities, us_states, us_officials, given_names, surnames, nicknames):
        make(folder)


if __name__ == "__main__":
    main()
