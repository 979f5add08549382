def tta_predict(model, images):
    was = model.training
    model.eval()
    p1 = nn.Softmax(dim=1)(model(images)).detach()
    p2 = nn.Softmax(dim=1)(model(images.flip(3))).detach()
    model.train(was)
    return torch.lerp(p1, p2, 0.5)
