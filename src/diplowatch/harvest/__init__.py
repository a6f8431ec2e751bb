"""Collecting for a watch: who is asked, when, and what follows; fetch, clean and archive in order."""

from diplowatch.harvest.harvest import AtWork, Plan, add_source, collect_watch, plan_watch
from diplowatch.harvest.sources import list_sources
from diplowatch.harvest.tally import Report, Tally

__all__ = ["AtWork", "Plan", "Report", "Tally", "add_source", "collect_watch", "list_sources", "plan_watch"]
