def tta_predict(model, images):
    was = model.training
    model.eval()
    model.zero_grad()
    views = torch.stack([model(images), model(images.flip(-1))])
    model.train(was)
    return torch.softmax(views, dim=2).mean(dim=0)
