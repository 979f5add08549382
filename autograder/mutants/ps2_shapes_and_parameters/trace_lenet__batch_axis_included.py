lenet_table = {
    "conv1": {"shape": (1, 6, 28, 28), "parameters": 156},
    "pool1": {"shape": (1, 6, 14, 14), "parameters": 0},
    "conv2": {"shape": (1, 16, 10, 10), "parameters": 2416},
    "pool2": {"shape": (1, 16, 5, 5), "parameters": 0},
    "flatten": {"shape": (1, 400), "parameters": 0},
    "fc1": {"shape": (1, 120), "parameters": 48120},
    "fc2": {"shape": (1, 84), "parameters": 10164},
    "fc3": {"shape": (1, 10), "parameters": 850},
    "total": {"parameters": 61706},
}
