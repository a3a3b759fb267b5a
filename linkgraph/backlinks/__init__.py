"""Links from other sites: imported from files of other tools, judged, and put side by side with those of competitors."""
