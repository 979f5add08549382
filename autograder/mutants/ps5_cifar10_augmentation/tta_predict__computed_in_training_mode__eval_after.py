def tta_predict(model, images):
    was = model.training
    with torch.no_grad():
        p = (model(images).softmax(1) + model(images.flip(-1)).softmax(1)) / 2
    model.eval()
    model.train(was)
    return p
