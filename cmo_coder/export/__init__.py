"""Writers of tables and transcripts: one module per file format, `writing` is the door."""
