import { crc32, deflateSync } from 'node:zlib'

type Colour = readonly [red: number, green: number, blue: number]
const WHITE: Colour = [255, 255, 255]

/** A PNG with a palette of up to 256 colours; `at` says which of them a point has. */
function pngOf(width: number, height: number, palette: readonly Colour[], at: (x: number, y: number) => number): Buffer {
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = at(x, y)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a point, by palette.
  header.set([8, 3], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('PLTE', Buffer.from(palette.flat())), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** The green sign with four arrows that meet in the middle, after ISO 7010 E007. */
export function assemblyPoint(): Buffer {
  const [size, half] = [240, 120]
  return pngOf(size, size, [[0, 132, 80], WHITE], (x, y) => {
    const [dx, dy] = [Math.abs(x - half + 0.5), Math.abs(y - half + 0.5)]
    if (Math.max(dx, dy) > 112) return 1
    // Along the diagonal from the middle outwards, and across it: all four arrows at once.
    const [along, across] = [(dx + dy) / 2, Math.abs(dx - dy) / 2]
    const isShaft = across < 8 && along > 45 && along < 88
    const isHead = along >= 22 && along <= 46 && across <= along - 22
    return Math.hypot(dx, dy) < 16 || isShaft || isHead ? 1 : 0
  })
}

/** A truck from above: its three points of support, and the centre of gravity with and without a load. */
export function stabilityTriangle(): Buffer {
  const palette: Colour[] = [WHITE, [55, 65, 81], [254, 215, 170], [194, 65, 12], [21, 128, 61], [229, 231, 235]]
  return pngOf(280, 172, palette, (x, y) => {
    const distance = Math.abs(y - 86)
    if (distance < 6 && Math.hypot(x - 113, distance) < 6) return 4
    if (distance < 6 && Math.hypot(x - 75, distance) < 6) return 3
    if (distance < 7 && Math.hypot(x - 220, distance) < 7) return 1
    if (x > 46 && x < 74 && Math.abs(distance - 34) < 11) return 1
    // The triangle: from the front axle, which is its base, to the pivot of the rear axle.
    const reach = (220 - x) / (220 - 60) * 34
    if (x >= 60 && x <= 220 && Math.abs(distance - reach) < 1.5) return 3
    if (x >= 60 && x <= 220 && distance < reach) return 2
    if (x > 40 && x < 246 && distance < 48) return 5
    return x > 6 && x <= 40 && Math.abs(distance - 20) < 5 ? 1 : 0
  })
}

/** A certificate as photographed with a phone: paper on a table, lines of writing, a seal. `shade` 0–255 tells one from another. */
export function paperPhoto(shade: number): Buffer {
  const palette: Colour[] = [[96, 70, 52], [250, 249, 244], [75, 85, 99], [30, 64, 175], [190, 18 + shade % 64, 60]]
  return pngOf(150, 200, palette, (x, y) => {
    if (x < 15 || x > 135 || y < 14 || y > 186) return 0
    if (y > 32 && y < 42 && x > 35 && x < 115) return 3
    const line = Math.floor((y - 56) / 10)
    if (line >= 0 && line < 9 && (y - 56) % 10 < 3 && x > 28 && x < 122 - (line * 37 + shade) % 44) return 2
    return y > 146 && Math.hypot(x - 110, y - 159) < 12 ? 4 : 1
  })
}
