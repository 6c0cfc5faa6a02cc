"""A street with telephones: a Bot API server on which the whole of Muster runs on one machine."""
