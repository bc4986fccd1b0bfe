"""The index behind the search box: words, the rows they come from and what they lead to. Knows no model above it."""
