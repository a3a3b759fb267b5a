"""The sections of a site as checks in SQL see them: first-level folders that have an index page and pages below it."""

# Tables of a ``with`` clause: sections (url_id, url, title, segment, pages). A section has an index page at its folder
# and three or more indexable pages below it; language versions, later pages of lists, carts and logins are none.
SECTIONS = """
    section_folders as materialized (
        select first_segment(url) as segment, count(*) as pages from temp.indexable_pages
        where first_segment(url) <> '' and not later_page(url) and not private_path(url)
        group by first_segment(url) having count(*) >= 3
    ),
    section_tops as materialized (
        select url_id, url, title, rtrim(url_path(url), '/') || '/' as segment from temp.indexable_pages
        where path_depth(url) = 1 and instr(url, '?') = 0 and page_type <> 'home' and not private_path(url)
    ),
    sections as materialized (
        select t.url_id, t.url, t.title, f.segment, f.pages from section_folders f join section_tops t on t.segment = f.segment
    ),
    homes as materialized (
        select url_id from temp.start_pages
        union select r.url_id from temp.run_redirects r join temp.start_pages h on h.url = r.target
    )
"""
