from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from mdfollow.agendas.due import tasks_of
from mdfollow.config.settings import KindRule, Settings, default_kinds
from mdfollow.note import read_note
from mdfollow.reading.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT = Settings()
ALL = Settings(agenda_include="all")
OWN = Settings(
    kinds=default_kinds()
    | {
        "interview": KindRule(("Job Interviews", "[[Gespräche/Runde]]"), ("job/talk",)),
        "contact": KindRule(("person", "Großmaßkontakt"), ("#people", "straße"), "People"),
    },
    property_names={"type": ("type", "Note Kind"), "tags": ("labels",)},
)
ABROAD = Settings(
    kinds={
        "interview": KindRule(("Vorstellungsgespräch", "entrevistaς"), ("gespräch",)),
        "contact": KindRule(("面接の人",), ("kişi",)),
        "application": KindRule(("kick-off", "ᎠᎡᎢᎣᎤᎥᎦᎧ"), ("bewerbung",), "Bewerbungen/2026"),
    },
    property_names={"type": ("art", "тип", "note_type"), "date": ("datum",)},
    agenda_include="all",
)
LINKED = Settings(
    kinds=default_kinds() | {"interview": KindRule(("[[Job Interviews]]",), ())},
    property_names={"type": ("kind",), "tags": ("tags", "topics")},
)


def may_matter(data: bytes, path: str = "Notes/A.md", settings: Settings = DEFAULT) -> bool:
    return Prefilter.of(settings).may_matter(path, data)


def matters(data: bytes, path: str, settings: Settings) -> bool:
    """Whether anything in a sync depends on the note."""
    note = read_note(path, data, settings)
    if note is None:
        return False
    return bool(note.kind or note.problems or list(tasks_of(note, None, settings)))


IN = [
    "type: interview",
    "Type: INTERVIEW",
    'type: "interview"',
    'type: "inter\\x76iew"',
    '"ty\\x70e": "inter\\\nview"',
    "? type\n: interview",
    "type:\n  interview",
    "type: >-\n  interview",
    "{type: interview}",
    "{a: b, type: intervew, date: 2026-11-24}",
    "type: &a interview # a comment",
    'type: "[[Notes/Interview|x]]"',
    "type: [[interview]]",
    'type: "[x](Notes/Inter%76iew.md)"',
    'type: "[x](Inter%76ew.md)"\ndate: 2026-11-24',
    "tags: [a, interview/first]",
    "tag: '#contact'",
    "tags: a, application",
    "type: interview\ndate: [a",
    "type: intervew\ndate: 2026-11-24",
    "type:\n  - book\n  - 'contcat'\nphone: 1",
    "type:\n- book\n- aplication\nrole: a",
    "type: [book,\n  intervew]\nrole: a",
    "date: 2026-11-24\ntype: inter\n\n  view",
    "date: 2026-11-24\n\n\ntype: intervieww",
    "type: 'inter''view'\nrole: a",
    "type: 'inter''''''view'\nrole: a",
    "type: book\ninterview\na: [b",
    "type: inßterßvießw\nrole: a",
    "type: inxterxviexw\nrole: a",
    "type : intervew\nrole: a",
    '"type": intervew\nrole: a',
    "{role: a,\ntype: inter\nview}",
    "role: a\ntype:\n# b\n  intervew",
    "role: a\ntype:\n|\n intervew",
    "type: intervıew\nrole: a",
    "type: \u0130nterview\nrole: a",
]


@pytest.mark.parametrize("block", IN)
@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_what_may_matter_is_let_through(block: str, eol: str) -> None:
    data = f"---\n{block}\n---\nWords.\n".replace("\n", eol).encode()
    assert may_matter(data)
    assert may_matter(b"\xef\xbb\xbf" + data)
    assert may_matter(data[: data.rindex(b"---")])
    assert matters(data, "Notes/A.md", DEFAULT)


REGION = """\
<!-- mdfollow:begin -->
- [x] Call Jane ✅ 2026-11-26 ^mdf-follow-up
<!-- mdfollow:end 1 follow-up///2026-12-07/77311fc6d189 -->
"""
OTHER_IN = [
    # settings, path, text
    (OWN, "People/Sam.md", "Words.\n"),
    (OWN, "People/2026/Sam.md", ""),
    (ABROAD, "Bewerbungen/2026/A.md", "Words.\n"),
    (OWN, "A.md", "---\nnote kind: job  interviews\n---\n"),
    (OWN, "A.md", "---\ntype: job\n  interviews\n---\n"),
    (OWN, "A.md", "---\nlabels: [job/talk/second]\n---\n"),
    (OWN, "A.md", "---\ntype: runde\n---\n"),
    (OWN, "A.md", "---\ntype: book\nperson\na: [b\n---\n"),
    (OWN, "A.md", "---\nlabels: STRAẞE\n---\n"),
    (OWN, "A.md", "---\ntype: GROẞMAẞKONTAKT\n---\n"),
    (OWN, "A.md", "---\ntype: groamabkontakt\nrole: a\n---\n"),
    (ABROAD, "A.md", "---\nart: VORSTELLUNGSGESPRÄCH\n---\n"),
    (ABROAD, "A.md", "---\nТИП: ENTREVISTAΣ\n---\n"),
    (ABROAD, "A.md", "---\nart: entrevistaΣ\n---\n"),
    (ABROAD, "A.md", "---\nart: \u212aick-off\n---\n"),
    (ABROAD, "A.md", "---\nart: 面接の人\n---\n"),
    (ABROAD, "A.md", "---\nart: ᎠᎡᎢᎤᎥᎦᎧ\ndatum: a\n---\n"),
    (ABROAD, "A.md", "---\ntags: kişi\n---\n"),
    (ABROAD, "A.md", "---\ndatum: a\nnote_type: vorstellungsgesprach\n---\n"),
    (LINKED, "A.md", "---\nkind: job interviews\n---\n"),
    (LINKED, "A.md", '---\nkind: ["[[Notes/Job Interviews.md|x]]"]\n---\n'),
    (LINKED, "A.md", "---\ntopics: [contact]\n---\n"),
    (ALL, "A.md", "- [ ] a 📅 2026-11-26\n"),
    (ALL, "A.md", "---\na: b\n---\n* [x] a ⏳\ufe0f2026-11-26\n"),
    (ALL, "A.md", "1. [/] a ⌛ 2026-11-26\n"),
    (ALL, "A.md", "> - [ ] a 🗓 2026-11-26\n"),
    (ALL, "A.md", "- [ ] a 📆 2026-11-26\n"),
    (ALL, "A.md", "- [ ] a [due:: 2026-11-26]\n"),
    (ALL, "A.md", "- [ ] a (scheduled:: 2026-11-26)\n"),
    (ALL, "A.md", REGION),
]


@pytest.mark.parametrize(("settings", "path", "text"), OTHER_IN)
def test_what_the_settings_ask_for_is_let_through(settings: Settings, path: str, text: str) -> None:
    assert may_matter(text.encode(), path, settings)
    assert matters(text.encode(), path, settings)


@pytest.mark.parametrize(
    "data",
    [
        "---\ntype: interview\n---\n".encode("utf-16"),
        "---\ntype: interview\nwhere: Café\n---\n".encode("latin-1"),
        b"---\ntype: interview\n---\n\xff\xfe",
    ],
)
def test_what_is_no_utf8_is_let_through(data: bytes) -> None:
    assert may_matter(data)
    assert matters(data, "Notes/A.md", DEFAULT)


ORDINARY = [
    "Words about an interview.\n\ntype: interview\n",
    "# 2026-11-24\n\n- [ ] call the contact 📅 2026-11-26 #interview\n",
    "Ein Gespräch – über „vieles“. 😀\n",
    " ---\ntype: interview\n---\n",
    "\u00a0---\ntype: interview\n---\n",
    "----\ntype: interview\n---\n",
    "--- \n--- \ntype: interview\n---\n",
    "---\n---\ntype: interview\n",
    "---\n...\ntype: interview\n---\n",
    "---\ntitle: Daily\ntags: [daily, log]\ndate: 2026-11-24\n---\nAn interview.\n",
    "---\ntype: book\nauthor: Café\ndate: 2026-11-24\nrating: 4\n---\nAn interview.\n",
    '---\ntype:\n  - "[[Books]]"\ncreated: 2026-11-24\nrole: x\n---\n',
    '---\ntype: ["[[People]]", recipe]\norg: Acme\nemail: a@b.example\n---\n',
    "---\ncreated: 2026-11-24\ntype: meeting\n---\n- [x] done\n",
    "---\r\ntype: 'person'\r\nphone: 555-0100\r\n---\r\ncontact\r\n",
    "---\ntype: [[Project]]\nstatus: done\n---\n",
    "---\nprototype: a\ntypes: [b]\ntitle: the type of it\ntype:\ndate: 2026-11-24\n---\n",
    "---\ncssclasses:\n  - wide\naliases: []\npublish: false\n---\n",
    "---\ntitle: {{title}}\ndate: {{date}}\n---\n",
    "---\na: [b\ndate: 2026-11-24\n---\n",
    "---\ntitle: a: b\n",
    "",
    "---",
    "\ufeff",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_note_is_ruled_out(text: str) -> None:
    assert not may_matter(text.encode())
    assert read_note("Notes/A.md", text.encode(), DEFAULT) is None


@pytest.mark.parametrize(
    ("settings", "path", "text"),
    [
        (OWN, "People.md", "Words.\n"),
        (OWN, "Peoples/A.md", "---\nkind: book\nlabels: [job]\n---\n"),
        (ALL, "A.md", "---\na: b\n---\n## 📅 Days\n\n- a\n"),
        (ALL, "A.md", "- [ ] no date\n- [x] done ✅ 2026-11-26\n[[link]]\n"),
        (ABROAD, "A.md", "---\ntype: interview\nart: книга\n---\n"),
        (LINKED, "A.md", "---\nkind: book\ntype: interview\n---\n"),
    ],
)
def test_what_the_settings_leave_out_is_ruled_out(settings: Settings, path: str, text: str) -> None:
    assert not may_matter(text.encode(), path, settings)
    assert not matters(text.encode(), path, settings)


@pytest.mark.parametrize("word", ["C#", "+", "[[ ]]"])
def test_a_word_without_much_to_look_for_is_still_found(word: str) -> None:
    settings = Settings(kinds=default_kinds() | {"contact": KindRule((word,), (word,))})
    assert may_matter(f'---\ntype: "{word}"\n---\n'.encode(), settings=settings)


def test_each_letter_is_folded_as_lower_folds_it() -> None:
    """What the filter relies on, for every character there is."""
    letters = [chr(at) for at in range(0x110000) if not 0xD800 <= at < 0xE000]
    assert [one for one in letters if one.lower().casefold() != one.casefold()] == []
    assert "".join(letters).lower().casefold() == "".join(letters).casefold()
    assert [one for one in letters if not one.casefold()] == []


@pytest.mark.parametrize(
    ("count", "seed"), [(1_500, 1), pytest.param(60_000, 2, marks=pytest.mark.fault)]
)
def test_nothing_that_matters_is_ruled_out(count: int, seed: int) -> None:
    """Random spellings and mutations under five sets of settings, against the real reader."""
    maker = Maker(random.Random(seed))  # noqa: S311 - repeatable tests, not secrets
    filters = [
        (settings, Prefilter.of(settings)) for settings in (DEFAULT, ALL, OWN, ABROAD, LINKED)
    ]
    real, passed = 0, 0
    for _ in range(count):
        settings, prefilter = maker.pick(filters)
        path, data = maker.pick(("A.md", "Notes/A.md", "People/A.md")), maker.file(settings)
        passes, counts = prefilter.may_matter(path, data), matters(data, path, settings)
        assert passes or not counts, (path, data)
        real, passed = real + counts, passed + passes
    assert count * 0.15 < real < passed < count * 0.9, "too few of one sort to tell"


class Maker:
    """Makes files that are, nearly are, or are not what the settings ask for."""

    def __init__(self, source: random.Random) -> None:
        self.random = source
        self.pick = source.choice

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def file(self, settings: Settings) -> bytes:
        """One file: a note, its text and its bytes changed at random places."""
        if self.chance(0.3):
            return f"---\n{self.near(settings)}---\n".replace("\n", self.pick(EOLS)).encode()
        text = self.note(settings)
        for _ in range(self.pick((0, 0, 0, 0, 1, 2))):
            text = self.mutated(text)
        text = text.replace("\n", self.pick(EOLS))
        coding = self.pick((*["utf-8"] * 20, "utf-16", "utf-16-le", "latin-1", "cp1252"))
        data = text.encode(coding, "replace")
        if self.chance(0.02):
            at = self.random.randrange(len(data) + 1)
            data = data[:at] + self.pick((b"\xff", b"\0", b"\xe2", b"\xc3")) + data[at:]
        return data

    def note(self, settings: Settings) -> str:
        before = self.pick((*[""] * 12, "\ufeff", " ", "\n", "\u00a0", "\ufeff\ufeff"))
        opening = self.pick((*["---\n"] * 12, "--- \t\n", "----\n", "---x\n", ""))
        closing = self.pick((*["---\n"] * 12, "---  \n", "...\n", "----\n", "", "---"))
        body = self.pick(
            ("", "Words.\n", "- [ ] a 📅 2026-11-26\n", "type: interview\n---\n", "# a\n")
        )
        return before + opening + self.block(settings) + closing + body

    def block(self, settings: Settings) -> str:
        """Front matter of a few properties, one of them most likely the type or tags."""
        kind = settings.kinds[self.pick(tuple(settings.kinds))]
        names = [*settings.names_of("type"), "type"] if self.chance(0.7) else ["tag", "tags"]
        names += settings.names_of("tags") if "tags" in names else ()
        words = [*kind.types, *kind.tags, "book", "meeting", "person", "contract"]
        typed = self.property(self.spelt(self.pick(names)), self.spelt(self.pick(words)))
        own = [self.property(self.pick(OWN_NAMES), self.pick(OWN_VALUES)) for _ in range(3)]
        entries = [typed, self.pick((f"{settings.names_of('date')[0]}: 2026-11-24\n", "")), *own]
        self.random.shuffle(entries)
        if self.chance(0.06):
            return "{" + ", ".join(one.strip() for one in entries) + "}\n"
        return "".join(entries)

    def near(self, settings: Settings) -> str:
        """Front matter with a type that is nearly one of the settings', in a note of our names."""
        types = [one for rule in settings.kinds.values() for one in rule.types]
        word = self.misspelt(self.pick(types).strip("[]"), self.pick((1, 2, 3)))
        typed = self.property(self.pick(settings.names_of("type")), word)
        entries = [typed, f"{settings.names_of('date')[0]}: 2026-11-24\n"]
        self.random.shuffle(entries)
        return "".join(entries)

    def spelt(self, word: str) -> str:
        """A word as it is, in other letters, or with a slip of the fingers."""
        if self.chance(0.3):
            word = self.pick((word.upper(), word.title(), word.capitalize(), word.swapcase()))
        if self.chance(0.08):
            old, new = self.pick((("k", "\u212a"), ("s", "ſ"), ("i", "İ"), ("ss", "ß"), ("i", "ı")))
            word = word.replace(old, new)
        return self.misspelt(word, self.pick((0, 0, 0, 1, 1, 2, 3)))

    def misspelt(self, word: str, slips: int) -> str:
        for _ in range(slips):
            at = self.random.randrange(len(word) + 1)
            new = self.pick(("", "e", "n", "ß", "-", " ", "''"))
            word = word[:at] + new + word[at + self.pick((0, 1)) :]
        return word

    def property(self, name: str, value: str) -> str:
        """One property, in one of the many ways YAML has to write it."""
        if self.chance(0.1):
            value = self.pick(("a/b/", "#", "a, ", "x ")) + value
        if self.chance(0.15):
            value = value.replace(" ", self.pick(("  ", "\n  ", "\u00a0", "\t", "\n\n   ")))
        if self.chance(0.2):
            escaped = value.replace("e", self.pick(("%65", "e", "e")))
            value = self.pick(
                (f"[[{value}]]", f"[[a/{value}.md|x]]", f"[x]({escaped}.md)", f"[x](<{value}>)")
            )
        quoted = [value, f'"{value}"', f"'{value}'", self.escaped(value)]
        value = self.pick((*quoted, *[value] * 6))
        name = self.pick(
            (*[name] * 12, f'"{name}"', f"'{name}'", f" {name}", f"{name} ", f"? {name}\n")
        )
        return name + self.pick(FORMS).replace("@", value)

    def escaped(self, value: str) -> str:
        if not value:
            return '""'
        at = self.random.randrange(len(value))
        code = self.pick((f"\\u{min(ord(value[at]), 0xFFFF):04x}", f"\\\n  {value[at]}"))
        return f'"{value[:at]}{code}{value[at + 1 :]}"'

    def mutated(self, text: str) -> str:
        """The text with a piece of it gone, doubled or moved, or with something put in."""
        first, last = sorted(self.random.randrange(len(text) + 1) for _ in range(2))
        last = min(last, first + self.pick((1, 2, 10)))
        piece = text[first:last]
        new = self.pick(("", piece * 2, *ODD))
        return text[:first] + new + text[self.pick((first, last)) :]


OWN_NAMES = ("title", "prototype", "company", "cssclass", "types", "my type", "type")
OWN_VALUES: Sequence[str] = (
    "a",
    "Acme",
    "2026-11-24",
    "[b, c]",
    "interview",
    "5 % {x}",
    "a type: b",
)
EOLS = ("\n", "\n", "\n", "\r\n", "\r")
FORMS = (
    *[": @\n"] * 8, ":\n  - @\n", ":\n- @\n  - b\n", ":\n  - b\n  - @\n", ": [@]\n",
    ": [b, @]\n", ": [b,\n@]\n", ":\n  @\n", ":\n\n  @\n", ": b\n  @\n", ": |\n  @\n",
    ": >-\n  @\n", ": &a @\n", ": !!str @\n", ": @ # b\n", ":  @  \n", ":\t@\n", ": {a: @}\n",
    ": &a @\ntype: *a\n", ": b\n@\n", ": '\n@'\n", ": @\n # c\n  d\n", " : @\n", ":@\n",
    ":\n   -   @\n\n   - c\n", ":\n  - b\n    @\n", ":\n  - b\n     - @\n", ": 'b'\n  @\n",
    ":\n# b\n  @\n", ":\n# b\n- @\n", ":\n|\n @\n", ":\n>\n @\n", ":\n@\n",
    ": # b\n  @\n", ": |-\n  @\n",
)  # fmt: skip
ODD = (
    "\n", "\r", "\n\n", "\\", '"', "'", "[", "]", "{", "}", ":", ": ", "%", "#", "---\n", "- ",
    "\t", "  ", "\u2028", "\x85", "\0", "\ufeff", "interview", "type: ", "type: intervew\n",
    "<<<<<<< a\n", "e", "?", "? ", "\ntype: ", "tags: contact\n", "&a ", "|", ">",
)  # fmt: skip
