"""Compiled templates kept between processes: compiling them anew is half the time of a small report.

Jinja keeps them in a folder of the user's own below the system's temporary folder, by a hash of each template, and
refuses a folder that belongs to somebody else. A cache is never worth a failure: where it cannot be read or written,
the report is made without it.
"""

from __future__ import annotations

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class TemplateCache(FileSystemBytecodeCache):
    """Jinja's, and silent where the disk is full or the folder gone."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, ValueError, EOFError, TypeError):  # unreadable, or cut short
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        try:
            super().dump_bytecode(bucket)
        except OSError:
            return


def template_cache() -> TemplateCache | None:
    """The cache; None where there is no safe folder for it."""
    try:
        return TemplateCache(pattern="xunlu-%s.cache")
    except (OSError, RuntimeError):
        return None
