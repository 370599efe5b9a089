"""Ways a file leaves one office and reaches another; they know bytes and file names, nothing of what is inside."""
