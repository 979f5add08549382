def tta_predict(model, images):
    was = model.training
    model.eval()
    mirrored = images.clone()
    mirrored.flip(-1)
    with torch.no_grad():
        p = (model(images).softmax(1) + model(mirrored).softmax(1)) / 2
    model.train(was)
    return p
