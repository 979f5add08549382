choice_2 = "e"
