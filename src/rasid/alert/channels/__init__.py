"""How a message leaves the house: one small module a protocol, the same two-line contract for all (see ``base``)."""
