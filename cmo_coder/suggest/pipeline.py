"""The spaCy pipelines: tokens, sentences and cues, without any download; a user's own model where one is installed.

The components have the same names in both, so that what comes after does not know the difference. Made once for each
language, when first asked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cmo_coder.messages import N_
from cmo_coder.model.errors import UserError
from cmo_coder.suggest.cues import CueMatcher
from cmo_coder.suggest.lexicon import LANGUAGES
from cmo_coder.text.sentences import sentence_spans

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SENTENCES = "cmo_sentences"
CUES = "cmo_cues"
KNOWN = {"nl": ("nl_core_news_md", "nl_core_news_sm", "nl_core_news_lg"), "en": ("en_core_web_md", "en_core_web_sm")}


@dataclass(frozen=True, slots=True)
class ModelName:
    """The model that a pipeline rests on, as it is kept with every suggestion: "blank-nl 3.8.18"."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@cache
def pipeline(language: str, model: str = "auto") -> tuple[Language, ModelName]:
    """The pipeline of a language ("nl" or "en").

    `model` is "auto" (an official model when one is installed, else blank), "blank", or the name or path of a model,
    which then serves its own language alone.
    Raises UserError where a named model is not there or cannot be loaded.
    """
    import spacy

    _register()
    name = _chosen(language, model)
    if name is None:
        nlp, known = spacy.blank(language), ModelName(f"blank-{language}", version("spacy"))
    else:
        try:
            nlp = spacy.load(name)
        except (OSError, ValueError, ImportError) as error:
            raise UserError(
                N_("The language model {name} cannot be loaded: {reason}."),
                N_("Install it beside cmo-coder, or set the language model to automatic."),
                name=name,
                reason=str(error).splitlines()[0],
            ) from error
        known = ModelName(str(nlp.meta.get("name", name)), str(nlp.meta.get("version", "?")))
    nlp.add_pipe(SENTENCES, first=True)
    nlp.add_pipe(CUES, last=True, config={"language": language})
    return nlp, known


def check_model(model: str) -> None:
    """Raise UserError where a named model is not there, is no model, or was made for another spaCy. Loads nothing."""
    if model in ("auto", "blank"):
        return
    folder = _folder(model)
    if folder is None:
        raise UserError(
            N_("The language model {name} is not installed."),
            N_("Install it beside cmo-coder, or choose auto or blank."),
            name=model,
        )
    meta = _meta(folder)
    if meta is None:
        raise UserError(
            N_("{name} is no spaCy language model: it has no meta.json."),
            N_("Give the name or the folder of a model, or choose auto or blank."),
            name=model,
        )
    wanted = str(meta.get("spacy_version", ""))
    if not _fits(wanted):
        raise UserError(
            N_("The language model {name} {version} was made for spaCy {wanted}; here is spaCy {here}."),
            N_("Install a version of the model that fits, or choose auto or blank."),
            name=model,
            version=str(meta.get("version", "?")),
            wanted=wanted,
            here=version("spacy"),
        )


def _folder(model: str) -> Path | None:
    """Where a model lies: a folder, or a package that is installed."""
    from importlib.util import find_spec

    path = Path(model).expanduser()
    if path.is_dir():
        return path
    found = find_spec(model) if model.isidentifier() else None
    places = found.submodule_search_locations if found is not None else None
    return Path(next(iter(places))) if places else None


def _meta(folder: Path) -> dict[str, Any] | None:
    """What a model says of itself; nothing where it is none."""
    try:
        found = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "lang" in found else None


def _fits(wanted: str) -> bool:
    """Whether the spaCy that is here is one that a model was made for ("" fits any)."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        return SpecifierSet(wanted).contains(version("spacy"), prereleases=True)
    except InvalidSpecifier:
        return False


def _chosen(language: str, model: str) -> str | None:
    import spacy

    if model == "auto":
        return next((name for name in KNOWN.get(language, ()) if spacy.util.is_package(name) and _usable(name)), None)
    if model == "blank":
        return None
    check_model(model)
    folder = _folder(model)
    meta = _meta(folder) if folder is not None else None
    if meta is None or meta["lang"] != language:
        return None  # a Dutch model says nothing of the English words in a study
    return str(Path(model).expanduser()) if Path(model).expanduser().is_dir() else model


def _usable(model: str) -> bool:
    try:
        check_model(model)
    except UserError:
        return False
    return True


@cache
def _register() -> None:
    """Tell spaCy of the components; done when the first pipeline is made, as it imports spaCy."""
    from spacy.language import Language
    from spacy.tokens import Doc

    if not Doc.has_extension("cues"):
        Doc.set_extension("cues", default=())

    def make_sentences(nlp: Language, name: str) -> Any:
        return mark_sentences

    def make_cues(nlp: Language, name: str, language: str) -> Any:
        return CueMatcher(nlp, language)

    Language.factory(SENTENCES, func=make_sentences, assigns=["token.is_sent_start"])
    Language.factory(CUES, func=make_cues, default_config={"language": "nl"})


def mark_sentences(doc: Doc) -> Doc:
    """Mark where sentences start, by the project's own rules for spoken Dutch and English."""
    import numpy as np
    from spacy.attrs import IDX, SENT_START

    starts = [start for start, _end in sentence_spans(doc.text)]
    marks = np.full(len(doc), -1, np.int64)
    at = np.searchsorted(doc.to_array(IDX).astype(np.int64), starts)
    marks[at[at < len(doc)]] = 1
    marks[:1] = 1
    # As an array: setting them one by one has spaCy look through the whole text each time.
    doc.from_array([SENT_START], marks.astype(np.uint64))  # type: ignore[arg-type]
    return doc


def language_of(text: str) -> str:
    """Whether a text is Dutch or English (py3langid, offline); Dutch where there is nothing to go by."""
    if len(text.split()) < 3:
        return "nl"
    found: str = _identifier().classify(text)[0]
    return found


@cache
def _identifier() -> Any:
    """What tells the two languages apart. Without what it knows of 140 others: that is 25 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    all_ = LanguageIdentifier.from_model_file(MODEL_FILE)
    all_.set_languages(list(LANGUAGES))
    return LanguageIdentifier(
        all_.nb_ptc, all_.nb_pc, all_.nb_classes, all_.tk_nextmove, all_.tk_output, tk_row=all_.tk_row
    )
