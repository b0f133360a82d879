"""An appeal: taken, heard by a panel or an editor, decided or ended."""

from community.actions.ledger.life import Entry, Life, Objection


def appealed(life: Life, entry: Entry) -> None:
    pk, about, decision = entry.number("appeal"), entry.word("about"), entry.word("decision")
    if pk in life.appeals or decision in (other.decision for other in life.appeals.values()):
        life.wrong(entry, "A second appeal against the same decision.")
    known = life.decisions.get(decision)
    if about != "comment" and (known is None or known.about != about):
        life.wrong(entry, "An appeal against a decision that the record does not have.")
    if entry.by not in (None, life.member):
        life.wrong(entry, "Somebody appealed in another’s name.")
    life.appeals[pk] = Objection(about, decision)


def open_one(life: Life, entry: Entry) -> Objection | None:
    appeal = life.appeals.get(entry.number("appeal"))
    if appeal is None:
        life.wrong(entry, f"“{entry.kind}” speaks of an appeal that was never taken.")
    elif not appeal.is_open:
        life.wrong(entry, f"“{entry.kind}” speaks of an appeal that had ended.")
    else:
        if appeal.about != entry.word("about"):
            life.wrong(entry, f"“{entry.kind}” names another matter than the appeal.")
        return appeal
    return None


def drawn(life: Life, entry: Entry) -> None:
    if appeal := open_one(life, entry):
        if appeal.stage == "passed_on":
            life.wrong(entry, "A panel was drawn after an editor had the appeal.")
        if entry.number("drawn") > entry.number("free"):
            life.wrong(entry, "More were drawn for a panel than were free.")
        appeal.stage = "drawn"


def passed_on(life: Life, entry: Entry) -> None:
    if appeal := open_one(life, entry):
        if appeal.stage == "passed_on":
            life.wrong(entry, "An appeal went to an editor for the second time.")
        appeal.stage = "passed_on"


def concluded(life: Life, entry: Entry) -> None:
    """Upheld or not: by a panel while it sat, by an editor after it."""
    appeal = open_one(life, entry)
    if appeal is None:
        return
    judge, needed = entry.word("judge"), ("drawn" if entry.by is None else "passed_on")
    if judge != ("panel" if entry.by is None else "editor") or appeal.stage != needed:
        life.wrong(entry, "An appeal was decided by somebody whose turn it was not.")
    if entry.by is not None and entry.by == life.member:
        life.wrong(entry, "Somebody decided on their own appeal.")
    if entry.word("decision") != appeal.decision:
        life.wrong(entry, "An appeal was decided against another decision than it was taken.")
    appeal.stage = entry.kind
    follow(life, entry, appeal)


def follow(life: Life, entry: Entry, appeal: Objection) -> None:
    """Let what was decided be undone, where the appeal was upheld."""
    known = life.decisions.get(appeal.decision)
    if known is None:
        return
    if entry.kind == "upheld":
        rows = life.sanctions if known.about == "sanction" else life.applications
        if known.number in rows:
            rows[known.number].is_annulled = True
    elif entry.by is not None and entry.by == known.by:
        life.wrong(entry, "Who had decided dismissed the appeal against it.")


def abandoned(life: Life, entry: Entry) -> None:
    if appeal := open_one(life, entry):
        appeal.stage = "abandoned"
