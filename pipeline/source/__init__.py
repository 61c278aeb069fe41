"""Any file as pages: PDF, TIFF, PNG, JPEG, or a text layer alone. `opening` is the way in."""
