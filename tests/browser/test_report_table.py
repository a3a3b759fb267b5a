"""The table of all pages and the drawer of one page, in a real browser: what is shown stands in the address."""

import csv
import io

import pytest

ROWS = "#pages .tabulator-row"
FOUND = "#pages .pbar .found"


def head(page, name):
    return page.locator("#pages .tabulator-col", has=page.locator(f'.sorts:text-is("{name}")'))


def column(page, key):
    return page.locator(f'{ROWS} .tabulator-cell[tabulator-field="{key}"]').all_inner_texts()


def count(page):
    shown, whole = page.inner_text(FOUND).removesuffix(" 行").split(" / ")
    return int(shown.replace(",", "")), int(whole.replace(",", ""))


@pytest.fixture
def pages(started):
    page = started("#/pages")
    page.wait_for_selector(ROWS)
    return page


def settled(page, wanted):
    """Wait until the number of rows found is ``wanted``, a test of it."""
    for _ in range(60):
        if wanted(count(page)[0]):
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.inner_text(FOUND))


def test_numbers_sort_from_the_largest_and_then_from_the_least(pages):
    depth = head(pages, "深度")
    depth.locator(".sorts").click()
    values = [int(value) for value in column(pages, "depth") if value != "–"]
    assert values == sorted(values, reverse=True) and values[0] > values[-1]
    assert depth.get_attribute("aria-sort") == "descending" and "s=-depth" in pages.url
    depth.locator(".sorts").click()
    shown = column(pages, "depth")
    values = [int(value) for value in shown if value != "–"]
    assert values == sorted(values) and depth.get_attribute("aria-sort") == "ascending"
    assert "–" not in shown[: len(values)]


def test_a_filter_of_a_column_and_words_work_together(pages):
    every = count(pages)[1]
    head(pages, "状态").locator(".filter").fill("404")
    settled(pages, lambda found: found < every)
    assert set(column(pages, "status")) == {"404"} and "f.status=404" in pages.url
    pages.fill("#find-page", "gone")
    settled(pages, lambda found: found <= len(column(pages, "status")))
    assert all("gone" in url for url in column(pages, "url"))
    pages.get_by_role("button", name="清除筛选").click()
    settled(pages, lambda found: found == every)
    assert pages.url.endswith("#/pages")


@pytest.mark.parametrize(
    ("typed", "fits"),
    [(">1", lambda v: v > 1), ("<=1", lambda v: v <= 1), ("!=0", lambda v: v != 0), ("2", lambda v: v == 2)],
)
def test_comparisons(pages, typed, fits):
    every = count(pages)[1]
    head(pages, "深度").locator(".filter").fill(typed)
    settled(pages, lambda found: found < every)
    assert all(fits(int(value)) for value in column(pages, "depth"))


def test_a_chip_sets_the_filter_and_takes_it_back(pages):
    every = count(pages)[1]
    chip = pages.locator("#pages .chip", has_text="有错误")
    chip.click()
    settled(pages, lambda found: found < every)
    assert chip.get_attribute("aria-pressed") == "true"
    assert all(int(value) > 0 for value in column(pages, "errors"))
    assert int(chip.locator("small").inner_text()) == count(pages)[0]
    chip.click()
    settled(pages, lambda found: found == every)
    assert chip.get_attribute("aria-pressed") == "false"


def test_the_address_survives_a_reload_and_another_language(pages, report):
    head(pages, "错误").locator(".sorts").click()
    pages.locator("#pages .chip", has_text="有错误").click()
    before = column(pages, "url")
    pages.reload()
    pages.wait_for_selector(ROWS)
    settled(pages, lambda found: found == len(before))
    assert column(pages, "url") == before
    pages.check("#l-en", force=True)
    pages.wait_for_selector('#pages .sorts:text-is("Depth")')
    assert column(pages, "url") == before
    assert pages.inner_text(FOUND).endswith("rows")


def test_copied_rows_and_the_file_are_the_rows_shown(started):
    page = started("#/pages?f.errors=%3E0&s=-errors", permissions=["clipboard-read", "clipboard-write"])
    page.wait_for_selector(ROWS)
    urls = column(page, "url")
    page.get_by_role("button", name="复制这些行").click()
    page.get_by_role("button", name="已复制").wait_for()
    copied = [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").split("\n")]
    assert copied[0][:2] == ["网址", "标题"] and len(copied) == len(urls) + 1
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row[:4] for row in table] == [row[:4] for row in copied]
    assert all(row[0].startswith("https://cha.example/") for row in table[1:])
    assert not [cell for row in table for cell in row if cell[:1] in tuple("=+-@") and not cell[1:2].isdigit()]


def test_a_page_opens_in_the_drawer_and_closes_back(pages):
    pages.locator("#pages a.u", has_text="普洱").first.click()
    drawer = pages.locator("dialog.drawer[open]")
    drawer.wait_for()
    assert "#/page/" in pages.url
    assert drawer.locator("a[rel=noreferrer]").first.get_attribute("href") == "https://cha.example/%E6%99%AE%E6%B4%B1/"
    assert "PageRank" in drawer.inner_text() and "点击深度" in drawer.inner_text()
    pages.keyboard.press("Escape")
    drawer.wait_for(state="hidden")
    assert "#/page/" not in pages.url


def test_the_drawer_tells_findings_with_their_evidence(started):
    page = started("#/pages?f.errors=%3E0")
    page.wait_for_selector(ROWS)
    page.locator("#pages a.u").first.click()
    found = page.locator("dialog.drawer[open] .dfound li")
    found.first.wait_for()
    levels = [one.locator(".sev").inner_text() for one in found.all()]
    assert levels[0] == "错误" and levels == sorted(levels, key=["错误", "警告", "提示", "信息"].index)
    assert found.first.locator("[data-crawled]").inner_text().strip()
    link = found.locator("a[href^='#check-']").first
    card = link.get_attribute("href")
    link.click()
    page.locator("dialog.drawer").wait_for(state="hidden")
    assert page.locator(card).get_attribute("open") is not None


def test_a_link_to_a_page_opens_it_and_an_unknown_one_says_so(started, pages):
    address = pages.locator("#pages a.u").first.get_attribute("href")
    title = column(pages, "title")[0]
    page = started(address)
    assert title in page.locator("dialog.drawer[open]").inner_text()
    assert "xunlu export pages" in started("#/page/999999999").locator("dialog.drawer[open]").inner_text()


def test_a_number_of_pages_leads_to_the_pages(started):
    page = started()
    link = page.locator("#fix a[data-go]").first
    page.locator("#fix details.fixc").first.evaluate("box => { box.open = true }")
    wanted = int(link.inner_text().replace(",", ""))
    link.click()
    page.wait_for_selector(ROWS)
    settled(page, lambda found: found == wanted)


def test_keys(started):
    page = started()
    page.keyboard.press("?")
    box = page.locator("dialog.small[open]")
    assert "查找网页" in box.inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("]")
    assert page.evaluate("document.activeElement.closest('details').id").startswith("check-")
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_selector(ROWS)
    page.keyboard.press("/")
    page.wait_for_selector("#find-page:focus")


def test_without_scripts_and_in_print_the_most_important_pages_stand_there(opened, pages):
    plain = opened(java_script_enabled=False)
    assert plain.locator("#pages .plain tbody tr:visible").count() >= 20
    assert not plain.is_visible("#pages [data-table]")
    pages.emulate_media(media="print")
    assert pages.is_visible("#pages .plain") and not pages.is_visible("#pages [data-table]")
