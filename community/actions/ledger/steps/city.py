"""The city's own entries: its charter, and its numbers."""

from community.actions.ledger.life import Entry, Life


def chartered(life: Life, entry: Entry) -> None:
    version = entry.number("version")
    if version <= life.charter:
        life.wrong(entry, f"Charter {version} came into force after charter {life.charter}.")
    life.charter = version


def changed(life: Life, entry: Entry) -> None:
    """Each number was before what the last change had made it."""
    for name, values in entry.facts.items():
        if not isinstance(values, list):
            continue
        before, after = values
        if life.settings.get(name, before) != before:
            life.wrong(entry, f"“{name}” was {life.settings[name]}, and is changed from {before}.")
        life.settings[name] = after
