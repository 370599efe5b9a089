"""What older versions wrote and what must always be refused: kept files and how they were made."""
