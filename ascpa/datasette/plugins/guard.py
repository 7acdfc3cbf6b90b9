"""A Datasette plugin that stops expensive functions before they run.

SQLite's time limit is only looked at between steps, so that a single call such as
``randomblob(1e9)`` would hold the server for half a minute.
"""

import sqlite3

from datasette import default_permissions, handle_exception, hookimpl
from datasette.plugins import pm

# A wrong address is no reason to print what the server has in memory.
handle_exception.rich = None

# Everything is public but the internal database. The default permissions copy all metadata for each
# table they are asked about, which takes seconds for a page.
if pm.is_registered(default_permissions):
    pm.unregister(default_permissions)

LONGEST_VALUE = 2_000_000
LONGEST_SQL = 100_000
DENIED_FUNCTIONS = {"printf", "format", "randomblob", "zeroblob", "load_extension"}
CLOSED_ACTIONS = {"debug-menu", "permissions-debug"}
DENIED_ACTIONS = {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}


@hookimpl
def permission_allowed(action, resource):
    """Deny the internal database; leave the rest at Datasette's defaults, which allow to read."""
    name = resource[0] if isinstance(resource, tuple) else resource
    return False if name == "_internal" or action in CLOSED_ACTIONS else None


@hookimpl
def prepare_connection(conn):
    """Limit what a query may build, and deny functions that build without end."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    conn.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_SQL)
    conn.set_authorizer(_authorise)


def _authorise(action, first, second, database, trigger):  # noqa: ARG001
    if action in DENIED_ACTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and second in DENIED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
