"""An application: sent, endorsed, looked at, decided."""

from community.actions.ledger.life import Asked, Entry, Life, below


def applied(life: Life, entry: Entry) -> None:
    pk = entry.number("application")
    if pk in life.applications:
        life.wrong(entry, "An application was sent that is in the record already.")
    if life.open_applications():
        life.wrong(entry, "An application was sent while another one was open.")
    if below(entry.standing) != life.standing:
        life.wrong(entry, f"A {life.standing} applied to be a {entry.standing}.")
    if entry.by not in (None, life.member):
        life.wrong(entry, "Somebody applied in another’s name.")
    life.applications[pk] = Asked(entry.standing, entry.number("charter"))


def open_one(life: Life, entry: Entry) -> Asked | None:
    """Return the application that the entry speaks of, or say that it is not there or not open."""
    asked = life.applications.get(entry.number("application"))
    if asked is None:
        life.wrong(entry, f"“{entry.kind}” speaks of an application that was never sent.")
    elif not asked.is_open:
        life.wrong(entry, f"“{entry.kind}” speaks of an application that had ended.")
    else:
        if asked.standing != entry.standing:
            life.wrong(entry, f"“{entry.kind}” names another standing than the application.")
        return asked
    return None


def endorsed(life: Life, entry: Entry) -> None:
    asked = open_one(life, entry)
    if asked is None:
        return
    if asked.stage not in ("applied", "reviewed"):
        life.wrong(entry, "An endorsement came after the hearing had begun.")
    if entry.by is None or entry.by == life.member or entry.by in asked.endorsers:
        life.wrong(entry, "An endorsement by the applicant, by nobody, or for the second time.")
    else:
        asked.endorsers.add(entry.by)


def heard(life: Life, entry: Entry) -> None:
    if entry.facts.get("after_appeal"):
        reopened(life, entry)
    elif asked := open_one(life, entry):
        if asked.stage != "applied":
            life.wrong(entry, "A hearing began twice, or after the review.")
        asked.stage = "heard"


def reviewed(life: Life, entry: Entry) -> None:
    if entry.facts.get("after_appeal"):
        reopened(life, entry)
    elif asked := open_one(life, entry):
        undecided = asked.stage == "counted" and asked.outcome in ("close", "no_quorum")
        if asked.stage not in ("applied", "heard") and not undecided:
            life.wrong(entry, "A review began where none was due.")
        asked.stage = "reviewed"


def reopened(life: Life, entry: Entry) -> None:
    """Only a decline that an appeal annulled is looked at again."""
    asked = life.applications.get(entry.number("application"))
    if asked is None or asked.stage != "declined" or not asked.is_annulled:
        life.wrong(entry, "An application was opened again without an appeal that was upheld.")
        return
    if life.open_applications():
        life.wrong(entry, "An application was opened again while another one was open.")
    asked.stage, asked.is_annulled = entry.kind, False
    asked.is_questioned = asked.is_extended = False


def questioned(life: Life, entry: Entry) -> None:
    asked = open_one(life, entry)
    if asked is None:
        return
    if asked.stage not in ("reviewed", "heard"):
        life.wrong(entry, "A question was asked outside a review and a hearing.")
    if entry.by == life.member:
        life.wrong(entry, "Somebody asked themselves a question.")
    asked.is_questioned = True


def answered(life: Life, entry: Entry) -> None:
    asked = open_one(life, entry)
    if asked and (entry.by != life.member or not asked.is_questioned):
        life.wrong(entry, "An answer by somebody else, or to no question.")


def withdrew(life: Life, entry: Entry) -> None:
    if asked := open_one(life, entry):
        if entry.by not in (None, life.member):
            life.wrong(entry, "An application was withdrawn by somebody else.")
        asked.stage = "withdrew"


def expired(life: Life, entry: Entry) -> None:
    if asked := open_one(life, entry):
        if asked.stage != "applied":
            life.wrong(entry, "An application expired that had its endorsements.")
        asked.stage = "expired"
