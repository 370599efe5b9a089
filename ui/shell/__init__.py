"""The frame around the pages: main window, catalogue of pages, first run."""
