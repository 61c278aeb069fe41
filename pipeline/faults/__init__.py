"""What people's corrections teach: which faults repeat, and test cases of them that tell nothing of the document."""
