def tta_predict(model, images):
    model.eval()
    with torch.no_grad():
        p = (model(images).softmax(1) + model(images.flip(-1)).softmax(1)) / 2
    return p
