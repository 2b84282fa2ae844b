"""Templates, the stylesheet, and the policy under which a browser loads nothing and runs nothing else."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from extractor.report.clean import clean
from extractor.report.html.anchors import slot_rules

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **values: Any) -> str:
    """A template's text. Whatever is printed in it is cleaned and escaped; a name it misses is an error."""
    return _environment().get_template(template).render(values)


@cache
def stylesheet() -> str:
    """The one stylesheet: what is written by hand, then a rule for each slot."""
    return files(__package__).joinpath("style.css").read_text(encoding="utf-8") + slot_rules()


def trusted(text: str) -> object:
    """Text of our own, to be printed as it is."""
    from markupsafe import Markup

    return Markup(text)


@cache
def policy() -> str:
    """The content security policy: no source of anything but the stylesheet, known by its hash."""
    digest = b64encode(sha256(stylesheet().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _cleaned(value: Any) -> Any:
    """What a template prints, without control characters. Markup, such as a macro gives back, is ours."""
    from markupsafe import Markup

    return value if isinstance(value, Markup) or not isinstance(value, str) else clean(value)
