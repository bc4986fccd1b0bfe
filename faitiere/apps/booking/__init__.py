"""Appointments: who receives when and where, free slots, booking without an account, the agenda of the desk."""
