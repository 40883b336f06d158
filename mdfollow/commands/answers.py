"""What `sync` and `due` say: exit status, standard output, standard error, all as texts.

As texts they can be kept: as long as nothing changes, the same question has the same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.commands import report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdfollow.agendas.due import Span
    from mdfollow.index.index import Answer
    from mdfollow.outcome import Outcome


def sync_answer(outcome: Outcome) -> Answer:
    """Return what `sync` says."""
    return _answer(report.sync_lines(outcome, "wrote"), outcome)


def due_answer(outcome: Outcome, span: Span | None = None) -> Answer:
    """Return what `due` says about the days of `span`; of the week without it."""
    return _answer(report.due_lines(outcome.agenda, span or outcome.agenda.span), outcome)


def lasting_answers(outcome: Outcome) -> dict[str, Answer]:
    """Return the answers that hold until something changes.

    Where `sync` has, or would have, something to write, the next one says something else.
    """
    answers = {"due": due_answer(outcome)}
    return answers if outcome.changed else answers | {"sync": sync_answer(outcome)}


def _answer(lines: Iterable[str], outcome: Outcome) -> Answer:
    out = "".join(f"{line}\n" for line in lines)
    err = "".join(f"{report.problem_line(problem)}\n" for problem in outcome.problems)
    return (1 if outcome.has_problems else 0), out, err
