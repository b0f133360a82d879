"""What each kind of entry may follow, and where it takes the story: one function for each.

A step looks at the ``Life`` so far, says with ``life.wrong`` what does not fit, and moves on.
"""
