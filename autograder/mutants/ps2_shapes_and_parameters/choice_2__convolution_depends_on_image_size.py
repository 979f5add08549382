choice_2 = "a"
