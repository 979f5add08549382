choice_2 = 'c'
