"""The query language: what is read, and what is said of what cannot be read."""

from __future__ import annotations

import pytest

from cmo_coder.messages import set_language
from cmo_coder.text.query import And, Kind, Node, Not, Or, Phrase, QueryError, parse


def shown(node: Node) -> str:
    """A tree as text."""
    if isinstance(node, Phrase):
        return " ".join(("~" if term.kind is Kind.FORMS else "") + term.folded for term in node.terms)
    sign = {And: "&", Or: "|", Not: "-"}.get(type(node)) or f"/{node.words}"  # type: ignore[union-attr]
    return f"({shown(node.left)} {sign} {shown(node.right)})"


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("Gemeente", "gemeente"),
        ("in de wijk", "in de wijk"),
        ('"in de" wijk', "in de wijk"),
        ("„in de wijk”", "in de wijk"),
        ("zo'n", "zo n"),
        ("gemeen*", "gemeen*"),
        ("*zorg*", "*zorg*"),
        ("w*g", "w*g"),
        ("~lopen", "~lopen"),
        ("~in ~de wijk", "~in ~de wijk"),
        ("a AND b", "(a & b)"),
        ("a EN b OF c", "((a & b) | c)"),
        ("a OR b AND c", "(a | (b & c))"),
        ("(a OF b) EN c", "((a | b) & c)"),
        ("a NIET b", "(a - b)"),
        ("a AND NOT b", "(a - b)"),
        ("a NOT b NOT c", "((a - b) - c)"),
        ("a NEAR b", "(a /10 b)"),
        ("a BIJ/3 b c", "(a /3 b c)"),
        ("(a OF b) BIJ/2 c EN d", "(((a | b) /2 c) & d)"),
        ("en of niet", "en of niet"),
        ('"a AND b"', "a and b"),
        ("a, b!", "a b"),
        ("NEARBY", "nearby"),
    ],
)
def test_queries_are_read(query: str, tree: str) -> None:
    assert shown(parse(query)) == tree


def test_all_forms_goes_for_words_without_a_star() -> None:
    assert shown(parse("lopen gemeen*", all_forms=True)) == "~lopen gemeen*"


@pytest.mark.parametrize(
    ("query", "position", "words"),
    [
        ("", 0, "nothing to search for"),
        (" ... ", 0, "nothing to search for"),
        ("a (b", 2, "operator is missing"),
        ("(a OF b", 0, "bracket at place 1 is not closed"),
        ("a) b", 1, "bracket at place 2 closes nothing"),
        ('a "b c', 2, "quotation marks at place 3 are not closed"),
        ("NIET a", 0, "has nothing before it"),
        ("a EN", 4, "a word is missing"),
        ("a EN OF b", 5, "At place 6 a word is missing"),
        ("()", 1, "a word is missing"),
        ("a * b", 2, "star at place 3 needs letters"),
        ("~a*", 0, "both ~ and *"),
        ("a BIJ (b EN c)", 2, "only words"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(query: str, position: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.position == position
    assert words in str(caught.value)


def test_errors_are_dutch_where_the_program_is() -> None:
    set_language("nl")
    with pytest.raises(QueryError, match="haakje op plaats 1"):
        parse("(a")
