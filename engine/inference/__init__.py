"""Deployed networks: ONNX export with proof, sessions, generation, recognition, canaries."""
