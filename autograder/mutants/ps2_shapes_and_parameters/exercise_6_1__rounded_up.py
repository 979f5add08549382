exercise_6_1 = "a"
