"""What people and programs do with accounts; one module per subject."""
