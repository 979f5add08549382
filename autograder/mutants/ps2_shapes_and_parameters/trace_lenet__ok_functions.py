side = conv_output_size(28, 5, padding=2)
half = pool_output_size(side, 2)
side2 = conv_output_size(half, 5)
quarter = pool_output_size(side2, 2)
flat = 16 * quarter ** 2
lenet_table = {
    "conv1": {"shape": (6, side, side), "parameters": conv2d_parameters(1, 6, 5)},
    "pool1": {"shape": (6, half, half), "parameters": 0},
    "conv2": {"shape": (16, side2, side2), "parameters": conv2d_parameters(6, 16, 5)},
    "pool2": {"shape": (16, quarter, quarter), "parameters": 0},
    "flatten": {"shape": (flat,), "parameters": 0},
    "fc1": {"shape": (120,), "parameters": linear_parameters(flat, 120)},
    "fc2": {"shape": (84,), "parameters": linear_parameters(120, 84)},
    "fc3": {"shape": (10,), "parameters": linear_parameters(84, 10)},
    "total": {"parameters": 0},
}
for name in list(lenet_table)[:-1]:
    lenet_table["total"]["parameters"] += lenet_table[name]["parameters"]
