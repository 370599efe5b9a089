"""Tiếp nhận: what communes handed in, exactly as sent; what was kept back and why; receipts and corrections down."""
