exercise_6_2 = "a"
