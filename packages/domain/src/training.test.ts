import { expect, test } from 'vitest'
import { checkContent, checkUrl, hasContent } from './training.ts'

test.each(['https://example.org', 'http://localhost:8080/a?b=c#d', ' https://münchen.example/ä '])('%j is a web address', (url) => {
  expect(checkUrl(url)).toBe(url.trim())
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org', 'example.org', 'https://', 'https:// x', '', 'https://a\nb', `https://example.org/${'x'.repeat(2000)}`])('%j is none', (url) => {
  expect(() => checkUrl(url)).toThrow('URL_INVALID')
})

test('R12.1 a material holds what its kind may hold, and nothing else', () => {
  const all = { body: '# Text', url: 'https://example.org', fileId: 'f', quiz: null }
  expect(checkContent('page', all)).toEqual({ body: '# Text', url: null, fileId: null, quiz: null })
  expect(checkContent('video', all)).toEqual({ body: '', url: 'https://example.org', fileId: 'f', quiz: null })
  expect(checkContent('scorm', all)).toEqual({ body: '', url: null, fileId: 'f', quiz: null })
})

test('a material without content is a draft', () => {
  const empty = { body: '', url: null, fileId: null, quiz: null }
  for (const kind of ['page', 'file', 'video', 'link', 'quiz', 'scorm'] as const) expect(hasContent({ ...empty, kind }), kind).toBe(false)
  expect(hasContent({ ...empty, kind: 'video', url: 'https://example.org' })).toBe(true)
})
