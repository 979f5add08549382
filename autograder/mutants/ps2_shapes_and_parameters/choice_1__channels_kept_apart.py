choice_1 = "c"
