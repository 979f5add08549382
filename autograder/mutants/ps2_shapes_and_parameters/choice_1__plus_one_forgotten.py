choice_1 = "b"
