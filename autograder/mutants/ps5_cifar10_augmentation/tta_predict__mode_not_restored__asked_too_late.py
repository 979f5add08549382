def tta_predict(model, images):
    model.eval()
    was = model.training
    with torch.no_grad():
        views = [model(v).softmax(1) for v in (images, images.flip(-1))]
    model.train(was)
    return sum(views) / 2
