"""What stands around MkDocs: the whole site, its offline copy, its policy."""
