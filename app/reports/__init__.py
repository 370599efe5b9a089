"""Reports: definitions as data, figures counted from the log, sentences bound to facts, own words kept."""
