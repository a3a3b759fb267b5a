"""Exercises for a course: each is a sample shop from a seed, tasks, and answers that follow from how it was made."""

from labs.lessons import dead_links, first_crawl, titles
from labs.lessons.lesson import Lesson

LESSONS: dict[int, Lesson] = {one.number: one for one in (first_crawl.LESSON, dead_links.LESSON, titles.LESSON)}
