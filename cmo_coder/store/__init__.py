"""The only room that knows the database. It takes and gives values of `cmo_coder.model`."""
