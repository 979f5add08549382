def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        p = [model(v).softmax(1) for v in (images, torch.fliplr(images))]
    model.train(was)
    return (p[0] + p[1]) / 2
