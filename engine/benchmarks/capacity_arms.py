"""The students that are compared with each other under one teacher."""

TEACHER = "teacher"
#: A network of the compressed size from the start.
FIXED = "fixed"
#: The teacher's most important channels, chosen once, before the student learns.
PRUNED = "pruned"
#: Compressed while it learns.
CDD = "cdd"
CDD_RESETTING = "cdd, resetting"
