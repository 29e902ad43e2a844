"""Profiles are found by name, the user's own before those that come along."""

import pytest

from crawler.errors import ProfileError
from crawler.sites.library import load_nightly_profiles, load_profile


def write(folder, name, text='start = ["https://a.example/"]\n'):
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def test_the_demo_site_has_one():
    profile = load_profile("demo", "")
    assert profile.name == "The Harbour Courier"
    assert profile.start == ("http://127.0.0.1:8765/",)


def test_ones_own_go_first(tmp_path):
    write(tmp_path, "demo")
    assert load_profile("demo", str(tmp_path)).start == ("https://a.example/",)


def test_a_night_takes_those_that_say_nothing_else(tmp_path):
    write(tmp_path, "post")
    write(tmp_path, "herald")
    write(tmp_path, "asleep", 'nightly = false\nstart = ["https://a.example/"]\n')
    (tmp_path / "notes.txt").write_text("no profile", encoding="utf-8")
    assert [profile.id for profile in load_nightly_profiles(str(tmp_path))] == ["herald", "post"]
    assert load_nightly_profiles(str(tmp_path / "absent")) == ()


def test_a_name_that_nobody_has(tmp_path):
    write(tmp_path, "herald")
    with pytest.raises(ProfileError, match=r"did you mean 'herald'\?; a profile of your own is a file .*/herold.toml"):
        load_profile("herold", str(tmp_path))
    with pytest.raises(ProfileError, match=r"there are: demo$"):
        load_profile("x", "")


def test_a_folder_that_is_none(tmp_path):
    path = tmp_path / "file"
    path.write_text("", encoding="utf-8")
    with pytest.raises(ProfileError, match="READMORE_PROFILES_DIR"):
        load_profile("demo", str(path))


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / "post.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match="cannot be read"):
        load_profile("post", str(tmp_path))
