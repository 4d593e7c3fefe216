"""Sheets set as tagged PDFs (PDF/UA-1) with WeasyPrint.

Asked with a JSON file {"fonts": [path, ...], "pages": [html, ...]}, it answers with one line of JSON: {"seconds"}, the
median time of a page. The fonts are read once and are there for every page; the first pages are not counted.
"""

import json
import logging
import statistics
import sys
import time
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

WARM_UP = 3

FACE = "@font-face {{ font-family: Sheet; font-weight: {weight}; src: url({url}) }}"
BODY = "body { font-family: Sheet }"


def style(paths, fonts):
    """The same fonts as ours."""
    weights = {path: "bold" if "Bold" in path else "normal" for path in paths}
    faces = [
        FACE.format(weight=weight, url=Path(path).resolve().as_uri()) for path, weight in weights.items()
    ]
    return CSS(string="\n".join([*faces, BODY]), font_config=fonts)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        asked = json.load(file)
    # What it does not know of the style sheet it would say again for every page.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    fonts = FontConfiguration()
    sheet = style(asked["fonts"], fonts)
    times = []
    for page in asked["pages"]:
        start = time.perf_counter()
        HTML(string=page).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
        times.append(time.perf_counter() - start)
    print(json.dumps({"seconds": statistics.median(times[WARM_UP:])}))


main()
