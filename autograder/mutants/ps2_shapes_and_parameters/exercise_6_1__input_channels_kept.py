exercise_6_1 = "e"
