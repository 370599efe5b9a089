"""The password of the measured workspace, apart so that a process that only opens it imports nothing else."""

PASSWORD = "do-thoi-gian"
