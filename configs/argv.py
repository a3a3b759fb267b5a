"""The words of the command line before click sees them."""

from __future__ import annotations

VALUED = ("-c", "--config", "--db", "--lang", "--color")  # global options that take a value
FLAGS = ("-q", "--quiet", "-v", "-vv", "--verbose", "--progress", "--no-progress")
INLINE = tuple(f"{name}=" for name in VALUED if name.startswith("--"))


def hoisted(argv: list[str]) -> list[str]:
    """``argv`` with the global options first: ``xunlu run URL --db shop.db`` is written as often as the other way.

    What stands after ``--`` stays where it is.
    """
    front: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            return [*front, *rest, word, *words]
        if word in VALUED:
            front += [word, *([value] if (value := next(words, None)) is not None else [])]
        elif word in FLAGS or word.startswith(INLINE):
            front.append(word)
        else:
            rest.append(word)
    return front + rest
