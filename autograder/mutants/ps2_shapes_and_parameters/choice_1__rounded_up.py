choice_1 = "a"
