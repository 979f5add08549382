def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        scores = torch.stack([model(images), model(images.flip(-1))])
    model.train(was)
    return scores.softmax(0).mean(0)
