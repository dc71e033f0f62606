"""What a version's recogniser answers for a picture of unknown product."""

import numpy as np
from numpy.typing import NDArray

from engine.imaging.fitting import fit_to_square
from engine.inference.recognition import recognise
from engine.inference.session import Session
from engine.registry import Version, Workspace


class ClassAnswers:
    """The recogniser's columns of the version's classes, and the view each is judged on.

    Products differ in whether they are padded or cropped, and which product an image shows is the
    question. So it is shown to the recogniser in each way that occurs, and each class is judged
    on the way its product was learned.
    """

    def __init__(self, workspace: Workspace, version: Version) -> None:
        self.classes = version.classes
        self.image_size = version.image_size
        self._fit_of = {name: workspace.products.get(name).fit for name in version.product_names}
        self.fits = sorted(set(self._fit_of.values()))
        self._rows = [self.row_of(item.product_name) for item in self.classes]
        self._columns = [item.label for item in self.classes]

    def row_of(self, product_name: str) -> int:
        """Which of the views shows a picture as this product was learned."""
        return self.fits.index(self._fit_of[product_name])

    def views(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """(H, W, 3) pixels in every way that occurs: (fits, 3, S, S)."""
        return np.stack([fit_to_square(pixels, self.image_size, fit) for fit in self.fits])

    def answer(
        self, session: Session, pixels: NDArray[np.uint8]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Probabilities (classes,) that sum to 1, and embeddings (fits, D), one for each view.

        Columns of classes that were given up do not count.
        """
        probabilities, embeddings = recognise(session, self.views(pixels))
        shares = probabilities[self._rows, self._columns]
        return shares / max(float(shares.sum()), 1e-12), embeddings
