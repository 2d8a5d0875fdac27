"""What has to hold within and between the records of a file: roles, versions, each number and pair once, no loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cmo_coder.exchange.bulk_base import Form
from cmo_coder.exchange.bulk_book import Book, has_version, in_force
from cmo_coder.exchange.bulk_schema import (
    CanonicalElementForm,
    CaseForm,
    CheckForm,
    ClaimForm,
    CodeForm,
    ConfigurationForm,
    DecisionForm,
    DocumentForm,
    ElementForm,
    FragmentForm,
    MemberCheckForm,
    MemoForm,
    NegativeSearchForm,
    OmkeringForm,
    RelationForm,
    StrategyForm,
    TheoryForm,
    VersionOf,
)
from cmo_coder.exchange.errors import Problem, problem
from cmo_coder.messages import N_
from cmo_coder.model.canonical import Role
from cmo_coder.model.codes import CodeStatus
from cmo_coder.model.configurations import RelationType
from cmo_coder.model.effective_elements import OmkeringStatus
from cmo_coder.model.fragments import FragmentState

# Each kind's own rules


def check_forms(book: Book) -> Iterator[Problem]:
    """The rules of each kind: roles, versions, loops, and what may stand in a list only once."""
    for record in book.records:
        check = _CHECKS.get(record.kind)
        if check is not None and record.form is not None:
            yield from check(book, record.line, record.form)
    yield from _numbers_once(book)
    yield from _pairs_once(book)
    yield from _loops(book, "case", {r.id: f.parent for r, f in book.of("case") if isinstance(f, CaseForm)})
    yield from _loops(book, "code", {r.id: f.parent for r, f in book.of("code") if isinstance(f, CodeForm)})
    yield from _keys_once(book)


def _once(line: int, name: str, items: Iterable[object]) -> Iterator[Problem]:
    seen = set[object]()
    for number, item in enumerate(items, start=1):
        if item in seen:
            yield problem(line, f"{name}[{number}]", N_("This stands twice in the list."))
        seen.add(item)


def _role(book: Book, line: int, where: str, element: str | None, role: Role) -> Iterator[Problem]:
    found = book.form("canonical_element", element)
    if isinstance(found, CanonicalElementForm) and found.role is not role:
        message = N_("'{label}' is an element of role {role} and cannot stand in slot {slot}.")
        yield problem(line, where, message, label=found.label, role=found.role, slot=role)


def _check_claim(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, ClaimForm)
    yield from _once(line, "cases", (case.case for case in form.cases))
    for number, slot in enumerate(form.slots, start=1):
        yield from _role(book, line, f"slots[{number}].element", slot.element, slot.role)
        yield from _once(line, f"slots[{number}].fragments", slot.fragments)
        for nr, fragment in enumerate(slot.fragments, start=1):
            yield from _not_of_interviewer(book, line, f"slots[{number}].fragments[{nr}]", fragment)
        for nr, fragment in enumerate(slot.suggested, start=1):
            if fragment not in slot.fragments:
                where = f"slots[{number}].suggested[{nr}]"
                yield problem(line, where, N_("This fragment is not one of the fragments of the slot."))


def _not_of_interviewer(book: Book, line: int, where: str, fragment_id: str) -> Iterator[Problem]:
    fragment = book.form("fragment", fragment_id)
    span = book.places.get(fragment_id)
    if not isinstance(fragment, FragmentForm) or span is None or fragment.document not in book.texts:
        return
    if fragment.version is not None:
        return  # its words stand in an earlier text; the rules of the study look at them
    turn = book.texts[fragment.document].interviewer_turn(span)
    if turn is not None:
        message = N_("This fragment holds words of the interviewer (turn {turn}), which are never evidence.")
        yield problem(line, where, message, turn=turn.nr)


def _check_configuration(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, ConfigurationForm)
    yield from _versions(line, "versions", [*(version.nr for version in form.versions), in_force(form)], first=1)
    for place, worded in (("", form), *((f"versions[{nr}].", v) for nr, v in enumerate(form.versions, start=1))):
        for role in Role:
            elements: list[str] = getattr(worded.slots, role.value)
            yield from _once(line, f"{place}slots.{role}", elements)
            for number, element in enumerate(elements, start=1):
                yield from _role(book, line, f"{place}slots.{role}[{number}]", element, role)
        yield from _once(
            line,
            f"{place}evidence",
            ((one.claim, one.stance, one.part, one.strength, one.note) for one in worded.evidence),
        )


def _check_document(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, DocumentForm)
    yield from _versions(line, "versions", [*(version.nr for version in form.versions), in_force(form)], first=1)


def _check_element(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, ElementForm)
    yield from _once(line, "themes", form.themes)
    yield from _versions(line, "versions", [version.nr for version in form.versions], first=1)
    yield from _in_force_is_there(line, form)
    for number, version in enumerate(form.versions, start=1):
        yield from _of_versions(book, line, f"versions[{number}].configurations", version.configurations)


def _check_theory(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, TheoryForm)
    first = min(1, min(version.nr for version in form.versions))  # 0 is the initial theory
    yield from _versions(line, "versions", [version.nr for version in form.versions], first=first)
    yield from _in_force_is_there(line, form)
    for number, version in enumerate(form.versions, start=1):
        yield from _of_versions(book, line, f"versions[{number}].configurations", version.configurations)


def _in_force_is_there(line: int, form: ElementForm | TheoryForm) -> Iterator[Problem]:
    if form.in_force is not None and form.in_force not in {version.nr for version in form.versions}:
        yield problem(line, "in_force", N_("There is no version {nr}."), nr=form.in_force)


def _versions(line: int, where: str, numbers: list[int], *, first: int) -> Iterator[Problem]:
    wanted = list(range(first, first + len(numbers)))
    if sorted(numbers) != wanted:
        message = N_("Versions are numbered {wanted}, each once; here stand {numbers}.")
        shown = ", ".join(str(nr) for nr in numbers)
        yield problem(line, where, message, wanted=", ".join(str(nr) for nr in wanted), numbers=shown)


def _of_versions(book: Book, line: int, where: str, items: Sequence[VersionOf]) -> Iterator[Problem]:
    pairs = []
    for number, item in enumerate(items, start=1):
        form = book.form("configuration", item.configuration)
        pairs.append((item.configuration, item.version or (in_force(form) if form else 0)))
        if not has_version(book, "configuration", item.configuration, item.version):
            yield problem(line, f"{where}[{number}].version", N_("There is no version {nr}."), nr=item.version)
    yield from _once(line, where, pairs)


def _check_fragment(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, FragmentForm)
    yield from _once(line, "codes", ((one.code, one.coder or form.coder) for one in form.codes))
    yield from _once(line, "themes", form.themes)
    links = []
    for number, link in enumerate(form.elements, start=1):
        element = book.form("element", link.element)
        links.append((link.element, link.version or (in_force(element) if element else 0)))
        if not has_version(book, "element", link.element, link.version):
            yield problem(line, f"elements[{number}].version", N_("There is no version {nr}."), nr=link.version)
    yield from _once(line, "elements", links)
    if not has_version(book, "document", form.document, form.version):
        yield problem(line, "version", N_("There is no version {nr}."), nr=form.version)
    elif form.state is not FragmentState.REVIEW and form.version not in (None, _version_in_force(book, form.document)):
        message = N_("Only a fragment that waits for review stands in an earlier version of its text.")
        yield problem(line, "version", message)
    if form.coder is not None and not form.codes:
        message = N_("A coder is named, but no codes: who chose these words is kept with a code or with a claim.")
        yield problem(line, "coder", message)


def _version_in_force(book: Book, document_id: str) -> int | None:
    document = book.form("document", document_id)
    return None if document is None else in_force(document)


def _check_relation(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, RelationForm)
    if form.from_ == form.to:
        yield problem(line, "to", N_("A configuration cannot be related to itself."))
    if form.type is RelationType.RIPPLE and form.shared is None:
        yield problem(line, "shared", N_("A ripple names the element that the two configurations share."))


def _check_code(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, CodeForm)
    element = book.form("canonical_element", form.element)
    if isinstance(element, CanonicalElementForm) and element.role.value != form.type.value:
        message = N_("A code of type {type} cannot stand for '{label}', an element of role {role}.")
        yield problem(line, "element", message, type=form.type, label=element.label, role=element.role)


def _check_search(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, NegativeSearchForm)
    if [form.configuration, form.element, form.demi_regularity].count(None) != 2:
        names = "configuration, element, demi_regularity"
        yield problem(line, "configuration", N_("Exactly one of these is named: {names}."), names=names)


def _check_member_check(book: Book, line: int, form: Form) -> Iterator[Problem]:
    assert isinstance(form, MemberCheckForm)
    for number, check in enumerate(form.checks, start=1):
        named = checked_of(check)
        if len(named) != 1:
            names = "element, configuration, theory"
            yield problem(line, f"checks[{number}]", N_("Exactly one of these is named: {names}."), names=names)
        elif not has_version(book, *named[0], check.version):
            yield problem(line, f"checks[{number}].version", N_("There is no version {nr}."), nr=check.version)


def checked_of(check: CheckForm) -> list[tuple[str, str]]:
    """What was laid before a session, as kind and id."""
    found = (("element", check.element), ("configuration", check.configuration), ("theory", check.theory))
    return [(kind, id_) for kind, id_ in found if id_ is not None]


def _check_lists(book: Book, line: int, form: Form) -> Iterator[Problem]:
    if isinstance(form, OmkeringForm | StrategyForm):
        yield from _once(line, "claims", form.claims)
    if isinstance(form, OmkeringForm) and form.status is OmkeringStatus.CONFIRMED and not form.confirmed_in.strip():
        yield problem(line, "confirmed_in", N_("Say where it was confirmed."))
    if isinstance(form, MemoForm):
        yield from _once(line, "on", form.on)
    if isinstance(form, DecisionForm):
        yield from _once(line, "objects", form.objects)


_CHECKS: Mapping[str, Callable[[Book, int, Form], Iterator[Problem]]] = {
    "claim": _check_claim,
    "configuration": _check_configuration,
    "document": _check_document,
    "element": _check_element,
    "theory": _check_theory,
    "fragment": _check_fragment,
    "relation": _check_relation,
    "code": _check_code,
    "negative_search": _check_search,
    "member_check": _check_member_check,
    "omkering": _check_lists,
    "strategy": _check_lists,
    "memo": _check_lists,
    "decision": _check_lists,
}


# Between records of one kind


_NUMBERS = (("round", "nr"), ("element", "nr"), ("claim", "number"), ("configuration", "number"))


def _numbers_once(book: Book) -> Iterator[Problem]:
    for kind, name in _NUMBERS:
        seen = dict[int, int]()
        for record, form in book.of(kind):
            number = getattr(form, name)
            if number is not None and number in seen:
                message = N_("Number {nr} is taken already, on line {line}.")
                yield problem(record.line, name, message, nr=number, line=seen[number])
            elif number is not None:
                seen[number] = record.line


def _pairs_once(book: Book) -> Iterator[Problem]:
    for kind, names in (("progress", ("document", "coder")), ("relation", ("type", "from_", "to"))):
        seen = dict[tuple[object, ...], int]()
        for record, form in book.of(kind):
            pair = tuple(getattr(form, name) for name in names)
            if pair in seen:
                yield problem(record.line, "kind", N_("The same stands on line {line} already."), line=seen[pair])
            seen.setdefault(pair, record.line)


def _keys_once(book: Book) -> Iterator[Problem]:
    seen = dict[str, int]()
    for record, form in book.of("code"):
        if isinstance(form, CodeForm) and form.key and form.status is not CodeStatus.MERGED:
            if form.key in seen:
                message = N_("The key '{key}' belongs to the code on line {line} already.")
                yield problem(record.line, "key", message, key=form.key, line=seen[form.key])
            seen.setdefault(form.key, record.line)


def _loops(book: Book, kind: str, parents: Mapping[str, str | None]) -> Iterator[Problem]:
    """Things that lie within themselves; each loop is told once, at its first record."""
    safe = set[str]()
    for start in parents:
        path, at = dict[str, None](), start
        while at not in safe and at not in path and parents.get(at) is not None:
            path[at] = None
            at = parents[at] or ""
        if at in path:
            yield problem(book.by_id[kind][at].line, "parent", N_("This lies within itself, by way of its parents."))
        safe |= set(path) | {at}
