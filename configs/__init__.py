"""What to run: settings, texts in two languages, errors. Imports nothing of ours."""
