exercise_6_2 = "d"
