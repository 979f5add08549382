lenet_table = {
    "conv1": {"shape": (6, 28, 28), "parameters": 151},
    "pool1": {"shape": (6, 14, 14), "parameters": 0},
    "conv2": {"shape": (16, 10, 10), "parameters": 2406},
    "pool2": {"shape": (16, 5, 5), "parameters": 0},
    "flatten": {"shape": (400,), "parameters": 0},
    "fc1": {"shape": (120,), "parameters": 48400},
    "fc2": {"shape": (84,), "parameters": 10200},
    "fc3": {"shape": (10,), "parameters": 924},
    "total": {"parameters": 62081},
}
