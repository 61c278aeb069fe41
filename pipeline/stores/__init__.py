"""Object stores: IN and OUT at `s3://bucket/prefix`, whole files, fetched when their turn comes, put when done."""
