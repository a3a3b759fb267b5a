"""The charts of the report: what is counted, how it is put together, what it says, and the data of the scripts."""
