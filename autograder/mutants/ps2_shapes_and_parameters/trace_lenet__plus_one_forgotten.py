lenet_table = {
    "conv1": {"shape": (6, 27, 27), "parameters": 156},
    "pool1": {"shape": (6, 13, 13), "parameters": 0},
    "conv2": {"shape": (16, 8, 8), "parameters": 2416},
    "pool2": {"shape": (16, 4, 4), "parameters": 0},
    "flatten": {"shape": (256,), "parameters": 0},
    "fc1": {"shape": (120,), "parameters": 30840},
    "fc2": {"shape": (84,), "parameters": 10164},
    "fc3": {"shape": (10,), "parameters": 850},
    "total": {"parameters": 44426},
}
