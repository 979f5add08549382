from course_utils import models


class MnistCNN(models.MnistCNN):
    def forward(self, x):
        return super().forward(x)
