"""What belongs to no app; and the first line that any Python reads of this project."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - older ones should be able to say it
    present = ".".join(map(str, sys.version_info[:3]))
    wanted = "Civitas needs Python 3.11 or newer, and this is "
    sys.exit(wanted + present + ": try `make run PYTHON=python3.12`.")
