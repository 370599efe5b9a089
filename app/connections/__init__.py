"""How this office reaches others over a network: its accounts, sending what waits, collecting what came."""
