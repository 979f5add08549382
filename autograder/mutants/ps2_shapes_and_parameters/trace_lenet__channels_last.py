lenet_table = {
    "conv1": {"shape": (28, 28, 6), "parameters": 156},
    "pool1": {"shape": (14, 14, 6), "parameters": 0},
    "conv2": {"shape": (10, 10, 16), "parameters": 2416},
    "pool2": {"shape": (5, 5, 16), "parameters": 0},
    "flatten": {"shape": (400,), "parameters": 0},
    "fc1": {"shape": (120,), "parameters": 48120},
    "fc2": {"shape": (84,), "parameters": 10164},
    "fc3": {"shape": (10,), "parameters": 850},
    "total": {"parameters": 61706},
}
