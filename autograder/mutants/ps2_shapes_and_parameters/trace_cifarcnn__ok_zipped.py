rows = "conv1 norm1 conv2 pool1 conv3 norm2 conv4 pool2 conv5 norm3 conv6 pool3 flatten fc1 fc2 fc3".split()
channels = [32, 32, 64, 64, 128, 128, 128, 128, 256, 256, 256, 256]
sides = [32, 32, 32, 16, 16, 16, 16, 8, 8, 8, 8, 4]
shapes = [(c, s, s) for c, s in zip(channels, sides)] + [(4096,), (1024,), (512,), (10,)]
parameters = [896, 64, 18_496, 0, 73_856, 256, 147_584, 0, 295_168, 512, 590_080, 0, 0, 4_195_328, 524_800, 5130]
cifarcnn_table = {row: {"shape": s, "parameters": p} for row, s, p in zip(rows, shapes, parameters)}
cifarcnn_table["total"] = {"parameters": sum(parameters)}
