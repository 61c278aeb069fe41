"""Which workers may have a page."""

from dataclasses import replace

import pytest

from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.cluster.enrolment import Shared, Terms, why_not
from sohoa.pipeline.output.versions import stage_versions
from tests.support.run_here import fake_run


@pytest.fixture
def terms(tmp_path):
    run = replace(fake_run(tmp_path / "out"), versions=stage_versions())
    some = Terms(run, Shared((tmp_path,)), "token", b"seen")
    some.show()
    return some


def test_one_like_this_may(terms):
    assert why_not(terms, "tls://here") is None


def test_a_worker_of_another_version_is_refused_by_name(terms):
    other = replace(terms.run, versions=replace(terms.run.versions, document="0.0.1+feed"))
    doubt = why_not(replace(terms, run=other), "tls://here")
    assert doubt.kind is DoubtKind.WORKER_OTHER_VERSION
    assert "tls://here" in doubt.detail
    assert "0.0.1+feed" in doubt.detail


def test_one_of_another_engine_is_refused(terms):
    doubt = why_not(replace(terms, run=replace(terms.run, engine="fake 7")), "w")
    assert doubt.kind is DoubtKind.WORKER_OTHER_ENGINE


def test_one_that_does_not_see_the_inputs_is_refused(terms, tmp_path):
    doubt = why_not(replace(terms, shared=Shared((tmp_path / "nowhere",))), "w")
    assert (doubt.kind, "nowhere" in doubt.detail) == (DoubtKind.WORKER_SEES_NOT, True)


def test_another_folder_of_the_same_name_is_not_the_output_folder(terms):
    assert why_not(replace(terms, secret=b"othr"), "w").kind is DoubtKind.WORKER_SEES_NOT
    terms.hide()
    assert why_not(terms, "w").kind is DoubtKind.WORKER_SEES_NOT
