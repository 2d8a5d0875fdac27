"""The terminal screens. They hold no rules: they ask the other rooms and show what these answer."""
