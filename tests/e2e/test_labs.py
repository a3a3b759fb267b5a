"""The exercises as a student meets them: begin, crawl, answer, be told how far off, take hints, see the score."""

import json
import signal
import socket

import pytest

from labs.lessons import LESSONS
from labs.lessons.folder import edited, file_of
from labs.lessons.grading import path_of
from labs.server import ShopServer
from labs.verify import verified
from tests.e2e.program import query


def shop_of(number, seed, url="http://127.0.0.1:1/"):
    return LESSONS[number].shop(url, seed)


def begin(xunlu, number, *options):
    running = xunlu.start("lab", "start", number, *options)
    running.until(lambda: "http://127.0.0.1:" in running.out.read_text("utf-8"))
    return running


@pytest.mark.parametrize("seed", [0])  # make torture: twenty
@pytest.mark.parametrize("number", LESSONS)
@pytest.mark.parametrize("clean", [False, True], ids=["spoilt", "clean"])
def test_what_is_planted_is_found_and_nothing_else(number, seed, clean):
    found = verified(LESSONS[number], seed, clean)
    assert found.sound, found
    assert bool(found.planted) == (number > 0 and not clean)


def test_the_first_lab_from_begin_to_end(xunlu):
    with begin(xunlu, 0, "--seed", 5) as running:
        said = running.out.read_text("utf-8")
        assert "First crawl" in said or "first crawl" in said
        url = next(word for word in said.split() if word.startswith("http://127.0.0.1:")).rstrip(",;")
        assert "– 0.1  Crawl the whole shop" in xunlu("lab", "check", 0).out
        xunlu("run", url, "-q")
        assert "✔ 0.1" in xunlu("lab", "check", 0).out
        shop = shop_of(0, 5, url)
        pages, deepest = query(xunlu.db, "select count(*), max(depth) from v_pages where is_html and status = 200")[0]
        largest = query(xunlu.db, "select url from v_pages where is_html order by size_bytes desc limit 1")[0][0]
        assert (pages, deepest) == tuple(task.truth(shop) for task in LESSONS[0].tasks[1:3])
        wrong = xunlu("lab", "answer", "0.3", deepest + 1, code=1).out
        assert "depth 0" in wrong
        assert "✔" in xunlu("lab", "answer", "0.2", pages).out
        assert "✔" in xunlu("lab", "answer", "0.3", deepest).out
        assert "✔" in xunlu("lab", "answer", "0.4", largest).out
        assert "40 of 40" in xunlu("lab", "list").out
        running.signal(signal.SIGINT)
        assert running.end().code == 0


def test_sets_are_answered_in_parts_and_in_any_form(xunlu):
    with begin(xunlu, 1, "--seed", 3) as running:
        shop = shop_of(1, 3)
        dead = sorted(LESSONS[1].tasks[0].truth(shop))
        some = xunlu("lab", "answer", "1.1", *dead[:-1], "/", code=1).out
        assert f"{len(dead)} given, {len(dead) - 1} of them right; 1 missed; not among them: /" in some and "½" in some
        assert "✔" in xunlu("lab", "answer", "1.1", *(f"http://localhost{path}" for path in dead)).out
        assert "no longer" not in xunlu("lab", "answer", "1.4", "a", code=1).out
        assert "✔" in xunlu("lab", "answer", "1.4", "B").out
        assert "options" in xunlu("lab", "answer", "1.4", "z", code=1).out
        zh = xunlu.bare("--lang", "zh", "--db", xunlu.db, "lab", "answer", "1.1", dead[0], code=1).out
        assert "漏了" in zh
        running.signal(signal.SIGTERM)
        running.end()


def test_hints_cost_and_solutions_end_the_earning(xunlu):
    with begin(xunlu, 3, "--seed", 2):
        truth = {place: task.truth(shop_of(3, 2)) for place, task in enumerate(LESSONS[3].tasks, 1)}
        assert "1 of 3" in xunlu("lab", "hint", "3.2").err
        xunlu("lab", "answer", "3.2", int(truth[2]))
        assert "6.7 of 70" in xunlu("lab", "check", 3).out
        shown = xunlu("lab", "solution", 3).out
        assert all(path in shown for path in truth[1])
        xunlu("lab", "answer", "3.1", *truth[1])
        assert "6.7 of 70" in xunlu("lab", "check", 3).out
    characters = len(shop_of(3, 2).site.plan.titles[min(path for path in truth[3] if not path.startswith("/en/"))])
    assert "characters" in xunlu("lab", "answer", "3.4", characters, code=1).out


def last(number):
    return f"{number}.{len(LESSONS[number].tasks)}"


@pytest.mark.parametrize("number", [pytest.param(1, marks=pytest.mark.torture), 3])
def test_a_fix_is_crawled_again(xunlu, number):
    lesson = LESSONS[number]
    with begin(xunlu, number, "--seed", 8) as running:
        folder = xunlu.folder / f"lab{number}-site-8"
        assert f"– {last(number)}  " in xunlu("lab", "check", number).out  # nothing was edited yet
        base = (folder / ".base").read_text()
        spoilt, sound = lesson.shop(base, 8), lesson.shop(base, 8, clean=True)
        pages = sorted(
            {one.path for one in spoilt.defects if one.check_id in lesson.tasks[-1].checks} & set(sound.paths())
        )
        for path in pages[:-1]:
            file_of(folder, path).write_bytes(sound.route(path).body)
        half = xunlu("lab", "check", number).out
        assert f"½ {last(number)}  " in half and "left, 0 new" in half
        file_of(folder, pages[-1]).write_bytes(sound.route(pages[-1]).body)
        assert f"✔ {last(number)}  Right" in xunlu("lab", "check", number).out
        running.signal(signal.SIGINT)
        running.end()
    assert "does not answer" in xunlu("lab", "check", number).out
    with begin(xunlu, number):  # at another address, perhaps; what was edited stays
        assert f"✔ {last(number)}  Right" in xunlu("lab", "check", number).out


def test_a_fix_that_breaks_something_else_is_half_a_fix(xunlu):
    with begin(xunlu, 3, "--seed", 8):
        folder = xunlu.folder / "lab3-site-8"
        base = (folder / ".base").read_text()
        spoilt, sound = LESSONS[3].shop(base, 8), LESSONS[3].shop(base, 8, clean=True)
        for path in {one.path for one in spoilt.defects if one.check_id in LESSONS[3].tasks[-1].checks}:
            file_of(folder, path).write_bytes(sound.route(path).body)
        file_of(folder, "/en/").write_bytes(sound.route("/en/").body.replace(b"<h1>", b"<div>"))
        said = xunlu("lab", "check", 3).out
        assert f"½ {last(3)}  " in said and "0 of " in said


def test_files_outside_the_folder_are_never_served(tmp_path):
    shop = edited(shop_of(1, 2), tmp_path / "site")
    (tmp_path / "secret.html").write_text("secret")
    for path in ("/../secret.html", "/%2e%2e/secret.html", "/p/../../secret.html", "/.base"):
        answer = shop.route(path)
        assert answer is None or (b"secret" not in answer.body and shop.written.encode() not in answer.body[:40])
    file_of(tmp_path / "site", "/en/").unlink()
    assert shop.route("/en/").status == 404 and shop.route("/").status == 200


def test_another_seed_has_other_answers():
    for number, lesson in LESSONS.items():
        first, second = (
            [task.truth(lesson.shop("http://127.0.0.1:1/", seed)) for task in lesson.tasks if task.kind != "choice"]
            for seed in (4, 5)
        )
        assert sum(one != other for one, other in zip(first, second, strict=True)) >= 2, number


def test_what_goes_wrong_is_told(xunlu):
    assert "XE-160" in xunlu("lab", "answer", "1.1", "/x", code=2).err
    assert "XE-160" in xunlu("lab", "check", 1, code=2).err
    assert "XE-162" in xunlu("lab", "start", 99, code=2).err
    assert "XE-162" in xunlu("lab", "answer", "1.9", "/x", code=2).err
    assert "XE-162" in xunlu("lab", "answer", "x", "/x", code=2).err
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "XE-128" in xunlu("lab", "start", 0, "--port", taken.getsockname()[1], code=2).err
    state = xunlu.folder / ".xunlu" / "labs.json"
    state.parent.mkdir()
    state.write_text("{broken")
    assert "XE-440" in xunlu("lab", "list", code=2).err and state.read_text() == "{broken"


def test_a_second_start_keeps_seed_and_points(xunlu):
    with begin(xunlu, 1, "--seed", 3) as running:
        xunlu("lab", "answer", "1.4", "b")
        running.signal(signal.SIGINT)
        running.end()
    with begin(xunlu, 1):
        assert json.loads((xunlu.folder / ".xunlu" / "labs.json").read_text())["1"]["seed"] == 3
        assert "10 of 50" in xunlu("lab", "check", 1).out
    with begin(xunlu, 1, "--seed", 4):
        assert "0 of 50" in xunlu("lab", "check", 1).out


def test_addresses_are_the_same_however_they_are_written():
    assert path_of("http://127.0.0.1:8700/p/%E8%8C%B6.html?a=1") == path_of('"/p/茶.html?a=1",') == "/p/茶.html?a=1"


def test_truths_are_those_of_the_pages_served():
    with ShopServer(lambda url: LESSONS[1].shop(url, 6)) as server:
        for path in LESSONS[1].tasks[0].truth(server.shop):
            assert (server.shop.route(path) is None) or server.shop.route(path).status in (404, 410)
