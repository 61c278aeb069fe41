"""What several rooms of tests share: drawn pages, invented records, fakes of the engine and of the stages."""
