"""Events: public meetings, workshops, stands; registration, waiting list, attendance, and what came of them."""
