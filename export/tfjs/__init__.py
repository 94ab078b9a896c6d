"""TF.js graph models, for the page: writing them and running them."""
