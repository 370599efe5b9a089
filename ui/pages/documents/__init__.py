"""The papers we issue: drafting with the printed page in sight, signing, numbering, the register."""
