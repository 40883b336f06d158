from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdfollow.config.obsidian import LARGEST, Obsidian, read_obsidian

if TYPE_CHECKING:
    from pathlib import Path

TASKS = "plugins/obsidian-tasks-plugin/data.json"
TEMPLATER = "plugins/templater-obsidian/data.json"
UNSET = Obsidian(present=True, link_style="wikilink")


def write(vault: Path, files: dict[str, object]) -> Path:
    """Write JSON files below `.obsidian`; bytes are written as they are."""
    (vault / ".obsidian").mkdir(exist_ok=True)
    for name, content in files.items():
        place = vault / ".obsidian" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return vault


def test_outside_obsidian_links_are_markdown(tmp_path: Path) -> None:
    assert read_obsidian(tmp_path) == Obsidian(
        present=False,
        task_format="emoji",
        global_filter="",
        link_style="markdown",
        template_folders=(),
    )


def test_a_fresh_vault_has_wikilinks(tmp_path: Path) -> None:
    assert read_obsidian(write(tmp_path, {})) == UNSET


def test_a_vault_with_everything_set(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "app.json": {"useMarkdownLinks": True, "newLinkFormat": "relative"},
            "templates.json": {"folder": "Templates/"},
            "community-plugins.json": ["obsidian-tasks-plugin", "templater-obsidian"],
            TASKS: {"taskFormat": "dataview", "globalFilter": "#task"},
            TEMPLATER: {"templates_folder": "Meta/Templater"},
        },
    )
    assert read_obsidian(tmp_path) == Obsidian(
        present=True,
        task_format="dataview",
        global_filter="#task",
        link_style="markdown",
        template_folders=("Templates", "Meta/Templater"),
    )


@pytest.mark.parametrize(
    ("enabled", "task_format"),
    [
        (["obsidian-tasks-plugin"], "dataview"),
        ([], "emoji"),
        (["dataview"], "emoji"),
        ({"obsidian-tasks-plugin": False}, "dataview"),
        (b"[broken", "dataview"),
    ],
)
def test_a_plugin_counts_unless_it_is_known_to_be_off(
    tmp_path: Path, enabled: object, task_format: str
) -> None:
    write(tmp_path, {"community-plugins.json": enabled, TASKS: {"taskFormat": "dataview"}})
    assert read_obsidian(tmp_path).task_format == task_format


def test_without_a_list_of_plugins_their_settings_count(tmp_path: Path) -> None:
    write(tmp_path, {TASKS: {"taskFormat": "dataview"}})
    assert read_obsidian(tmp_path).task_format == "dataview"


@pytest.mark.parametrize("value", ["tasksPluginEmoji", "Dataview", "", None, 1, ["dataview"]])
def test_another_task_format_is_the_emoji_one(tmp_path: Path, value: object) -> None:
    assert read_obsidian(write(tmp_path, {TASKS: {"taskFormat": value}})) == UNSET


@pytest.mark.parametrize("value", [False, None, "true", 1, {}])
def test_only_true_makes_links_markdown(tmp_path: Path, value: object) -> None:
    assert read_obsidian(write(tmp_path, {"app.json": {"useMarkdownLinks": value}})) == UNSET


@pytest.mark.parametrize(
    ("value", "global_filter"),
    [
        ("#task", "#task"),
        (" #job/task ", "#job/task"),
        ("TODO", "TODO"),
        ("#tâche", "#tâche"),
        ("#follow_up", "#follow_up"),
    ],
)
def test_a_global_filter_is_kept_as_it_is(tmp_path: Path, value: str, global_filter: str) -> None:
    write(tmp_path, {TASKS: {"globalFilter": value}})
    assert read_obsidian(tmp_path).global_filter == global_filter


@pytest.mark.parametrize(
    "value",
    [
        *("#a\n- [ ] b", "#a\r", "#a\x1b[2J", "#a\u2028b", "^id", "#a ^id", "#a^id", "<!-- #a"),
        *("%% a", "[[a]]", "[due:: 2026-11-25]", "due:: x", "📅 2026-11-25", "⏳", "`a", "#"),
        *("#a\u202eb", "#" + "a" * 300, "\ud800", 5, None, ["#task"]),
    ],
)
def test_a_filter_that_would_break_a_task_line_is_left_out(tmp_path: Path, value: object) -> None:
    inner_return = isinstance(value, str) and value.endswith("\r")
    write(tmp_path, {TASKS: {"globalFilter": value}})
    assert read_obsidian(tmp_path).global_filter == ("#a" if inner_return else "")


@pytest.mark.parametrize(
    ("value", "folders"),
    [
        ("Templates", ("Templates",)),
        ("/Meta/Templates/", ("Meta/Templates",)),
        ("👩‍💻 Forms", ("👩‍💻 Forms",)),
        ("", ()),
        ("/", ()),
        ("../Elsewhere", ()),
        ("a\nb", ()),
        (None, ()),
        (["Templates"], ()),
    ],
)
def test_a_template_folder_is_one_inside_the_vault(
    tmp_path: Path, value: object, folders: tuple[str, ...]
) -> None:
    write(tmp_path, {"templates.json": {"folder": value}})
    assert read_obsidian(tmp_path).template_folders == folders
    write(tmp_path, {TEMPLATER: {"templates_folder": value}})
    assert read_obsidian(tmp_path).template_folders == folders


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"dataview"',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"taskFormat": ' + b"9" * 6000 + b"}",
        b'{"taskFormat": "dataview", "a": "' + b" " * LARGEST + b'"}',
    ],
)
def test_a_file_that_cannot_be_used_is_passed_over(tmp_path: Path, content: bytes) -> None:
    names = ("app.json", "templates.json", "community-plugins.json", TASKS, TEMPLATER)
    write(tmp_path, dict.fromkeys(names, content))
    assert read_obsidian(tmp_path) == UNSET


def test_links_are_not_followed(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    vault.mkdir()
    outside.mkdir()
    write(outside, {"app.json": {"useMarkdownLinks": True}, TASKS: {"taskFormat": "dataview"}})
    (vault / ".obsidian").mkdir()
    (vault / ".obsidian" / "app.json").symlink_to(outside / ".obsidian" / "app.json")
    (vault / ".obsidian" / "plugins").symlink_to(outside / ".obsidian" / "plugins")
    assert read_obsidian(vault) == UNSET


def test_a_linked_obsidian_folder_says_only_that_it_is_there(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    vault.mkdir()
    outside.mkdir()
    write(outside, {"app.json": {"useMarkdownLinks": True}})
    (vault / ".obsidian").symlink_to(outside / ".obsidian")
    assert read_obsidian(vault) == UNSET


def test_a_file_in_place_of_a_folder_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"plugins": b"{}"})
    assert read_obsidian(tmp_path) == UNSET
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / ".obsidian").touch()
    assert read_obsidian(tmp_path / "other") == Obsidian()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["taskFormat", "globalFilter", "folder", "templates_folder", "x"]),
            inner,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON, JSON, JSON)
def test_any_json_gives_an_answer(
    tmp_path: Path, app: object, enabled: object, data: object
) -> None:
    files = {"app.json": app, "community-plugins.json": enabled, TASKS: data, TEMPLATER: data}
    read = read_obsidian(write(tmp_path, {**files, "templates.json": data}))
    assert read.present
    assert read.global_filter.isprintable()
