"""Kênh và trao đổi: who is in touch with the teams, through which channels, and messages ready to be sent."""
