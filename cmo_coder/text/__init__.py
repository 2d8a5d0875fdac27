"""Pure rules on strings and spans. Every position counts Unicode code points; nothing here knows a database or a screen."""
