"""What stands between a request and the network: address guard, site limits, robots.txt."""
