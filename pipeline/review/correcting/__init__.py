"""What a person does on a page of the review, as corrections: made, kept at once, put into the datasets soon after."""
