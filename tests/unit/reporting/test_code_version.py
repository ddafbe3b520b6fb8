import subprocess

from iru.reporting.code_version import commit, fingerprint
from iru.settings import Settings


def git(folder, *words: str) -> str:
    name = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    done = subprocess.run(
        ["git", "-C", str(folder), *name, *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_a_clone_tells_its_commit_and_whether_it_was_changed(tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / "a").write_text("1")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-q", "-m", "first")
    assert commit(tmp_path) == (git(tmp_path, "rev-parse", "HEAD"), False)
    (tmp_path / "a").write_text("2")
    assert commit(tmp_path)[1] is True


def test_outside_a_clone_nothing_is_claimed(tmp_path):
    assert commit(tmp_path / "nowhere") == ("unknown", True)


def test_another_name_for_the_authority_is_another_fingerprint(tmp_path):
    own = Settings()
    other = tmp_path / "authority.yml"
    other.write_text(own.authority_file.read_text(encoding="utf-8").replace("Devon", "Wessex"))
    assert fingerprint(own) == fingerprint(own)
    assert fingerprint(own) != fingerprint(own.with_(authority_file=other))
