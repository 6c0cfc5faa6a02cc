"""The page of telephones: the whole office in a browser, served on this machine alone."""
