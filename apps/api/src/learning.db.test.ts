import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Course, openSchool, PACKAGE, QUIZ, type School, type Screen } from './learning-testing.ts'

let school: School
beforeAll(async () => {
  school = await openSchool()
  await school.db.sql`insert into feature (key, activated_at) values ('certifications', now()) on conflict (key) do update set activated_at = now()`
})
afterAll(() => school.close())

type Opened = {
  state: string; completedAt: string | null; askedAgainAt: string | null; materials: number; materialsDone: number
  contents: { id: string; state: string; empty: boolean; score: number | null }[]
  outcomes: { certificationName: string; outcome: string; message: string | null; expiresAt: string | null }[]
}
const opened = async (who: Screen, course: Course): Promise<Opened> => (await who.get<Opened>('learning.course', { course: course.id })).data
const at = (course: Course, index: number) => ({ course: course.id, material: course.materials[index]?.id ?? '' })
const completions = ({ personId }: Screen, itemId: string) => school.db.sql<{ at: Date }[]>`select completed_at as at from completion where person_id = ${personId} and item_id = ${itemId} order by completed_at`
const awards = ({ personId }: Screen, certificationId: string) => school.db.sql<{ issuedAt: Date; itemId: string; current: boolean }[]>`
  select issued_at as "issuedAt", item_id as "itemId", ended_at is null as current from award where person_id = ${personId} and certification_id = ${certificationId} order by issued_at`

const RIGHT = { q1: ['a'], q2: ['a', 'b'] }
const WRONG = { q1: ['b'], q2: ['a'] }

test('R12.1 R4.3 a course worked through to its last material awards in the same instant, and says so', async () => {
  const who = await school.learner()
  const course = await school.course(['page', 'link', 'quiz'])
  const certification = await school.certification(course.id)
  await school.enrol(who, course.id)
  expect(await opened(who, course)).toMatchObject({ state: 'not_started', materials: 3, materialsDone: 0, completedAt: null, outcomes: [] })

  expect((await who.post('learning.open', at(course, 0))).data).toEqual({ completed: [] })
  expect(await opened(who, course)).toMatchObject({ state: 'in_progress', contents: [{ state: 'in_progress' }, { state: 'not_started' }, { state: 'not_started' }] })
  await who.post('learning.confirm', at(course, 0))
  await who.post('learning.confirm', at(course, 1))
  expect(await awards(who, certification)).toEqual([])
  const passed = await who.post('learning.answerQuiz', { ...at(course, 2), answers: RIGHT })
  expect(passed.data).toMatchObject({ score: 100, passed: true, right: ['q1', 'q2'], completed: [course.id] })

  const [completion] = await completions(who, course.id)
  expect(await awards(who, certification)).toEqual([{ issuedAt: completion?.at, itemId: course.id, current: true }])
  const after = await opened(who, course)
  expect(after).toMatchObject({ state: 'completed', materialsDone: 3, completedAt: completion?.at.toISOString(), outcomes: [{ outcome: 'awarded', message: null }] })
  expect(after.outcomes[0]?.expiresAt).toMatch(/Z$/)
})

test('R7.4 R4.5 work in a course that is completed makes no second completion and no second award', async () => {
  const { who, course, certification } = await completedCourse()
  for (const index of [0, 1]) expect((await who.post('learning.confirm', at(course, index))).data).toEqual({ completed: [] })
  expect((await who.post('learning.open', at(course, 0))).data).toEqual({ completed: [] })
  expect([await completions(who, course.id), await awards(who, certification)].map(({ length }) => length)).toEqual([1, 1])
})

test('R7.4 R4.6 an open renewal asks for every material again; only then is there a second completion, and it renews', async () => {
  const { who, course, certification } = await completedCourse()
  await school.startRenewal(who, certification, course.id, course.materials)
  expect(await opened(who, course)).toMatchObject({ state: 'not_started', materialsDone: 0, completedAt: expect.any(String), askedAgainAt: expect.any(String) })
  await who.post('learning.confirm', at(course, 0))
  expect(await completions(who, course.id)).toHaveLength(1)
  expect((await who.post('learning.confirm', at(course, 1))).data).toEqual({ completed: [course.id] })
  expect(await opened(who, course)).toMatchObject({ state: 'completed', askedAgainAt: null, outcomes: [{ outcome: 'renewed' }] })
  expect((await awards(who, certification)).map(({ current }) => current)).toEqual([false, true])
})

test('R7.4 a material that was done before the renewal began, and was not reset with it, has to be done again and can be', async () => {
  const { who, course, certification } = await completedCourse()
  await school.startRenewal(who, certification, course.id, course.materials.slice(0, 1))
  expect(await opened(who, course)).toMatchObject({ materialsDone: 0, contents: [{ state: 'not_started' }, { state: 'in_progress' }] })
  await who.post('learning.confirm', at(course, 0))
  expect((await who.post('learning.confirm', at(course, 1))).data).toEqual({ completed: [course.id] })
})

test('R4.6 who holds the certification otherwise keeps it, and reads why', async () => {
  const who = await school.learner()
  const course = await school.course(['page'])
  const certification = await school.certification(course.id)
  await school.db.sql`insert into award (certification_id, person_id, issued_at, expires_at, association) values (${certification}, ${who.personId}, now() - interval '1 month', now() + interval '1 month', 'manual')`
  await school.enrol(who, course.id)
  await who.post('learning.confirm', at(course, 0))
  const { outcomes } = await opened(who, course)
  expect(outcomes).toMatchObject([{ outcome: 'kept', message: expect.stringContaining('Renewal not started') }])
  expect(await awards(who, certification)).toHaveLength(1)
})

test('R12.1 the tracking of a shared material is one: done in one course, it is done in the other and completes both', async () => {
  const who = await school.learner()
  const shared = await school.material('page')
  const [first, second, foreign] = [await school.course([shared, 'link']), await school.course([shared]), await school.course([shared])]
  const [ofFirst, ofForeign] = [await school.certification(first.id), await school.certification(foreign.id)]
  for (const { id } of [first, second]) await school.enrol(who, id)
  await who.post('learning.confirm', at(first, 1))
  const { data } = await who.post<{ completed: string[] }>('learning.confirm', at(second, 0))
  expect(data.completed.sort()).toEqual([first.id, second.id].sort())
  expect(await opened(who, first)).toMatchObject({ state: 'completed', materialsDone: 2 })
  expect([await awards(who, ofFirst), await awards(who, ofForeign)].map(({ length }) => length)).toEqual([1, 0])
})

test('R12.1 a course joined when its shared materials are all done already is completed when it is opened', async () => {
  const who = await school.learner()
  const shared = await school.material('page')
  const [first, second] = [await school.course([shared]), await school.course([shared], { selfEnrolment: true })]
  await school.enrol(who, first.id)
  await who.post('learning.confirm', at(first, 0))
  await who.post('learning.enrol', { course: second.id })
  expect(await opened(who, second)).toMatchObject({ materialsDone: 1, completedAt: null })
  expect((await who.post('learning.open', at(second, 0))).data).toEqual({ completed: [second.id] })
})

test('R12.1 the last course of a plan completes the plan, and the learner reads what both led to', async () => {
  const who = await school.learner()
  const [first, second] = [await school.course(['page']), await school.course(['page'])]
  const plan = await school.plan([first, second])
  const certification = await school.certification(plan)
  await school.enrol(who, plan)
  const plans = async () => (await who.get<{ items: { id: string; completed: boolean; courses: { id: string; state: string }[] }[] }>('learning.plans', {})).data.items
  expect(await plans()).toMatchObject([{ id: plan, completed: false, courses: [{ id: first.id, state: 'not_started' }, { id: second.id, state: 'not_started' }] }])
  await who.post('learning.confirm', at(first, 0))
  expect((await who.post<{ completed: string[] }>('learning.confirm', at(second, 0))).data.completed.sort()).toEqual([second.id, plan].sort())
  expect(await plans()).toMatchObject([{ completed: true, courses: [{ state: 'completed' }, { state: 'completed' }] }])
  expect((await opened(who, second)).outcomes).toMatchObject([{ outcome: 'awarded' }])
  expect((await awards(who, certification)).map(({ itemId }) => itemId)).toEqual([plan])
})

test('R4.5 the last two materials finished at the same instant complete the course once', async () => {
  for (let round = 0; round < 10; round++) {
    const who = await school.learner()
    const course = await school.course(['page', 'link', 'page', 'link'])
    const certification = await school.certification(course.id)
    await school.enrol(who, course.id)
    const answers = await Promise.all(course.materials.flatMap((_, index) => [who.post<{ completed: string[] }>('learning.confirm', at(course, index)), who.post<{ completed: string[] }>('learning.confirm', at(course, index))]))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(answers.flatMap(({ data }) => data.completed)).toEqual([course.id])
    expect([await completions(who, course.id), await awards(who, certification)].map(({ length }) => length)).toEqual([1, 1])
  }
})

test('R12.1 a quiz is graded on the server, keeps its best score, and takes no more tries than it allows', async () => {
  const { who, course } = await enrolled(['quiz'])
  const shown = await who.get('learning.material', at(course, 0))
  expect(JSON.stringify(shown.data)).not.toContain('correct')
  expect(shown.data).toMatchObject({ quiz: { passMark: 50, attempts: 2, used: 0, left: 2, last: null } })
  expect((await who.post('learning.answerQuiz', { ...at(course, 0), answers: { q1: ['b'], q2: ['a', 'b', 'c', 'x'], other: ['a'] } })).data).toEqual({ score: 0, passed: false, right: [], left: 1, completed: [] })
  expect((await who.get('learning.material', at(course, 0))).data).toMatchObject({ state: 'in_progress', quiz: { used: 1, left: 1, last: { score: 0, passed: false } } })
  const [attempt] = await school.db.sql<{ answers: object }[]>`select answers from quiz_attempt where person_id = ${who.personId}`
  expect(attempt?.answers).toEqual({ q1: ['b'], q2: ['a', 'b', 'c'] })
  expect((await who.post('learning.answerQuiz', { ...at(course, 0), answers: { q1: ['a'] } })).data).toMatchObject({ score: 50, passed: true, right: ['q1'], left: 0, completed: [course.id] })
  expect((await who.post('learning.answerQuiz', { ...at(course, 0), answers: RIGHT })).code).toBe('QUIZ_PASSED')
  expect((await opened(who, course)).contents).toMatchObject([{ state: 'completed', score: 50 }])
})

test('R12.1 tries at a quiz sent at the same instant cannot exceed its attempts', async () => {
  const { who, course } = await enrolled(['quiz'])
  const answers = await Promise.all(Array.from({ length: 8 }, () => who.post('learning.answerQuiz', { ...at(course, 0), answers: WRONG })))
  expect(Object.groupBy(answers, ({ code }) => code ?? 'kept')).toMatchObject({ kept: { length: 2 }, QUIZ_ATTEMPTS_USED: { length: 6 } })
  expect(await school.db.sql`select from quiz_attempt where person_id = ${who.personId}`).toHaveLength(QUIZ.attempts)
  expect((await who.get('learning.material', at(course, 0))).data).toMatchObject({ quiz: { used: 2, left: 0 } })
})

test('R12.1 a try that waited behind one of a later instant, which began the quiz, counts too', async () => {
  const { who, course } = await enrolled(['quiz'])
  await who.post('learning.open', at(course, 0))
  await school.db.sql`update material_progress set started_at = started_at + interval '1 minute' where person_id = ${who.personId}`
  for (const left of [1, 0]) expect((await who.post('learning.answerQuiz', { ...at(course, 0), answers: WRONG })).data).toMatchObject({ left })
  expect((await who.post('learning.answerQuiz', { ...at(course, 0), answers: WRONG })).code).toBe('QUIZ_ATTEMPTS_USED')
})

test('R7.3 after a renewal has begun, the attempts at a quiz count anew', async () => {
  const who = await school.learner()
  const course = await school.course(['quiz'])
  const certification = await school.certification(course.id)
  await school.enrol(who, course.id)
  for (const answers of [WRONG, RIGHT]) await who.post('learning.answerQuiz', { ...at(course, 0), answers })
  await school.startRenewal(who, certification, course.id, course.materials)
  expect((await who.get('learning.material', at(course, 0))).data).toMatchObject({ state: 'not_started', quiz: { used: 0, left: 2, last: null } })
  expect((await who.post('learning.answerQuiz', { ...at(course, 0), answers: RIGHT })).data).toMatchObject({ passed: true, completed: [course.id] })
})

test('R12.1 a SCORM package is done when each of its SCOs is, with the mean of their scores; what they keep comes back', async () => {
  const { who, course } = await enrolled(['scorm'])
  const commit = (sco: string, status: string, raw?: string) => who.post('learning.commitScorm', { ...at(course, 0), sco, data: { 'cmi.core.lesson_status': status, ...(raw ? { 'cmi.core.score.raw': raw } : {}) } })
  expect((await commit('one', 'passed', '80')).data).toEqual({ done: false, completed: [] })
  expect((await commit('two', 'incomplete')).data).toEqual({ done: false, completed: [] })
  expect((await who.get('learning.material', at(course, 0))).data).toMatchObject({ state: 'in_progress', score: 80, scorm: { version: PACKAGE.version, scos: [{ id: 'one', done: true, url: expect.stringMatching(/^\/content\/scorm\/.+\/one\.html$/) }, { id: 'two', done: false }] } })
  expect((await commit('two', 'completed', '60')).data).toEqual({ done: true, completed: [course.id] })
  expect((await commit('two', 'incomplete')).data).toEqual({ done: true, completed: [] })
  expect((await who.get('learning.material', at(course, 0))).data).toMatchObject({ state: 'completed', score: 80 })
  expect((await commit('three', 'completed')).code).toBe('MATERIAL_NOT_FOUND')
})

test('R12.1 the SCOs of a package keep at most 1 MB of a learner altogether; what was kept before stays', async () => {
  const { who, course } = await enrolled(['scorm'])
  const commit = (sco: string, length: number) => who.post('learning.commitScorm', { ...at(course, 0), sco, data: { 'cmi.core.lesson_status': 'incomplete', 'cmi.suspend_data': 'ü'.repeat(length) } })
  expect((await commit('one', 300_000)).status).toBe(200)
  expect(await commit('two', 300_000)).toMatchObject({ status: 422, code: 'PACKAGE_REPORT_TOO_LARGE' })
  expect((await commit('two', 200_000)).status).toBe(200)
  const [row] = await school.db.sql<{ lengths: number[] }[]>`
    select array[length(data->'scos'->'one'->>'cmi.suspend_data'), length(data->'scos'->'two'->>'cmi.suspend_data')] as lengths from material_progress where person_id = ${who.personId}`
  expect(row?.lengths).toEqual([300_000, 200_000])
})

test('R12.1 SCOs that report at the same instant are all kept', async () => {
  for (let round = 0; round < 10; round++) {
    const { who, course } = await enrolled(['scorm'])
    await who.post('learning.open', at(course, 0))
    const answers = await Promise.all(['one', 'two'].map((sco) => who.post<{ completed: string[] }>('learning.commitScorm', { ...at(course, 0), sco, data: { 'cmi.core.lesson_status': 'completed' } })))
    expect(answers.flatMap(({ data }) => data.completed)).toEqual([course.id])
  }
})

test('R11.1 a video goes on where it was left, on another device too, and is done when its viewer says so', async () => {
  const { who, course } = await enrolled(['video'])
  expect((await who.get('learning.material', at(course, 0))).data).toMatchObject({ position: 0 })
  await who.post('learning.savePosition', { ...at(course, 0), position: 12.5 })
  expect((await who.get('learning.material', at(course, 0))).data).toMatchObject({ position: 12.5, state: 'in_progress' })
  expect((await who.post('learning.savePosition', { ...at(course, 0), position: -1 })).code).toBe('VALIDATION')
  expect((await who.post('learning.confirm', at(course, 0))).data).toEqual({ completed: [course.id] })
})

test('quizzes and SCORM packages are not done by saying so, and what is empty is done by nobody', async () => {
  const { who, course } = await enrolled(['quiz', 'scorm', 'file'])
  expect((await who.post('learning.confirm', at(course, 0))).code).toBe('MATERIAL_NOT_CONFIRMABLE')
  expect((await who.post('learning.confirm', at(course, 1))).code).toBe('MATERIAL_NOT_CONFIRMABLE')
  expect((await who.post('learning.confirm', at(course, 2))).code).toBe('MATERIAL_EMPTY')
  expect((await who.post('learning.open', at(course, 2))).code).toBe('MATERIAL_EMPTY')
  expect((await opened(who, course)).contents.map(({ empty }) => empty)).toEqual([false, false, true])
  expect((await who.post('learning.savePosition', { ...at(course, 0), position: 1 })).code).toBe('MATERIAL_NOT_FOUND')
  expect((await who.post('learning.answerQuiz', { ...at(course, 1), answers: {} })).code).toBe('MATERIAL_NOT_FOUND')
})

test('R15.2 a course of others answers like a missing one, a course that is open to all says how to get in, a material of another course is none', async () => {
  const { who, course } = await enrolled(['page'])
  const [others, open] = [await school.course(['page']), await school.course(['page'], { selfEnrolment: true })]
  const procedures = [['course'], ['material'], ['open'], ['confirm']] as const
  for (const [procedure] of procedures) {
    const ask = (input: object) => (procedure === 'course' || procedure === 'material' ? who.get(`learning.${procedure}`, input) : who.post(`learning.${procedure}`, input))
    const input = (from: Course) => (procedure === 'course' ? { course: from.id } : at(from, 0))
    expect([procedure, (await ask(input(others))).code]).toEqual([procedure, 'ITEM_NOT_FOUND'])
    expect([procedure, (await ask(input(open))).code]).toEqual([procedure, 'NOT_ENROLLED'])
    if (procedure !== 'course') expect([procedure, (await ask({ course: course.id, material: others.materials[0]?.id })).code]).toEqual([procedure, 'MATERIAL_NOT_FOUND'])
    if (procedure !== 'course') expect([procedure, (await ask({ course: course.id, material: 'nonsense' })).code]).toEqual([procedure, 'MATERIAL_NOT_FOUND'])
  }
  expect((await who.get('learning.course', { course: '00000000-0000-7000-8000-000000000000' })).code).toBe('ITEM_NOT_FOUND')
  expect((await who.get('learning.course', { course: course.code.toLowerCase() })).data).toMatchObject({ id: course.id })
})

test('an enrolment that ended lets nobody in any more, and completes nothing', async () => {
  const who = await school.learner()
  const shared = await school.material('page')
  const [mine, former] = [await school.course([shared]), await school.course([shared])]
  for (const { id } of [mine, former]) await school.enrol(who, id)
  await school.db.sql`update enrolment set ended_at = now() where person_id = ${who.personId} and item_id = ${former.id}`
  expect((await who.get('learning.course', { course: former.id })).code).toBe('ITEM_NOT_FOUND')
  expect((await who.post('learning.confirm', at(mine, 0))).data).toEqual({ completed: [mine.id] })
})

test('R12.1 learners join courses that are open to all, once, and no others', async () => {
  const who = await school.learner()
  const [open, closed] = [await school.course(['page'], { selfEnrolment: true }), await school.course(['page'])]
  const joinable = async () => (await who.get<{ items: { id: string }[] }>('learning.catalogue', { search: open.code })).data.items.map(({ id }) => id)
  expect(await joinable()).toEqual([open.id])
  const answers = await Promise.all([1, 2, 3].map(() => who.post('learning.enrol', { course: open.id })))
  expect(answers.map(({ data }) => data)).toEqual(Array(3).fill({ id: open.id }))
  expect(await school.db.sql`select from enrolment where person_id = ${who.personId}`).toHaveLength(1)
  expect(await joinable()).toEqual([])
  expect((await who.post('learning.enrol', { course: closed.id })).code).toBe('SELF_ENROLMENT_CLOSED')
  expect((await who.post('learning.enrol', { course: 'nothing' })).code).toBe('ITEM_NOT_FOUND')
})

test('R11.1 my courses come page by page, the latest first, to do and done apart, with the plans they belong to', async () => {
  const who = await school.learner()
  const courses = [await school.course(['page']), await school.course(['page', 'page']), await school.course([])]
  const plan = await school.plan(courses.slice(0, 1))
  for (const id of [plan, ...courses.slice(1).map((course) => course.id)]) await school.enrol(who, id)
  await who.post('learning.confirm', at(courses[0] as Course, 0))
  await who.post('learning.confirm', at(courses[1] as Course, 0))
  type Listed = { items: { id: string; state: string; materials: number; materialsDone: number; plans: { id: string }[] }[]; nextCursor: string | null }
  const list = async (input: object) => (await who.get<Listed>('learning.courses', input)).data
  const first = await list({ limit: 2 })
  const second = await list({ limit: 2, cursor: first.nextCursor })
  expect([...first.items, ...second.items].map(({ id }) => id).sort()).toEqual(courses.map(({ id }) => id).sort())
  expect(second.nextCursor).toBeNull()
  expect((await list({ done: true })).items).toMatchObject([{ id: courses[0]?.id, state: 'completed', plans: [{ id: plan }] }])
  expect((await list({ done: false })).items.map(({ state, materialsDone, materials }) => `${state} ${materialsDone}/${materials}`).sort()).toEqual(['in_progress 1/2', 'not_started 0/0'])
})

test('a learner cannot say when, how well, or for whom: such fields are refused, as is what cannot be stored', async () => {
  const { who, course } = await enrolled(['page', 'quiz', 'scorm', 'video'])
  const other = await school.learner()
  for (const extra of [{ completedAt: '2020-01-01' }, { issuedAt: '2020-01-01' }, { personId: other.personId }, { score: 100 }]) {
    expect((await who.post('learning.confirm', { ...at(course, 0), ...extra })).code).toBe('VALIDATION')
    expect((await who.post('learning.answerQuiz', { ...at(course, 1), answers: RIGHT, ...extra })).code).toBe('VALIDATION')
    expect((await who.post('learning.commitScorm', { ...at(course, 2), sco: 'one', data: {}, ...extra })).code).toBe('VALIDATION')
    expect((await who.post('learning.savePosition', { ...at(course, 3), position: 1, ...extra })).code).toBe('VALIDATION')
  }
  const commit = (data: object) => who.post('learning.commitScorm', { ...at(course, 2), sco: 'one', data })
  expect((await commit({ 'cmi.suspend_data': 'a\u0000b' })).code).toBe('VALIDATION')
  expect((await commit({ 'cmi.suspend_data': 'a\ud800' })).code).toBe('VALIDATION')
  expect((await commit({ 'cmi.suspend_data': 'x'.repeat(500_001) })).code).toBe('VALIDATION')
  expect((await commit({ 'cmi.suspend_data': { nested: true } })).code).toBe('VALIDATION')
  expect((await commit({ 'cmi.suspend_data': 'x'.repeat(400_000), 'cmi.comments': '“😀” \\u0000' })).status).toBe(200)
})

test('R4.7 who is deactivated cannot go on, in whatever window', async () => {
  const { who, course } = await enrolled(['page'])
  await school.api.call('PATCH', `/api/v1/people/${who.personId}`, { active: false })
  expect((await who.post('learning.confirm', at(course, 0))).code).toBe('UNAUTHENTICATED')
  expect(await completions(who, course.id)).toEqual([])
})

test('R2.2 while certifications are switched off, a completion says nothing of them', async () => {
  const { who, course } = await completedCourse()
  const { sql } = school.db
  await sql`update feature set activated_at = null where key = 'certifications'`
  const { outcomes } = await opened(who, course)
  await sql`update feature set activated_at = now() where key = 'certifications'`
  expect(outcomes).toEqual([])
  expect((await opened(who, course)).outcomes).toHaveLength(1)
})

async function enrolled(materials: Parameters<School['course']>[0]): Promise<{ who: Screen; course: Course }> {
  const who = await school.learner()
  const course = await school.course(materials)
  await school.enrol(who, course.id)
  return { who, course }
}

async function completedCourse(): Promise<{ who: Screen; course: Course; certification: string }> {
  const who = await school.learner()
  const course = await school.course(['page', 'link'])
  const certification = await school.certification(course.id)
  await school.enrol(who, course.id)
  for (const index of [0, 1]) await who.post('learning.confirm', at(course, index))
  return { who, course, certification }
}
