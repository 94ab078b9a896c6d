"""What the sides of Camxuc agree on, in one place; README.md here is the way in.

It imports nothing of this repository, and neither Keras nor TensorFlow.
"""
