exercise_6_1 = 'd'
