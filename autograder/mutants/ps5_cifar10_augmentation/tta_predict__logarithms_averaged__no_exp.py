def tta_predict(model, images):
    was = model.training
    model.eval()
    with torch.no_grad():
        logs = [model(v).log_softmax(1) for v in (images, images.flip(-1))]
    model.train(was)
    return torch.stack(logs).mean(0)
