"""What the site itself needs: Markdown extensions, checks, hooks, theme, commands."""
