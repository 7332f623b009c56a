"""The operator's page names every setting, with the default and the meaning it really has."""

from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import pytest

from helpdesk.config import Settings

PAGE = (Path(__file__).parent.parent / "docs" / "operations.md").read_text(encoding="utf-8")


def row(setting: "Field[Any]") -> str:
    """The setting's line in the table."""
    switch = {True: "on", False: "off"}
    default = switch[setting.default] if isinstance(setting.default, bool) else setting.default
    shown = "(empty)" if default == "" else f"`{default}`"
    choices = ", ".join(f"`{each}`" for each in setting.metadata["one_of"])
    meaning = setting.metadata["meaning"] + (f": {choices}" if choices else "")
    return f"| `{setting.name.upper()}` | {shown} | {meaning} |"


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_a_setting_stands_in_the_table(setting: "Field[Any]") -> None:
    assert row(setting) in PAGE.splitlines()


def test_the_table_names_no_setting_that_is_gone() -> None:
    named = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")]
    assert named == [setting.name.upper() for setting in fields(Settings)]
