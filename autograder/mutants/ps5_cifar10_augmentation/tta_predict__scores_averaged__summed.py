def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        total = sum(model(v) for v in [images, images.flip(3)])
    model.train(was)
    return F.softmax(total, dim=1)
