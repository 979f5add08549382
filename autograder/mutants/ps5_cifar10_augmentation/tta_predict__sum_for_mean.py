def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        p = model(images).softmax(1) + model(images.flip(-1)).softmax(1)
    model.train(was)
    return p
