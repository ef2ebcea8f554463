#!/usr/bin/env python3
"""Prints the demo paper's pictures: sixteen linocuts in few inks, drawn by arithmetic.

    pip install pillow numpy
    python3 demo/images/make_pictures.py [NAME...]

Each picture is cut at twice its size as a handful of inked layers. Tone is made the way an engraver
makes it, by lines that swell and taper (`lines`), never by gradients. Every run gives the same
pictures. They go beside the deliveries that use them, under demo/wire/<source>/.
"""

import sys
from pathlib import Path

import numpy as np

from press import (
    BLUE,
    CREAM,
    GOLD,
    GREEN,
    INK,
    MIST,
    MOSS,
    NAVY,
    ORANGE,
    PAPER,
    Print,
    RED,
    ROSE,
    SAND,
    SEA,
    SLATE,
    TEAL,
    W,
    XX,
    YY,
    crane,
    cut,
    gull,
    person,
    ramp,
    ridge,
    water,
)

WIRE = Path(__file__).resolve().parent.parent / "wire"


def harbour_dusk(p):
    sun = np.hypot(XX - 760, YY - 452)
    p.ink(p.lines(YY, ramp(YY, 470, -80) * 1.0, 15, 14, 160), BLUE, 0.5)
    p.ink(p.lines(YY + 7, ramp(YY, 250, -120) * 0.9, 15, 14, 160), NAVY, 0.5)
    p.ink((sun < 74).astype(np.float32), CREAM, 1)
    p.ink(p.lines(sun, (sun > 74) * ramp(sun, 330, 80) * 0.45, 21, 3), CREAM, 0.6)
    p.ink(ridge(p, 430, 150, 380), ROSE, 1)
    far = ridge(p, 470, 130, 240)
    p.ink(far, SLATE, 1)
    p.ink(far * p.lines(XX * 0.5 + YY, far * ramp(YY, 500, 380) * 0.5, 9, 22), ROSE, 0.6)

    def town(pen):
        x = -10
        rng = np.random.default_rng(3)
        while x < 1220:
            w = float(rng.uniform(46, 92))
            h = float(rng.uniform(60, 128)) * (1.25 if 200 < x < 520 else 1)
            pen.rect(x, 540 - h, w - 3, h + 10)
            pen.poly([(x - 3, 541 - h), (x + w / 2, 512 - h), (x + w, 541 - h)])
            x += w
        pen.rect(355, 330, 26, 190), pen.poly([(349, 332), (368, 262), (387, 332)])

    p.ink(cut(town), NAVY, 1.2)

    def windows(pen):
        rng = np.random.default_rng(8)
        for _ in range(120):
            x, y = rng.uniform(10, 1190), 540 - 14 - 20 * rng.integers(0, 4)
            if rng.random() < 0.75:
                pen.rect(x // 17 * 17 + 4, y, 6, 9)

    p.ink(cut(windows) * cut(town), GOLD, 0.5)
    water(p, 546, BLUE, NAVY, 0.9)
    path = ramp(np.abs(XX - 760 + (p.noise(40) - 0.5) * 60), 150 * ramp(YY, 480, 860) + 46, 10) * (YY > 550)
    p.ink(p.lines(YY, path * 0.85, 11, 9, 50), GOLD, 0.6)
    p.ink(p.lines(YY, ramp(np.abs(XX - 760), 60, 0) * (YY > 550) * 0.6, 11, 9, 50), CREAM, 0.6)

    def boats(pen):
        for x, y, s in ((170, 640, 1.5), (445, 596, 0.9), (985, 668, 1.8), (620, 588, 0.7), (1120, 598, 0.8)):
            pen.poly([(x - 78 * s, y - 14 * s), (x + 74 * s, y - 20 * s), (x + 58 * s, y + 10 * s), (x - 58 * s, y + 10 * s)])
            pen.rect(x - 42 * s, y - 46 * s, 40 * s, 32 * s)
            pen.line([(x + 4 * s, y - 10 * s), (x + 4 * s, y - 170 * s)], 3.4 * s)
            pen.line([(x + 4 * s, y - 40 * s), (x + 62 * s, y - 62 * s)], 2.4 * s)
            pen.line([(x + 4 * s, y - 165 * s), (x + 70 * s, y - 20 * s)], 1.1 * s)
            pen.line([(x + 4 * s, y - 165 * s), (x - 74 * s, y - 16 * s)], 1.1 * s)

    p.ink(cut(boats), INK, 1)
    p.ink(cut(lambda pen: [gull(pen, x, y, s) for x, y, s in ((560, 200, 20), (640, 240, 14), (470, 160, 11))]), CREAM, 0.6)

    def quay(pen):
        pen.poly([(0, 752), (1200, 738), (1200, 800), (0, 800)])
        for x in (120, 420, 720, 1020):
            pen.poly([(x, 754), (x + 6, 718), (x + 34, 718), (x + 40, 754)]), pen.disc(x + 20, 716, 26, 9)

    p.ink(cut(quay), INK, 1.2)


def cranes(p):
    sun = np.hypot(XX - 430, YY - 560)
    p.ink(p.lines(sun, 0.1 + ramp(sun, 80, 900) * 0.95, 22, 4), ORANGE, 0.6)
    p.ink(p.lines(sun, ramp(sun, 520, 1150) * 0.9, 22, 4), RED, 0.6)
    p.ink((sun < 96).astype(np.float32), CREAM, 1)
    p.ink(cut(lambda pen: [crane(pen, 1010, 690, 0.86, 0.8)]), RED, 0.8)
    p.ink(cut(lambda pen: [crane(pen, 790, 692, 1.2, 0.95)]), NAVY, 0.8)
    p.ink(cut(lambda pen: [crane(pen, 330, 700, 1.62, 0.9)]), INK, 0.9)

    def yard(pen):
        pen.rect(0, 690, 1200, 110)
        for x, y in ((640, 648), (640, 606), (742, 648), (980, 640), (1085, 640), (1085, 590), (980, 590), (1085, 540)):
            pen.rect(x, y, 98, 44)

    boxes = cut(yard)
    p.ink(boxes, INK, 1)
    p.ink(boxes * (YY < 690) * p.lines(XX, boxes * 0.28, 10), SLATE, 0.4)
    p.ink((YY > 690) * p.lines(YY + XX * 0.04, (YY > 694) * 0.3, 15, 10), SLATE, 0.6)
    fire = np.hypot(XX - 236, (YY - 712) * 1.4)
    p.ink(p.lines(fire, (fire > 22) * ramp(fire, 190, 20) * 0.6 * (YY > 640), 13, 5), GOLD, 0.5)
    people = cut(lambda pen: [person(pen, x, y, h, l) for x, y, h, l in ((96, 770, 128, 0.05), (148, 758, 116, 0.02), (318, 764, 122, -0.04), (366, 772, 132, -0.06), (196, 744, 104, 0.01), (282, 746, 100, -0.02), (420, 762, 118, 0.0), (52, 764, 120, 0.02))])
    p.ink(people, INK, 0.8)
    p.ink(cut(lambda pen: (pen.poly([(208, 724), (264, 724), (256, 782), (216, 782)]),)), RED, 1)
    p.ink(cut(lambda pen: (pen.poly([(210, 726), (222, 672), (232, 704), (244, 658), (252, 706), (262, 684), (264, 726)]),)), GOLD, 1)
    p.ink(cut(lambda pen: (pen.poly([(224, 726), (232, 702), (242, 690), (250, 726)]),)), CREAM, 0.8)
    p.ink(cut(lambda pen: [gull(pen, x, y, s) for x, y, s in ((150, 210, 26), (220, 160, 18), (620, 130, 22), (560, 230, 15), (1010, 190, 20), (930, 120, 13))]), INK, 0.6)


def container_stacks(p):
    p.ink(p.lines(YY + XX * 0.1, ramp(YY, 520, 0) * 0.75, 17, 10, 200), SEA, 0.6)
    p.ink(cut(lambda pen: [crane(pen, x, 560, s, 0.85) for x, s in ((250, 1.05), (600, 1.05), (950, 1.05))]), NAVY, 0.9)
    rng = np.random.default_rng(21)
    inks = [ORANGE, NAVY, TEAL, BLUE, ORANGE, RED, NAVY, SAND]
    heights = [4, 5, 5, 3, 4, 6, 5, 3]
    cells = []
    for col, n in enumerate(heights):
        for row in range(n):
            cells.append((col * 152 - 8 + (row % 2) * 3, 690 - row * 76, inks[int(rng.integers(len(inks)))]))
    for colour in dict.fromkeys(c for *_, c in cells):
        mine = [(x, y) for x, y, c in cells if c == colour]
        face = cut(lambda pen: [pen.rect(x, y, 147, 72) for x, y in mine])
        p.ink(face, colour, 1.2)
        inner = cut(lambda pen: [pen.rect(x + 9, y + 9, 129, 54) for x, y in mine])
        shade = INK if colour in (NAVY, BLUE, TEAL) else tuple(int(c * 0.62) for c in colour)
        p.ink(inner * p.lines(XX, inner * 0.42, 11, 1.5), shade, 0.5)
        p.ink(cut(lambda pen: [pen.rect(x, y + 66, 147, 6) for x, y in mine]), shade, 0.8)
    labels = cut(lambda pen: [pen.rect(x + 18, y + 22, 44, 14) for x, y, _ in cells[::3]])
    p.ink(labels, CREAM, 0.8)
    p.ink((YY > 764).astype(np.float32), INK, 1.2)
    p.ink(p.lines(YY - XX * 0.03, (YY > 768) * 0.3, 12, 8), SLATE, 0.5)
    p.ink(cut(lambda pen: [gull(pen, 120, 180, 20), gull(pen, 180, 140, 14), gull(pen, 800, 120, 16)]), INK, 0.6)
    p.ink(cut(lambda pen: person(pen, 552, 788, 84)), GOLD, 0.6)


def ferry(p):
    p.ink(p.lines(YY, ramp(YY, 380, -60) * 0.62, 19, 16, 220), SEA, 0.6)

    def clouds(pen):
        for x, y, r in ((150, 150, 34), (200, 132, 46), (258, 146, 38), (306, 158, 24), (880, 110, 36), (940, 92, 50), (1004, 108, 40), (1056, 122, 24)):
            pen.disc(x, y, r)
        pen.rect(120, 150, 210, 32), pen.rect(848, 112, 232, 34)

    p.ink(cut(clouds), CREAM, 2)
    hump = 448 - 150 * np.exp(-(((XX - 1010) / 190) ** 2)) - 74 * np.exp(-(((XX - 700) / 150) ** 2)) - 40 * np.exp(-(((XX - 440) / 130) ** 2))
    isle = (YY > hump + (p.noise(40, 2) - 0.5) * 14).astype(np.float32) * (XX > 190)
    p.ink(isle, MOSS, 1)
    p.ink(isle * p.lines(YY + XX * 0.35, isle * ramp(YY, 470, 330) * 0.55, 11, 30, 120), GREEN, 0.6)
    p.ink(cut(lambda pen: [(pen.rect(x, 424, 22, 20), pen.poly([(x - 4, 425), (x + 11, 408), (x + 26, 425)])) for x in (1022, 1060, 1092, 1140)]), CREAM, 0.5)
    water(p, 448, SEA, TEAL, 0.7)

    def hull(pen):
        pen.poly([(210, 560), (960, 560), (1000, 500), (1010, 500), (948, 640), (262, 640)])
        pen.poly([(190, 500), (222, 500), (262, 640), (236, 640)])

    p.ink(cut(hull), RED, 1.2)
    p.ink(cut(lambda pen: (pen.poly([(200, 508), (1000, 508), (962, 590), (226, 590)]), pen.rect(330, 440, 520, 72), pen.rect(420, 384, 330, 60), pen.rect(600, 338, 120, 50))), CREAM, 1)
    p.ink(cut(lambda pen: (pen.poly([(216, 574), (966, 574), (950, 640), (262, 640)]),)), RED, 1)
    p.ink(cut(lambda pen: (pen.poly([(470, 386), (482, 300), (556, 300), (568, 386)]),)), RED, 0.8)
    p.ink(cut(lambda pen: (pen.poly([(481, 304), (483, 284), (555, 284), (557, 304)]),)), INK, 0.8)

    def dark(pen):
        for x in range(350, 840, 34):
            pen.rect(x, 462, 20, 22)
        for x in range(440, 740, 30):
            pen.rect(x, 404, 18, 18)
        pen.rect(606, 350, 108, 16)
        for x in range(270, 920, 66):
            pen.disc(x, 552, 8)
        pen.line([(660, 338), (660, 250)], 5), pen.line([(640, 280), (680, 280)], 3)
        pen.line([(230, 506), (230, 446), (330, 446)], 3), pen.line([(850, 446), (976, 446), (976, 506)], 3)
        pen.line([(230, 474), (330, 474)], 2), pen.line([(850, 474), (976, 474)], 2)
        pen.rect(330, 508, 520, 3), pen.rect(420, 440, 330, 3)

    p.ink(cut(dark), NAVY, 0.7)
    shade = cut(lambda pen: (pen.rect(330, 442, 520, 16), pen.rect(420, 386, 330, 12)))
    p.ink(p.lines(XX + YY, shade * 0.35, 7), SLATE, 0.3)
    p.ink(p.lines(YY, (YY > 636) * ramp(np.abs(XX - 600 + (p.noise(30) - 0.5) * 60), 420, 340) * ramp(YY, 740, 640) * 0.8, 13, 10, 40), NAVY, 0.6)
    foam = (YY > 622) * (YY < 664) * ramp(p.noise(26, 2), 0.48, 0.56) * ramp(np.abs(XX - 585), 470, 380)
    p.ink(foam, CREAM, 1)
    smoke = ramp(p.noise(70, 3), 0.5, 0.58) * ramp(np.abs(YY - (262 - (500 - XX) * 0.16)), 46, 14) * ramp(XX, 150, 330) * (XX < 520)
    p.ink(smoke, MIST, 1.4)
    p.ink(cut(lambda pen: [gull(pen, x, y, s) for x, y, s in ((200, 360, 24), (280, 318, 16), (1060, 300, 22), (1120, 350, 14), (130, 420, 13))]), INK, 0.6)


def parliament(p):
    sun = np.hypot(XX - 600, YY - 470)
    p.ink(p.lines(np.arctan2(YY - 470, XX - 600) * 220, 0.16 + ramp(sun, 120, 800) * 0.8, 23, 3), RED, 0.6)
    p.ink((sun < 262).astype(np.float32), GOLD, 1.2)
    p.ink(p.lines(YY, (sun < 262) * ramp(YY, 200, 520) * 0.7, 13, 5), ORANGE, 0.6)

    def house(pen):
        pen.rect(150, 446, 900, 210), pen.rect(430, 410, 340, 60), pen.rect(500, 350, 200, 70)
        pen.disc(600, 352, 104, 112), pen.rect(580, 214, 40, 40), pen.disc(600, 214, 20, 24)
        pen.line([(600, 200), (600, 118)], 5), pen.poly([(602, 120), (668, 136), (602, 156)])
        pen.poly([(404, 452), (600, 384), (796, 452)])
        for x in (150, 920):
            pen.rect(x, 404, 130, 60), pen.disc(x + 65, 404, 50, 38), pen.rect(x + 61, 346, 8, 26)
        for i in range(5):
            pen.rect(300 - i * 26, 640 + i * 14, 600 + i * 52, 16)

    house_mask = cut(house)
    p.ink(house_mask, INK, 1)

    def light(pen):
        for x in range(452, 760, 40):
            pen.rect(x, 476, 13, 148)
        for x in list(range(178, 410, 38)) + list(range(806, 1040, 38)):
            pen.rect(x, 490, 15, 46), pen.rect(x, 566, 15, 52)
        for x in range(512, 700, 26):
            pen.rect(x, 366, 9, 36)
        pen.rect(430, 466, 340, 4), pen.rect(150, 552, 280, 3), pen.rect(770, 552, 280, 3)
        for k in range(-3, 4):
            pen.line([(600 + k * 28, 340), (600 + k * 13, 262)], 2)

    p.ink(cut(light), ORANGE, 0.6)
    p.ink((YY > 704).astype(np.float32), INK, 1)
    p.ink((YY > 706) * p.lines(YY, (YY > 706) * 0.22, 13, 8), RED, 0.5)
    rng = np.random.default_rng(5)

    def crowd(pen):
        for _ in range(95):
            x = rng.uniform(-10, 1210)
            y = rng.uniform(742, 830)
            person(pen, x, y, rng.uniform(58, 84), rng.uniform(-0.05, 0.05))

    mass = cut(crowd)
    p.ink(mass, NAVY, 0.8)
    p.ink(mass * p.lines(YY + XX * 0.3, mass * 0.2, 9, 6), INK, 0.4)

    def flags(pen, colour_of):
        r = np.random.default_rng(17)
        for i in range(13):
            x, h = 50 + i * 92 + r.uniform(-24, 24), r.uniform(110, 190)
            top = 766 - h
            if colour_of is None:
                pen.line([(x, 766), (x, top)], 4)
            elif i % 3 == colour_of:
                pen.poly([(x, top), (x + 30, top + 8), (x + 62, top - 2), (x + 60, top + 34), (x + 30, top + 44), (x, top + 36)])

    p.ink(cut(lambda pen: flags(pen, None)), INK, 0.6)
    for k, colour in enumerate((CREAM, TEAL, CREAM)):
        p.ink(cut(lambda pen: flags(pen, k)), colour, 1)


def trade_flags(p):
    p.ink(p.lines(YY, ramp(YY, 600, -100) * 0.8, 18, 14, 260), SEA, 0.6)
    p.ink(ridge(p, 470, 240, 300) * (YY < 640), MIST, 1)
    snow = ridge(p, 520, 190, 200) * (YY < 640)
    p.ink(snow, SLATE, 1)
    p.ink(snow * p.lines(XX + YY * 0.8, snow * ramp(YY, 560, 400) * 0.6, 11, 16), MIST, 0.5)

    def hall(pen):
        pen.rect(90, 500, 1020, 120), pen.rect(70, 486, 1060, 18), pen.rect(420, 440, 360, 60)
        pen.poly([(404, 444), (600, 398), (796, 444)])

    p.ink(cut(hall), CREAM, 1)

    def holes(pen):
        for x in range(116, 1090, 44):
            pen.rect(x, 520, 22, 84)
        pen.rect(70, 502, 1060, 5)
        for x in range(440, 770, 36):
            pen.rect(x, 456, 12, 36)

    p.ink(cut(holes), NAVY, 0.8)
    water(p, 622, BLUE, NAVY, 0.9)
    colours = [RED, GOLD, TEAL, CREAM, ORANGE, NAVY, GREEN, ROSE, RED]
    p.ink(cut(lambda pen: [(pen.line([(100 + i * 122, 660), (100 + i * 122, 92)], 7), pen.disc(100 + i * 122, 88, 8)) for i in range(9)]), INK, 0.8)
    for i, colour in enumerate(colours):
        x0 = 104 + i * 122
        u = XX - x0
        wave = np.sin(u / 19 + i * 1.3) * 9 * ramp(u, 0, 50)
        flag = ((u > 0) & (u < 106) & (YY + wave > 104 + u * 0.22) & (YY + wave < 250 - u * 0.30)).astype(np.float32)
        p.ink(flag, colour, 0.8)
        fold = flag * ramp(np.sin(u / 19 + i * 1.3 + 1.2), 0.1, 1)
        p.ink(p.lines(YY + u * 0.3, fold * 0.5, 8), tuple(int(c * 0.66) for c in colour), 0.4)
        p.ink(p.lines(YY, ramp(np.abs(XX - x0 - 46), 58, 24) * (YY > 664) * ramp(YY, 790, 664) * 0.55, 12, 9, 40), colour, 0.5)

    def quay(pen):
        pen.rect(0, 640, 1200, 26)

    p.ink(cut(quay), INK, 1)


def conference_room(p):
    p.ink(np.ones_like(XX), NAVY, 0)
    p.ink(p.lines(XX, 0.34 + 0.4 * ramp(np.abs(XX - 600), 100, 640), 17, 3), INK, 0.4)
    pane = cut(lambda pen: (pen.rect(470, 40, 260, 400), pen.disc(600, 44, 130, 60)))
    p.ink(pane, CREAM, 1)
    p.ink(pane * ridge(p, 400, 160, 150), MIST, 0.8)
    p.ink(pane * ridge(p, 420, 60, 70), SEA, 0.8)
    p.ink(pane * p.lines(YY, pane * ramp(YY, 330, 0) * 0.3, 13, 6), GOLD, 0.4)
    p.ink(cut(lambda pen: (pen.rect(594, -10, 12, 460), pen.rect(470, 170, 260, 9), pen.rect(470, 310, 260, 9), pen.rect(448, 436, 304, 16))), INK, 0.8)

    def curtains(pen):
        pen.poly([(330, 0), (480, 0), (452, 260), (404, 470), (330, 470)])
        pen.poly([(870, 0), (720, 0), (748, 260), (796, 470), (870, 470)])

    drape = cut(curtains)
    p.ink(drape, RED, 1)
    p.ink(drape * p.lines(XX + (YY - 200) * 0.03, drape * 0.45, 19, 6), (112, 30, 34), 0.5)
    floor = (YY > 500).astype(np.float32)
    p.ink(floor, SLATE, 0.8)
    p.ink(floor * p.lines((XX - 600) / np.maximum(YY - 380, 60) * 300, floor * 0.2, 34), INK, 0.3)
    beam = cut(lambda pen: (pen.poly([(470, 502), (730, 502), (930, 800), (270, 800)]),))
    p.ink(p.lines(YY, beam * 0.7, 12, 5), GOLD, 0.5)

    def chair(pen, x, flip):
        f = -1 if flip else 1
        pen.poly([(x, 420), (x + 92 * f, 404), (x + 104 * f, 610), (x - 4 * f, 610)])
        pen.rect(min(x - 24 * f, x + 108 * f), 570, 132, 62)
        for dx in (-16, 98):
            pen.line([(x + dx * f, 626), (x + (dx - 4) * f, 706)], 12)

    def stool(pen, x):
        pen.disc(x, 586, 58, 15)
        pen.rect(x - 58, 586, 116, 12)
        for dx in (-44, 0, 44):
            pen.line([(x + dx, 592), (x + dx * 1.2, 688)], 9)

    p.ink(cut(lambda pen: (stool(pen, 118), stool(pen, 1082))), GOLD, 0.8)
    p.ink(cut(lambda pen: (chair(pen, 300, True), chair(pen, 900, False))), RED, 1)
    p.ink(cut(lambda pen: (pen.poly([(214, 430), (288, 442), (290, 556), (210, 556)]), pen.poly([(986, 430), (912, 442), (910, 556), (990, 556)]))), (146, 40, 38), 0.8)
    table = cut(lambda pen: (pen.disc(600, 640, 300, 66),))
    p.ink(cut(lambda pen: (pen.disc(600, 658, 300, 66), pen.poly([(540, 690), (660, 690), (690, 800), (510, 800)]))), INK, 1)
    p.ink(table, SAND, 1)
    p.ink(table * p.lines(YY * 3 + XX * 0.05, table * (0.16 + 0.5 * ramp(np.abs(XX - 600), 90, 300)), 26, 14), (150, 104, 62), 0.4)

    def papers(pen):
        pen.poly([(430, 620), (496, 614), (506, 640), (436, 648)])
        pen.poly([(704, 614), (770, 620), (764, 648), (694, 640)])
        pen.poly([(590, 590), (606, 590), (612, 640), (584, 640)])

    p.ink(cut(papers), CREAM, 0.8)
    p.ink(cut(lambda pen: (pen.line([(446, 628), (490, 624)], 2), pen.line([(450, 636), (480, 633)], 2), pen.line([(712, 624), (756, 628)], 2))), INK, 0.3)


def oil_boom(p):
    water(p, -10, SEA, TEAL, 0.7)
    sky = (YY < 214).astype(np.float32)
    p.ink(sky, PAPER, 1)
    p.ink(p.lines(YY, sky * ramp(YY, 240, -60) * 0.7, 17, 12, 200), MIST, 0.5)
    p.ink(ridge(p, 206, 90, 300) * sky * ramp(np.abs(XX - 1060), 330, 250), SLATE, 1)

    def tanker(pen):
        pen.poly([(150, 182), (590, 172), (612, 150), (628, 150), (606, 218), (176, 222)])
        pen.rect(182, 106, 84, 76), pen.rect(196, 84, 26, 24), pen.line([(420, 178), (420, 118)], 4), pen.line([(540, 174), (540, 120)], 3)
        for x in range(300, 560, 34):
            pen.rect(x, 166, 18, 12)

    p.ink(cut(tanker), INK, 1)
    p.ink(cut(lambda pen: (pen.poly([(168, 204), (612, 196), (607, 218), (176, 222)]),)), RED, 0.8)
    curve = 380 + 190 * np.sin((XX + 130) / 300) + (XX - 600) * 0.16
    oil = ((YY < curve) & (YY > 232)).astype(np.float32) * ramp(p.noise(230, 3) + ramp(curve - YY, 170, 0) * 0.45, 0.52, 0.57)
    p.ink(oil, INK, 2.4)
    p.ink(oil * p.lines(YY + (p.noise(120) - 0.5) * 90, oil * 0.3, 17, 16), (88, 72, 92), 0.6)
    p.ink(oil * p.lines(YY + (p.noise(120) - 0.5) * 90 + 6, oil * 0.13, 29, 16), GOLD, 0.6)
    d = np.abs(YY - curve)
    width = 7 + ramp(YY, 200, 760) * 13
    p.ink((np.abs(YY - curve - width * 0.9) < width * 0.8).astype(np.float32), TEAL, 1)
    p.ink((d < width).astype(np.float32), ORANGE, 0.8)
    p.ink(((YY - curve > width * 0.3) & (d < width)).astype(np.float32), RED, 0.8)
    p.ink((d < width * 1.25) * (np.abs((XX / 44) % 1 - 0.5) < 0.055), CREAM, 0.8)

    def boat(pen):
        pen.poly([(800, 596), (1092, 584), (1130, 548), (1142, 550), (1086, 650), (836, 654)])
        pen.rect(862, 520, 100, 76), pen.line([(990, 590), (990, 470)], 6), pen.line([(990, 478), (1082, 560)], 3)

    p.ink(cut(boat), NAVY, 1)
    p.ink(cut(lambda pen: (pen.rect(872, 534, 24, 24), pen.rect(908, 534, 24, 24), pen.poly([(816, 622), (1112, 606), (1106, 618), (822, 634)]))), CREAM, 0.6)
    p.ink(cut(lambda pen: (person(pen, 1034, 590, 60), person(pen, 1066, 588, 56))), ORANGE, 0.6)
    p.ink(p.lines(YY, (YY > 650) * ramp(np.abs(XX - 965), 190, 120) * ramp(YY, 720, 650) * 0.7, 11, 8), NAVY, 0.5)
    p.ink(cut(lambda pen: [gull(pen, x, y, s) for x, y, s in ((300, 640, 34), (220, 700, 24), (760, 110, 16), (830, 140, 11))]), CREAM, 0.6)


def comet(p, x0, y0, x1, y1, colour, spread, heart=CREAM):
    """A comet with its head at (x0, y0) and its tail towards (x1, y1)."""
    dx, dy = x1 - x0, y1 - y0
    length = float(np.hypot(dx, dy))
    along = ((XX - x0) * dx + (YY - y0) * dy) / length
    across = (XX - x0) * -dy / length + (YY - y0) * dx / length
    bend = across - 0.00022 * along**2
    half = 9 + ramp(along, 0, length) * spread
    inside = ramp(np.abs(bend), half, half * 0.55) * (along > 0) * ramp(along, length, length * 0.25)
    p.ink(p.lines(bend / half * 60, inside * 0.72, 11, 2), colour, 0.5)
    thin = ramp(np.abs(across + 0.0001 * along**2), 6 + along * 0.016, 2) * (along > 0) * ramp(along, length * 1.1, length * 0.3)
    p.ink(p.lines(across, thin * 0.5, 9), heart, 0.4)
    core = np.hypot(XX - x0, YY - y0)
    p.ink((core < 15).astype(np.float32), heart, 0.6)
    p.ink(p.lines(core, (core > 15) * ramp(core, 64, 15) * 0.7, 11), colour, 0.5)


def stars(p, n, below, colour=CREAM, seed=2):
    rng = np.random.default_rng(seed)

    def draw(pen):
        for _ in range(n):
            x, y, r = rng.uniform(0, W), rng.uniform(0, below), rng.choice([1.2, 1.6, 2.2, 3.0], p=[0.45, 0.3, 0.18, 0.07])
            pen.disc(x, y, r)

    p.ink(cut(draw), colour, 0.2)


def comet_headland(p):
    p.ink(p.lines(YY, ramp(YY, -200, 560) * -0.6 + 0.95, 16, 10, 260), INK, 0.5)
    p.ink(p.lines(YY, ramp(YY, 380, 640) * 0.8, 16, 10, 260), SEA, 0.5)
    p.ink(p.lines(YY, ramp(YY, 520, 660) * 0.7, 16, 10, 260), GOLD, 0.5)
    stars(p, 230, 470)
    comet(p, 470, 452, 1010, 20, MIST, 92)
    water(p, 612, NAVY, INK, 0.8)
    p.ink(p.lines(YY, (YY > 616) * ramp(np.abs(XX - 450), 130, 20) * ramp(YY, 780, 616) * 0.5, 12, 8), SEA, 0.5)

    def head(pen):
        pen.poly([(1200, 430), (1130, 446), (1050, 470), (980, 468), (930, 500), (880, 560), (836, 600), (790, 624), (760, 660), (1200, 690)])
        pen.poly([(1200, 640), (940, 652), (700, 700), (520, 760), (420, 800), (1200, 800)])

    land = cut(head)
    p.ink(land, INK, 1.4)
    p.ink(land * p.lines(YY - XX * 0.35, land * (0.12 + 0.2 * p.noise(120)), 17, 26), NAVY, 0.6)
    p.ink(cut(lambda pen: (pen.poly([(1004, 470), (1012, 352), (1044, 352), (1052, 470)]), pen.rect(1006, 340, 44, 10), pen.rect(1013, 316, 30, 26), pen.poly([(1008, 318), (1028, 292), (1048, 318)]), pen.rect(1062, 430, 66, 40), pen.poly([(1056, 432), (1095, 406), (1134, 432)]))), CREAM, 0.8)
    p.ink(cut(lambda pen: (pen.poly([(1006, 440), (1008, 410), (1048, 410), (1050, 440)]), pen.poly([(1010, 384), (1012, 362), (1044, 362), (1046, 384)]))), RED, 0.6)
    p.ink(cut(lambda pen: (pen.rect(1018, 320, 20, 20), pen.rect(1078, 444, 10, 12), pen.rect(1104, 444, 10, 12))), GOLD, 0.4)
    ray = cut(lambda pen: (pen.poly([(1018, 330), (560, 270), (560, 330)]),)) * ramp(XX, 560, 1000)
    p.ink(p.lines(XX, ray * 0.5, 15, 3), GOLD, 0.4)


def comet_tower(p):
    p.ink(p.lines(XX * 0.25 + YY, 0.9 - ramp(YY, 0, 760) * 0.75, 17, 14, 220), NAVY, 0.5)
    stars(p, 170, 560, PAPER, 9)
    comet(p, 800, 500, 1120, 40, CREAM, 70)
    for base, thick, cell, colour in ((170, 54, 300, TEAL), (560, 66, 340, TEAL), (634, 40, 260, BLUE)):
        edge = base + (p.noise(cell, 2) - 0.5) * 150
        band = ((YY > edge - thick * p.noise(180)) & (YY < edge + thick * p.noise(140))).astype(np.float32)
        p.ink(band, colour, 1.6)
        p.ink(band * p.lines(YY - edge, band * 0.35, 11, 8), NAVY, 0.4)
    hill = (YY > 690 - 90 * np.exp(-(((XX - 330) / 330) ** 2)) + (p.noise(60, 2) - 0.5) * 12).astype(np.float32)
    p.ink(hill, INK, 1)
    p.ink(hill * p.lines(YY * 0.6 + XX, hill * 0.2 * p.noise(90), 13, 30), MOSS, 0.5)

    def tower(pen):
        pen.poly([(228, 640), (250, 262), (402, 262), (424, 640)])
        pen.rect(236, 236, 180, 30)
        for x in (236, 282, 328, 374):
            pen.rect(x, 206, 42 if x == 374 else 30, 34)

    t = cut(tower)
    p.ink(t, SLATE, 1.2)
    mast = cut(lambda pen: (pen.line([(326, 210), (326, 92)], 8), pen.line([(326, 108), (402, 146)], 7), pen.line([(326, 108), (256, 156)], 7), pen.line([(326, 164), (388, 192)], 6)))
    p.ink(t * p.lines(YY, t * 0.2, 26, 3), INK, 0.6)
    p.ink(t * p.lines(XX + np.floor(YY / 26) * 19, t * (YY > 262) * 0.13, 38, 2), INK, 0.5)
    p.ink(t * p.lines(XX - YY * 0.3, t * ramp(XX, 350, 250) * 0.8, 9, 4), INK, 0.4)
    p.ink(mast, SAND, 0.8)
    p.ink(cut(lambda pen: (pen.rect(310, 330, 32, 56), pen.disc(326, 330, 16), pen.rect(314, 470, 26, 40))), GOLD, 0.8)
    p.ink(cut(lambda pen: (person(pen, 560, 664, 92, -0.02), person(pen, 608, 672, 76, -0.03), pen.line([(566, 604), (604, 572)], 8))), CREAM, 0.8)


def pitch_from_above(p):
    a = np.deg2rad(-16)
    u = (XX - 600) * np.cos(a) - (YY - 400) * np.sin(a)
    v = (XX - 600) * np.sin(a) + (YY - 400) * np.cos(a)
    p.ink(np.ones_like(XX), MOSS, 0)
    stripe = (np.floor((u + 520) / 80) % 2).astype(np.float32)
    p.ink(stripe * (np.abs(u) < 520) * (np.abs(v) < 330), GREEN, 1)
    stand = ((np.abs(u) > 570) | (np.abs(v) > 380)).astype(np.float32)
    p.ink(stand, INK, 1)
    seats = ((np.abs(u) > 586) | (np.abs(v) > 396)).astype(np.float32)
    rows = np.maximum(np.abs(u) - 586, np.abs(v) - 396)
    dots = seats * (((u / 13 + np.floor(rows / 13) * 0.37) % 1 - 0.5) ** 2 + ((rows / 13) % 1 - 0.5) ** 2 < 0.09)
    tint = p.noise(7)
    p.ink(dots * (tint < 0.42), NAVY, 0)
    p.ink(dots * ((tint >= 0.42) & (tint < 0.54)), ORANGE, 0)
    p.ink(dots * (tint >= 0.6), SAND, 0)

    def ring(du, dv, r):
        return np.abs(np.hypot(u - du, v - dv) - r) < 2.6

    chalk = (np.abs(np.abs(u) - 500) < 2.6) & (np.abs(v) < 312) | (np.abs(np.abs(v) - 312) < 2.6) & (np.abs(u) < 502)
    chalk |= (np.abs(u) < 2.6) & (np.abs(v) < 312) | ring(0, 0, 88) | (np.hypot(u, v) < 6)
    for s in (-1, 1):
        w = u * s
        chalk |= (w > 352) & (w < 500) & (np.abs(np.abs(v) - 186) < 2.6) | (np.abs(w - 352) < 2.6) & (np.abs(v) < 188)
        chalk |= (w > 444) & (w < 500) & (np.abs(np.abs(v) - 88) < 2.6) | (np.abs(w - 444) < 2.6) & (np.abs(v) < 90)
        chalk |= ring(s * 398, 0, 88) & (w < 352) | (np.hypot(u - s * 398, v) < 5)
        chalk |= (w > 500) & (w < 528) & (np.abs(np.abs(v) - 42) < 3) | (np.abs(w - 528) < 3) & (np.abs(v) < 44)
    p.ink(chalk.astype(np.float32), CREAM, 0)
    homes = [(-470, 4), (-250, -140), (-268, 20), (-240, 150), (-60, -60), (-30, 110), (90, -170), (180, 40), (392, -150), (300, 120), (40, 6)]
    aways = [(484, -6), (300, -70), (322, 40), (270, 190), (130, -90), (110, 130), (-120, -10), (-140, 170), (-190, -70), (20, -220), (220, -20)]
    for ang, length, width in ((28, 58, 9), (152, 34, 6), (208, 34, 6), (332, 34, 6)):
        c, d = np.cos(np.deg2rad(ang)), np.sin(np.deg2rad(ang))
        shadow = np.zeros_like(XX, bool)
        for pu, pv in homes + aways:
            al, ac = (u - pu) * c + (v - pv) * d, -(u - pu) * d + (v - pv) * c
            shadow |= (al > 0) & (al < length) & (np.abs(ac) < width)
        p.ink(shadow.astype(np.float32), INK, 0.4, 0.75 if length > 50 else 0.3)
    for team, shirt in ((homes, ORANGE), (aways, CREAM)):
        for r, colour in ((15, INK), (12, shirt)):
            m = np.zeros_like(XX, bool)
            for pu, pv in team:
                m |= np.hypot(u - pu, v - pv) < r
            p.ink(m.astype(np.float32), colour, 0.5)
    p.ink((np.hypot(u - 412, v + 120) < 6).astype(np.float32), CREAM, 0)
    edge = np.maximum(np.abs(u) / 540, np.abs(v) / 350)
    p.ink(p.lines(u + v, ramp(edge, 0.86, 1.3) * 0.6 * (1 - stand), 12, 4), INK, 0.4, 0.8)


def lighthouse(p):
    lamp = (438, 172)
    r = np.hypot(XX - lamp[0], YY - lamp[1])
    theta = np.arctan2(YY - lamp[1], XX - lamp[0])
    p.ink(p.lines(YY + XX * 0.12, 0.62 + 0.3 * ramp(YY, 500, 0), 17, 24, 200), INK, 0.5)
    stars(p, 60, 240, MIST, 4)
    for lo, hi, colour in ((-0.17, 0.06, GOLD), (-0.12, 0.01, CREAM), (np.pi - 0.14, np.pi, GOLD), (-np.pi, -np.pi + 0.12, GOLD)):
        beam = ((theta > lo) & (theta < hi)).astype(np.float32) * ramp(r, 1150, 60)
        p.ink(p.lines(r, beam * 0.8, 20, 3), colour, 0.5)
    for i, (base, colour, dark) in enumerate(((560, BLUE, NAVY), (618, TEAL, NAVY), (690, NAVY, INK))):
        swell = base + 26 * np.sin(XX / (92 - i * 10) + i * 2.1) + 14 * np.sin(XX / 37 + i) + (p.noise(80) - 0.5) * 26
        wave = (YY > swell).astype(np.float32)
        if i == 2:
            rock(p)
        p.ink(wave, colour, 1)
        p.ink(wave * p.lines(YY - swell, wave * ramp(YY - swell, 150, 0) * 0.6, 15, 12), dark, 0.6)
        crest = (YY > swell) & (YY < swell + 13 * ramp(p.noise(60), 0.4, 0.7))
        p.ink(crest.astype(np.float32), CREAM, 1.2)
    spray = ramp(p.noise(12, 2), 0.58, 0.64) * ramp(np.hypot((XX - 250) * 0.9, YY - 620), 150, 40)
    p.ink(spray, CREAM, 1)
    spray = ramp(p.noise(12, 2), 0.6, 0.66) * ramp(np.hypot((XX - 640) * 0.8, YY - 640), 120, 30)
    p.ink(spray, CREAM, 1)


def rock(p):
    def stone(pen):
        pen.poly([(190, 720), (236, 640), (300, 610), (340, 584), (540, 582), (590, 620), (660, 650), (720, 730)])

    s = cut(stone)
    p.ink(s, INK, 2)
    p.ink(s * p.lines(XX - YY * 0.7, s * 0.35 * p.noise(60), 14, 14), SLATE, 0.6)
    tower = cut(lambda pen: (pen.poly([(376, 590), (406, 226), (470, 226), (500, 590)]),))
    p.ink(tower, CREAM, 0.8)
    bands = tower * ((np.floor((YY - 226) / 74) % 2) == 0)
    p.ink(bands, RED, 0.8)
    p.ink(tower * p.lines(XX - YY * 0.1, tower * ramp(XX, 430, 380) * 0.85, 9, 3), INK, 0.4)

    def top(pen):
        pen.rect(394, 214, 88, 14), pen.rect(410, 140, 56, 74), pen.poly([(402, 142), (438, 98), (474, 142)]), pen.line([(438, 100), (438, 74)], 4)
        pen.rect(430, 540, 22, 50), pen.rect(432, 420, 14, 20), pen.rect(432, 320, 12, 18)

    p.ink(cut(top), INK, 0.8)
    p.ink(cut(lambda pen: (pen.poly([(398, 142), (438, 92), (478, 142)]), pen.line([(438, 96), (438, 66)], 4), pen.rect(394, 214, 88, 10))), RED, 0.6)
    p.ink(cut(lambda pen: (pen.rect(417, 150, 42, 56),)), GOLD, 0.5)
    p.ink(cut(lambda pen: (pen.disc(438, 176, 17),)), CREAM, 0.5)


def film_reel(p):
    p.ink(p.lines(YY, ramp(YY, 470, -60) * 0.85, 18, 12, 240), TEAL, 0.5)
    cx, cy, R = 780, 330, 250
    r = np.hypot(XX - cx, YY - cy)
    p.ink(p.lines(r, (r > R) * ramp(r, 560, R) * 0.5, 21, 3), GOLD, 0.5)
    water(p, 470, SEA, TEAL, 0.7)
    beach = (YY > 610 - (XX - 300) * 0.05 + 16 * np.sin(XX / 120) + (p.noise(60) - 0.5) * 16).astype(np.float32)
    p.ink((YY > 592 - (XX - 300) * 0.05 + 16 * np.sin(XX / 120) + (p.noise(60) - 0.5) * 16).astype(np.float32), CREAM, 1)
    p.ink(beach, SAND, 1)
    p.ink(beach * p.lines(YY + XX * 0.08, beach * 0.25 * ramp(p.noise(100), 0.3, 0.8), 13, 16), (190, 150, 96), 0.6)
    x = XX
    strip_c = 532 + 66 * np.sin((830 - x) / 170) + ramp(x, 900, 120) * 150
    half = 46
    band = (np.abs(YY - strip_c) < half) & (x < 840)
    p.ink(band.astype(np.float32), INK, 0.8)
    perf = band & (np.abs(np.abs(YY - strip_c) - 37) < 4.5) & (np.abs((x / 19) % 1 - 0.5) < 0.27)
    p.ink(perf.astype(np.float32), CREAM, 0.4)
    frame = band & (np.abs(YY - strip_c) < 27) & (np.abs((x / 84) % 1 - 0.5) < 0.44)
    p.ink(frame.astype(np.float32), GOLD, 0.5)
    sea_in = frame & (YY > strip_c + 4 + 4 * np.sin(x / 9))
    p.ink(sea_in.astype(np.float32), TEAL, 0.4)
    sun_in = frame & (np.hypot(((x / 84) % 1 - 0.5) * 84, YY - strip_c + 8) < 9)
    p.ink(sun_in.astype(np.float32), RED, 0.3)
    disc = (r < R).astype(np.float32)
    p.ink(disc, ORANGE, 1)
    p.ink(disc * (r > R - 16), RED, 0.8)
    p.ink(disc * p.lines(r, disc * (r > 150) * (r < R - 16) * 0.3, 12, 1.5), RED, 0.4)
    holes = np.zeros_like(XX, bool)
    for k in range(5):
        a = np.deg2rad(k * 72 - 90)
        holes |= np.hypot(XX - cx - 146 * np.cos(a), YY - cy - 146 * np.sin(a)) < 62
    p.ink(holes.astype(np.float32), INK, 1)
    p.ink(holes * p.lines(YY, holes * 0.45, 14, 4), TEAL, 0.5)
    p.ink((r < 34).astype(np.float32), INK, 0.8)
    p.ink((r < 14).astype(np.float32), CREAM, 0.5)
    p.ink(cut(lambda pen: [person(pen, 1010, 700, 96, 0.01), person(pen, 1064, 706, 88, -0.04), gull(pen, 250, 200, 26), gull(pen, 330, 160, 17), gull(pen, 170, 280, 14)]), INK, 0.7)
    p.ink(p.lines(YY + XX * 0.2, cut(lambda pen: (pen.poly([(1000, 702), (1074, 708), (1190, 770), (1100, 776)]),)) * 0.6, 9), (150, 112, 70), 0.4)


def ballot_boxes(p):
    p.ink(p.lines(YY, ramp(YY, 460, 0) * 0.75, 18, 12, 240), ROSE, 0.5)
    p.ink(ridge(p, 350, 420, 330), MIST, 1)
    hill = ridge(p, 470, 300, 240)
    p.ink(hill, SLATE, 1)
    p.ink(hill * p.lines(XX * 0.7 + YY, hill * ramp(YY, 470, 330) * 0.55, 11, 24), MIST, 0.5)

    def village(pen):
        rng = np.random.default_rng(31)
        for x in range(60, 1180, 62):
            w, h, y = rng.uniform(44, 66), rng.uniform(34, 74), 498 + rng.uniform(-14, 10)
            pen.rect(x, y - h, w, h + 40), pen.poly([(x - 5, y - h + 1), (x + w / 2, y - h - 26), (x + w + 5, y - h + 1)])
        pen.rect(880, 330, 40, 170), pen.poly([(872, 332), (900, 262), (928, 332)])

    v = cut(village)
    p.ink(v, NAVY, 1)
    rngw = np.random.default_rng(6)
    spots = [(rngw.uniform(60, 1160), rngw.uniform(470, 512)) for _ in range(46)]
    p.ink(v * cut(lambda pen: [pen.rect(x, y, 8, 11) for x, y in spots]), GOLD, 0.4)
    table = (YY > 690).astype(np.float32)
    p.ink((YY > 520).astype(np.float32), TEAL, 1)
    p.ink(p.lines(YY + XX * 0.02, (YY > 524) * 0.3, 15, 10), NAVY, 0.5)
    p.ink(table, SAND, 1)
    p.ink(table * p.lines(YY + XX * 0.03, table * 0.26, 13, 14), (168, 122, 74), 0.5)
    for x, s, body, lid in ((40, 0.72, BLUE, NAVY), (280, 0.72, BLUE, NAVY), (980, 0.72, BLUE, NAVY)):
        w, h = 210 * s, 230 * s
        y = 716 - h
        p.ink(cut(lambda pen: (pen.rect(x, y, w, h),)), body, 1)
        p.ink(p.lines(XX - YY * 0.2, cut(lambda pen: (pen.rect(x, y, w * 0.34, h),)) * 0.5, 9, 2), NAVY, 0.4)
        p.ink(cut(lambda pen: (pen.rect(x - 8, y - 22, w + 16, 30), pen.rect(x + w * 0.36, y + h * 0.42, w * 0.28, h * 0.3))), lid, 0.8)
        p.ink(cut(lambda pen: (pen.rect(x + w * 0.26, y - 15, w * 0.48, 6),)), CREAM, 0.4)
    x, y, w, h = 530, 452, 330, 306
    p.ink(cut(lambda pen: (pen.rect(x, y, w, h),)), CREAM, 1)
    p.ink(p.lines(XX - YY * 0.2, cut(lambda pen: (pen.rect(x, y, w, h),)) * ramp(XX, x + w * 0.5, x) * 0.75, 10, 3), SLATE, 0.4)
    p.ink(cut(lambda pen: (pen.rect(x - 14, y - 36, w + 28, 46), pen.rect(x - 6, y + h - 12, w + 12, 14))), RED, 1)
    p.ink(cut(lambda pen: (pen.rect(x + 66, y - 26, w - 132, 12),)), INK, 0.5)
    p.ink(cut(lambda pen: (pen.disc(x + w / 2, y + 158, 64),)), RED, 0.8)
    p.ink(cut(lambda pen: (pen.line([(x + w / 2 - 30, y + 158), (x + w / 2 - 6, y + 184), (x + w / 2 + 36, y + 126)], 15),)), CREAM, 0.8)
    def fingers(pen):
        for x, y, tx, ty in ((880, 196, 708, 252), (880, 224, 690, 288), (884, 256, 694, 324)):
            pen.line([(x, y), ((x + tx) / 2, (y + ty) / 2 - 12), (tx, ty)], 40)
            pen.disc(tx, ty, 20)

    p.ink(cut(fingers), RED, 1)
    slip = cut(lambda pen: (pen.poly([(622, 250), (772, 240), (778, 428), (628, 436)]),))
    p.ink(slip, CREAM, 1)
    p.ink(slip * p.lines(YY + XX * 0.07, slip * (np.abs(XX - 690) < 44) * (YY > 330) * 0.2, 20), SLATE, 0.3)

    def hand(pen):
        pen.poly([(1060, 92), (1060, 284), (960, 318), (892, 312), (846, 276), (842, 200), (880, 160), (970, 116)])
        pen.disc(886, 222, 52, 66)
        pen.line([(960, 268), (860, 292), (760, 306)], 44)
        pen.disc(756, 306, 22)

    m = cut(hand)
    p.ink(m, ORANGE, 1.2)
    p.ink(m * p.lines(XX * 0.35 + YY, m * ramp(YY + XX * 0.3, 500, 610) * 0.7, 10, 8), RED, 0.5)
    p.ink(cut(lambda pen: (pen.line([(936, 262), (856, 274), (772, 286)], 3), pen.poly([(736, 298), (756, 290), (762, 304), (742, 312)]))), CREAM, 0.5)
    cuff = cut(lambda pen: (pen.poly([(1010, 108), (1070, 84), (1110, 262), (1048, 292)]), pen.poly([(1060, 82), (1200, 20), (1200, 250), (1104, 270)])))
    p.ink(cuff, NAVY, 1)
    p.ink(cut(lambda pen: (pen.poly([(1004, 112), (1040, 98), (1078, 278), (1044, 294)]),)), CREAM, 0.8)


def storm_sea(p):
    p.ink(p.lines(YY + XX * 0.55, 0.45 + 0.5 * p.noise(320, 2) + 0.2 * ramp(YY, 300, 0), 21, 40, 200), SLATE, 0.6)
    p.ink(p.lines(YY + XX * 0.55, ramp(p.noise(300, 2), 0.45, 0.9) * 0.9 * ramp(YY, 480, 120), 21, 40, 200), INK, 0.6)
    gap = np.hypot((XX - 820) * 0.55, (YY - 250) * 1.3)
    p.ink(p.lines(YY + XX * 0.55, ramp(gap, 170, 20) * 0.85, 14, 20, 120), GOLD, 0.6)
    layers = ((380, 30, 120, MIST, SEA), (440, 52, 150, SEA, TEAL), (0, 0, 0, None, None), (530, 78, 210, TEAL, NAVY), (640, 84, 270, NAVY, INK), (760, 70, 330, INK, NAVY))
    for i, (base, amp, lam, colour, dark) in enumerate(layers):
        if colour is None:
            coaster(p)
            continue
        ph = XX / lam * 2 * np.pi + i * 1.9
        swell = base - amp * (np.abs(np.sin(ph / 2 + 0.35 * np.sin(ph))) ** 1.7) * 1.35 + (p.noise(110, 2) - 0.5) * amp * 0.9
        wave = (YY > swell).astype(np.float32)
        p.ink(wave, colour, 1.2)
        p.ink(wave * p.lines((YY - swell) * 0.9 + XX * 0.12, wave * ramp(YY - swell, 30 + amp * 2.2, 0) * 0.62, 9 + i * 1.6, 16, 80), dark, 0.6)
        depth = YY - swell
        foam = wave * ((depth < 4 + 16 * ramp(p.noise(50), 0.35, 0.8)) | ((depth < 30 + amp * 0.7) & (p.noise(20, 2) > 0.6 + depth / (60 + amp))))
        p.ink(foam, CREAM, 1.4)


def coaster(p):
    def ship(pen):
        pen.poly([(330, 418), (430, 402), (640, 344), (700, 300), (716, 304), (676, 400), (640, 470), (360, 500)])
        pen.poly([(372, 412), (352, 326), (430, 304), (452, 394)])
        pen.poly([(384, 322), (376, 284), (402, 276), (412, 314)])
        pen.line([(560, 366), (532, 258)], 6), pen.line([(532, 262), (640, 340)], 2), pen.line([(532, 262), (440, 306)], 2)

    p.ink(cut(ship), INK, 1)
    p.ink(cut(lambda pen: (pen.poly([(338, 440), (660, 374), (640, 470), (360, 500)]),)), RED, 0.8)
    p.ink(cut(lambda pen: [pen.poly([(366 + k * 20, 346 - k * 5), (378 + k * 20, 343 - k * 5), (381 + k * 20, 356 - k * 5), (369 + k * 20, 359 - k * 5)]) for k in range(3)]), GOLD, 0.4)


def workboat_boom(p):
    p.ink(p.lines(YY, ramp(YY, 330, -40) * 0.55, 19, 14, 240), ROSE, 0.5)
    hill = ridge(p, 300, 190, 320) * (YY < 360)
    p.ink(hill, MOSS, 1)
    p.ink(hill * p.lines(YY + XX * 0.3, hill * 0.4 * ramp(YY, 340, 200), 11, 24), GREEN, 0.5)
    water(p, 318, SEA, TEAL, 0.65)
    th = np.arctan2((YY - 512) * 3.4, XX - 620)
    rad = np.hypot(XX - 620, (YY - 512) * 3.4)
    w = 10 + ramp(YY, 380, 700) * 10
    arc = (np.abs(rad - 470) < w * 1.7) & ~((th > -0.9) & (th < 0.42) & (XX > 620))
    p.ink((arc & (np.abs(rad - 470) < w * 1.7)).astype(np.float32), ORANGE, 0.8)
    p.ink((arc & (rad - 470 > w * 0.5)).astype(np.float32), RED, 0.8)
    p.ink((arc & (np.abs((th * 9) % 1 - 0.5) < 0.06)).astype(np.float32), CREAM, 0.6)
    sheen = (rad < 440) & (p.noise(160, 3) > 0.56)
    p.ink(sheen.astype(np.float32), NAVY, 2)
    p.ink(sheen * p.lines(YY + (p.noise(90) - 0.5) * 80, sheen * 0.32, 14, 14), SLATE, 0.5)

    def hull(pen):
        pen.poly([(690, 556), (1010, 540), (1084, 482), (1102, 484), (1050, 640), (742, 650)])

    p.ink(p.lines(YY, (YY > 636) * ramp(np.abs(XX - 890), 260, 180) * ramp(YY, 740, 640) * 0.8, 12, 9, 40), NAVY, 0.5)
    p.ink(cut(hull), NAVY, 1)
    p.ink(cut(lambda pen: (pen.poly([(716, 612), (1062, 596), (1050, 640), (742, 650)]),)), RED, 0.8)
    p.ink(cut(lambda pen: (pen.poly([(844, 548), (844, 430), (960, 424), (972, 542)]), pen.rect(868, 392, 70, 40))), CREAM, 0.8)

    def trim(pen):
        pen.rect(858, 450, 28, 34), pen.rect(896, 448, 28, 34), pen.rect(934, 446, 20, 34), pen.rect(876, 402, 54, 14)
        pen.line([(902, 394), (902, 300)], 6), pen.line([(884, 330), (920, 330)], 4)
        pen.line([(770, 556), (770, 420)], 8), pen.line([(770, 424), (690, 500)], 6), pen.line([(690, 500), (690, 540)], 2)
        for x in range(760, 1040, 52):
            pen.disc(x, 594, 13)

    p.ink(cut(trim), INK, 0.8)
    p.ink(cut(lambda pen: (person(pen, 740, 556, 84), person(pen, 808, 552, 80, -0.03))), ORANGE, 0.7)
    p.ink(cut(lambda pen: (pen.line([(694, 560), (560, 640), (420, 676)], 3),)), INK, 0.5)
    foam = (YY > 632) * (YY < 668) * ramp(p.noise(22, 2), 0.5, 0.56) * ramp(np.abs(XX - 900), 220, 160)
    p.ink(foam, CREAM, 1)
    p.ink(cut(lambda pen: [gull(pen, x, y, s) for x, y, s in ((250, 190, 26), (330, 150, 18), (1060, 220, 20), (600, 140, 12))]), INK, 0.6)


PICTURES = {
    "meridian": {"container-stacks": (container_stacks, PAPER), "parliament": (parliament, GOLD), "trade-flags": (trade_flags, PAPER), "conference-room": (conference_room, NAVY), "oil-boom": (oil_boom, SEA)},
    "pacific-wire": {"comet-headland": (comet_headland, NAVY)},
    "norsund": {"pitch-from-above": (pitch_from_above, MOSS)},
    "lumiere": {"lighthouse": (lighthouse, NAVY), "film-reel": (film_reel, PAPER), "ballot-boxes": (ballot_boxes, PAPER), "storm-sea": (storm_sea, MIST)},
    "harbour-authority": {"workboat-boom": (workboat_boom, PAPER)},
    "weather-office": {"comet-tower": (comet_tower, BLUE)},
    "city-desk": {"cranes": (cranes, GOLD), "ferry": (ferry, PAPER), "harbour-dusk": (harbour_dusk, ORANGE), "workboat-boom": (workboat_boom, PAPER)},
}


def main():
    wanted = set(sys.argv[1:])
    for source, pictures in PICTURES.items():
        for seed, (name, (draw, ground)) in enumerate(pictures.items(), start=len(source)):
            if wanted and name not in wanted:
                continue
            sheet = Print(seed, ground)
            draw(sheet)
            path = WIRE / source / f"{name}.jpg"
            path.parent.mkdir(parents=True, exist_ok=True)
            sheet.save(path)
            print(f"{path.relative_to(WIRE)}  {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
