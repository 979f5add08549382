lenet_table = {
    "conv1": {"shape": (6, 28, 28), "parameters": 156},
    "pool1": {"shape": (6, 27, 27), "parameters": 0},
    "conv2": {"shape": (16, 23, 23), "parameters": 2416},
    "pool2": {"shape": (16, 22, 22), "parameters": 0},
    "flatten": {"shape": (7744,), "parameters": 0},
    "fc1": {"shape": (120,), "parameters": 929400},
    "fc2": {"shape": (84,), "parameters": 10164},
    "fc3": {"shape": (10,), "parameters": 850},
    "total": {"parameters": 942986},
}
