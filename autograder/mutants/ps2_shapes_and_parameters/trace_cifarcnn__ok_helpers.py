def conv(n_in, n_out):
    return n_out * (n_in * 3 * 3 + 1)

def line(parameters, *shape):
    return {"shape": shape, "parameters": parameters}

cifarcnn_table = {
    "conv1": line(conv(3, 32), 32, 32, 32),
    "norm1": line(batchnorm_parameters(32)[0], 32, 32, 32),
    "conv2": line(conv(32, 64), 64, 32, 32),
    "pool1": line(0, 64, 16, 16),
    "conv3": line(conv(64, 128), 128, 16, 16),
    "norm2": line(batchnorm_parameters(128)[0], 128, 16, 16),
    "conv4": line(conv(128, 128), 128, 16, 16),
    "pool2": line(0, 128, 8, 8),
    "conv5": line(conv(128, 256), 256, 8, 8),
    "norm3": line(batchnorm_parameters(256)[0], 256, 8, 8),
    "conv6": line(conv(256, 256), 256, 8, 8),
    "pool3": line(0, 256, 4, 4),
    "flatten": line(0, 4096),
    "fc1": line(4096 * 1024 + 1024, 1024),
    "fc2": line(1024 * 512 + 512, 512),
    "fc3": line(512 * 10 + 10, 10),
}
cifarcnn_table["total"] = {"parameters": sum(v["parameters"] for v in cifarcnn_table.values())}
