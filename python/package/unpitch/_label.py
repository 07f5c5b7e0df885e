"""The four roles that a paragraph can play."""

from enum import Enum


class Label(str, Enum):
    """What a paragraph is for, on its page. Each member is the `str` of its name: `Label.ARTICLE == "article"`."""

    ARTICLE = "article"
    """The text that the page exists for."""
    SUBSCRIPTION_PITCH = "subscription-pitch"
    """Asks the reader to subscribe, register, donate, sign up or follow, or is part of such an offer."""
    NAVIGATION = "navigation"
    """The site's furniture: menus, buttons, legal small print."""
    RELATED_CONTENT = "related-content"
    """Other content: teasers for other articles, sponsored teasers, reader comments."""

    def __str__(self) -> str:
        return self.value

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)
