"""The press on which the demo's pictures are printed: inks, lines, and the things that several share."""

import numpy as np
from PIL import Image, ImageDraw

W, H, S = 1200, 800, 2

PAPER, CREAM = (243, 233, 214), (250, 243, 228)
INK, NAVY, BLUE, TEAL = (17, 29, 46), (28, 52, 84), (48, 92, 132), (34, 110, 118)
SEA, MIST, SAND, GOLD = (92, 156, 164), (178, 203, 200), (230, 201, 150), (238, 178, 84)
ORANGE, RED, ROSE, GREEN = (226, 118, 58), (190, 58, 48), (226, 150, 128), (74, 118, 82)
SLATE, MOSS = (74, 90, 104), (46, 84, 66)

YY, XX = np.mgrid[0 : H * S, 0 : W * S].astype(np.float32) / S


class Print:
    """A sheet of paper under the press: layers of ink go on one after another."""

    def __init__(self, seed, ground):
        self.rng = np.random.default_rng(seed)
        self.px = np.empty((H * S, W * S, 3), np.float32)
        self.px[:] = ground

    def noise(self, cell, octaves=1):
        """Smooth noise from 0 to 1 whose features are about `cell` pixels wide."""
        total, weight = np.zeros((H * S, W * S), np.float32), 0.0
        for o in range(octaves):
            c = max(cell / 2**o, 1)
            small = self.rng.random((int(H / c) + 3, int(W / c) + 3)).astype(np.float32)
            big = Image.fromarray(small).resize((W * S, H * S), Image.BICUBIC)
            total += np.asarray(big) / 2**o
            weight += 1 / 2**o
        return np.clip(total / weight, 0, 1)

    def ink(self, mask, colour, wobble=1.6, opacity=1.0):
        """Presses `mask` (0..1) in one colour, with an edge cut by hand and ink that is not quite even."""
        if wobble:
            dx = ((self.noise(14) - 0.5) * 2 * wobble * S).astype(np.int32)
            dy = ((self.noise(14) - 0.5) * 2 * wobble * S).astype(np.int32)
            rows = np.clip(np.arange(H * S)[:, None] + dy, 0, H * S - 1)
            cols = np.clip(np.arange(W * S)[None, :] + dx, 0, W * S - 1)
            mask = mask[rows, cols]
        mask = np.clip((mask - 0.5) * 4 + 0.5, 0, 1)  # ink has edges; it never fades
        mottle = (self.noise(90, 3) - 0.5) * 14
        a = (mask * opacity)[..., None]
        self.px = self.px * (1 - a) + (np.array(colour, np.float32) + mottle[..., None]) * a

    def lines(self, phase, density, period, warp=0.0, cell=70):
        """Engraved lines: where `phase` crosses a multiple of `period`, as thick as `density` (0..1)."""
        if warp:
            phase = phase + (self.noise(cell, 2) - 0.5) * warp
        edge = np.abs((phase / period) % 1.0 - 0.5) * 2
        d = np.clip(density, 0, 1) + (self.noise(26) - 0.5) * 0.16 * (density > 0.02) * (density < 0.97)
        return np.clip((d - edge) * period * S / 2 + 0.5, 0, 1) * (density > 0.02)

    def save(self, path):
        img = Image.fromarray(np.clip(self.px, 0, 255).astype(np.uint8)).resize((W, H), Image.LANCZOS)
        for quality in range(84, 24, -4):
            img.save(path, quality=quality, optimize=True, progressive=True)
            if path.stat().st_size < 92_000:
                break


def cut(draw):
    """A mask from a function that draws with coordinates in picture pixels."""
    image = Image.new("L", (W * S, H * S), 0)
    draw(Pen(ImageDraw.Draw(image)))
    return np.asarray(image).astype(np.float32) / 255


class Pen:
    def __init__(self, d):
        self.d = d

    def poly(self, pts, v=255):
        self.d.polygon([(x * S, y * S) for x, y in pts], fill=v)

    def rect(self, x, y, w, h, v=255):
        self.d.rectangle([x * S, y * S, (x + w) * S, (y + h) * S], fill=v)

    def disc(self, x, y, rx, ry=None, v=255):
        ry = rx if ry is None else ry
        self.d.ellipse([(x - rx) * S, (y - ry) * S, (x + rx) * S, (y + ry) * S], fill=v)

    def line(self, pts, width, v=255):
        self.d.line([(x * S, y * S) for x, y in pts], fill=v, width=max(int(width * S), 1), joint="curve")

    def arc(self, x, y, r, a, b, width, v=255):
        self.d.arc([(x - r) * S, (y - r) * S, (x + r) * S, (y + r) * S], a, b, fill=v, width=int(width * S))


# --- things that appear in several pictures -------------------------------------------------------


def ramp(v, a, b):
    """0 at a, 1 at b, straight between."""
    return np.clip((v - a) / (b - a), 0, 1)


def ridge(p, base, height, cell, seed_octaves=3):
    """A mask below a hilly skyline."""
    row = p.noise(cell, seed_octaves)[H * S // 2][None, :]
    return (YY > base - (row - 0.35) * height).astype(np.float32)


def gull(pen, x, y, s):
    pen.line([(x - s, y - s * 0.35), (x - s * 0.4, y - s * 0.5), (x, y), (x + s * 0.4, y - s * 0.5), (x + s, y - s * 0.3)], s * 0.16)


def person(pen, x, y, h, lean=0.0):
    """Someone in a long coat, `h` tall, feet at (x, y)."""
    top = x + lean * h
    pen.disc(top, y - h * 0.9, h * 0.085, h * 0.1)
    pen.disc(top, y - h * 0.68, h * 0.15, h * 0.1)
    pen.poly([(top - h * 0.15, y - h * 0.68), (top + h * 0.15, y - h * 0.68), (x + h * 0.17, y - h * 0.26), (x - h * 0.17, y - h * 0.26)])
    pen.rect(x - h * 0.12, y - h * 0.27, h * 0.095, h * 0.27)
    pen.rect(x + h * 0.025, y - h * 0.27, h * 0.095, h * 0.27)


def water(p, top, colour, dark, strength=0.75):
    """Water from `top` down, with engraved ripples that widen towards the viewer."""
    body = (YY > top).astype(np.float32)
    p.ink(body, colour, 0.8)
    depth = ramp(YY, top, H)
    phase = np.power(np.clip(YY - top, 0, None), 0.72) * 4.2
    patches = p.noise(150, 2)
    p.ink(p.lines(phase, body * (0.12 + strength * depth * 0.5 + (patches - 0.5) * 0.9), 13, 12, 60), dark, 0.6)


def crane(pen, x, base, s, arm=1.0):
    """A ship-to-shore gantry crane, its boom over the water to the left."""
    t = 7 * s
    for leg in (0, 74):
        pen.line([(x + leg * s, base), (x + leg * s, base - 250 * s)], t)
    for y in (60, 150, 250):
        pen.line([(x - 2 * s, base - y * s), (x + 76 * s, base - y * s)], t * 0.8)
    pen.line([(x, base - 60 * s), (x + 74 * s, base - 150 * s)], t * 0.5)
    pen.line([(x + 74 * s, base - 150 * s), (x, base - 250 * s)], t * 0.5)
    pen.line([(x - 190 * s * arm, base - 250 * s), (x + 150 * s, base - 250 * s)], t * 1.1)
    pen.line([(x + 10 * s, base - 250 * s), (x + 30 * s, base - 350 * s), (x + 52 * s, base - 250 * s)], t * 0.8)
    for end in (-180 * arm, -90 * arm, 140):
        pen.line([(x + 30 * s, base - 348 * s), (x + end * s, base - 252 * s)], t * 0.35)
    pen.rect(x + 84 * s, base - 278 * s, 50 * s, 26 * s)
    pen.rect(x - 96 * s, base - 246 * s, 22 * s, 16 * s)
