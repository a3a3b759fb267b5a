"""Folders as parts of a site that have a topic."""

import pytest

from audit.topics import topic_folder


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/tea/1.html", "/tea/"),
        ("/tea/green/1.html", "/tea/"),
        ("/en/tea/1.html", "/en/tea/"),
        ("/zh-cn/tea/1", "/zh-cn/tea/"),
        ("/%E8%8C%B6/1", "/茶/"),
        ("/xq/1", "/xq/"),
        ("/", ""),
        ("/tea.html", ""),
        ("/en/tea.html", ""),
        ("/help/pay.html", ""),
        ("/en/jobs/1", ""),
        ("/帮助中心/1", ""),
        ("/2026/1", ""),
        ("/blog/a", ""),
        ("//a", ""),
    ],
)
def test_folders(path, folder):
    assert topic_folder(f"https://shop.example{path}") == folder
