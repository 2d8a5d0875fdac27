"""Reading files: one reader per format, all giving the same value. ``reading.read_file`` is the way in."""
