"""`--lang` and the locale choose what is printed; files are the same in any language."""

import json

import pandas as pd
import pytest

OUT = "out"


@pytest.fixture
def faulty(source):
    source("a.txt", "một hai", "bug")
    source("b.txt", "encrypted")


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("variables", "option", "vietnamese"),
    [
        ({"LC_ALL": "C.UTF-8"}, [], False),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "vi_VN.UTF-8"}, [], True),
        ({"LC_ALL": "vi_VN"}, ["--lang", "en"], False),
        ({"LC_ALL": "C"}, ["--lang", "vi"], True),
    ],
)
def test_the_option_goes_before_the_locale(sohoa, monkeypatch, variables, option, vietnamese):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, out, err = sohoa("run", "in", "-o", OUT, *option)
    assert code == 1
    if vietnamese:
        assert "in/a.txt, trang 2: lỗi của chương trình: ZeroDivisionError: one by zero" in err
        assert "in/b.txt: tệp PDF có mật khẩu. Lưu một bản không có mật khẩu" in err
        assert "2 văn bản: 1 partial, 1 failed. Xem out/text" in out
    else:
        assert "in/a.txt, page 2: ZeroDivisionError: one by zero" in err
        assert "in/b.txt: the PDF is encrypted. Save a copy without a password" in err
        assert "2 documents: 1 partial, 1 failed. Look in out/text" in out


@pytest.mark.usefixtures("faulty")
def test_files_are_the_same_in_any_language(sohoa, tmp_path):
    for language in ("en", "vi"):
        sohoa("run", "in", "-o", language, "--lang", language)
    for dataset in ("problems", "tasks", "indicators"):
        frames = [pd.read_parquet(tmp_path / language / dataset) for language in ("en", "vi")]
        pd.testing.assert_frame_equal(*frames)
    problems = pd.read_parquet(tmp_path / "vi" / "problems").set_index("source_file")
    assert problems.message["b.txt"].startswith("the PDF is encrypted. ")
    assert problems.message_vi["b.txt"].startswith("tệp PDF có mật khẩu. ")
    told = [json.loads((tmp_path / language / "outcome" / "b.json").read_text("utf-8")) for language in ("en", "vi")]
    assert told[0]["problems"] == told[1]["problems"]


@pytest.mark.parametrize(
    ("command", "code", "stream", "told"),
    [
        ("status out", 0, "out", "trang 2: lỗi của chương trình"),
        ("status out --worst 2", 0, "out", "Các ô kém chắc chắn nhất"),
        ("status nowhere", 3, "err", "nowhere: không phải thư mục kết quả của sohoa run"),
        ("export nowhere --to csv x", 3, "err", "nowhere: không phải thư mục kết quả của sohoa run"),
        ("run nothing.pdf -o out2", 3, "err", "nothing.pdf: không có tệp hoặc thư mục này"),
        ("run in -o out --dry-run", 0, "out", "2 cần đọc, 0 đã xong"),
        ("run in -o out --settings none.toml", 6, "err", "`docs/settings.md` liệt kê mọi khóa"),
        ("show in/a.txt --page 7 --stage words -o x.png", 3, "err", "không có trang 7, trang cuối là trang 2"),
        ("doctor", None, "out", "hệ điều hành: "),
    ],
)
@pytest.mark.usefixtures("faulty")
def test_every_command_speaks_vietnamese(sohoa, command, code, stream, told):
    sohoa("run", "in", "-o", OUT)
    found, out, err = sohoa(*command.split(), "--lang", "vi")
    assert code is None or found == code
    assert told in {"out": out, "err": err}[stream]


def test_another_language_is_refused(sohoa):
    code, _, err = sohoa("status", OUT, "--lang", "fr")
    assert code == 2
    assert "fr" in err
