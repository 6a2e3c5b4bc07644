import { open } from 'node:fs/promises'
import type { UploadPurpose } from '@recert/domain/files'
import { DomainError } from '@recert/domain/errors'
import { fileTypeFromFile } from 'file-type'

type Kind = { title: string; types: readonly string[]; extensions: readonly string[] }

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const OPEN = 'application/vnd.oasis.opendocument'

const IMAGES_AND_PDF: Kind[] = [
  { title: 'PDF', types: ['application/pdf'], extensions: ['pdf'] },
  { title: 'PNG', types: ['image/png'], extensions: ['png'] },
  { title: 'JPEG', types: ['image/jpeg'], extensions: ['jpg', 'jpeg', 'jfif'] },
  { title: 'WebP', types: ['image/webp'], extensions: ['webp'] },
  { title: 'HEIC', types: ['image/heic', 'image/heif'], extensions: ['heic', 'heif'] },
]

/** Macros are programs: documents that carry them in their very type are not taken. */
const DOCUMENTS_AND_VIDEOS: Kind[] = [
  { title: 'GIF', types: ['image/gif'], extensions: ['gif'] },
  { title: 'Word', types: [`${OFFICE}.wordprocessingml.document`], extensions: ['docx'] },
  { title: 'Word', types: ['application/msword'], extensions: ['doc', 'dot'] },
  { title: 'Excel', types: [`${OFFICE}.spreadsheetml.sheet`], extensions: ['xlsx'] },
  { title: 'Excel', types: ['application/vnd.ms-excel'], extensions: ['xls', 'xlt'] },
  { title: 'PowerPoint', types: [`${OFFICE}.presentationml.presentation`, `${OFFICE}.presentationml.slideshow`], extensions: ['pptx', 'ppsx'] },
  { title: 'PowerPoint', types: ['application/vnd.ms-powerpoint'], extensions: ['ppt', 'pps', 'pot'] },
  { title: 'OpenDocument', types: [`${OPEN}.text`], extensions: ['odt'] },
  { title: 'OpenDocument', types: [`${OPEN}.spreadsheet`], extensions: ['ods'] },
  { title: 'OpenDocument', types: [`${OPEN}.presentation`], extensions: ['odp'] },
  { title: 'MP4', types: ['video/mp4'], extensions: ['mp4', 'm4v'] },
  { title: 'WebM', types: ['video/webm'], extensions: ['webm'] },
]

const KINDS: Record<UploadPurpose, Kind[]> = {
  evidence: IMAGES_AND_PDF,
  material: [...IMAGES_AND_PDF, ...DOCUMENTS_AND_VIDEOS],
  scorm: [{ title: 'ZIP', types: ['application/zip'], extensions: ['zip'] }],
}

/** Other names for the same thing: a PNG that moves, an MP4 with Apple's brand. */
const SAME: Record<string, string> = { 'image/apng': 'image/png', 'video/x-m4v': 'video/mp4' }

/**
 * What a file on disk is, by its content; what its name or the browser says counts for nothing. The name gets the ending that belongs
 * to the content, unless it has it. Throws FILE_TYPE_REFUSED when this purpose does not take it.
 */
export async function detectType(path: string, name: string, purpose: UploadPurpose): Promise<{ mediaType: string; name: string }> {
  const found = (await fileTypeFromFile(path))?.mime
  const mediaType = found === 'application/x-cfb' ? await oldOfficeType(path) : found && (SAME[found] ?? found)
  const kind = KINDS[purpose].find(({ types }) => types.some((type) => type === mediaType))
  if (!kind || !mediaType) throw new DomainError('FILE_TYPE_REFUSED', { name, kinds: [...new Set(KINDS[purpose].map(({ title }) => title))].join(', ') })
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return { mediaType, name: kind.extensions.includes(ending) ? name : `${name.slice(0, 250)}.${kind.extensions[0] ?? ''}` }
}

/** The streams that tell Word, Excel and PowerPoint from everything else that Microsoft keeps in such files, mails and installers included. */
const STREAMS: Record<string, string> = {
  WordDocument: 'application/msword', Workbook: 'application/vnd.ms-excel', Book: 'application/vnd.ms-excel', 'PowerPoint Document': 'application/vnd.ms-powerpoint',
}
const ENTRY = 128
const END_OF_CHAIN = 0xfffffffa

/** What a Compound File (MS-CFB) holds, by the names in its directory; null when it is no document, or broken. */
async function oldOfficeType(path: string): Promise<string | null> {
  const file = await open(path)
  try {
    const read = async (position: number, length: number) => (await file.read(Buffer.alloc(length), 0, length, position)).buffer
    const header = await read(0, 512)
    const size = 1 << header.readUInt16LE(30)
    if (size !== 512 && size !== 4096) return null
    const seen = new Set<number>()
    for (let sector = header.readUInt32LE(48); sector < END_OF_CHAIN && !seen.has(sector); ) {
      seen.add(sector)
      const directory = await read((sector + 1) * size, size)
      for (let at = 0; at < size; at += ENTRY) {
        const length = Math.min(64, directory.readUInt16LE(at + 64))
        const type = STREAMS[directory.toString('utf16le', at, at + Math.max(0, length - 2))]
        if (type) return type
      }
      // The header lists where the first 109 sectors of the allocation table are: enough for files of 7 MB, and the directory stands early.
      const table = Math.floor(sector / (size / 4))
      if (table >= 109) return null
      const allocation = await read((header.readUInt32LE(76 + table * 4) + 1) * size, size)
      sector = allocation.readUInt32LE((sector % (size / 4)) * 4)
    }
    return null
  } finally {
    await file.close()
  }
}
