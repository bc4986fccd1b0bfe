"""Forms of the studies: what an advisor types, in French writing, turned into values or French refusals."""
