def tta_predict(model, images):
    with torch.no_grad():
        p1 = model(images).softmax(1)
        p2 = model(images.flip(-1)).softmax(1)
    return (p1 + p2) / 2
