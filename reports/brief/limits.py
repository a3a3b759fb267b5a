"""How wide titles and descriptions may be: as the checks title-too-long and description-too-long judge them."""

from __future__ import annotations

from typing import Any

from audit.checks.metadata import description_too_long, title_too_long
from audit.selection import tasks
from configs.settings import Settings
from keywords.brief.whole import Limits


def limits(settings: Settings) -> Limits:
    """Display columns, by the profiles and options of the configuration.

    Raises:
        SettingsError: options that the checks do not take.
    """
    checks = (title_too_long.check, description_too_long.check)
    ids = [check.id for check in checks]
    options = {task.check.id: task.options for task in tasks(settings.rules, select=ids, profiles=settings.profiles)}
    title, description = (options.get(check.id) or _declared(check) for check in checks)
    return Limits(
        title=int(min(title["max_units"], title["max_px"] / title_too_long.PIXELS)),
        description=int(
            min(
                description["max_latin_chars"],
                2 * description["max_han_chars"],
                description["max_px"] / description_too_long.PIXELS,
            )
        ),
    )


def _declared(check: Any) -> dict[str, Any]:
    """The numbers as declared, of a check that the configuration leaves out."""
    return {name: option.default for name, option in check.options.items()}
