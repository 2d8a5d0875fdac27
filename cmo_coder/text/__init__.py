"""Pure rules on strings and spans. Positions count Unicode code points; nothing here knows a database or a screen."""
