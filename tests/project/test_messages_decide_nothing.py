"""No code of ours looks into a sentence to decide something: reword a sentence, and data must not change.

As far as the syntax tree can tell: a name that holds a message (or what makes one) is not compared with a literal, not
searched, and not asked how it begins or ends.
"""

import ast

import pytest

from docs.house.rooms import ALL

HOLDS_WORDS = {
    "message", "message_vi", "review_reason", "review_reason_vi", "join_reason", "reason", "reasons", "sentence",
    "complaint", "advice", "doubtful", "detail", "told", "strerror",
}  # fmt: skip
"""Names under which messages go about; an enum may be called `reason`, and is compared with its members."""
MAKES_WORDS = {"reason", "reasons", "advised", "problem_message", "located", "word", "in_words"}
ASKS = {"startswith", "endswith", "find", "rfind", "index", "count", "partition", "rpartition"}
SEARCHES = {"match", "fullmatch", "search", "findall", "finditer", "fnmatch"}


def is_words(node, caught=frozenset()):
    """Does the expression hold a message, or the text of an exception?"""
    match node:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name in HOLDS_WORDS
        case ast.Call(func=ast.Name("str" | "repr"), args=[ast.Name(name)]):
            return name in caught
        case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)):
            return name in MAKES_WORDS or (name in ("lower", "strip", "casefold") and is_words(node.func.value, caught))
        case ast.JoinedStr():
            return any(is_words(v.value, caught) for v in node.values if isinstance(v, ast.FormattedValue))
    return False


def is_literal(node):
    match node:
        case ast.Constant(str(text)):
            return bool(text)
        case ast.Tuple(parts) | ast.List(parts) | ast.Set(parts):
            return any(is_literal(p) for p in parts)
    return False


def decides(node, caught=frozenset()):
    """Does this one node look into a message?"""
    match node:
        case ast.Compare(left, [ast.In() | ast.NotIn()], [right]):
            asked = is_words(right, caught) and not isinstance(left, ast.Call)  # ids in a set of ids
            return asked or (is_words(left, caught) and is_literal(right))
        case ast.Compare(left, [ast.Eq() | ast.NotEq()], [right]):
            return any(is_words(a, caught) and is_literal(b) for a, b in ((left, right), (right, left)))
        case ast.Call(func=ast.Attribute(value, name)) if name in ASKS:
            return is_words(value, caught)
        case ast.Call(func=ast.Attribute(_, name), args=args) if name in SEARCHES:
            return any(is_words(a, caught) for a in args)
        case ast.Match(subject, cases):
            values = (c.pattern.value for c in cases if isinstance(c.pattern, ast.MatchValue))
            return is_words(subject, caught) and any(map(is_literal, values))
    return False


def deciding_lines(source):
    tree = ast.parse(source)
    caught = {n.name for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler) and n.name}
    return [n.lineno for n in ast.walk(tree) if decides(n, caught)]


@pytest.mark.parametrize(
    "source",
    [
        'x = "not read" in t.provenance.review_reason',
        'x = "number" not in reason',
        "if problem.message.startswith(str(path)): pass",
        'x = cell.join_reason == "no rule at the page end"',
        'x = "" != reason.lower() and "scan" in problem.message.lower()',
        "x = regex.search(PATTERN, message)",
        'x = "worn" in problem_message(p)',
        'try: pass\nexcept ValueError as e:\n    x = "limit" in str(e)',
        'x = doubt.detail in ("a", "b")',
        'match reason:\n    case "late": pass',
        'x = complaint.count("scan")',
    ],
)
def test_what_decides_by_words_is_found(source):
    assert deciding_lines(source)


@pytest.mark.parametrize(
    "source",
    [
        "x = judgement.reason is LayerReason.LEGACY",
        "x = d.kind in UNREAD",
        'x = reason == ""',
        "x = bool(reason) and f'{reason}: {detail}'",
        "x = [c for c in cells if c.join_reasons]",
        "x = id(cell) in doubtful",
        'x = "reason" in settings',
    ],
)
def test_what_does_not_is_left_alone(source):
    assert deciding_lines(source) == []


@pytest.mark.parametrize("module", sorted(ALL))
def test_no_module_decides_by_the_words_of_a_message(module):
    assert deciding_lines(ALL[module].read_text("utf-8")) == []
