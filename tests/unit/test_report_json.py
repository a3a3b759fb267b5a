"""The report as JSON: the model whole, valid by its schema, the same bytes in every process."""

import dataclasses
import json
import os
import subprocess
import sys

import jsonschema
import pytest

from configs.settings import Settings
from crawler.store import open_store
from docs import report_schema
from reports.as_json import SCHEMA, report_data, report_json, write_report_json
from reports.json_schema import report_schema as schema_of
from reports.load import load_report
from tests.report_site import SETTINGS, build

STRICT = jsonschema.Draft202012Validator(schema_of(strict=True))
MAKE = """
import sys, hashlib, pathlib
from crawler.store import open_store
from reports.load import load_report
from reports.as_json import report_json
from reports.render import render_html
from reports.markdown import markdown
from reports.two_pages import render_summary
from configs.settings import Brand
from tests.report_site import SETTINGS
with open_store(pathlib.Path(sys.argv[1])) as store:
    model = load_report(store, int(sys.argv[2]), SETTINGS)
made = [report_json(model), render_html(model), markdown(model, "zh"), render_summary(model, "en", Brand("Agency"))]
print(*(hashlib.sha256(one.encode()).hexdigest() for one in made))
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    return build(tmp_path_factory.mktemp("json") / "cha.db")


@pytest.fixture(scope="module")
def model(stored):
    with open_store(stored[0]) as store:
        return load_report(store, stored[1], SETTINGS)


def complaints(data):
    return [f"{error.json_path}: {error.message}" for error in STRICT.iter_errors(data)]


def test_a_real_report_meets_the_schema_field_by_field(model):
    assert complaints(json.loads(report_json(model))) == []


def test_a_report_without_analyses_meets_it_too(tmp_path):
    path, run_id = build(tmp_path / "bare.db", analyse=False)
    with open_store(path) as store:
        data = report_data(load_report(store, run_id, Settings()))
    assert data["overview"]["total"]["value"] is None
    assert complaints(json.loads(json.dumps(data))) == []


def test_the_schema_refuses_what_is_no_report(model):
    data = json.loads(report_json(model))
    assert complaints(data | {"schema": "xunlu-report/2"})
    assert complaints(data | {"overview": data["overview"] | {"crawled": "many"}})
    assert complaints({name: value for name, value in data.items() if name != "fix"})
    assert complaints(data | {"more": 1})
    jsonschema.validate(data | {"more": 1}, schema_of())  # the published one lets a later program add fields


def test_nothing_of_the_model_is_lost(model):
    def same(one, data):
        if dataclasses.is_dataclass(one):
            assert list(data)[-len(dataclasses.fields(one)) :] == [field.name for field in dataclasses.fields(one)]
            for field in dataclasses.fields(one):
                same(getattr(one, field.name), data[field.name])
        elif isinstance(one, tuple):
            assert len(one) == len(data)
            for item, other in zip(one, data, strict=True):
                same(item, other)
        elif isinstance(one, dict):
            assert list(data) == [str(name) for name in one]
            same(tuple(one.values()), list(data.values()))
        else:
            assert one == data

    data = json.loads(report_json(model))
    assert data["schema"] == SCHEMA == "xunlu-report/1"
    same(model, data)


def test_hostile_text_stays_text(model):
    text = report_json(model)
    assert "\x1b" not in text and "\u202e" not in text
    assert json.loads(text)["pages"]["rows"]


def test_numbers_that_json_has_no_word_for_are_refused(model):
    endless = dataclasses.replace(model.overview, cap_points=float("inf"))
    with pytest.raises(ValueError, match="JSON"):
        report_json(dataclasses.replace(model, overview=endless))


def test_the_file_is_replaced_as_a_whole(model, tmp_path):
    path = tmp_path / "report.json"
    assert write_report_json(model, path) == path.stat().st_size
    assert [one.name for one in tmp_path.iterdir()] == ["report.json"]


def test_every_process_makes_the_same_bytes(stored):
    path, run_id = stored
    made = [
        subprocess.run(
            [sys.executable, "-c", MAKE, str(path), str(run_id)], capture_output=True, text=True, check=True, timeout=120,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "4711")
    ]  # fmt: skip
    assert made[0] == made[1] and len(made[0].split()) == 4


def test_the_committed_schema_is_that_of_the_model(capsys, monkeypatch, tmp_path):
    assert report_schema.main(["--check"]) == 0
    stale = tmp_path / "report.schema.json"
    stale.write_text("{}")
    monkeypatch.setattr(report_schema, "FILE", stale)
    assert report_schema.main(["--check"]) == 1 and "make docs" in capsys.readouterr().err
    assert report_schema.main([]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(stale.read_text("utf-8")))
    assert report_schema.main(["--check"]) == 0
