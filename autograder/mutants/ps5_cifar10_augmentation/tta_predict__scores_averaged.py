def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        scores = (model(images) + model(images.flip(-1))) / 2
    model.train(was)
    return scores.softmax(1)
