"""`sohoa search`: words and phrases found in all documents of an output folder."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from sohoa.errors import ExitCode, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.commands.complaints import complain, say, teller
from sohoa.pipeline.output.lock import require_no_run
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.search.finding import Found, Hit
from sohoa.pipeline.search.index_file import State
from sohoa.pipeline.search.query import QUOTES, Wish
from sohoa.pipeline.search.searching import search_now
from sohoa.telling import Line, Noun, Teller

_FOUND_AS = {
    State.MISSING: Line.INDEX_MISSING,
    State.DAMAGED: Line.INDEX_DAMAGED,
    State.SOUND: Line.INDEX_BEHIND,
}


def command(args: argparse.Namespace) -> int:
    """Find, and tell each hit; 1 if a document or the index could not be read."""
    if not outcome_folder(args.output).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.output)
    tell = teller(args)
    wish = Wish(_typed(args.query), args.agency, args.doc_type, args.years, args.limit)

    def told(state: State, n: int) -> None:
        if state is not State.SOUND or not args.quiet:
            complain(tell.line(_FOUND_AS[state], documents=tell.counted(n, Noun.DOCUMENT)))

    found, failed = search_now(args.output, wish, told)
    for error in failed:
        complain(error.told(tell.language))
    if args.json:
        print(json.dumps(_as_json(wish, found), ensure_ascii=False, indent=2))
    else:
        _tell(tell, found, args.quiet)
    try:
        require_no_run(args.output)
    except InputError:
        complain(tell.line(Line.RUN_GOES_ON, out=args.output))
    return ExitCode.SOME_FAILED if failed else ExitCode.OK


def _typed(words: Sequence[str]) -> str:
    """The words of the command line; those that the shell held together are a phrase."""
    return " ".join(f'"{w}"' if w.split()[1:] and not set(w) & QUOTES else w for w in words)


def _tell(tell: Teller, found: Found, quiet: bool) -> None:
    for hit in found.hits:
        say(_place(tell, hit))
        say(f"    {_passage(hit)}")
    if quiet:
        return
    if found.hits and found.other_marks:
        complain(tell.line(Line.OTHER_MARKS))
    if not found.hits:
        complain(tell.line(Line.NO_HITS))
    elif found.is_more:
        complain(tell.line(Line.MANY_HITS, n=found.n_pages, shown=len(found.hits)))
    else:
        documents = tell.counted(found.n_documents, Noun.DOCUMENT)
        pages = tell.counted(found.n_pages, Noun.PAGE)
        line = Line.N_HITS if len(found.hits) < found.n_pages else Line.ALL_HITS
        complain(tell.line(line, n_pages=pages, documents=documents, shown=len(found.hits)))


def _place(tell: Teller, hit: Hit) -> str:
    """Document, page and box of a hit."""
    place = tell.line(Line.PLACE_OF_PAGE, file=hit.document, page=hit.page)
    if hit.box is None:
        return place
    return tell.line(Line.HIT_BOX, place=place, box=" ".join(map(str, _sides(hit))))


def _sides(hit: Hit) -> list[int]:
    box = hit.box
    return [round(v) for v in (box.x0, box.y0, box.x1, box.y1)] if box else []


def _passage(hit: Hit) -> str:
    """The passage as text, what was found in brackets."""
    return " ".join(f"[{p.text}]" if p.found else p.text for p in hit.passage.pieces).replace("] [", " ")


def _as_json(wish: Wish, found: Found) -> dict[str, Any]:
    return {
        "query": wish.text,
        "marks_heeded": found.marked,
        "other_marks": found.other_marks,
        "n_pages": found.n_pages,
        "n_documents": found.n_documents,
        "is_more": found.is_more,
        "hits": [_hit_as_json(hit) for hit in found.hits],
    }


def _hit_as_json(hit: Hit) -> dict[str, Any]:
    facts = hit.facts
    return {
        "document": hit.document,
        "page": hit.page,
        "box": _sides(hit) or None,
        "where": hit.passage.kind,
        "n_places": hit.passage.n_places,
        "passage": " ".join(p.text for p in hit.passage.pieces),
        "found": [p.text for p in hit.passage.pieces if p.found],
        "code": facts.code or None if facts else None,
        "subject": facts.subject or None if facts else None,
        "issuing_authority": facts.agency or None if facts else None,
        "doc_type": facts.doc_type or None if facts else None,
        "issued_year": facts.year if facts else None,
    }
