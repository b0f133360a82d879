"""The logs that only grow, checked: ``lines`` and ``export`` write one down, ``files`` reads it,
``rules`` is the table of kinds and ``story`` reads lives by it, ``database`` and ``comparing``
verify, ``logs`` knows which logs there are.
"""

from community.actions.ledger.comparing import lines_in_database, verify_earlier, verify_file
from community.actions.ledger.database import verify_database, verify_lives
from community.actions.ledger.export import export_lines, export_log, reason_lines
from community.actions.ledger.findings import Finding
from community.actions.ledger.logs import CIVIC, LOGS, Log, add_log, log_named

__all__ = [
    "CIVIC",
    "LOGS",
    "Finding",
    "Log",
    "add_log",
    "export_lines",
    "export_log",
    "lines_in_database",
    "log_named",
    "reason_lines",
    "verify_database",
    "verify_earlier",
    "verify_file",
    "verify_lives",
]
