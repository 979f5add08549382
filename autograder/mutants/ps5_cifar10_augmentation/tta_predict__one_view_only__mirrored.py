def tta_predict(model, images):
    was = model.training
    model.eval()
    p = 0
    for view in (images, images.flip(-1)):
        with torch.no_grad():
            p = model(view).softmax(1)
    model.train(was)
    return p
