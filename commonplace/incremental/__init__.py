"""What need not be made again: results kept by what they were made from."""
