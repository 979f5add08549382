def tta_predict(model, images):
    mode = model.training
    model.eval()
    with torch.inference_mode():
        scores = model(torch.cat([images, torch.flip(images, dims=[3])]))
    model.train(mode)
    first, second = scores.softmax(dim=1).chunk(2)
    return 0.5 * (first + second)
