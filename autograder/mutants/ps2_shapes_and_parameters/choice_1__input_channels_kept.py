choice_1 = "e"
