"""TFLite models, for the host: writing them, running them and reading BlazeFace's."""
