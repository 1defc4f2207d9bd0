"""The sample galleries that a first start shows: drawn here, seeded, never fetched."""
