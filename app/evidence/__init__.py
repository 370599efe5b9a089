"""What proves a record: photos, recordings, scans and addresses, kept by their content."""
