"""Khó khăn, đề xuất: what hinders the work on its way to whoever can help, and proposals with what became of them."""
