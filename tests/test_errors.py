import pytest

from ascpa import errors
from ascpa.errors import (
    AscpaError,
    BuildError,
    DataError,
    DescriptorError,
    MissingExtraError,
    UnknownNameError,
    UsageError,
)


def test_message_tells_problem_then_what_exists_then_what_to_do():
    error = AscpaError("No such colour.", exists=("red", "blue"), hint="Choose one.")
    assert str(error) == "No such colour. There is: red, blue. Choose one."


def test_message_may_be_the_problem_alone():
    assert str(AscpaError("No such colour.")) == "No such colour."


def test_unknown_name_suggests_the_closest():
    error = UnknownNameError("package", "grade", iter(["grades", "reference"]))
    assert str(error) == (
        "There is no package 'grade'. There is: grades, reference. Did you mean 'grades'?"
    )


def test_unknown_name_suggests_nothing_far_off():
    error = UnknownNameError("package", "weather", ["grades", "reference"])
    assert str(error) == "There is no package 'weather'. There is: grades, reference."


def test_missing_extra_tells_how_to_install_it():
    error = MissingExtraError("ascpa serve", "serve", "datasette")
    assert str(error) == (
        "ascpa serve needs the library 'datasette', which is not installed."
        " Install it with: pip install 'ascpa[serve]'"
    )


@pytest.mark.parametrize(
    ("error", "family", "exit_code"),
    [
        (AscpaError, Exception, 1),
        (BuildError, RuntimeError, 1),
        (DataError, ValueError, 1),
        (DescriptorError, ValueError, 1),
        (MissingExtraError, ImportError, 2),
        (UnknownNameError, LookupError, 2),
        (UsageError, ValueError, 2),
    ],
)
def test_error_has_a_family_and_an_exit_code(error, family, exit_code):
    assert (issubclass(error, family), error.exit_code) == (True, exit_code)


def test_every_error_is_an_ascpa_error():
    raised = [item for item in vars(errors).values() if isinstance(item, type)]
    own = [item for item in raised if item.__module__ == "ascpa.errors"]
    assert [item for item in own if not issubclass(item, AscpaError)] == []
