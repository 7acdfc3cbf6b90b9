"""Run the command line: ``python -m ascpa`` is ``ascpa``."""

from ascpa.cli import main

if __name__ == "__main__":
    main()
