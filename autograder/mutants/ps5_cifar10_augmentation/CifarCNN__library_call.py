from course_utils.models import CifarCNN
