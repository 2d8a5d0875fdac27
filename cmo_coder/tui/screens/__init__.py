"""One file per screen. Screens hold no rules: they ask a capability room and show what it answers."""
