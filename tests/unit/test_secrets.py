import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from iru import secrets
from iru.errors import IruError
from iru.settings import Settings


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(state=tmp_path / "state")


def test_a_secret_is_made_once_and_kept(settings):
    assert secrets.password("analyst", settings) == secrets.password("analyst", settings)
    assert len(secrets.password("analyst", settings)) == 48  # 24 bytes as hexadecimal digits


def test_every_secret_is_another(settings):
    assert secrets.password("analyst", settings) != secrets.password("lado", settings)
    assert secrets.pseudonym_key("children", settings) != secrets.pseudonym_key("lado", settings)


def test_a_pseudonym_key_has_32_bytes(settings):
    assert len(secrets.pseudonym_key("children", settings)) == 32


def test_there_is_no_third_zone(settings):
    with pytest.raises(ValueError, match="reference"):
        secrets.pseudonym_key("reference", settings)


def test_only_the_owner_may_read(settings):
    secrets.password("analyst", settings)
    folder = secrets.folder(settings)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "analyst.password").stat().st_mode) == 0o600


def test_asked_at_once_all_get_the_same(settings):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: secrets.pseudonym_key("children", settings), range(40)))
    assert len(found) == 1
    assert [path.name for path in secrets.folder(settings).iterdir()] == ["pseudonyms_children.key"]


def test_written_at_once_one_is_kept_whole(settings):
    path = secrets.folder(settings) / "analyst.pgpass"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: secrets.write(path, str(number) * 1000), range(40)))
    assert len(set(path.read_text())) <= 2 and len(path.read_text()) in (1000, 2000)
    assert list(path.parent.iterdir()) == [path]


def test_an_emptied_secret_is_not_silently_made_anew(settings):
    (secrets.folder(settings) / "pseudonyms_children.key").write_text("")
    with pytest.raises(IruError, match="empty"):
        secrets.pseudonym_key("children", settings)
