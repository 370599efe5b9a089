"""What came in from other offices: checked, kept, taken in, answered."""
