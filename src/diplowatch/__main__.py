"""Run diplowatch as a module: python -m diplowatch."""

from diplowatch.cli import main

main()
