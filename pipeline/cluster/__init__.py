"""Many machines: the jobs of a run on a Dask cluster or any other executor, each job in a process of its own."""
