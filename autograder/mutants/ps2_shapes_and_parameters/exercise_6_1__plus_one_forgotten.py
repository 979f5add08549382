exercise_6_1 = "b"
