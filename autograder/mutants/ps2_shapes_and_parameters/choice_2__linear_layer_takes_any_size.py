choice_2 = "d"
