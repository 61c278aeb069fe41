import pytest
from starlette.testclient import TestClient

from sohoa.messages import Language
from sohoa.pipeline.review.library import Library
from sohoa.pipeline.review.pictures.pages import Pictures
from sohoa.pipeline.review.web.app import Desk, make_app
from sohoa.settings import Settings
from tests.support.review_outputs import review_output

TOKEN = "tok"  # noqa: S105 - of a server that is none
PORT = 8123


@pytest.fixture
def out(tmp_path):
    return review_output(tmp_path)


@pytest.fixture
def client(tmp_path, out):
    """Asks the server as its own pages do: by the right name, with the token."""
    desk = Desk(Library(out), Pictures([tmp_path], Settings()), Language.VI)
    return TestClient(make_app(desk, TOKEN, PORT), base_url=f"http://127.0.0.1:{PORT}/{TOKEN}/")
