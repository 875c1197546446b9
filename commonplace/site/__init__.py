"""Everything around MkDocs: whole sites, the offline copy, the policy."""
