def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        p = model(images).softmax(1)
        images[:] = images.flip(-1)
        p = (p + model(images).softmax(1)) / 2
    model.train(was)
    return p
