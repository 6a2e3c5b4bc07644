import { expect, test } from 'vitest'
import { codeOfActivity, readStatement, type Statement } from './statements.ts'

const statement: Statement = {
  actor: { account: { name: 'anna' } }, verb: { id: 'http://adlnet.gov/expapi/verbs/completed' }, object: { id: 'https://lms.example/courses/C1' }, timestamp: '2026-01-31T10:00:00Z',
}

test('R12.2 a statement says who completed which activity and when', () => {
  expect(readStatement(statement)).toEqual({ username: 'anna', email: null, activityId: 'https://lms.example/courses/C1', timestamp: '2026-01-31T10:00:00Z' })
  expect(readStatement({ ...statement, actor: { mbox: 'mailto:anna@example.org' }, verb: { id: 'http://adlnet.gov/expapi/verbs/passed' }, timestamp: undefined }))
    .toEqual({ username: null, email: 'anna@example.org', activityId: 'https://lms.example/courses/C1', timestamp: null })
})

test.each<[string, Partial<Statement>]>([
  ['another verb', { verb: { id: 'http://adlnet.gov/expapi/verbs/attempted' } }],
  ['an agent as object', { object: { id: 'x', objectType: 'Agent' } }],
  ['no success', { result: { success: false } }],
  ['no completion', { result: { completion: false } }],
  ['nobody', { actor: {} }],
  ['a malformed mbox', { actor: { mbox: 'anna@example.org' } }],
])('R12.2 a statement with %s is refused with a reason', (_, wrong) => {
  expect(readStatement({ ...statement, ...wrong })).toHaveProperty('refused')
})

test.each([
  ['https://lms.example/courses/C1', 'C1'], ['https://lms.example/courses/C1/?x=1#y', 'C1'], ['urn:example:course:C1', 'C1'], ['https://lms.example/a%20b', 'a b'],
  ['https://lms.example/100%', '100%'], ['https://lms.example/a%00b', 'a%00b'], ['C1', 'C1'], ['http://x/y:z', 'y:z'],
])('R12.2 %s names the course %s', (activityId, code) => {
  expect(codeOfActivity(activityId)).toBe(code)
})
