"""A page without what HTML lets an author leave out: end tags that the next tag implies, quotes around plain values.

Only for pages of our own templates: what a site wrote is escaped there, so that neither a tag nor a quote is its own.
https://html.spec.whatwg.org/multipage/syntax.html#optional-tags, #unquoted
"""

from __future__ import annotations

import re

# Each is followed by a tag that ends it, or by the end of what it stands in. `</p>` is not among them: a paragraph may be
# followed by text.
IMPLIED = re.compile(r"</(?:td|th|tr|li|dt|dd|tbody|thead)>")
PLAIN = re.compile(r' ([a-z-]+)="([\w%#.-]+)"(?=[ >])')


def lean(page: str) -> str:
    """The same document in fewer bytes; its style sheet and scripts are left as they are, by whose hashes they run."""
    head, mark, rest = page.partition("</style>")
    body, script, tail = rest.partition("<script")
    return head + mark + PLAIN.sub(r" \1=\2", IMPLIED.sub("", body)) + script + tail
