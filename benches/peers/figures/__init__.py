"""What is measured, a file each. A figure takes the programs and inputs that run.py got ready, and prints its tables."""

from figures.cores import cores
from figures.fit import fit
from figures.html import html
from figures.memory import memory
from figures.start import start
from figures.text import text

FIGURES = {figure.__name__: figure for figure in (html, text, cores, start, memory, fit)}
