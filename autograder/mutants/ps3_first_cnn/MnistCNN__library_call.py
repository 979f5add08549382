from course_utils.models import MnistCNN
