"""The only room that touches the network: fetches, extracts, stores."""
