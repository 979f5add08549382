class Dropout(nn.Dropout):
    pass
