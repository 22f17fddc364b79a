"""From files to files: the pipeline, its workers and its writer."""
