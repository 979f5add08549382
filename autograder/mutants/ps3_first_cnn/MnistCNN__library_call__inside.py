from course_utils import models


class MnistCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.network = models.MnistCNN()

    def forward(self, x):
        return self.network(x)
