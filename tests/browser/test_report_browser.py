"""The report in a real browser, opened from a file: quiet, offline, bilingual, legible everywhere."""

import re

import pytest

HAN = re.compile(r"[\u4e00-\u9fff，。；：（）、]")
WORDS = re.compile(r"\b(?:pages?|points?|the|of|and|check|warning|error|title|crawled)\b", re.I)
# Visible text of our own: what a site wrote, code, the names of the languages, and the texts of checks
# (which may quote a word of the other language) are left out.
OWN_TEXT = """() => {
  const texts = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
    if (!text || parent.closest('[data-crawled], bdi, a.u, [data-verbatim], code, pre, script, style, template, .lang, .plate')) continue;
    if (parent.closest('.idc, .checks th small, .txt dd') || parent.getClientRects().length === 0) continue;
    texts.push(text);
  }
  return texts;
}"""


def open_all(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def english(page):
    """Visible texts of ours in English; a command inside a Chinese sentence is none."""
    return [text for text in page.evaluate(OWN_TEXT) if WORDS.search(text) and not HAN.search(text)]


def speak(page, lang):
    """Press the switch and wait until the texts are exchanged."""
    page.click(f"label[for=l-{lang}]")
    page.wait_for_selector(f"html[data-lang={lang}]", state="attached")


def test_switching_the_language_leaves_no_residue(started):
    page = started("#/pages")
    page.wait_for_selector("#pages .tabulator-row")
    open_all(page)
    page.evaluate("document.querySelectorAll('.still').forEach(one => one.scrollIntoView())")
    page.wait_for_selector(".finder", state="attached")  # what draws once it is seen has drawn
    chinese = page.evaluate(OWN_TEXT)
    assert HAN.search("".join(chinese)) and english(page) == []
    speak(page, "en")
    texts = page.evaluate(OWN_TEXT)
    assert texts and [text for text in texts if HAN.search(text)] == []
    speak(page, "zh")
    assert english(page) == [] and page.evaluate(OWN_TEXT) == chinese


def test_without_javascript_there_is_the_language_of_the_file_and_no_switch(opened):
    page = opened(java_script_enabled=False)
    assert HAN.search("".join(page.evaluate(OWN_TEXT))) and english(page) == []
    assert not page.is_visible("label[for=l-en]")


def test_language_and_title_of_the_document_follow_the_switch(opened):
    page = opened()
    assert page.get_attribute("html", "lang") == "zh-Hans" and "报告" in page.title()
    speak(page, "en")
    assert page.get_attribute("html", "lang") == "en"
    assert "Tea House SEO report" in page.title() and not HAN.search(page.title())


def test_the_language_can_be_asked_for_in_the_address(opened, report):
    page = opened(f"{report}?lang=en")
    page.wait_for_selector("html[data-lang=en]", state="attached")
    assert page.get_attribute("html", "lang") == "en"
    assert page.is_visible("text=What to fix first") and not page.is_visible("text=先修什么")


def test_it_reads_without_javascript(opened):
    page = opened(java_script_enabled=False)
    assert page.is_visible("h1") and page.is_visible("#pages table")
    closed = page.locator("#fix details:not([open])").first.get_attribute("id")
    card = page.locator(f"#{closed}")
    card.locator("summary").click()
    assert card.locator(".evidence").is_visible()
    assert page.locator("table.sortable button, .find").count() == 0


def colours(page):
    return page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")


def test_dark_mode_follows_the_system_and_the_switch(opened):
    light, dark = opened(color_scheme="light"), opened(color_scheme="dark")
    day, night = colours(light), colours(dark)
    assert day != night
    light.click("label[for=th-dark]")
    dark.click("label[for=th-light]")
    assert colours(light) == night and colours(dark) == day


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_never_scrolls_sideways(opened, report, lang):
    page = opened(f"{report}?lang={lang}", width=360)
    open_all(page)
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width


CONTRAST = """() => {
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.9) return colour;
    }
  };
  const weak = new Set();
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !element.getClientRects().length || element.closest('svg')) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) weak.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...weak];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_contrast(opened, scheme):
    page = opened(color_scheme=scheme)
    open_all(page)
    assert page.evaluate(CONTRAST) == []


def test_han_is_never_smaller_than_13_px(opened):
    page = opened()
    open_all(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll('main *, header *, footer *')].filter(one =>
            !one.closest('svg') && [...one.childNodes].some(n => n.nodeType === 3 && /[\\u4e00-\\u9fff]/.test(n.data))
            && parseFloat(getComputedStyle(one).fontSize) < 13).map(one => one.className)"""
    )
    assert small == []


def test_a_link_to_a_card_opens_it(opened):
    page = opened()
    closed = page.locator("#fix details:not([open])").last.get_attribute("id")
    page.evaluate("name => location.hash = name", closed)
    page.wait_for_selector(f"#{closed}[open]")


def test_a_chinese_address_is_copied_encoded(started):
    page = started("#/pages")
    page.wait_for_selector("#pages .tabulator-row")
    copied = page.evaluate(
        """() => {
            const link = [...document.querySelectorAll('#pages .ptable a.u')].find(one => one.textContent.includes('普洱'));
            getSelection().selectAllChildren(link);
            const options = {clipboardData: new DataTransfer(), bubbles: true, cancelable: true};
            const event = new ClipboardEvent('copy', options);
            link.dispatchEvent(event);
            return event.clipboardData.getData('text/plain');
        }"""
    )
    assert copied == "https://cha.example/%E6%99%AE%E6%B4%B1/"


def test_the_keyboard_reaches_content_and_switches(opened):
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#l-zh")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("html[data-lang=en]", state="attached")
    outline = page.evaluate("getComputedStyle(document.querySelector('label[for=l-en]')).outlineStyle")
    assert outline == "solid"


def test_printing_opens_everything_and_hides_the_controls(started):
    page = started()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert not page.is_visible(".tools") and not page.is_visible(".top nav")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 0


def test_chips_filter_cards_by_level_and_who_acts(opened):
    page = opened()
    every = page.locator("#fix details.fixc").count()
    chip = page.locator("#fix .chip[data-facet=severity]").first
    chip.click()
    shown = page.locator("#fix details.fixc:visible")
    level = chip.get_attribute("data-value")
    assert 0 < shown.count() < every
    assert all(f"fixc {level}" in (card.get_attribute("class") or "") for card in shown.all())
    assert page.locator("#fix .found").inner_text() == f"{shown.count()} / {every}"
    who = shown.first.get_attribute("data-owner")
    page.locator(f"#fix .chip[data-facet=owner][data-value={who}]").click()
    assert shown.count() > 0
    assert {(card.get_attribute("data-owner"), card.get_attribute("data-severity")) for card in shown.all()} == {
        (who, level)
    }
    page.evaluate("document.querySelectorAll('#fix .chip[aria-pressed=true]').forEach(chip => chip.click())")
    assert page.locator("#fix details.fixc:visible").count() == every


def test_pressed_chips_stand_in_the_address_and_survive_a_reload(opened):
    page = opened()
    page.locator("#fix .chip[data-facet=severity]").first.click()
    page.locator("#fix .chip[data-facet=owner]").first.click()
    shown = page.locator("#fix details.fixc:visible").count()
    assert "#/fix?severity=" in page.url and "&owner=" in page.url
    page.reload()
    assert page.locator("#fix .chip[aria-pressed=true]").count() == 2
    assert page.locator("#fix details.fixc:visible").count() == shown
    for _ in range(2):
        page.locator("#fix .chip[aria-pressed=true]").first.click()
    assert page.url.endswith("#fix")


def test_words_and_the_order_of_other_tables_stand_in_the_address_as_well(opened, report):
    page = opened()
    rows = page.locator("#keywords [data-filter] tbody tr:visible")
    every = rows.count()
    page.locator("#keywords [data-filter] input").fill("茶杯 3")
    shown = rows.all_inner_texts()
    assert 0 < len(shown) < every and "#/keywords?q=" in page.url
    page.reload()
    assert rows.all_inner_texts() == shown
    page.locator("#keywords [data-filter] input").fill("")
    assert page.url.endswith("#keywords") and rows.count() == every
    table = page.locator("#structure table.sortable")
    names = table.locator("tbody tr").all_inner_texts()
    table.locator("thead button").nth(1).click()
    address, ordered = page.url, table.locator("tbody tr").all_inner_texts()
    assert address.endswith("#/structure?s=2") and sorted(ordered) == sorted(names)
    table.locator("thead button").nth(2).click()
    assert page.url.endswith("#/structure?s=-3") and table.locator("tbody tr").all_inner_texts() != ordered
    page.evaluate("address => { location.href = address }", address)
    page.wait_for_selector("#structure th:nth-child(2)[aria-sort=ascending]")
    assert table.locator("tbody tr").all_inner_texts() == ordered
    other = opened(f"{report}#/structure?s=99&s7=x")
    assert other.locator("#structure th[aria-sort]").count() == 0


def test_chips_filter_the_checklist_and_open_its_areas(opened):
    page = opened()
    page.locator("#checks .chip[data-facet=state][data-value=failed]").click()
    rows = page.locator("#checks .area tbody tr:visible")
    assert rows.count() == page.locator("#checks .area tbody tr[data-state=failed]").count() > 0
    assert page.locator("#checks .areas:not(.book) .area:visible:not([open])").count() == 0


def test_without_javascript_there_are_no_chips_and_every_section_reads(opened):
    page = opened(java_script_enabled=False)
    assert page.locator(".facets:visible").count() == 0
    for section in ("overview", "fix", "checks", "structure", "keywords", "market", "links", "pages", "method"):
        assert page.is_visible(f"#{section} h1, #{section} h2")
    assert page.locator("#checks .book .ticks li").count() > 20
    assert page.locator("#market .radar svg path.outline").count() > 0


SHOWN_NAMES = """() => [...document.querySelectorAll('#market .axis-name tspan')]
    .filter(one => getComputedStyle(one).display !== 'none').map(one => one.textContent)"""


def test_the_radar_names_its_axes_in_the_language_shown(opened):
    page = opened()
    assert page.evaluate(SHOWN_NAMES) == ["抓取", "结构", "页面", "关键词", "链接", "健康"]
    speak(page, "en")
    assert page.evaluate(SHOWN_NAMES) == ["Crawl", "Structure", "Page", "Keywords", "Links", "Health"]
