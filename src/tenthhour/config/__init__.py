"""One settings file, one table of addresses, one server entry."""
