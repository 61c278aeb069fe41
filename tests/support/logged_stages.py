"""The stages of the package, which note each page that they begin to read."""

from sohoa.pipeline.lazy_recipe import ShippedRecipe


class LoggedRecipe(ShippedRecipe):
    """Notes as the stand-in stages do: "file page source|words", in `calls.log` beside the file."""

    def read_page(self, path, number, settings, known=None):
        with (path.parent / "calls.log").open("a", encoding="utf-8") as log:
            log.write(f"{path.name} {number} {'words' if known else 'source'}\n")
        return super().read_page(path, number, settings, known)


RECIPE = LoggedRecipe()
