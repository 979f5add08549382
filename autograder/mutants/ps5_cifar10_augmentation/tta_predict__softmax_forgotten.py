def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        out = torch.stack([model(images), model(images.flip(-1))]).mean(0)
    model.train(was)
    return out
