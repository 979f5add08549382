def robust_accuracy(model, images, labels, epsilon):
    guesses = model(fgsm(model, images, labels, epsilon)).argmax(1)
    return (guesses == labels).float().mean().item()
