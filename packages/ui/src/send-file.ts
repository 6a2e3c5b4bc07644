import type { UploadPurpose } from '@recert/domain/files'
import { type Problem, problemFrom, unreachable } from './problem.ts'

/** A stored file, as the API tells it; `size` in bytes. */
export type StoredFile = { id: string; name: string; mediaType: string; size: number }

export type Sending = { result: Promise<{ file: StoredFile } | { problem: Problem } | { stopped: true }>; stop: () => void }

/** Sends a file to be stored. `onProgress` hears the sent share, 0–1. XMLHttpRequest, because fetch does not tell how far an upload is. */
export function sendFile(file: File, purpose: UploadPurpose, language: string, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest()
  const result = new Promise<Awaited<Sending['result']>>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => resolve({ problem: unreachable() })
    request.onabort = () => resolve({ stopped: true })
    request.onload = () => {
      const told = parsed(request.responseText)
      resolve(request.status === 201 && isStored(told) ? { file: told } : { problem: problemFrom(told) })
    }
  })
  const body = new FormData()
  body.append('file', file)
  request.open('POST', `/api/v1/files?purpose=${purpose}`)
  request.setRequestHeader('accept-language', language)
  request.send(body)
  return { result, stop: () => request.abort() }
}

/** Where a stored file is fetched. */
export const fileAddress = (id: string): string => `/api/v1/files/${id}`

const isStored = (told: Record<string, unknown>): told is StoredFile => typeof told.id === 'string' && typeof told.name === 'string'

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
