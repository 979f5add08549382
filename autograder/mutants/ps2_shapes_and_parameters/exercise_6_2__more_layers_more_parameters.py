exercise_6_2 = "b"
