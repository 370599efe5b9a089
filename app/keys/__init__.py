"""Cryptography lives here alone: what opens the store, and what signs and seals; keys never leave as text."""
