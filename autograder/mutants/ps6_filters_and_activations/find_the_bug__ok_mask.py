@torch.no_grad()
def fixed_occlusion(model, image, target, size, stride):
    height, width = image.shape[1:]
    y, x = torch.arange(height)[:, None], torch.arange(width)
    heat = [
        [
            model(
                torch.where((y >= t) & (y < t + size) & (x >= l) & (x < l + size), torch.full_like(image, 0.5), image)[
                    None
                ]
            )
            .softmax(-1)[0, target]
            .item()
            for l in range(0, width - size + 1, stride)
        ]
        for t in range(0, height - size + 1, stride)
    ]
    return torch.tensor(heat, dtype=image.dtype)
