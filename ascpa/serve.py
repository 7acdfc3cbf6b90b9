"""Run Datasette on the built database: unchanging, described, guarded."""

from pathlib import Path

from ascpa.datasette_metadata import FILE_NAME
from ascpa.errors import MissingExtraError, UsageError
from ascpa.output import DATABASE
from ascpa.output.folder import recover

PLUGINS = Path(__file__).parent / "datasette" / "plugins"
SETTINGS = {
    "suggest_facets": "off",
    "sql_time_limit_ms": "1000",
    "facet_time_limit_ms": "500",
    "max_returned_rows": "5000",
    "default_allow_sql": "on",
    "allow_download": "on",
}


def arguments(data: Path, *, host: str, port: int) -> list[str]:
    """Return the arguments with which Datasette serves a built folder.

    Raises
    ------
    UsageError
        If the folder holds no database.
    """
    if data.parent.is_dir():
        recover(data)
    database = data / DATABASE
    if not database.is_file():
        raise UsageError(f"There is no database {database}.", hint="Build it with: ascpa build")
    options = [
        "serve",
        "--immutable",
        str(database),
        "--metadata",
        str(data / FILE_NAME),
        "--plugins-dir",
        str(PLUGINS),
        "--host",
        host,
        "--port",
        str(port),
    ]
    for name, value in SETTINGS.items():
        options += ["--setting", name, value]
    return options


def serve(data: str | Path = "build/data", *, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve the built database until interrupted.

    Raises
    ------
    MissingExtraError
        If Datasette is not installed.
    UsageError
        If nothing has been built.
    """
    try:
        from datasette.cli import cli
    except ImportError:
        raise MissingExtraError("ascpa serve", "serve", "datasette") from None
    try:
        cli.main(arguments(Path(data), host=host, port=port), standalone_mode=False)
    except SystemExit as error:
        if error.code:
            raise UsageError(
                f"Datasette could not start on {host}:{port}.",
                hint="If the port is in use, choose another with --port.",
            ) from None
