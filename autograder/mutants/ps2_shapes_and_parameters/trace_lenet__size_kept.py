lenet_table = {
    "conv1": {"shape": (6, 28, 28), "parameters": 156},
    "pool1": {"shape": (6, 14, 14), "parameters": 0},
    "conv2": {"shape": (16, 14, 14), "parameters": 2416},
    "pool2": {"shape": (16, 7, 7), "parameters": 0},
    "flatten": {"shape": (784,), "parameters": 0},
    "fc1": {"shape": (120,), "parameters": 94200},
    "fc2": {"shape": (84,), "parameters": 10164},
    "fc3": {"shape": (10,), "parameters": 850},
    "total": {"parameters": 107786},
}
