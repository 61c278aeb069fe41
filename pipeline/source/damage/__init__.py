"""What was lost of damaged files and pictures: told by the decoder's own word and by rows that never came."""
