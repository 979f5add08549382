choice_2 = "b"
