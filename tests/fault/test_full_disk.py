from __future__ import annotations

import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.fault.inject import tree

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.fault

NOTE = "Acme 1.md"
OLD = b"a line of the person\n" * 2000
LIMIT = 16 * 1024  # bytes, less than the note has
APPEND = [sys.executable, "-m", "tests.fault.commands", "append"]
NAIVE = [sys.executable, "-m", "tests.fault.commands", "naive"]

# A disk of 192 KiB with the note on it, filled up; then the command; then what is left of it.
ON_A_FULL_DISK = """
vault=$1; shift
mount -t tmpfs -o size=192k none "$vault" && cp "$vault.note" "$vault/Acme 1.md" || exit 99
head -c 1M /dev/zero > "$vault/filler" 2> /dev/null
"$@" "$vault" "Acme 1.md"; status=$?
rm "$vault/filler"
mkdir "$vault.after" && cp -r "$vault/." "$vault.after/"
exit $status
"""


def run_on_full_disk(vault: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the command on a really full disk; what is on it then lies in `vault.after`."""
    vault.mkdir()
    vault.with_suffix(".note").write_bytes(OLD)
    script = ["unshare", "-rm", "sh", "-c", ON_A_FULL_DISK, "sh", str(vault)]
    return subprocess.run([*script, *command], capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("mounts")
def test_a_full_disk_leaves_the_old_note_and_is_told(tmp_path: Path) -> None:
    done = run_on_full_disk(tmp_path / "vault", APPEND)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "nothing was changed" in done.stderr
    after = tmp_path / "vault.after"
    assert tree(after) == {NOTE: OLD}
    left = after / ".mdfollow" / "tmp"
    assert not left.exists() or not list(left.iterdir())


@pytest.mark.usefixtures("mounts")
def test_the_full_disk_catches_a_naive_writer(tmp_path: Path) -> None:
    run_on_full_disk(tmp_path / "vault", NAIVE)
    assert tree(tmp_path / "vault.after")[NOTE] != OLD


def run_with_limit(vault: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    (vault / NOTE).write_bytes(OLD)
    return subprocess.run(
        [*command, vault, NOTE],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)),
    )


def test_a_limit_for_the_size_of_files_leaves_the_old_note(tmp_path: Path) -> None:
    done = run_with_limit(tmp_path, APPEND)
    assert done.returncode == 1
    assert f"`{NOTE}` can't be written: File too large; nothing was changed" in done.stderr
    assert tree(tmp_path) == {NOTE: OLD}
    assert not list((tmp_path / ".mdfollow" / "tmp").iterdir())


def test_the_limit_catches_a_naive_writer(tmp_path: Path) -> None:
    run_with_limit(tmp_path, NAIVE)
    assert tree(tmp_path)[NOTE] != OLD
