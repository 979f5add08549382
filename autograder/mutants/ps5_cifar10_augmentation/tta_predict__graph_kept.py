def tta_predict(model, images):
    was = model.training
    model.eval()
    p = (model(images).softmax(1) + model(images.flip(-1)).softmax(1)) / 2
    model.train(was)
    return p
