import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from ascpa import catalog
from ascpa.errors import BuildError
from ascpa.output import write_all
from ascpa.output.folder import recover, replaced
from ascpa.serve import arguments


@pytest.fixture
def target(tmp_path):
    """Return a folder that an earlier run has written."""
    folder = tmp_path / "build" / "data"
    folder.mkdir(parents=True)
    (folder / "old.txt").write_text("old", encoding="utf-8")
    return folder


def _write(target, name="new.txt"):
    with replaced(target) as new:
        (new / name).write_text("new", encoding="utf-8")


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def _files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_folder_is_written_where_there_was_none(tmp_path):
    _write(tmp_path / "build" / "data")
    assert _names(tmp_path / "build" / "data") == ["new.txt"]


def test_new_folder_takes_the_place_of_the_old(target):
    _write(target)
    assert _names(target) == ["new.txt"]


def test_folder_can_be_read_by_everybody(target):
    _write(target)
    assert target.stat().st_mode & 0o777 == 0o755


def test_nothing_but_the_lock_is_left_lying(target):
    _write(target)
    assert _names(target.parent) == [".data.lock", "data"]


def test_old_folder_stands_while_the_new_is_written(target):
    with replaced(target):
        assert _names(target) == ["old.txt"]


def test_error_inside_leaves_the_old_folder_whole(target):
    with pytest.raises(ValueError, match="half"):
        _write_half(target)
    assert (_names(target), _names(target.parent)) == (["old.txt"], [".data.lock", "data"])


def _write_half(target):
    with replaced(target) as new:
        (new / "half").touch()
        raise ValueError("half")


def test_disk_that_refuses_leaves_the_old_folder_whole(target):
    message = r"data could not be written: No space left on device\. The earlier output, if there "
    with pytest.raises(BuildError, match=message), replaced(target):
        raise OSError(28, "No space left on device")
    assert (_names(target), _names(target.parent)) == (["old.txt"], [".data.lock", "data"])


def test_run_that_was_killed_while_writing_is_cleared_up(target):
    (target.parent / ".data.new-abc").mkdir()
    (target.parent / ".data.new-abc" / "half.txt").touch()
    _write(target)
    assert _names(target.parent) == [".data.lock", "data"]


def test_run_that_was_killed_between_the_two_moves_is_put_right(target):
    target.rename(target.parent / ".data.old")
    recover(target)
    assert (_names(target), _names(target.parent)) == (["old.txt"], ["data"])


def test_run_that_was_killed_after_the_two_moves_is_cleared_up(target):
    (target.parent / ".data.old").mkdir()
    _write(target)
    assert (_names(target), _names(target.parent)) == (["new.txt"], [".data.lock", "data"])


def test_recovering_leaves_other_folders_alone(target):
    (target.parent / ".site.new-abc").mkdir()
    (target.parent / ".site.old").mkdir()
    recover(target)
    assert _names(target.parent) == [".site.new-abc", ".site.old", "data"]


def test_second_writer_at_the_same_time_is_refused(target):
    message = r"^Another run is writing .*/data\. Wait until it has finished\.$"
    with replaced(target) as new:
        (new / "new.txt").touch()
        with pytest.raises(BuildError, match=message):
            _write(target, "second.txt")
    assert _names(target) == ["new.txt"]


def test_second_writer_may_write_afterwards(target):
    _write(target)
    _write(target, "second.txt")
    assert _names(target) == ["second.txt"]


def test_two_folders_may_be_written_at_the_same_time(target):
    with replaced(target), replaced(target.parent / "site"):
        pass
    assert _names(target.parent) == [".data.lock", ".site.lock", "data", "site"]


def test_serving_leaves_a_running_build_alone(target):
    (target / "ascpa.db").touch()
    with replaced(target) as new:
        arguments(target, host="127.0.0.1", port=8001)
        (new / "new.txt").touch()
    assert _names(target) == ["new.txt"]


def test_parent_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "build").touch()
    message = r"/build/data could not be written: (?:File exists|Not a directory)\. The earlier"
    with pytest.raises(BuildError, match=message):
        _write(tmp_path / "build" / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_parent_without_permission_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(BuildError, match=r"/data could not be written: Permission denied\. "):
        _write(tmp_path / "data")


def _command(folder):
    return [sys.executable, "-m", "ascpa", "build", "--to", str(folder)]


def _wait_for_half_a_build(folder, run):
    """Wait until the database of a running build is there but the build is not done."""
    for _ in range(20_000):
        if any(folder.glob(".data.new-*/ascpa.db")):
            return
        if run.poll() is not None:
            break
        time.sleep(0.001)
    pytest.fail("the build was not seen at work")


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory, built, small):
    """Return the folder of a build that was killed, with the files of the build before it."""
    folder = tmp_path_factory.mktemp("interrupted")
    (folder / "data").mkdir()
    for file in ("ascpa.db", "SHA256SUMS"):
        (folder / "data" / file).write_bytes((built / "data" / file).read_bytes())
    before = _files(folder / "data")
    environment = os.environ | {"ASCPA_DATAPACKAGES": str(small)}
    with subprocess.Popen(_command(folder), env=environment) as run:
        _wait_for_half_a_build(folder, run)
        run.send_signal(signal.SIGKILL)
    assert run.returncode == -signal.SIGKILL
    return folder, before


def test_killed_build_leaves_the_earlier_output_whole(interrupted):
    folder, before = interrupted
    assert _files(folder / "data") == before


def test_run_after_a_killed_build_clears_up(interrupted):
    folder, _ = interrupted
    _write(folder / "data")
    assert (_names(folder), _names(folder / "data")) == ([".data.lock", "data"], ["new.txt"])


@pytest.fixture
def full_disk():
    """Let no file of this process grow beyond 100 kB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("full_disk")
def test_full_disk_is_told_and_leaves_the_old_folder_whole(target, small):
    message = r"^SQLite refused to write ascpa\.db: disk I/O error\.$"
    with pytest.raises(BuildError, match=message):
        _write_everything(target, small)
    assert (_names(target), _names(target.parent)) == (["old.txt"], [".data.lock", "data"])


def _write_everything(target, small):
    with replaced(target) as new:
        write_all(catalog.every_package(small), new)
