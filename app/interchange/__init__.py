"""The one documented JSON form of everything an office keeps: written by dump, read by load."""
