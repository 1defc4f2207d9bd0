"""Five older systems' APIs under /api/: doors to the same services, one file each."""
