/** The one list of jobs, event subscribers and schedules. */
