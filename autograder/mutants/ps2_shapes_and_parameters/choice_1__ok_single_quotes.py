choice_1 = 'd'
