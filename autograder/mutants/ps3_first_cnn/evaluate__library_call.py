from course_utils.training import evaluate
