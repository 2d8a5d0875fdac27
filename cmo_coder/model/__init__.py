"""The study as the field speaks of it: frozen values and the rules that hold for them."""
