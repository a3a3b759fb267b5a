"""Files of other tools read into the store: tables as spreadsheets and search consoles export them."""
