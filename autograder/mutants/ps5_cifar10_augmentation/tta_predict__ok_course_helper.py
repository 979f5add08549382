def tta_predict(model, images):
    from course_utils.training.epoch import evaluation_mode

    with evaluation_mode(model), torch.no_grad():
        total = 0
        for mirror in (False, True):
            view = images.flip(3) if mirror else images
            total = total + torch.softmax(model(view), 1)
    return total / 2
