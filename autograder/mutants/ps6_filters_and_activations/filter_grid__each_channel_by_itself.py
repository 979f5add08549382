def filter_grid(weight):
    with torch.no_grad():
        flat = weight.flatten(2)
        lo = flat.min(dim=2).values[:, :, None, None]
        hi = flat.max(dim=2).values[:, :, None, None]
        scaled = (weight - lo) / (hi - lo)
        scaled = torch.nan_to_num(scaled, nan=0.5)
        scaled = F.pad(scaled, (1, 0, 1, 0), value=1.0)
        columns = min(8, len(scaled))
        while len(scaled) % columns:
            scaled = torch.cat([scaled, torch.ones_like(scaled[:1])])
        lines = [torch.cat(list(scaled[i : i + columns]), dim=2) for i in range(0, len(scaled), columns)]
        return F.pad(torch.cat(lines, dim=1), (0, 1, 0, 1), value=1.0)
