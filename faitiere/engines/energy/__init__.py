"""Energy engine: a recorded DPE becomes columns, the 3CL-DPE 2021 method becomes arithmetic on columns.

Pure Python and numpy. `dpe_file` reads, `columns` holds, `engine` computes, `command` is the command line.
A computed result is never a DPE: only certified software issues one.
"""
