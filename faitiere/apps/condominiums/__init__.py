"""The project space of a condominium: council, syndic, owners and architect, each with what is theirs.

What a condominium is lives in `buildings`, what it decides in `assemblies`; here is who sees and does what in its
space.
"""
