"""What is written down about one site, so that it is crawled and read better."""
