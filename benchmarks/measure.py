"""Run one command and print its seconds, peak memory in KiB and exit status.

It is a program of its own, run by a Python without `site`, because Linux counts the memory of the
process that starts a command as the command's own: what starts it must be smaller than it.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter


def main() -> None:
    """Run the words of the command line with their output thrown away."""
    words = sys.argv[1:]
    away = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    begin = perf_counter()
    child = os.posix_spawnp(words[0], words, os.environ, file_actions=[away])
    _, status, usage = os.wait4(child, 0)
    took = perf_counter() - begin
    sys.stdout.write(f"{took} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main()
