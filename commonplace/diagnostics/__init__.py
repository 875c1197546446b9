"""Reports about files, and what to do when the program itself fails."""
