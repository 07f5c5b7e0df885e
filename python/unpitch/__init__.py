"""Labels every paragraph of a scraped page: article, subscription-pitch, navigation or related-content."""

from ._errors import DataError, Error, FitError, ModelError, PageError
from ._label import Label
from ._unpitch import (
    Contribution,
    Metadata,
    Model,
    Page,
    Pages,
    Paragraph,
    Verdict,
    __version__,
    clean,
)

__all__ = [
    "Contribution",
    "DataError",
    "Error",
    "FitError",
    "Label",
    "Metadata",
    "Model",
    "ModelError",
    "Page",
    "PageError",
    "Pages",
    "Paragraph",
    "Verdict",
    "__version__",
    "clean",
]
