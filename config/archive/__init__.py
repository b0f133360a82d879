"""Moving in: take over a WordPress archive (see docs/moving-in.md).

``wxr`` reads the file, ``spool`` keeps what it said on disk, ``plan`` decides what becomes of each
piece, ``cleaning`` and its neighbours make its text fit, ``pictures`` finds the files, ``loading``
writes in batches through the importers of articles and comments, ``report`` says what happened.
"""
