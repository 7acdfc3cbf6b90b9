"""What every test may use: no network, the transcripts, copies of the packages, a built folder."""

import ipaddress
import shutil
import socket
from pathlib import Path

import pytest

import ascpa
from ascpa import catalog
from ascpa.seal import seal

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Refuse every connection that leaves this machine."""
    connect, connect_ex, getaddrinfo = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded_connect(self, address):
        _refuse_unless_here(address)
        return connect(self, address)

    def guarded_connect_ex(self, address):
        _refuse_unless_here(address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host, *arguments, **options):
        _refuse_unless_here((host, 0))
        return getaddrinfo(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


def _refuse_unless_here(address):
    host = address[0] if isinstance(address, tuple) else None
    if host in {None, "", "localhost"}:
        return
    try:
        is_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise RuntimeError(f"A test tried to reach {host}.")


@pytest.fixture(scope="session")
def transcripts():
    """Return the folder of the transcripts, which are not published."""
    folder = ROOT.parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("the transcripts are not at hand")
    return folder


def _copy(target, names):
    for name in names or catalog.packages(ROOT / "datapackages"):
        shutil.copytree(ROOT / "datapackages" / name, target / name)
    return target


@pytest.fixture
def copied(tmp_path):
    """Return a function that copies data packages, all or those named, into one folder."""
    return lambda *names: _copy(tmp_path / "datapackages", names)


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """Return a folder with two packages that need no other, where all would take too long."""
    return _copy(tmp_path_factory.mktemp("small"), ("grades", "reference"))


@pytest.fixture
def altered(copied):
    """Return a function that copies two packages, replaces a text in one file, and seals."""

    def alter(file, old, new, *, sealed=True):
        folder = copied("grades", "reference")
        data = (folder / file).read_bytes()
        assert data.count(old.encode()) == 1
        (folder / file).write_bytes(data.replace(old.encode(), new.encode()))
        if sealed:
            seal(folder / Path(file).parts[0])
        return folder

    return alter


@pytest.fixture(scope="session")
def report():
    """Return what checking all of our own packages finds."""
    return ascpa.validate()


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Return a folder with everything built from our own packages, without the website."""
    return ascpa.build(tmp_path_factory.mktemp("built"))
