"""For Spark: DataFrames of pages are labelled or cleaned, and WARC files read, in the workers' Python processes.

docs/spark.md in the repository is its manual.
"""

from ._frames import clean_pages, label_pages
from ._warc import read_warc

__all__ = ["clean_pages", "label_pages", "read_warc"]
