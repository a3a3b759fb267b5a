"""The command line: a lazy group of commands; each room brings its own in its cli.py."""

from __future__ import annotations

import signal
import sys

from configs.entry import run_group
from configs.errors import Exit
from configs.text import Text

LAZY = {
    "init": ("jobs.config_cli:init", Text(zh="写一个带注释的配置文件", en="Write a commented configuration")),
    "doctor": ("jobs.doctor_cli:doctor", Text(zh="检查环境、配置与站点", en="Check machine, configuration and sites")),
    "demo": ("labs.cli:demo", Text(zh="在随附的示例商店上演示全流程", en="The whole job on bundled sample shops")),
    "lab": ("labs.lab_cli:lab", Text(zh="课程实验", en="Exercises of a course")),
    "run": ("jobs.cli:run", Text(zh="全流程：抓取、链接、关键词、审核、报告", en="Everything: crawl, links, keywords, audit, report")),
    "crawl": ("jobs.cli:crawl", Text(zh="抓取站点", en="Crawl sites")),
    "links": ("linkgraph.cli:links", Text(zh="计算站内链接图", en="Compute the link graph")),
    "keywords": ("keywords.cli:keywords", Text(zh="分析关键词", en="Analyse keywords")),
    "brief": ("reports.brief.cli:brief", Text(zh="为关键词写内容简报", en="A content brief for a keyword")),
    "audit": ("audit.cli:audit", Text(zh="按检查清单审核", en="Run the checklist")),
    "extract": ("crawler.custom_cli:extract", Text(zh="对保存的网页重新套用提取规则", en="Apply rules of extraction to stored pages")),
    "check": ("jobs.draft_cli:check", Text(zh="检查一个保存的网页或草稿", en="Check one saved page or draft")),
    "report": ("reports.cli:report", Text(zh="写出报告：HTML、JSON、Markdown、PDF、两页摘要", en="Write the report: HTML, JSON, Markdown, PDF, a summary")),
    "rule": ("audit.cli:rule", Text(zh="解释一项检查", en="Explain a check")),
    "schedule": ("jobs.schedule_cli:schedule", Text(zh="定期抓取", en="Crawls that recur")),
    "robots": ("crawler.robots_cli:robots", Text(zh="查 robots.txt：让不让谁抓什么", en="Read a robots.txt: who may fetch what")),
    "db": ("crawler.cli:db", Text(zh="照管库文件", en="Look after the store")),
    "page": ("reports.look_cli:page", Text(zh="一个网址的全部事实", en="Everything known of one URL")),
    "list": ("reports.look_cli:list_command", Text(zh="列出运行、站点、检查项", en="List runs, sites, checks")),
    "diff": ("reports.history.diff_cli:diff", Text(zh="比较一个站点的两次运行", en="Compare two runs of a site")),
    "compare": ("reports.history.compare_cli:compare", Text(zh="并排比较两次抓取：手机与桌面、测试站与正式站", en="Two crawls side by side: mobile and desktop, staging and live")),
    "trend": ("reports.history.trend_cli:trend", Text(zh="一个排名因素在各次运行中的走势", en="A ranking factor over the runs")),
    "tasks": ("reports.tasks_cli:tasks", Text(zh="要做的事：按负责人，记住做完了哪些", en="What to do, by who has to act, and what is done")),
    "score": ("reports.score_cli:score", Text(zh="得分是怎样得来的", en="What the score is made of")),
    "gate": ("jobs.gate_cli:gate", Text(zh="检查一次运行是否达到门槛", en="Whether a run meets its thresholds")),
    "export": ("reports.export_cli:export", Text(zh="把数据导出成文件", en="Export data to files")),
    "config": ("jobs.config_cli:config", Text(zh="查看与检查配置", en="See and check the configuration")),
    "import": ("keywords.import_cli:import_", Text(zh="导入其他工具的文件", en="Import files of other tools")),
    "explore": ("reports.explore_cli:explore", Text(zh="在浏览器里看库（Datasette）", en="The store in a browser (Datasette)")),
    "sql": ("reports.cli:sql", Text(zh="对库执行只读 SQL", en="Read-only SQL on the store")),
}  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    code = run_group(LAZY, sys.argv[1:] if argv is None else argv, prepare="jobs.stages:prepare")
    if argv is None and code in (Exit.INTERRUPTED, Exit.TERMINATED):
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # pressed again while it ends, it ends at once and says no more
    return code


if __name__ == "__main__":
    sys.exit(main())
