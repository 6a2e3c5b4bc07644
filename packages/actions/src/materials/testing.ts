import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a zip that a test makes, with what may be wrong about it. */
export type TestEntry = { name: string; bytes?: Buffer | string; mode?: number; encrypted?: boolean; method?: number; claimedSize?: number; crc?: number }

/** A zip, written by hand, so that it can be wrong in every way. */
export function makeZip(entries: readonly TestEntry[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, bytes = '', mode = 0, encrypted = false, method = 8, claimedSize, crc } of entries) {
    const raw = Buffer.from(bytes)
    const packed = method === 8 ? deflateRawSync(raw) : raw
    const nameBytes = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(crc ?? crc32(raw), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedSize ?? raw.length, 18)
    common.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    locals.push(local)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 3]), common, rest, nameBytes]))
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

/** imsmanifest.xml of SCORM 1.2 with one part, `index.html`. */
export const MANIFEST_12 = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="O"><organization identifier="O"><title>Ladders &amp; scaffolds</title>
    <item identifier="I1" identifierref="R1" parameters="?lang=en"><title>The part</title><adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>abc</adlcp:datafromlms></item>
  </organization></organizations>
  <resources><resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="index.html"><file href="index.html"/></resource></resources>
</manifest>`

/** A SCORM 1.2 package that passes. */
export const makePackage = (more: readonly TestEntry[] = [], html: Buffer | string = '<!doctype html><html><head><title>x</title></head><body>Hello</body></html>'): Buffer =>
  makeZip([{ name: 'imsmanifest.xml', bytes: MANIFEST_12 }, { name: 'index.html', bytes: html }, ...more])
