from __future__ import annotations

import subprocess
import sys
import time

import pathspec
import pytest

from mdfollow.config.setting_paths import folder, markdown_file, patterns
from mdfollow.config.setting_values import SettingValueError


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("Steps", "Steps"),
        ("Steps/", "Steps"),
        ("Jobs//Steps//", "Jobs/Steps"),
        (" Jobs/After the interview ", "Jobs/After the interview"),
        ("a..b", "a..b"),
        ("Été/🧭", "Été/🧭"),
        ("n" * 200, "n" * 200),
    ],
)
def test_a_folder_is_a_path_inside_the_vault(value: str, result: str) -> None:
    assert folder(value) == result


@pytest.mark.parametrize(
    "value",
    [
        "/Steps",
        "/",
        "..",
        "../Steps",
        "Jobs/../../Steps",
        ".",
        "./Steps",
        ".obsidian",
        "Jobs/.git/hooks",
        "Jobs\\Steps",
        "C:/Steps",
        "C:Steps",
    ],
)
def test_a_folder_outside_the_vault_is_refused(value: str) -> None:
    with pytest.raises(SettingValueError, match="must be a path from the vault's root"):
        folder(value)


@pytest.mark.parametrize("value", ["", "a\0b", "a\nb", 3, ["Steps"]])
def test_a_folder_is_a_text_on_one_line(value: object) -> None:
    with pytest.raises(SettingValueError):
        folder(value)


def test_a_name_too_long_for_a_file_system_is_refused() -> None:
    with pytest.raises(SettingValueError, match="more than 200 bytes"):
        folder("Jobs/" + "é" * 101)


@pytest.mark.parametrize("value", ["Due.md", "Jobs/Due this week.md"])
def test_a_markdown_file(value: str) -> None:
    assert markdown_file(value) == value


@pytest.mark.parametrize("value", ["Due", "Due.txt", "Due.md.bak", "Due.MD"])
def test_another_file_is_refused(value: str) -> None:
    with pytest.raises(SettingValueError, match=r"must be a file that ends in `\.md`"):
        markdown_file(value)


@pytest.mark.parametrize("value", ["../Due.md", "/Due.md", ".md", "Jobs/.due.md"])
def test_a_markdown_file_outside_the_vault_is_refused(value: str) -> None:
    with pytest.raises(SettingValueError, match="must be a path from the vault's root"):
        markdown_file(value)


def test_patterns_are_gitignore_patterns() -> None:
    given = ["Archive/**", "!Archive/keep.md", "**/*draft*.md", "[ab].md", "/Top"]
    assert patterns(given) == tuple(given)
    assert patterns("*.tmp.md") == ("*.tmp.md",)
    assert patterns([]) == ()


@pytest.mark.parametrize("value", ["!", "a\\", "[z-a]", "[[:alpha:]]", "a[", "/", "# a comment"])
def test_a_pattern_that_matches_nothing_is_refused(value: str) -> None:
    with pytest.raises(SettingValueError, match="must be a list of gitignore patterns"):
        patterns(["Archive/**", value])


@pytest.mark.parametrize("value", ["*a*a*a*a", "a****", "**/**/**/*.md"])
def test_a_pattern_of_many_wildcards_is_refused(value: str) -> None:
    with pytest.raises(SettingValueError, match="more than 3 wildcards"):
        patterns([value])


@pytest.mark.parametrize("pattern", ["*a*a*ab", "**/*a*ab", "**/a/**/a/**/ab"])
def test_the_worst_pattern_that_is_taken_ends_soon(pattern: str) -> None:
    spec = pathspec.GitIgnoreSpec.from_lines(patterns(pattern))
    began = time.process_time()
    for hostile in ("a" * 250, "a/" * 125, ("a" * 50 + "/") * 5):
        assert not spec.match_file(hostile + "c")
    assert time.process_time() - began < 2


def test_pathspec_is_imported_only_for_patterns() -> None:
    program = (
        "import sys; from mdfollow.config.parse_settings import parse_settings;"
        "parse_settings(b''); assert 'pathspec' not in sys.modules;"
        "parse_settings(b'ignore = \\'a\\'');"
        "assert 'pathspec' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
