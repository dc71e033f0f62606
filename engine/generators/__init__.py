"""The families of image generators."""
