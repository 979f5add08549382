exercise_6_2 = 'c'
