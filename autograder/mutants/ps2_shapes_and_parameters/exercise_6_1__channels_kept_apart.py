exercise_6_1 = "c"
