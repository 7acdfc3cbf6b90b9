"""Find the data packages and get one by name.

Looks, in this order, in the folder given, in the one named by the environment variable
``ASCPA_DATAPACKAGES``, in the copy installed with the library, and in a checkout of the project.
"""

import os
from pathlib import Path

from ascpa.descriptor import FILE_NAME, read
from ascpa.errors import UnknownNameError, UsageError
from ascpa.model import Package, Resource

ENVIRONMENT = "ASCPA_DATAPACKAGES"
INSTALLED = Path(__file__).parent / "_datapackages"
CHECKOUT = Path(__file__).parent.parent / "datapackages"


def root(folder: str | Path | None = None) -> Path:
    """Return the folder that holds the data packages.

    Raises
    ------
    UsageError
        If a folder was named that holds no data package, or none is to be found.
    """
    named = folder or os.environ.get(ENVIRONMENT)
    places = [Path(named)] if named else [INSTALLED, CHECKOUT]
    for place in places:
        if any(place.glob(f"*/{FILE_NAME}")):
            return place
    looked = ", ".join(str(place) for place in places)
    raise UsageError(
        f"No data packages were found in {looked}.",
        hint=f"Name a folder whose subfolders hold a {FILE_NAME}, or unset {ENVIRONMENT}.",
    )


def packages(folder: str | Path | None = None) -> list[str]:
    """Return the names of the data packages, in alphabetical order.

    Parameters
    ----------
    folder
        Where to look. By default the packages installed with the library.

    Raises
    ------
    UsageError
        If no data package is found.

    Examples
    --------
    >>> import ascpa
    >>> ascpa.packages()[:3]
    ['capital', 'errata', 'grades']
    """
    return sorted(file.parent.name for file in root(folder).glob(f"*/{FILE_NAME}"))


def package(name: str, folder: str | Path | None = None) -> Package:
    """Return the description of one data package.

    Raises
    ------
    UnknownNameError
        If there is no such package; the message lists those there are.
    DescriptorError
        If its descriptor cannot be read.

    Examples
    --------
    >>> import ascpa
    >>> ascpa.package("reference").resource("councils").title
    'Councils with adult social services responsibilities'
    """
    names = packages(folder)
    if name not in names:
        raise UnknownNameError("package", name, names)
    return read(root(folder) / name)


def resource(full_name: str, folder: str | Path | None = None) -> Resource:
    """Return the description of one resource, asked for as ``package/resource``.

    Raises
    ------
    UnknownNameError
        If the package or the resource does not exist.
    UsageError
        If the name is not of the form ``package/resource``.
    """
    package_name, slash, resource_name = full_name.partition("/")
    if not slash:
        described = package(package_name, folder)
        raise UsageError(
            f"{full_name!r} names a package; a table is asked for as 'package/resource'.",
            exists=(item.full_name for item in described.resources),
        )
    return package(package_name, folder).resource(resource_name)


def every_package(folder: str | Path | None = None) -> tuple[Package, ...]:
    """Return the descriptions of all data packages, in the order in which they are told."""
    found = (package(name, folder) for name in packages(folder))
    return tuple(sorted(found, key=lambda item: (item.position, item.name)))
