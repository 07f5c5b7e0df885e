"""For datatrove: an extractor, a filter and a formatter, as steps of its pipelines.

docs/datatrove.md in the repository is its manual.
"""

from ._extractor import UnpitchExtractor
from ._filter import UnpitchFilter
from ._stripper import PitchStripper

__all__ = ["PitchStripper", "UnpitchExtractor", "UnpitchFilter"]
