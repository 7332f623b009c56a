"""What customers sent goes out under a content policy of its own, in which it can do nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def sandboxed(**allowed: str) -> Callable[[View], View]:
    """Nothing runs and nothing loads but what is `allowed`, as in `img_src="data:"`."""
    named = {name.replace("_", "-"): sources for name, sources in allowed.items()}
    policy = {"default-src": "'none'", "frame-ancestors": "'self'", "sandbox": "", **named}

    def keep(view: View) -> View:
        # Flask-Talisman looks here for what a view wants otherwise than the rest of the pages.
        view.talisman_view_options = {"content_security_policy": policy}  # type: ignore[attr-defined]
        return view

    return keep
