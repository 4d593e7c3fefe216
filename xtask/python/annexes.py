"""What annexes II to VI of the EU's cosmetics regulation name on labels, as one JSON text.

Run by `cargo xtask label-report` with a file of labels, one JSON object a line. The annexes are those that come with
`on-the-list`; no network is used.
"""

import csv
import json
import sys

from on_the_list import register
from on_the_list.analyse import analyse

# What annex III asks for scents that a pack must name, and for nothing else.
NAMED = "presence of the substance"


def scents():
    """The entries of annex III that are scents which a pack must name."""
    with open(register.VENDORED / "annex_III.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) > 8]
    return {row[0].strip() for row in rows if NAMED in " ".join(row[7:9]).lower()}


def annex(entry, scents):
    return "III scents" if entry.annex == "III" and entry.reference in scents else entry.annex


def matches(text, annexes):
    report = analyse(label_text=text, register=annexes)
    if not report.parsed:
        # No heading: the whole text is the list.
        report = analyse(ingredients_text=text, register=annexes)
    # Left out, as the package itself does: parts of names in annex II, and what holds only for nanoparticles.
    left_out = [(it.ingredient, it.entry) for it in report.considered]
    return [it for it in report.matches if (it.ingredient, it.entry) not in left_out]


def main(path):
    annexes, named = register.load(register.VENDORED), scents()
    names = {}
    for entry in annexes.entries:
        names.setdefault(annex(entry, named), []).extend(entry.names)
    with open(path, encoding="utf-8") as file:
        labels = [json.loads(line) for line in file if line.strip()]
    answer = {
        "dates": sorted({date for date, _, _ in annexes.info.annexes.values()}),
        "names": {annex: sorted(set(all_names)) for annex, all_names in names.items()},
        "labels": [
            {
                "id": label["id"],
                "hits": [
                    {"annex": annex(it.entry, named), "printed": it.ingredient.raw, "name": it.matched_name}
                    for it in matches(label["label"], annexes)
                ],
            }
            for label in labels
        ],
    }
    json.dump(answer, sys.stdout)


main(sys.argv[1])
