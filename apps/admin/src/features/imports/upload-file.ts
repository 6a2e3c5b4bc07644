import type { ImportKind } from '@recert/domain/imports'
import { type Problem, problemFrom, unreachable } from '@recert/ui/problem'
import type { FileOptions } from './file-options.tsx'

export type Upload = { result: Promise<{ id: string } | { problem: Problem } | { stopped: true }>; stop: () => void }

/** Sends the file for a preview. `onProgress` hears the sent share, 0–1. XMLHttpRequest, because fetch does not tell how far an upload is. */
export function uploadFile(kind: ImportKind, file: File, options: FileOptions, language: string, onProgress: (share: number) => void): Upload {
  const request = new XMLHttpRequest()
  const result = new Promise<Awaited<Upload['result']>>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => resolve({ problem: unreachable() })
    request.onabort = () => resolve({ stopped: true })
    request.onload = () => {
      const told = parsed(request.responseText)
      resolve(request.status === 202 && typeof told.id === 'string' ? { id: told.id } : { problem: problemFrom(told) })
    }
  })
  const body = new FormData()
  body.append('options', JSON.stringify({ kind, ...options, dryRun: true }))
  body.append('file', file)
  request.open('POST', '/api/v1/imports')
  request.setRequestHeader('accept-language', language)
  request.send(body)
  return { result, stop: () => request.abort() }
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
