def shrunken_cnn():
    return wide_cnn()
