"""Runs that nothing was crawled for."""

from crawler.runs import close_run, create_run


def run_of(store, name="shop", role="target", status="complete"):
    """The number of a new run that has ended."""
    run = create_run(
        store, name=name, role=role, start_url="https://shop.cn/", hosts=["shop.cn"], settings={}, scope=""
    )
    close_run(store, run.run_id, status, "finished")
    return run.run_id
