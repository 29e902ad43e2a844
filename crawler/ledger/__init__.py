"""One store of what is to be fetched, fetched, met and delivered."""
