"""Muster and a platform of its own on one machine and one clock."""
