"""How a page asks for a part of itself."""

PART = {"HX-Request": "true"}
