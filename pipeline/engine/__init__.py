"""OCR engines behind one protocol (`engine.Engine`); each has a door of its own."""
