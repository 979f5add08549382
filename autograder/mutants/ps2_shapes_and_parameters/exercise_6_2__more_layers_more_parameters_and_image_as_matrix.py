exercise_6_2 = "e"
