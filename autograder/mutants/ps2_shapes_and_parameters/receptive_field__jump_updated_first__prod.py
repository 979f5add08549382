def receptive_field(layers):
    result = 1
    for i in range(len(layers)):
        k, _, d = layers[i]
        product = 1
        for j in range(i + 1):
            product *= layers[j][1]
        result += (k - 1) * d * product
    return result
