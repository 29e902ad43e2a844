"""The records that Readmore delivers, as typed frozen values, and their one JSON form."""
