"""Change the program in small ways, and see whether its own tests notice.

    python tools/mutants.py [--mutants N] [--seed TEXT] [GROUP ...]

A mutant is one small change to one function or one constant: a comparison turned round, a
number moved, a statement left out. A sample of them is tried, each with the tests of its group
that run the code in question, the quickest first, until one fails. A mutant that no test
notices has survived, and is listed as `file:line`, with the change.

All this happens in a copy of the checkout that has no `../shared` beside it. pytest collects
the tests once; each mutant is a fork of that process in which functions get other code, so
that no file is written and a mutant costs no more than its tests.
"""

from __future__ import annotations

import argparse
import ast
import functools
import gc
import hashlib
import json
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType

import pytest

PROCESSES = 2
#: Seconds of processor time that a test may take (it may make what others share), and times.
LEAST_TIME, MOST_TIMES = 20, 5
BY_THE_CLOCK = 4  #: how many times as long it may take, since it may wait, or share the processor
ONCE, EACH = 50, 2.0  #: seconds that the tests of a group, and of a mutant, take, about
LIMIT = 100  #: nobody can tell 500 characters from 501: from here on, twice the number, or half
PRAGMA = "# mutants: "  #: a line of code with this comment, and why, is not mutated

OTHERS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.FloorDiv,), ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,), ast.Mod: (ast.FloorDiv,),
}  # fmt: skip
OWN = (ast.Compare, ast.UnaryOp)  #: tests that have alternatives of their own
UNORDERED = {"max", "min", "cast", "TypeVar"}  #: calls to which the order is nothing
#: Left alone: what no test should look at (types, decorators, the texts of errors).
SKIPPED = set("annotation returns decorator_list format_spec exc bases keywords".split())
SKIPPED |= {"defaults", "kw_defaults"}


@dataclass(frozen=True, kw_only=True)
class Group:
    """Modules, a file or a folder of them, and the folders and files of their tests."""

    name: str
    code: str
    tests: tuple[str, ...]


READING = "tests/readers/test_mistakes.py"
SEEDS = "tests/pipeline/test_seeds.py::test_a_seed_is_cleaned_as_expected"
GROUPS = (
    Group(name="model", code="commonplace/model", tests=("tests/model",)),
    Group(name="slugs", code="commonplace/addresses/slugs.py", tests=("tests/addresses",)),
    Group(name="lock", code="commonplace/disk/lock.py", tests=("tests/disk/test_lock.py",)),
    Group(name="clean", code="commonplace/clean", tests=("tests/clean", READING, SEEDS)),
    Group(name="query", code="commonplace/query", tests=("tests/query",)),
    Group(name="derive", code="commonplace/derive", tests=("tests/derive",)),
)


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change to a module: `number` counts the changes to it, `rank` draws the sample."""

    module: str
    number: int
    line: int
    change: str
    rank: str


def alternatives(node: ast.AST) -> Iterator[ast.AST]:
    """What a piece of code is turned into."""
    match node:
        case ast.Compare(left, [op], right):
            yield from (ast.Compare(left, [new()], right) for new in OTHERS[type(op)])
        case ast.BoolOp(op, values):
            yield from (ast.BoolOp(new(), values) for new in OTHERS[type(op)])
        case ast.BinOp(left, op, right):
            yield from (ast.BinOp(left, new(), right) for new in OTHERS.get(type(op), ()))
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.If(test, body, orelse) | ast.IfExp(test, body, orelse) if type(test) not in OWN:
            yield type(node)(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Constant(bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(int(value) | float(value)):
            more, less = (value + 1, value - 1) if value < LIMIT else (2 * value, value // 2)
            yield from (ast.Constant(more), ast.Constant(less))
        case ast.Return(value) if value and not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Continue() | ast.Raise():
            yield ast.Pass()
        case ast.Call(func, [first, second, *rest], keywords):
            same = ast.unparse(first) == ast.unparse(second) or ast.unparse(func) in UNORDERED
            if not same and not isinstance(second, ast.Starred):
                yield ast.Call(func, [second, first, *rest], keywords)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a piece of code stands in a tree, and the function or constant that it is in."""

    parent: ast.AST
    field: str
    index: int | None
    name: str

    @property
    def node(self) -> ast.AST:
        """The piece of code."""
        held = getattr(self.parent, self.field)
        return held if self.index is None else held[self.index]

    def put(self, new: ast.AST) -> None:
        """Put another piece in its place, which stands on the same line."""
        ast.fix_missing_locations(ast.copy_location(new, self.node))
        if self.index is None:
            setattr(self.parent, self.field, new)
        else:
            getattr(self.parent, self.field)[self.index] = new


def places(node: ast.AST, name: str = "", inside: bool = False) -> Iterator[Place]:
    """Every place that holds code of a function or a number of a constant."""
    for field, value in ast.iter_fields(node):
        if field in SKIPPED and not (field == "keywords" and isinstance(node, ast.Call)):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _says_nothing(child):
                continue
            if inside or (isinstance(child, ast.Constant) and name.startswith("=")):
                yield Place(parent=node, field=field, index=index, name=name)
            match child:
                case ast.FunctionDef() | ast.ClassDef():
                    within = inside or isinstance(child, ast.FunctionDef)
                    yield from places(child, f"{name}.{child.name}", within)
                case _ if isinstance(node, ast.Module):
                    yield from places(child, _assigned(child))
                case _:
                    yield from places(child, name, inside)


def _says_nothing(node: ast.AST) -> bool:
    """Whether code is for another operating system or for type checkers, or asserts a length."""
    if isinstance(node, ast.keyword):
        return node.arg == "strict"
    return isinstance(node, ast.If) and any(
        words in ast.unparse(node.test) for words in ("sys.platform", "TYPE_CHECKING")
    )


def variants(source: str) -> Iterator[tuple[ast.Module, Place, ast.AST]]:
    """A tree, a place in it and what can be put there, for each mutant of a module."""
    tree, lines = ast.parse(source), source.splitlines()
    for place in places(tree):
        node = place.node
        if hasattr(node, "lineno") and PRAGMA not in lines[node.lineno - 1]:
            yield from ((tree, place, new) for new in alternatives(node))


def mutants(root: Path, group: Group, seed: str) -> list[Mutant]:
    """All mutants of a group, in the order in which they are drawn."""
    path = root / group.code
    found = []
    for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
        module = file.relative_to(root).as_posix()
        times: dict[str, int] = {}
        for number, (_, place, new) in enumerate(variants(file.read_text("utf-8"))):
            change = f"{_shown(place.node)} → {_shown(new)}"
            same = f"{seed}|{module}|{place.name}|{change}"
            times[same] = times.get(same, 0) + 1
            rank = hashlib.sha256(f"{same}|{times[same]}".encode()).hexdigest()
            line = place.node.lineno
            found.append(Mutant(module=module, number=number, line=line, change=change, rank=rank))
    return sorted(found, key=lambda mutant: mutant.rank)


def _shown(node: ast.AST) -> str:
    """The first line of a piece of code, or as much of it as a list has room for."""
    text = ast.unparse(node).partition("\n")[0]
    return text if len(text) <= 60 else f"{text[:59]}…"


Key = tuple[str, str, int]  #: a function by its file, its qualified name and its line
Ran = dict[Key, tuple[str, ...]]  #: the functions that a test runs, and the names they use


def key(code: CodeType) -> Key:
    """What a piece of compiled code is known by."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


def codes(code: CodeType) -> Iterator[CodeType]:
    """A piece of compiled code, and all that is defined within."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


class Patch:
    """What a mutant changes: the code of functions, or the value of a constant."""

    def __init__(self, root: Path, mutant: Mutant) -> None:
        self.file = str(root / mutant.module)
        source = Path(self.file).read_text("utf-8")
        tree, place, new = next(
            found for number, found in enumerate(variants(source)) if number == mutant.number
        )
        self.constant = place.name[1:] if place.name.startswith("=") else None
        before = {key(code): code for code in codes(compile(source, self.file, "exec"))}
        place.put(new)
        self.tree = tree
        after = {key(code): code for code in codes(compile(tree, self.file, "exec"))}
        self.functions = {
            one: code
            for one, code in after.items()
            if one in before and before[one] != code and code.co_qualname != "<module>"
        }

    def concerns(self, ran: Ran) -> bool:
        """Whether any of the code that a test ran is changed, or uses the constant."""
        if self.constant:
            return any(self.constant in names for names in ran.values())
        return not self.functions.keys().isdisjoint(ran)

    def apply(self) -> None:
        """Change the modules that are loaded."""
        for function in gc.get_objects():
            if isinstance(function, FunctionType) and key(function.__code__) in self.functions:
                function.__code__ = self.functions[key(function.__code__)]
        if self.constant:
            modules = [module for module in sys.modules.values() if hasattr(module, "__file__")]
            own = next(module for module in modules if module.__file__ == self.file)
            before = getattr(own, self.constant)
            one = next(n for n in self.tree.body if f"={self.constant}" == _assigned(n))
            exec(compile(ast.Module([one], []), self.file, "exec"), vars(own))
            for module in modules:
                if vars(module).get(self.constant) is before:
                    setattr(module, self.constant, getattr(own, self.constant))


def _assigned(node: ast.AST) -> str:
    one = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    return f"={one.id}" if isinstance(one, ast.Name) else ""


class Trial:
    """A plugin of pytest that, in place of a run, tries mutants with the tests it collected."""

    def __init__(self, root: Path, sample: Sequence[Mutant]) -> None:
        self.root = root
        self.sample = sample
        self.survived: list[int] = []
        self.failed = False
        self.running: set[CodeType] = set()
        #: What was run to make a fixture that tests share.
        self.fixtures: dict[str, set[CodeType]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self) -> None:
        """Have hypothesis draw the same each time, and not look for the smallest failure."""
        from hypothesis import HealthCheck, Phase, settings  # pytest wants to load it first

        settings.register_profile(
            "mutants",
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object]
    ) -> Generator[None, object, object]:
        """Note the code behind a fixture: all tests that have it run it."""
        before, self.running = self.running, set()
        result = yield
        self.fixtures.setdefault(fixturedef.argname, set()).update(self.running)
        self.running |= before
        return result

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once as they are, and then for each mutant those that it concerns."""
        from hypothesis.strategies import characters

        characters(codec="utf-8").validate()  # takes seconds, which no fork has to repeat
        items = session.items
        costs, ran = self.baseline(items)
        waiting = [(number, Patch(self.root, one)) for number, one in enumerate(self.sample)]
        busy: dict[int, int] = {}
        while waiting or busy:
            while waiting and len(busy) < PROCESSES:
                number, patch = waiting.pop(0)
                chosen = [n for n in range(len(items)) if patch.concerns(ran[n])]
                chosen.sort(key=costs.__getitem__)
                limits = [int(LEAST_TIME + MOST_TIMES * costs[n]) for n in chosen]
                busy[self.start(patch, [items[n] for n in chosen], limits)] = number
            pid, status = os.wait()
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)  # what its tests started and did not end
            if status == 0:
                self.survived.append(busy[pid])
            del busy[pid]
        return True

    def start(self, patch: Patch, items: Sequence[pytest.Item], limits: Sequence[int]) -> int:
        """A fork in which a mutant is tried; its status is 0 where no test fails."""
        pid = os.fork()
        if pid:
            return pid
        try:
            os.setsid()
            patch.apply()
            passed = all(map(self.passes_within, limits, items, [*items[1:], None]))
        except BaseException:
            passed = False
        os._exit(0 if passed else 1)

    def baseline(self, items: Sequence[pytest.Item]) -> tuple[list[float], list[Ran]]:
        """The processor time of each test, and the code that it runs; all of them must pass.

        In a fork, so that no test finds ready what another one has made.
        """
        read, write = os.pipe()
        pid = os.fork()
        if not pid:
            with os.fdopen(write, "wb") as pipe:
                pickle.dump(self.measured(items), pipe)
            os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            failed, costs, ran = pickle.load(pipe)
        os.waitpid(pid, 0)
        if failed:
            raise pytest.UsageError("\n".join(["these fail without a mutant:", *failed]))
        return costs, ran

    def measured(self, items: Sequence[pytest.Item]) -> tuple[list[str], list[float], list[Ran]]:
        """The names of the tests that fail, the costs, and what each runs."""
        caches = [o for o in gc.get_objects() if isinstance(o, functools._lru_cache_wrapper)]
        inside = str(self.root)

        def trace(frame: FrameType, event: str, argument: object) -> None:
            self.running.add(frame.f_code)

        failed, costs, ran = [], [], []
        for item, following in zip(items, [*items[1:], None], strict=True):
            for cached in caches:
                if cached.__module__.startswith("tests"):
                    cached.cache_clear()
            self.running = set()
            start = time.process_time()
            threading.settrace(trace)
            sys.settrace(trace)
            passed = self.passes(item, following)
            sys.settrace(None)
            threading.settrace(None)
            costs.append(time.process_time() - start)
            if not passed:
                failed.append(self.said)
            for name in getattr(item, "fixturenames", ()):
                self.running |= self.fixtures.get(name, set())
            ran.append(
                {key(c): c.co_names for c in self.running if c.co_filename.startswith(inside)}
            )
        return failed, costs, ran

    def passes_within(self, limit: int, item: pytest.Item, following: pytest.Item | None) -> bool:
        """Whether a test passes; the process ends if it takes more seconds than that."""
        end = int(time.process_time()) + limit
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))
        signal.alarm(BY_THE_CLOCK * limit)
        return self.passes(item, following)

    def passes(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        """Whether a test passes, or is skipped. What the following one needs, too, stays."""
        self.said = ""
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        return not self.said

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note that a test failed."""
        if report.failed:
            self.said = f"{report.nodeid}: {report.longreprtext[-1000:]}"


def here(root: Path, group: Group, sample: Sequence[Mutant]) -> list[int]:
    """The numbers of those of a sample that survive, tried in this process and folder."""
    trial = Trial(root, sample)
    options = ["-q", "--hypothesis-profile=mutants", "-p", "no:xdist", "-p", "no:cacheprovider"]
    options += ["-o", "timeout=0"]  # a mutant has limits of its own
    status = pytest.main([*options, group.code, *group.tests], plugins=[trial])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise SystemExit(int(status))
    return sorted(trial.survived)


def copied(root: Path, folder: Path) -> None:
    """Copy a checkout, with what is not committed and without what is ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in filter(None, subprocess.check_output(command, cwd=root, text=True).split("\0")):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)


def tried(root: Path, group: Group, most: int, seed: str) -> tuple[list[Mutant], list[Mutant]]:
    """The sample of a group, and those that survived; SystemExit where tests fail without one."""
    sample = mutants(root, group, seed)[:most]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve() / "checkout"
        copied(root, folder)
        work = Path(temporary) / "work"
        work.write_text(json.dumps([asdict(group), [asdict(mutant) for mutant in sample]]))
        done = subprocess.run(
            [sys.executable, __file__, "--here", str(work)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(done.stdout)
        numbers = json.loads(work.read_text())
        return sample, [sample[number] for number in numbers]


def table(results: Iterable[tuple[Group, list[Mutant], list[Mutant]]]) -> Iterator[str]:
    """The lines of the table, and below it the mutants that survived."""
    yield "| module | mutants | killed | share |"
    yield "|---|---|---|---|"
    alive: list[Mutant] = []
    for group, sample, survived in results:
        killed = len(sample) - len(survived)
        share = 100 * killed / len(sample) if sample else 100
        yield f"| `{group.code}` | {len(sample)} | {killed} | {share:.0f} % |"
        alive.extend(survived)
    if alive:
        yield "\nNo test noticed:\n"
    for mutant in sorted(alive, key=lambda mutant: (mutant.module, mutant.line)):
        yield f"- `{mutant.module}:{mutant.line}`: `{mutant.change}`"


def main() -> None:
    """Try a sample of the mutants of each group, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    names = [group.name for group in GROUPS]
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(names))
    parser.add_argument("--mutants", type=int, default=25, help="of each group (25)")
    parser.add_argument("--seed", default="1", help="another one draws other mutants (1)")
    parser.add_argument("--here", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.here:
        group, sample = json.loads(given.here.read_text())
        survived = here(Path.cwd(), Group(**group), [Mutant(**mutant) for mutant in sample])
        given.here.write_text(json.dumps(survived))
        return
    if unknown := set(given.groups) - set(names):
        parser.error(f"there is no group {', '.join(sorted(unknown))}")
    root = Path(__file__).resolve().parent.parent
    groups = [group for group in GROUPS if not given.groups or group.name in given.groups]
    minutes = len(groups) * (ONCE + given.mutants * EACH / PROCESSES) / 60
    print(f"About {minutes:.0f} minutes on {PROCESSES} idle processors.\n", file=sys.stderr)
    results = ((group, *tried(root, group, given.mutants, given.seed)) for group in groups)
    for line in table(results):
        print(line, flush=True)


if __name__ == "__main__":
    main()
