import { completesCourse, completesPlan } from '@recert/domain/completions'
import { textKey } from '@recert/domain/keys'
import { gradeQuiz } from '@recert/domain/quizzes'
import { checkContent, hasContent } from '@recert/domain/training'
import { describe, expect, test } from 'vitest'
import { grouped } from './found.ts'
import { type DemoRows, demoRows } from './rows.ts'

const pair = ({ personId }: { personId: string }, id: string): string => `${personId} ${id}`

describe.each(['2026-11-23T10:00:00Z', '2028-02-29T00:00:00Z', '2029-01-01T00:00:00Z'])('the training of the demo of %s', (day) => {
  const now = new Date(day)
  const rows = demoRows(now)
  const awards = new Map(rows.award.map((award) => [award.id, award]))
  const items = new Map(rows.item.map((item) => [item.id ?? '', item]))
  const materials = new Map(rows.material.map((material) => [material.id, material]))
  const unitsOf = grouped(rows.course_material, ({ courseId }) => courseId)
  const coursesOf = grouped(rows.learning_plan_course, ({ planId }) => planId)
  const enrolled = new Map(rows.enrolment.map((enrolment) => [pair(enrolment, enrolment.itemId), enrolment]))
  const completions = grouped(rows.completion, (completion) => pair(completion, completion.itemId))
  const outcomes = grouped(rows.completion_outcome, ({ completionId }) => completionId)
  const progress = new Map(rows.material_progress.map((one) => [pair(one, one.materialId), one]))

  test('R12.1 every course has two to five materials that hold what their kind needs; some are shared by several courses', () => {
    for (const { id, kind, code } of rows.item) if (kind === 'course') expect(unitsOf.get(id ?? '')?.length, code).toBeOneOf([2, 3, 4, 5])
    for (const { kind, body = '', url = null, fileId = null, quiz = null, title } of rows.material) {
      expect(hasContent({ kind, body, url, fileId, quiz }), title).toBe(true)
      expect(checkContent(kind, { body, url, fileId, quiz })).toEqual({ body: body.trim(), url, fileId, quiz })
    }
    expect(new Set(rows.material.map(({ code }) => textKey(code))).size).toBe(rows.material.length)
    expect(new Set(rows.material.map(({ kind }) => kind))).toEqual(new Set(['page', 'quiz', 'link', 'video', 'file']))
    const uses = grouped(rows.course_material, ({ materialId }) => materialId)
    for (const { id, shared, title } of rows.material) expect((uses.get(id)?.length ?? 0) > 1, title).toBe(shared)
    expect(rows.material.filter(({ shared }) => shared).length).toBeGreaterThan(5)
    // What is a course's own can only be done there; a course without would be done by others.
    for (const units of unitsOf.values()) expect(units.some(({ materialId }) => !materials.get(materialId)?.shared)).toBe(true)
    expect(rows.item.filter(({ selfEnrolment }) => selfEnrolment).length).toBeGreaterThan(2)
  })

  test('files are small, and of the type that they say', () => {
    const bytes = new Map(rows.file_chunk.map((chunk) => [chunk.fileId, chunk.bytes]))
    for (const { id, name, mediaType, size } of rows.file) {
      const content = bytes.get(id ?? '')
      expect(content?.length).toBe(size)
      expect(size).toBeLessThan(4000)
      expect(content?.subarray(1, 4).toString('latin1'), name).toBe(mediaType === 'application/pdf' ? 'PDF' : 'PNG')
    }
    const evidence = rows.external_activity.flatMap(({ evidenceId }) => evidenceId ?? [])
    const content = rows.material.flatMap(({ fileId }) => fileId ?? [])
    for (const [purpose, used] of [['material', content], ['evidence', evidence]] as const) {
      expect(new Set(rows.file.filter((file) => file.purpose === purpose).map(({ id }) => id))).toEqual(new Set(used))
      expect(new Set(used).size).toBe(used.length)
    }
  })

  test('a PDF finds its own objects', () => {
    const pdfs = rows.file.flatMap(({ id, mediaType }) => (mediaType === 'application/pdf' ? [rows.file_chunk.find(({ fileId }) => fileId === id)?.bytes.toString('latin1') ?? ''] : []))
    expect(pdfs.length).toBeGreaterThan(10)
    for (const pdf of pdfs) {
      const table = Number(/startxref\n(\d+)/.exec(pdf)?.[1])
      expect(pdf.slice(table, table + 4)).toBe('xref')
      for (const [at, [, offset]] of [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].entries()) expect(pdf.slice(Number(offset)).startsWith(`${at + 1} 0 obj`)).toBe(true)
      const [, length, content] = /\/Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(pdf) ?? []
      expect(content?.length).toBe(Number(length))
    }
  })

  test('R12.1 whoever is enrolled in a plan is enrolled in its courses, each once', () => {
    expect(enrolled.size).toBe(rows.enrolment.length)
    expect(rows.enrolment.length).toBeGreaterThan(1500)
    for (const enrolment of rows.enrolment) for (const { courseId } of coursesOf.get(enrolment.itemId) ?? []) expect(enrolled.has(pair(enrolment, courseId))).toBe(true)
    expect(new Set(rows.enrolment.map(({ via }) => via))).toEqual(new Set(['admin', 'self', 'plan']))
    for (const { enrolledAt, via, itemId } of rows.enrolment) {
      expect(enrolledAt < now).toBe(true)
      if (via === 'self') expect(items.get(itemId)?.selfEnrolment).toBe(true)
    }
  })

  test('only who is enrolled has progress, and nobody has done all of a course without having completed it', () => {
    const holding = grouped(rows.course_material, ({ materialId }) => materialId)
    for (const one of rows.material_progress) {
      expect((holding.get(one.materialId) ?? []).some(({ courseId }) => enrolled.has(pair(one, courseId)))).toBe(true)
      expect(one.updatedAt < now && one.startedAt <= (one.completedAt ?? one.startedAt)).toBe(true)
    }
    const states = { none: 0, some: 0, all: 0 }
    for (const enrolment of rows.enrolment) {
      const units = unitsOf.get(enrolment.itemId)
      if (!units) continue
      const done = units.map(({ materialId }) => ({ completedAt: progress.get(pair(enrolment, materialId))?.completedAt ?? null }))
      const isDone = completesCourse(done, { completedAt: null, renewalStartedAt: null })
      const of = completions.get(pair(enrolment, enrolment.itemId)) ?? []
      if (isDone) expect(of.length).toBeGreaterThan(0)
      if (of.some(({ source }) => source === 'player')) expect(isDone).toBe(true)
      states[isDone ? 'all' : done.some(({ completedAt }) => completedAt !== null) ? 'some' : 'none']++
    }
    for (const count of Object.values(states)) expect(count).toBeGreaterThan(100)
  })

  test('the player’s completions are at the end of the work, once a course', () => {
    const byPlayer = rows.completion.filter(({ source }) => source === 'player')
    expect(byPlayer.length).toBeGreaterThan(500)
    for (const completion of byPlayer) {
      const last = (unitsOf.get(completion.itemId) ?? []).map(({ materialId }) => progress.get(pair(completion, materialId))?.completedAt?.getTime() ?? Infinity)
      expect(Math.max(...last)).toBe(completion.completedAt.getTime())
    }
    expect(new Set(byPlayer.map((one) => pair(one, one.itemId))).size).toBe(byPlayer.length)
  })

  test('tries at quizzes say what their answers are worth; the last one of a completed quiz passed', () => {
    const last = new Map<string, DemoRows['quiz_attempt'][number]>()
    for (const attempt of rows.quiz_attempt) {
      const quiz = materials.get(attempt.materialId)?.quiz
      if (!quiz) throw new Error('an attempt at what is no quiz')
      expect(gradeQuiz(quiz, attempt.answers)).toMatchObject({ score: attempt.score, passed: attempt.passed })
      const before = last.get(pair(attempt, attempt.materialId))
      if (!before || before.at < attempt.at) last.set(pair(attempt, attempt.materialId), attempt)
    }
    expect(rows.quiz_attempt.filter(({ passed }) => !passed).length).toBeGreaterThan(20)
    for (const one of rows.material_progress) {
      if (!materials.get(one.materialId)?.quiz || !one.completedAt) continue
      expect(last.get(pair(one, one.materialId))).toMatchObject({ passed: true, at: one.completedAt, score: one.score })
    }
  })

  test('R4.3 every current award by a course or plan has its completion, which says so', () => {
    const current = rows.award.filter(({ itemId, endedAt }) => itemId && endedAt === null)
    expect(current.length).toBeGreaterThan(2000)
    for (const award of current) {
      const completion = completions.get(pair(award, award.itemId ?? ''))?.find(({ completedAt }) => completedAt.getTime() === award.issuedAt.getTime())
      const outcome = outcomes.get(completion?.id ?? '')?.find(({ certificationId }) => certificationId === award.certificationId)
      expect(outcome).toMatchObject({ outcome: awards.get(award.previousId ?? '')?.endedBy === 'renewal' ? 'renewed' : 'awarded', awardId: award.id })
    }
  })

  test('R4.3 R4.4 R4.6 an outcome’s award is of the same person and certification, and what led to nothing says why', () => {
    const completed = new Map(rows.completion.map((one) => [one.id, one]))
    const reasons = new Set<string>()
    for (const { completionId, certificationId, outcome, reason, awardId } of rows.completion_outcome) {
      const completion = completed.get(completionId)
      if (!completion) throw new Error('an outcome of no completion')
      const link = rows.certification_item.find((one) => one.itemId === completion.itemId && one.certificationId === certificationId)
      expect(link && link.linkedAt <= completion.receivedAt && (!link.unlinkedAt || completion.receivedAt < link.unlinkedAt)).toBe(true)
      expect(reason === 'COMPLETED_BEFORE_LINK').toBe(Boolean(link && completion.completedAt < link.linkedAt))
      if (awardId) expect(awards.get(awardId)).toMatchObject({ personId: completion.personId, certificationId, itemId: completion.itemId, issuedAt: completion.completedAt })
      else reasons.add(`${outcome} ${reason}`)
    }
    expect(reasons).toEqual(new Set(['kept RENEWAL_NOT_STARTED', 'kept COMPLETED_BEFORE_LINK']))
    for (const { completedAt, receivedAt } of rows.completion) expect(completedAt <= receivedAt && receivedAt < now).toBe(true)
  })

  test('R4.4 there are earlier completions to award', () => {
    const link = rows.certification_item.find(({ itemId }) => items.get(itemId)?.code === 'SAFE-DAY' && items.get(itemId)?.kind === 'course')
    const holders = new Set(rows.award.filter(({ certificationId, endedAt }) => certificationId === link?.certificationId && endedAt === null).map(({ personId }) => personId))
    const earlier = rows.completion.filter(({ itemId, completedAt }) => link && itemId === link.itemId && completedAt < link.linkedAt)
    expect(earlier.filter(({ personId }) => !holders.has(personId)).length).toBeGreaterThan(20)
  })

  test('a plan is completed by who completed all of its courses, and by nobody else', () => {
    for (const personId of new Set(rows.completion.map((one) => one.personId))) {
      for (const [planId, courses] of coursesOf) {
        const of = completions.get(pair({ personId }, planId)) ?? []
        const latest = courses.map(({ courseId }) => ({ sinceRenewal: null, completedAt: (completions.get(pair({ personId }, courseId)) ?? []).map(({ completedAt }) => completedAt).toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null }))
        expect(completesPlan(latest, { completedAt: null, renewing: false }) !== null).toBe(of.length > 0)
        for (const { completedAt } of of) {
          for (const { courseId } of courses) expect((completions.get(pair({ personId }, courseId)) ?? []).some((one) => one.completedAt <= completedAt)).toBe(true)
        }
      }
    }
  })

  test('R9.2 R9.3 awards by external training stand on approved activities; a dozen wait with evidence, one was rejected', () => {
    const activities = new Map(rows.external_activity.map((activity) => [activity.id, activity]))
    const external = rows.award.filter(({ association }) => association === 'external_training')
    expect(external.length).toBeGreaterThan(50)
    for (const { id, personId, certificationId, issuedAt, externalActivityId } of external) {
      expect(activities.get(externalActivityId ?? '')).toMatchObject({ state: 'approved', personId, certificationId, completedAt: issuedAt, outcome: 'awarded', awardId: id })
    }
    expect(rows.external_activity.filter(({ state }) => state === 'approved')).toHaveLength(external.length)
    const pending = rows.external_activity.filter(({ state }) => state === 'pending')
    expect(pending).toHaveLength(12)
    const uploaded = new Map(rows.file.map(({ id, createdBy }) => [id, createdBy]))
    for (const { evidenceId, personId, reportedBy, outcome } of pending) expect([uploaded.get(evidenceId ?? ''), reportedBy, outcome]).toEqual([personId, personId, null])
    expect(rows.external_activity.filter(({ state, note }) => state === 'rejected' && note !== '')).toHaveLength(1)
    for (const { startedAt, completedAt, reportedAt } of rows.external_activity) expect((startedAt ?? completedAt) <= completedAt && completedAt <= reportedAt && reportedAt < now).toBe(true)
  })

  test('R11.1 Mario has something in every state', () => {
    const mario = { personId: rows.person.find(({ username }) => username === 'mario')?.id ?? '' }
    const codes = rows.enrolment.filter(({ personId }) => personId === mario.personId).map((one) => {
      const units = unitsOf.get(one.itemId) ?? []
      const done = units.filter(({ materialId }) => progress.get(pair(mario, materialId))?.completedAt).length
      return `${items.get(one.itemId)?.kind} ${items.get(one.itemId)?.code} ${completions.has(pair(mario, one.itemId)) ? 'completed' : `${done}/${units.length}`}`
    })
    expect(codes.toSorted()).toEqual([
      'course CHEM-01 completed', 'course CRN-01 0/3', 'course FA-01 completed', expect.stringMatching(/^course FIRE-01 [34]\/5$/), 'course FLT-01 1/5', 'course FLT-02 completed', 'course GDPR-01 completed',
      expect.stringMatching(/^course LOAD-01 [12]\/3$/), 'course ONB-01 completed', 'learning_plan LP-LOG 0/0',
    ])
    const open = rows.item.filter(({ id, selfEnrolment }) => selfEnrolment && !enrolled.has(pair(mario, id ?? ''))).map(({ code }) => code)
    expect(open).toEqual(['SAFE-DAY', 'ERG-01'])
    expect(rows.external_activity.filter(({ personId, state }) => personId === mario.personId && state === 'pending')).toHaveLength(1)
  })

  test('R1 power users have permissions and branches, managers branches, learners neither', () => {
    const branches = new Map(rows.branch.map((branch) => [branch.id ?? '', branch]))
    for (const { role, permissions, scopeBranchIds, branchId, username } of rows.person) {
      expect((permissions?.length ?? 0) > 0, username).toBe(role === 'power_user')
      expect((scopeBranchIds?.length ?? 0) > 0, username).toBe(role === 'power_user' || role === 'manager')
      if (role === 'manager') expect(branches.get(branchId ?? '')?.path).toContain(scopeBranchIds?.[0])
    }
    const scopeOf = (username: string) => rows.person.find((person) => person.username === username)?.scopeBranchIds?.map((id) => branches.get(id)?.name)
    expect(scopeOf('petra')).toEqual(['Italy'])
    expect(scopeOf('luca')).toEqual(['Torino'])
  })
})
