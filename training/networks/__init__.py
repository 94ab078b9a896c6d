"""The networks, one file each.

Each file's `build()` returns a Keras model from [n, 48, 48, 1] luma in 0..255 to [n, 8]
probabilities. Its last layer is the softmax, named "probabilities"; that layer's input is the
embedding.
"""
