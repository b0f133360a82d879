"""In which order the worker takes what waits: nobody waits for a letter behind a picture."""

BEHIND_MAIL = -10  # of -100 to 100; letters have 0
