"""The command line: the same verbs as the library.

Exit code 0 means well, 1 bad data, 2 bad usage. Each command imports what it needs when it runs,
so that ``ascpa --help`` answers at once.
"""

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ascpa import __version__
from ascpa.errors import AscpaError

if TYPE_CHECKING:
    import pandas as pd

    from ascpa.proof import Verification

Command = TypeVar("Command", bound=Callable[..., Any])
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for a machine to read.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="ascpa %(version)s")
def cli() -> None:
    """How English councils' adult social care was judged, 2008-2010, as open data."""


def main() -> None:
    """Run the command line and turn every error of ours into a message and an exit code."""
    try:
        cli.main(standalone_mode=False)
    except AscpaError as error:
        click.echo(f"ascpa: {error}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except OSError as error:
        click.echo(f"ascpa: {error.filename or 'a file'}: {error.strerror or error}", err=True)
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo("ascpa: stopped; nothing was left half-written.", err=True)
        sys.exit(130)


def _no_progress(step: str) -> None:
    """Show nothing, where nobody is looking."""


def _with_progress(command: Command) -> Command:
    """Give a command a ``progress`` function that shows its steps on an interactive terminal."""

    @wraps(command)
    def wrapped(*args: Any, **options: Any) -> Any:
        if not sys.stderr.isatty():
            return command(*args, progress=_no_progress, **options)
        from rich.console import Console

        with Console(stderr=True).status("starting") as status:
            return command(*args, progress=status.update, **options)

    return wrapped  # type: ignore[return-value]


@cli.command("list")
@as_json
def list_packages(as_json: bool) -> None:
    """List the packages and their tables."""
    from ascpa.catalog import every_package

    found = every_package()
    if as_json:
        items = [
            {
                "package": package.name,
                "title": package.title,
                "version": package.version,
                "resources": {
                    r.name: {"title": r.title, "rows": r.rows} for r in package.resources
                },
            }
            for package in found
        ]
        _echo_json(items)
        return
    for package in found:
        click.echo(f"{package.name}  {package.title} (version {package.version})")
        for resource in package.resources:
            click.echo(f"  {resource.full_name:34} {resource.rows or 0:>6,} rows  {resource.title}")


@cli.command()
@click.argument("name")
@click.option(
    "--rows",
    default=10,
    show_default=True,
    type=click.IntRange(min=0),
    help="How many rows to show; 0 for all.",
)
@as_json
def show(name: str, rows: int, as_json: bool) -> None:
    """Show a package (NAME) or the rows of a table (PACKAGE/TABLE)."""
    if "/" not in name:
        _show_package(name, as_json)
        return
    from ascpa.catalog import resource
    from ascpa.frames import load

    frame, found = load(name), resource(name)
    shown = frame if rows == 0 else frame.head(rows)
    if as_json:
        click.echo(shown.to_json(orient="records", date_format="iso", indent=1, force_ascii=False))
        return
    click.echo(f"{name}: {found.description}")
    _print_table(shown[[*found.primary_key, *found.summary]] if found.summary else shown)
    if len(shown) < len(frame):
        click.echo(f"{len(shown)} of {len(frame)} rows; all with --rows 0")


def _show_package(name: str, as_json: bool) -> None:
    from ascpa.catalog import package
    from ascpa.descriptor import read_json

    found = package(name)
    if as_json:
        _echo_json(read_json(found.file))
        return
    click.echo(f"{found.title} (version {found.version})\n\n{found.description}\n")
    for text in found.how_to_read:
        click.echo(f"- {text}")
    click.echo("\nCautions")
    for caution in found.cautions:
        click.echo(f"- {caution.text}")
    for resource in found.resources:
        click.echo(f"\n{resource.full_name}: {resource.title}, {resource.rows or 0:,} rows")
        for field in resource.fields:
            click.echo(f"  {field.name:20} {field.title} ({field.type})")


@cli.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@as_json
@_with_progress
def validate(path: Path | None, as_json: bool, progress: Callable[[str], None]) -> None:
    """Check packages: those of ascpa, or the one at PATH."""
    from ascpa.checks import validate as check

    report = check(path, progress=lambda name: progress(f"checking {name}"))
    click.echo(report.to_json() if as_json else str(report))
    sys.exit(0 if report.valid else 1)


@cli.command()
@click.option(
    "--transcripts",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder with the transcripts; files are matched by their SHA-256.",
)
@as_json
def verify(transcripts: Path, as_json: bool) -> None:
    """Prove that every piece of evidence stands in its transcript."""
    from ascpa.proof import verify as prove

    found = prove(transcripts)
    if as_json:
        click.echo(found.to_json())
    else:
        _echo_unproved(found)
        counts = ", ".join(f"{number:,} {status}" for status, number in found.counts().items())
        click.echo(f"{len(found.proofs):,} rows of evidence: {counts or 'none'}")
    sys.exit(0 if found.proved else 1)


def _echo_unproved(found: "Verification") -> None:
    from ascpa.proof import NOT_FOUND

    for proof in found.unproved():
        if proof.status == NOT_FOUND:
            lines = f"lines {proof.line_start} to {proof.line_end}"
            click.echo(
                f"{proof.package}: {proof.evidence}: {proof.printed!r} at {lines} of"
                f" {proof.document}: {proof.status}"
            )
    for document, rows in found.missing().items():
        click.echo(
            f"{document}: no file has the SHA-256 of its transcript; {rows:,} rows not tried"
        )


@cli.command()
@click.option("--to", default="build", show_default=True, type=click.Path(path_type=Path))
@click.option("--site", is_flag=True, help="Build the website as well (in a checkout).")
@_with_progress
def build(to: Path, site: bool, progress: Callable[[str], None]) -> None:
    """Check everything and write the database, the downloads and, with --site, the website."""
    from ascpa.output import sizes
    from ascpa.pipeline import DATA, SITE
    from ascpa.pipeline import build as build_all

    build_all(to, site=site, progress=progress)
    written = sizes(to / DATA)
    click.echo(f"{to / DATA}: {len(written)} files, {sum(written.values()):,} bytes")
    if site:
        written = sizes(to / SITE)
        click.echo(f"{to / SITE}: {len(written)} files, {sum(written.values()):,} bytes")


@cli.command()
@click.option("--data", default="build/data", show_default=True, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
def serve(data: Path, host: str, port: int) -> None:
    """Serve the built database with Datasette."""
    from ascpa.serve import serve as run

    run(data, host=host, port=port)


@cli.command()
@click.argument("package")
@click.option("--format", "form", default="text", show_default=True, help="text, bibtex, csl-json")
@as_json
def cite(package: str, form: str, as_json: bool) -> None:
    """Print how to cite PACKAGE."""
    from ascpa.citation import cite as citation

    click.echo(citation(package, "csl-json" if as_json else form))


@cli.command()
@click.option("--at", help="A day such as 2008-11-01; without it every row of the register.")
@as_json
def councils(at: str | None, as_json: bool) -> None:
    """List the councils with adult social services responsibilities."""
    from ascpa.register import councils as listed

    frame = listed(at)
    if as_json:
        click.echo(frame.to_json(orient="records", date_format="iso", indent=1, force_ascii=False))
        return
    _print_table(frame[["area_code", "name", "kind", "region", "return_code"]])
    click.echo(f"{len(frame)} councils" + (f" on {at}" if at else " and codes in the register"))


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
def seal(path: Path) -> None:
    """Record rows, bytes and hash of the package in the folder PATH, and renew its README."""
    from ascpa.seal import seal as record

    changes = record(path)
    click.echo("\n".join(changes) if changes else f"{path}: nothing had changed")


def _print_table(frame: "pd.DataFrame") -> None:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for column in frame.columns:
        table.add_column(str(column), overflow="fold")
    for row in frame.itertuples(index=False, name=None):
        table.add_row(*("" if pd.isna(value) else _shown(value) for value in row))
    Console(markup=False, highlight=False).print(table)


def _shown(value: Any) -> str:
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def _echo_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
