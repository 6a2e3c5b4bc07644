import type { Quiz } from '@recert/domain/quizzes'
import type { MaterialKind } from '@recert/domain/training'

/** A small file of the demo, its bytes made when they are needed. */
export type DemoFile = { name: string; mediaType: 'application/pdf' | 'image/png'; bytes: () => Buffer }

/** A material before it has ids and dates. Codes are unique in the whole demo; a `shared` one may stand in several courses. */
export type DemoMaterial = { code: string; title: string; kind: MaterialKind; shared: boolean; body: string; url: string | null; file: DemoFile | null; quiz: Quiz | null }

const bare = { shared: false, body: '', url: null, file: null, quiz: null }

/** A page in Markdown; its title stands above it wherever it is shown. */
export const page = (code: string, title: string, body: string): DemoMaterial => ({ ...bare, code, title, kind: 'page', body: `${body.trim()}\n` })
export const link = (code: string, title: string, url: string): DemoMaterial => ({ ...bare, code, title, kind: 'link', url })
export const video = (code: string, title: string, url: string): DemoMaterial => ({ ...bare, code, title, kind: 'video', url })
export const download = (code: string, title: string, file: DemoFile): DemoMaterial => ({ ...bare, code, title, kind: 'file', file })

/** A quiz: each question with its answers, the right ones marked by a star. Several stars make it a multiple choice. */
export function quiz(code: string, title: string, { passMark, attempts }: Pick<Quiz, 'passMark' | 'attempts'>, asked: readonly (readonly [text: string, ...answers: string[]])[]): DemoMaterial {
  const questions = asked.map(([text, ...answers], at) => ({
    id: `q${at + 1}`, text, kind: answers.filter(isRight).length === 1 ? 'single' as const : 'multiple' as const,
    answers: answers.map((answer, place) => ({ id: String.fromCharCode(97 + place), text: answer.replace(/^\*/, ''), correct: isRight(answer) })),
  }))
  return { ...bare, code, title, kind: 'quiz', quiz: { passMark, attempts, questions } }
}

const isRight = (answer: string): boolean => answer.startsWith('*')

/** Puts a material into the central repository. */
export const shared = (material: DemoMaterial): DemoMaterial => ({ ...material, shared: true })
