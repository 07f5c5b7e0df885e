"""For Scrapy: a pipeline that labels the pages in items and drops what is not wanted, and functions for spiders.

docs/scrapy.md in the repository is its manual.
"""

from ._pipeline import UnpitchPipeline
from ._response import label, label_in_thread
from ._settings import SettingsError

__all__ = ["SettingsError", "UnpitchPipeline", "label", "label_in_thread"]
