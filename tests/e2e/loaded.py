"""What a command of the program loads, loaded before it begins: the fork server of ``tests.e2e.starter`` imports this.

What knows of its process or its time when it is loaded is left to the command: the reactor, and the mark of owners.
"""

import gc
import sys

# ruff: noqa: F401
import bs4
import jinja2
import rjieba
import scrapy.crawler
import sknetwork.clustering

import crawler.crawl
import crawler.spiders.site
import keywords.stage
import linkgraph.stage
import reports.load
import reports.render
import reports.writing
import xunlu
from audit import runner
from audit.registry import all_checks

all_checks()
assert not {"twisted.internet.reactor", "jobs.owning"} & sys.modules.keys()
gc.freeze()
