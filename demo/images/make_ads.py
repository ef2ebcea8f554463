#!/usr/bin/env python3
"""Prints the demo paper's advertisements, on the press of its pictures.

    pip install pillow numpy
    python3 demo/images/make_ads.py

Each is cut on a sheet of 960 by 800, and printed at 600 by 500 for a place of 300 by 250. The letters are those that
come with Pillow, so that every machine prints the same. They go to demo/ads/.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from press import CREAM, GOLD, INK, NAVY, ORANGE, PAPER, RED, SAND, TEAL, Print, H, S, W, XX, YY, cut, ramp

ADS = Path(__file__).resolve().parent.parent / "ads"
WIDE = 960


def letters(text, size, y):
    """A mask of one line of text, in the middle of the sheet."""
    image = Image.new("L", (W * S, H * S), 0)
    font = ImageFont.load_default(size * S)
    draw = ImageDraw.Draw(image)
    draw.text((WIDE * S // 2, y * S), text, fill=255, font=font, anchor="mm")
    return np.asarray(image).astype(np.float32) / 255


def tea_house(p):
    p.ink((YY < 470).astype(np.float32) * p.lines(YY, 0.22 + ramp(YY, 470, 0) * 0.3, 17, 5, 200), GOLD, 0.5)
    table = (YY > 455).astype(np.float32)
    p.ink(table, TEAL, 1.2)
    p.ink(table * p.lines(YY * 1.4 + XX * 0.05, table * 0.18, 12, 8), INK, 0.5)

    def pot(pen):
        pen.poly([(300, 330), (210, 250), (228, 236), (330, 292)])
        pen.arc(668, 345, 96, -100, 105, 28)
        pen.disc(500, 350, 205, 140)
        pen.poly([(400, 232), (600, 232), (575, 208), (425, 208)])
        pen.disc(500, 190, 22)
        pen.poly([(405, 478), (595, 478), (570, 500), (430, 500)])

    p.ink(cut(pot), RED, 1.4)
    p.ink(cut(pot) * p.lines(np.hypot(XX - 420, YY - 300), cut(pot) * ramp(XX, 470, 720) * 0.55, 16, 3), INK, 0.5)
    steam = sum(cut(lambda pen, dx=dx: pen.line([(210 + dx + 16 * np.sin(y / 26 + dx), y) for y in range(70, 232, 6)], 9)) for dx in (-34, 6))
    p.ink(np.clip(steam, 0, 1), CREAM, 1)
    p.ink(letters("ELLERY TEA HOUSE", 76, 590), CREAM, 0)
    p.ink(letters("Forty-one leaves, one kettle", 43, 668), SAND, 0)
    p.ink(letters("Cooper's Steps 3, by the fish market", 36, 736), CREAM, 0)


def chandler(p):
    p.ink(p.lines(YY, ramp(YY, 520, 60) * 0.5, 16, 9, 150), TEAL, 0.5)
    glow = np.hypot(XX - 480, YY - 300)
    p.ink(p.lines(glow, (glow < 330) * ramp(glow, 330, 60) * 0.9, 19, 3), GOLD, 0.6)

    def lantern(pen):
        pen.arc(480, 105, 46, 0, 360, 14)
        pen.poly([(390, 190), (570, 190), (530, 148), (430, 148)])
        pen.rect(380, 188, 200, 20)
        pen.rect(380, 408, 200, 26)
        for x in (386, 560):
            pen.rect(x, 200, 14, 212)
        pen.poly([(402, 434), (558, 434), (540, 462), (420, 462)])

    p.ink(cut(lambda pen: pen.rect(396, 206, 168, 206)), CREAM, 0.5)
    p.ink(cut(lambda pen: (pen.disc(480, 340, 34, 58), pen.poly([(452, 320), (508, 320), (480, 240)]))), ORANGE, 1)
    p.ink(cut(lantern), INK, 0.8)
    p.ink((YY > 515).astype(np.float32), CREAM, 1.2)
    p.ink(letters("Sorrel & Finch", 84, 590), INK, 0)
    p.ink(letters("SHIP CHANDLERS SINCE 1871", 42, 668), RED, 0)
    p.ink(letters("Rope, lamp oil and advice. Pier Nine", 38, 732), INK, 0)


def main():
    ADS.mkdir(exist_ok=True)
    for seed, (name, draw, ground) in enumerate([("tea-house", tea_house, PAPER), ("chandler", chandler, NAVY)], start=71):
        sheet = Print(seed, ground)
        draw(sheet)
        image = Image.fromarray(np.clip(sheet.px, 0, 255).astype(np.uint8)).crop((0, 0, WIDE * S, H * S))
        path = ADS / f"{name}.jpg"
        image.resize((600, 500), Image.LANCZOS).save(path, quality=80, optimize=True, progressive=True)
        print(f"{path.name}  {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
