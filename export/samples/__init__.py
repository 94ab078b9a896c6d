"""Pictures that may be published: golden samples, and inputs for comparing runtimes."""
