"""Reading the data sets: labels, splits, leaks, the prepared file, batches."""
