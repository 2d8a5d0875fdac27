"""Every table of the product as one kind of value, whose cells know their evidence."""
