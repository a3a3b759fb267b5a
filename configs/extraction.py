"""Whether a rule of custom extraction can be understood: its CSS selector, XPath expression or regular expression."""

from __future__ import annotations

import re
import warnings

from configs.settings import ExtractRule
from configs.text import Text

PSEUDO_ELEMENT = Text(
    zh="没有 ::text、::attr() 这类写法：默认就取文字，取属性另写 attr",
    en="there is no ::text or ::attr(): text is what is taken anyway, an attribute is named by attr",
)


def compiled(regex: str) -> re.Pattern[str]:
    """``regex`` compiled; what Python may change one day about it is no warning for the person who wrote it.

    Raises:
        ValueError: it is no regular expression; the message says why.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(regex)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from error


def rule_fault(rule: ExtractRule) -> Text | None:
    """Why the rule cannot be used; None when it can. A rule with an error that only some pages show passes."""
    try:
        if rule.regex:
            compiled(rule.regex)
        elif rule.css:
            _try_css(rule.css)
        elif rule.xpath:
            _try_xpath(rule.xpath)
    except ValueError as error:
        if rule.css and "::" in rule.css:
            return PSEUDO_ELEMENT
        reason = str(error).removeprefix(f'invalid CSS selector "{rule.css}": ').removeprefix("xpath: ")
        return Text(reason, reason)
    return None


def _try_css(selector: str) -> None:
    import turbohtml

    turbohtml.parse("").select(selector)


def _try_xpath(expression: str) -> None:
    """Unknown functions and prefixes show only when the expression is evaluated."""
    import turbohtml

    try:
        turbohtml.XPath(expression)(turbohtml.parse("<p>"))
    except (TypeError, re.error) as error:
        raise ValueError(str(error)) from error
