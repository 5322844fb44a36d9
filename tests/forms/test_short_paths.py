from hypothesis import given
from hypothesis import strategies as st

from forms.short_paths import short_paths


def test_files_of_one_name_are_told_apart_by_their_folders() -> None:
    paths = ["/share/north/my.audit", "/share/south/my.audit", "/share/south/other.audit"]

    assert short_paths(paths) == ["north / my.audit", "south / my.audit", "other.audit"]


def test_a_folder_that_is_the_same_is_not_enough() -> None:
    paths = [r"C:\a\work\my.audit", r"C:\b\work\my.audit"]

    assert short_paths(paths) == ["a / work / my.audit", "b / work / my.audit"]


def test_the_same_file_twice_keeps_its_short_name() -> None:
    assert short_paths(["/a/my.audit", "/a/my.audit"]) == ["my.audit", "my.audit"]


_NAMES = st.sampled_from(["a", "b", "my.audit"])


@given(st.lists(st.lists(_NAMES, min_size=1, max_size=4).map("/".join)))
def test_different_paths_have_different_names_unless_one_ends_in_the_other(
    paths: list[str],
) -> None:
    names = short_paths(paths)

    assert len(names) == len(paths)
    for path, name in zip(paths, names, strict=True):
        assert f"/{path}".endswith("/" + name.replace(" / ", "/"))
        for other, its_name in zip(paths, names, strict=True):
            if its_name == name:
                assert f"/{path}".endswith(f"/{other}") or f"/{other}".endswith(f"/{path}")
