"""`python -m evangelist`."""

from evangelist.cli import main

if __name__ == "__main__":
    main()
