def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        p = (torch.softmax(model(images), 0) + torch.softmax(model(images.flip(-1)), 0)) / 2
    model.train(was)
    return p
