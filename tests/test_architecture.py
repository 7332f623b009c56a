"""The ladder and the gates: who may import whom, and what only one place may do."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]

# From the ground up. A file imports from floors below its own and from its own noun, no other.
FLOORS = (
    ("triage", "helpdesk.config", "helpdesk.events"),
    ("faq", "helpdesk.db", "helpdesk.logs"),
    ("helpdesk.jobs", "helpdesk.people"),
    ("helpdesk.articles", "helpdesk.runs"),
    ("helpdesk.tickets",),
    # Clocks stand below: how long a customer waits, and was made to wait, moves the verdict.
    ("helpdesk.sla",),
    ("helpdesk.channels", "helpdesk.assist"),
    ("helpdesk.learning", "helpdesk.help", "helpdesk.acknowledgement"),
    ("helpdesk.mining",),
    ("helpdesk.reports", "helpdesk.schedule"),
    ("helpdesk.web", "helpdesk.seeds"),
    ("helpdesk.serve",),
    ("helpdesk.cli",),
    ("helpdesk.reactions",),
    ("helpdesk",),
    ("wsgi",),
)
FLOOR_OF = {noun: floor for floor, nouns in enumerate(FLOORS) for noun in nouns}

# What may be imported only there (a folder ends with a slash).
ONLY_THERE = {
    "flask_socketio": (
        "helpdesk/web/live.py",
        "helpdesk/web/sockets.py",
        "helpdesk/web/chat_sockets.py",
        "helpdesk/__init__.py",
        "wsgi.py",
    ),
    "flask.request": ("helpdesk/web/",),
    "flask.session": ("helpdesk/web/",),
    "flask.g": ("helpdesk/web/",),
    "flask.render_template": ("helpdesk/web/",),
    "flask_security.current_user": ("helpdesk/web/",),
    "flask_login.current_user": ("helpdesk/web/",),
    "os.environ": ("helpdesk/config.py",),
    "os.getenv": ("helpdesk/config.py",),
    "sklearn": ("triage/model.py", "triage/train.py", "faq/fit.py"),
    "skops": ("triage/model.py", "triage/train.py"),
    "rapidfuzz": ("faq/match.py", "helpdesk/assist/likeness.py"),
}
# Two parts that could leave the house: no web, no database, no helpdesk.
ALONE = {
    "triage": ("flask", "sqlalchemy", "helpdesk", "faq"),
    "faq": ("flask", "sqlalchemy", "helpdesk"),
}
# What triage knows of words, and what its model counts in them; never its verdicts.
FAQ_MAY_USE = tuple(
    f"triage.{name}"
    for name in (
        "arabizi", "concepts", "examples", "ready", "table", "text",
    )
)  # fmt: skip
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc"}


@dataclass(frozen=True)
class Import:
    """One name that a file imports: the file, its line, and the dotted name in full."""

    file: Path
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.name}"


def files(root: Path) -> list[Path]:
    """Every Python file of the product below `root`, as paths relative to it."""
    found = [*root.glob("triage/**/*.py"), *root.glob("faq/**/*.py")]
    found += [*root.glob("helpdesk/**/*.py"), *root.glob("wsgi.py")]
    return sorted(file.relative_to(root) for file in found)


def module_of(file: Path) -> str:
    """The dotted name of a file: helpdesk/sla/clock.py is helpdesk.sla.clock."""
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def imports(root: Path, file: Path) -> Iterator[Import]:
    """What `file` imports, at the top and inside functions; `from a import b` is a.b."""
    package = module_of(file).split(".")
    package = package if file.name == "__init__.py" else package[:-1]
    for node in ast.walk(tree_of(root, file)):
        if isinstance(node, ast.Import):
            yield from (Import(file, node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            yield from (Import(file, node.lineno, f"{origin}.{each.name}") for each in node.names)


def tree_of(root: Path, file: Path) -> ast.Module:
    return ast.parse((root / file).read_text(encoding="utf-8"))


def noun_of(name: str) -> str | None:
    """The entry of FLOORS that a dotted name belongs to: the longest that it begins with."""
    parts = name.split(".")
    heads = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((head for head in heads if head in FLOOR_OF), None)


def is_at(name: str, place: str) -> bool:
    return name == place or name.startswith(f"{place}.")


def arrows_up(root: Path) -> list[str]:
    """Imports that do not point down the ladder."""
    return [
        f"{each}: {here} stands no higher than {there}"
        for file in files(root)
        for each in imports(root, file)
        if (there := noun_of(each.name)) is not None
        and (here := noun_of(module_of(file))) != there
        and (here is None or FLOOR_OF[here] <= FLOOR_OF[there])
    ]


def homeless(root: Path) -> list[str]:
    """Files of the helpdesk that no floor names, and that so could import anything."""
    return [
        f"{file} stands on no floor"
        for file in files(root)
        if noun_of(module_of(file)) == "helpdesk" and module_of(file) != "helpdesk"
    ]


def loops(root: Path) -> list[str]:
    """The first loop among files that import one another."""
    known = {module_of(file) for file in files(root)}
    graph: dict[str, set[str]] = {}
    for file in files(root):
        me = module_of(file)
        targets = (target_of(each.name, known) for each in imports(root, file))
        graph[me] = {target for target in targets if target and target != me}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [" imports ".join(reversed(error.args[1]))]
    return []


def target_of(name: str, known: set[str]) -> str | None:
    """The file behind a.b: the module a.b, or the module a that holds b."""
    holder = name.rpartition(".")[0]
    return name if name in known else holder if holder in known else None


def strays(root: Path) -> list[str]:
    """Imports and uses of what only one place may touch."""
    return [
        f"{each}: only {', '.join(places)} may"
        for file in files(root)
        for each in [*imports(root, file), *uses(root, file)]
        for gate, places in ONLY_THERE.items()
        if is_at(each.name, gate) and not file.as_posix().startswith(places)
    ]


def uses(root: Path, file: Path) -> Iterator[Import]:
    """What is used through its module: os.environ, flask.request."""
    for node in ast.walk(tree_of(root, file)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield Import(file, node.lineno, f"{node.value.id}.{node.attr}")


def not_alone(root: Path) -> list[str]:
    """Imports by which triage or faq would need the rest of the house."""
    return [
        str(each)
        for file in files(root)
        for each in imports(root, file)
        if needs_the_house(file.parts[0], each.name)
    ]


def needs_the_house(part: str, name: str) -> bool:
    if part == "faq" and is_at(name, "triage"):
        return not any(is_at(name, place) for place in FAQ_MAY_USE)
    return part in ALONE and name.startswith(ALONE[part])


def commits(root: Path) -> list[str]:
    """Saves outside db.py, and actions that save at all."""
    found = []
    for file in files(root):
        for node in ast.walk(tree_of(root, file)):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called.endswith("session.commit") and file != Path("helpdesk/db.py"):
                found.append(f"{file}:{node.lineno} saves past helpdesk.db.commit()")
            if called in ("commit", "db.commit") and file.name == "actions.py":
                found.append(f"{file}:{node.lineno} saves; that is its caller's part")
    return found


def wordless(root: Path, found: list[Path]) -> list[str]:
    """Files that do not open by saying what they hold."""
    return [f"{file} opens without a docstring" for file in found if says_nothing(root, file)]


def says_nothing(root: Path, file: Path) -> bool:
    is_mere_marker = file.name == "__init__.py" and not (root / file).stat().st_size
    return not is_mere_marker and not ast.get_docstring(tree_of(root, file))


def shapeless(root: Path) -> list[str]:
    """Files whose name says nothing of what they hold."""
    return [
        f"{file} is named after no noun"
        for file in files(root)
        if NO_NAMES & set(re.split(r"[_/.]", file.as_posix()))
    ]


@pytest.mark.parametrize(
    "law",
    [arrows_up, homeless, loops, strays, not_alone, commits, shapeless],
    ids=lambda law: law.__name__,
)
def test_the_house_keeps_the_law(law):
    assert law(HOUSE) == []


def test_every_file_says_what_it_holds():
    tests = [file.relative_to(HOUSE) for file in HOUSE.glob("tests/**/*.py")]
    rest = [
        file.relative_to(HOUSE) for file in [*HOUSE.glob("bench/**/*.py"), *HOUSE.glob("bin/*.py")]
    ]
    assert wordless(HOUSE, [*files(HOUSE), *tests, *rest]) == []


BREACHES = [
    (arrows_up, "helpdesk/tickets/actions.py", "from helpdesk.sla.clock import due"),
    (arrows_up, "helpdesk/tickets/actions.py", "def late():\n    from helpdesk import web"),
    (arrows_up, "helpdesk/tickets/actions.py", "from ..web import inbox"),
    (arrows_up, "helpdesk/sla/clock.py", "from helpdesk.channels import base"),
    (arrows_up, "helpdesk/db.py", "import helpdesk"),
    (homeless, "helpdesk/extras.py", "import os"),
    (strays, "helpdesk/tickets/actions.py", "from flask import request"),
    (strays, "helpdesk/cli.py", "import flask\nflask.session"),
    (strays, "helpdesk/web/inbox.py", "import flask_socketio"),
    (strays, "helpdesk/web/inbox.py", "import os\nos.environ['PORT']"),
    (strays, "helpdesk/web/inbox.py", "from os import environ"),
    (strays, "triage/urgency.py", "from sklearn.svm import LinearSVC"),
    (not_alone, "triage/text.py", "from helpdesk.config import settings"),
    (not_alone, "triage/text.py", "from flask_babel import gettext"),
    (not_alone, "faq/match.py", "from triage.labels import TOPICS"),
    (commits, "helpdesk/web/inbox.py", "db.session.commit()"),
    (commits, "helpdesk/tickets/actions.py", "commit()"),
    (shapeless, "helpdesk/web/utils.py", ""),
    (shapeless, "helpdesk/tickets/ticket_manager.py", ""),
]


@pytest.mark.parametrize(("law", "file", "text"), BREACHES)
def test_a_breach_is_named(tmp_path, law, file, text):
    plant(tmp_path, file, text)
    (complaint,) = law(tmp_path)
    assert file in complaint


def test_what_points_down_is_no_breach(tmp_path):
    plant(tmp_path, "helpdesk/web/inbox.py", "from flask import request\nfrom helpdesk import db")
    plant(tmp_path, "helpdesk/tickets/queries.py", "from helpdesk.tickets.models import Ticket")
    plant(tmp_path, "faq/match.py", "from triage.text import normalise")
    assert [*arrows_up(tmp_path), *strays(tmp_path), *not_alone(tmp_path)] == []


def test_a_loop_among_siblings_is_named(tmp_path):
    plant(tmp_path, "helpdesk/sla/clock.py", "from helpdesk.sla import targets")
    plant(tmp_path, "helpdesk/sla/targets.py", "from helpdesk.sla.clock import due")
    (loop,) = loops(tmp_path)
    assert "helpdesk.sla.clock imports helpdesk.sla.targets" in loop


def test_a_file_without_a_docstring_is_named(tmp_path):
    plant(tmp_path, "helpdesk/web/inbox.py", "import flask")
    assert wordless(tmp_path, files(tmp_path)) == [
        "helpdesk/web/inbox.py opens without a docstring"
    ]


def plant(root: Path, file: str, text: str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text, encoding="utf-8")
