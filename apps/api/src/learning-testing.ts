import { connect, type Db } from '@recert/db/client'
import { textKey } from '@recert/domain/keys'
import type { MaterialKind } from '@recert/domain/training'
import { startTestApi, type TestApi } from './testing.ts'

type Told = { status: number; code: string | null }
/** What a screen gets: the answer, or the refusal's code. */
export type Screen = {
  personId: string
  get<Answer = Record<string, unknown>>(procedure: string, input: object): Promise<Told & { data: Answer }>
  post<Answer = Record<string, unknown>>(procedure: string, input: object): Promise<Told & { data: Answer }>
}

export type School = {
  api: TestApi
  db: Db
  /** A person with a sign-in of their own. */
  learner(): Promise<Screen>
  course(materials: (Made | MaterialKind)[], more?: { selfEnrolment?: boolean }): Promise<Course>
  plan(courses: Course[]): Promise<string>
  /** A material by itself; `shared` ones may be given to several courses. */
  material(kind: MaterialKind, content?: object): Promise<Made>
  /** In a course, or in a plan and its courses. */
  enrol(who: Screen, itemId: string): Promise<void>
  /** A certification of a year, linked to an item since a day ago. */
  certification(itemId: string): Promise<string>
  /** What *Renew Now* will do: an open renewal of the person's award, and the tracking of these materials forgotten. */
  startRenewal(who: Screen, certificationId: string, itemId: string, materials: Made[]): Promise<void>
  close(): Promise<void>
}
export type Made = { id: string; title: string }
export type Course = { id: string; code: string; materials: Made[] }

export const QUIZ = {
  passMark: 50, attempts: 2,
  questions: [
    { id: 'q1', text: 'One?', kind: 'single', answers: [{ id: 'a', text: 'Yes', correct: true }, { id: 'b', text: 'No', correct: false }] },
    { id: 'q2', text: 'Two?', kind: 'multiple', answers: [{ id: 'a', text: 'Yes', correct: true }, { id: 'b', text: 'Also', correct: true }, { id: 'c', text: 'No', correct: false }] },
  ],
}
export const PACKAGE = { version: '1.2', title: 'Package', scos: ['one', 'two'].map((id) => ({ id, title: id, href: `${id}.html`, masteryScore: null, launchData: '' })) }

/** The real server with courses put in by SQL, and learners who use it as their screens do. */
export async function openSchool(): Promise<School> {
  const api = await startTestApi()
  const db = connect(api.ownerUrl, { max: 3 })
  const { sql } = db
  let serial = 0
  const idOf = async (rows: Promise<readonly { id: string }[]>): Promise<string> => (await rows)[0]?.id ?? ''

  const material: School['material'] = async (kind, content = {}) => {
    const code = `M${++serial}`
    const [file] = kind === 'scorm' ? await sql<{ id: string }[]>`insert into file (name, media_type, size, sha256, purpose, created_at) values ('package.zip', 'application/zip', 1, '', 'scorm', now()) returning id` : []
    const holds = { page: { body: '# Hello' }, link: { url: 'https://example.org' }, video: { url: 'https://example.org/v' }, file: {}, quiz: { quiz: sql.json(QUIZ) }, scorm: { package: sql.json(PACKAGE), file_id: file?.id } }[kind]
    return { title: code, id: await idOf(sql`insert into material ${sql({ code, code_key: textKey(code), title: code, title_key: textKey(code), kind, shared: true, created_at: new Date(), ...holds, ...content })} returning id`) }
  }
  const item = (kind: string, code: string, more: object = {}) => idOf(sql`
    insert into item ${sql({ kind, code, code_key: textKey(code), name: `Name of ${code}`, name_key: textKey(`Name of ${code}`), created_at: new Date(), ...more })} returning id`)

  return {
    api, db, material,
    async learner() {
      const username = `learner${++serial}`
      const made = await api.call<{ id: string }>('POST', '/api/v1/people', { username, firstName: 'Ada', lastName: 'Keller', timeZone: 'UTC', language: 'en', password: 'correct horse' })
      return screenOf(api, made.body.id, await api.signIn(username, 'correct horse'))
    },
    async course(given, { selfEnrolment = false } = {}) {
      const code = `C${++serial}`
      const id = await item('course', code, { self_enrolment: selfEnrolment })
      const materials: Made[] = []
      for (const each of given) materials.push(typeof each === 'string' ? await material(each) : each)
      for (const [position, { id: materialId }] of materials.entries()) await sql`insert into course_material (course_id, material_id, position) values (${id}, ${materialId}, ${position})`
      return { id, code, materials }
    },
    async plan(courses) {
      const id = await item('learning_plan', `P${++serial}`)
      for (const [position, course] of courses.entries()) await sql`insert into learning_plan_course (plan_id, course_id, position) values (${id}, ${course.id}, ${position})`
      return id
    },
    async enrol({ personId }, itemId) {
      await sql`
        insert into enrolment (person_id, item_id, via, enrolled_at)
        select ${personId}::uuid, ${itemId}::uuid, 'admin', ${new Date()}::timestamptz union all select ${personId}, course_id, 'plan', ${new Date()} from learning_plan_course where plan_id = ${itemId}`
    },
    async certification(itemId) {
      const code = `Z${++serial}`
      const id = await idOf(sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, created_at, updated_at)
        values (${code}, ${textKey(code)}, ${code}, ${textKey(code)}, 1, 'year', now(), now()) returning id`)
      await sql`insert into certification_item (certification_id, item_id, linked_at) values (${id}, ${itemId}, now() - interval '1 day')`
      return id
    },
    async startRenewal({ personId }, certificationId, itemId, materials) {
      await sql`insert into renewal (award_id, item_id, started_at) select id, ${itemId}, ${new Date()} from award where person_id = ${personId} and certification_id = ${certificationId} and ended_at is null`
      await sql`delete from material_progress where person_id = ${personId} and material_id = any (${materials.map(({ id }) => id)}::uuid[])`
      // The next instant: what follows is after the start, not in the same millisecond.
      await new Promise((resolve) => { setTimeout(resolve, 3) })
    },
    async close() {
      await db.sql.end()
      await api.close()
    },
  }
}

function screenOf(api: TestApi, personId: string, cookie: Record<string, string>): Screen {
  type Envelope = { result?: { data?: unknown }; error?: { data: { recert: { code: string } } } }
  const told = <Answer>({ status, body }: { status: number; body: Envelope }) => ({ status, code: body.error?.data.recert.code ?? null, data: body.result?.data as Answer })
  return {
    personId,
    get: async (procedure, input) => told(await api.call<Envelope>('GET', `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, undefined, cookie)),
    post: async (procedure, input) => told(await api.call<Envelope>('POST', `/trpc/${procedure}`, input, cookie)),
  }
}
