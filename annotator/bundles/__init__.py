"""What travels between machines: packages and bundles, from bytes to values and back."""

from annotator.bundles.content import Bundle, Package, read_bundle, read_package, write_bundle, write_package
from annotator.bundles.manifest import BUNDLE, PACKAGE, Manifest
from annotator.bundles.peek import peek

__all__ = [
    "BUNDLE",
    "PACKAGE",
    "Bundle",
    "Manifest",
    "Package",
    "peek",
    "read_bundle",
    "read_package",
    "write_bundle",
    "write_package",
]
