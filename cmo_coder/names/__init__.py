"""Names and other words that tell who somebody is: finding them, replacing them, keeping the key. No database here."""
