"""What Scrapyd's clients call to build the egg; everything else stands in pyproject.toml."""

import atexit
import shutil
import sys
import tempfile
from pathlib import Path

from setuptools import setup

ROOT = Path(__file__).parent
EGG_INFO = ROOT / "readmore.egg-info"

options = {}
if {"bdist_egg", "bdist_uberegg", "bdist_wheel", "clean"} & set(sys.argv):
    # Built elsewhere than in the tree: it stays clean, and nothing of an earlier build comes into the egg.
    scratch = tempfile.mkdtemp(prefix="readmore-egg-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    if not EGG_INFO.exists():  # an installation in place keeps its own
        atexit.register(shutil.rmtree, EGG_INFO, ignore_errors=True)
    options = {"build": {"build_base": scratch}, "bdist": {"bdist_base": scratch}}

setup(options=options)
