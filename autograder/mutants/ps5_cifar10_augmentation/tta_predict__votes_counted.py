def tta_predict(model, images):
    was = model.training
    model.eval()
    votes = 0
    with torch.no_grad():
        for v in [images, images.flip(3)]:
            scores = model(v)
            one = torch.zeros_like(scores)
            one[torch.arange(len(v)), scores.argmax(1)] = 1
            votes = votes + one
    model.train(was)
    return votes / 2
