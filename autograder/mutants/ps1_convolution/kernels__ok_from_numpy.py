blur = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
smooth, diff = np.array([[1], [2], [1]]), np.array([[-1, 0, 1]])
ident = np.zeros((3, 3))
ident[1, 1] = 1

kernels = {
    name: torch.from_numpy(np.ascontiguousarray(k, dtype=np.float64))
    for name, k in {
        "blur": blur,
        "sharpen": ident + 1.5 * (ident - blur),
        "edge": blur - ident,
        "sobel_x": smooth * diff / 8,
        "sobel_y": (smooth * diff).T / 8,
    }.items()
}
