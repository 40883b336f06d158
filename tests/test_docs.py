"""What the documentation says is so: examples, commands, options, settings, modules, links."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from mdfollow.cli import main
from mdfollow.config.known_settings import FIELDS, READERS
from mdfollow.config.settings import PROPERTY_NAMES, Settings
from mdfollow.steps.template import environment
from tests.doc_pages import (
    PAGES,
    ROOT,
    Block,
    blocks,
    commands,
    has_examples,
    pattern,
    section,
    shell,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

README = ROOT / "README.md"
DOCS = ROOT / "docs"
LONGEST_README = 149
NOT_TYPED = {"literal", "output", "illegal", "content"}
"""What Liquid takes text and `{{ }}` for."""


def by_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", [page for page in PAGES if has_examples(page)], ids=by_name)
def test_examples_give_what_the_page_says(page: Path, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    console = [block.text for block in blocks(page) if block.language == "console"]
    if not any("mdfollow init" in text for text in console):
        (vault / "mdfollow.toml").touch()
    for block in blocks(page):
        follow(block, vault)


def follow(block: Block, vault: Path) -> None:
    """Do what a block of a page asks for, and compare."""
    if block.act == "write":
        place = vault / block.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(block.text, encoding="utf-8")
    elif block.act == "expect":
        found = (vault / block.path).read_text(encoding="utf-8")
        assert re.search(f"^{pattern(block.text)}", found, re.MULTILINE), found
    elif block.language == "console":
        for command, says in commands(block.text):
            printed = shell(vault, command)
            assert re.fullmatch(pattern(says), printed), f"$ {command}\n{printed}"


def test_pages_with_examples_are_found() -> None:
    found = {by_name(page) for page in PAGES if has_examples(page)}
    assert found >= {"README.md", "docs/write-a-step.md", "docs/json.md", "docs/commands.md"}


def test_the_readme_is_short() -> None:
    assert len(README.read_text().splitlines()) <= LONGEST_README


@pytest.mark.parametrize(
    ("heading", "ends"),
    [("Try it", "mdfollow --vault example-vault due"), ("Test it", "pytest -n auto")],
)
def test_one_command_line_does_all_the_set_up(heading: str, ends: str) -> None:
    (block,) = section(README, heading)
    assert block.language == "sh"
    (line,) = block.text.splitlines()
    assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert line.endswith(ends)


def all_commands(
    command: click.Command = main, name: str = "mdfollow"
) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for word, part in command.commands.items():
            if not part.hidden:
                yield from all_commands(part, f"{name} {word}")


COMMANDS = dict(all_commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    page = (DOCS / "commands.md").read_text()
    part = re.split(r"^##+ ", page, flags=re.MULTILINE)
    (text,) = (p for p in part if p.startswith(f"{name}\n")) if " " in name else part[:1]
    for parameter in COMMANDS[name].params:
        words = (
            parameter.opts
            if isinstance(parameter, click.Option)
            else [parameter.human_readable_name.strip("[]")]
        )
        assert any(word in text for word in words), words


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example(name: str) -> None:
    says = CliRunner().invoke(main, [*name.split()[1:], "--help"], prog_name="mdfollow").stdout
    assert re.search(rf"^  Example:\n    {name}\b", says, re.MULTILINE), says


def test_no_command_is_documented_that_is_not_there() -> None:
    page = (DOCS / "commands.md").read_text()
    assert set(re.findall(r"^##+ (mdfollow .*)$", page, re.MULTILINE)) == {*COMMANDS} - {"mdfollow"}


def settings_rows() -> dict[str, str]:
    page = (DOCS / "settings.md").read_text()
    return dict(re.findall(r"^\| `([\w.]+)` \| (.*?) \|", page, re.MULTILINE))


def test_every_settings_key_is_documented() -> None:
    keys = {".".join(path) for path in READERS if path[0] != "properties"}
    assert set(settings_rows()) == keys


@pytest.mark.parametrize(
    "path", [path for path in READERS if path[0] != "properties"], ids=".".join
)
def test_every_default_is_documented(path: tuple[str, ...]) -> None:
    says = settings_rows()[".".join(path)]
    assert documented_default(path, says) == default_of(path)


def documented_default(path: tuple[str, ...], says: str) -> object:
    if says == "none":
        return None
    return READERS[path](tomllib.loads(f"it = {says.strip('`')}")["it"])


def default_of(path: tuple[str, ...]) -> object:
    settings = Settings()
    if path in FIELDS:
        return getattr(settings, FIELDS[path][0])
    _, kind, what = path
    rule = settings.kinds[kind]
    return {"type": rule.types, "tags": rule.tags, "folder": rule.folder}[what]


def test_the_filters_and_tags_of_steps_are_documented() -> None:
    page = (DOCS / "write-a-step.md").read_text()
    says = page.partition("Tags: ")[2].partition("\n\n")[0]
    tags = {name for name in environment().tags if name.isalpha()} - NOT_TYPED
    assert set(re.findall(r"`([a-z_]+)`", says)) == tags | set(environment().filters)


@pytest.mark.parametrize("page", ["settings.md", "notes.md"])
def test_every_property_is_documented(page: str) -> None:
    names = re.findall(r"`(\w+)`", (DOCS / page).read_text())
    assert PROPERTY_NAMES - {"tags"} <= set(names)


def test_the_way_of_a_note_goes_through_modules_that_are_there() -> None:
    page = (DOCS / "how-it-flows.md").read_text()
    rows = re.findall(r"^\| (`.*?`) \|", page, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([\w/]+)`", row)}
    package = ROOT / "mdfollow"
    files = {path.relative_to(package).as_posix()[:-3] for path in package.rglob("*.py")}
    there = {name.removesuffix("/__init__") for name in files}
    assert {"cli", "sync", "checklist", "disk/writer", "steps/ask"} <= named <= there


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text)):
        if re.match(r"https?:", target):
            continue
        file, _, anchor = target.partition("#")
        place = page.parent / file if file else page
        assert place.is_file(), target
        assert not anchor or anchor in anchors(place), target


def anchors(page: Path) -> set[str]:
    """The anchors GitHub gives a page's headings."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
