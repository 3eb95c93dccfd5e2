"""People, dated assignments, policies and the record of who did what."""
