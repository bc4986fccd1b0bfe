"""Cases: the follow-up of a project, its stages, people and rights, timeline, post-its, tasks and documents."""
