import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { problemOf } from '@recert/ui/problem'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, type Outputs } from '../../api.ts'
import classes from './learning.module.css'
import type { MaterialOpened, PartProps } from './material-page.tsx'

type Quiz = NonNullable<MaterialOpened['quiz']>
type Question = Quiz['questions'][number]
type Answers = Record<string, string[]>
type Result = Outputs['learning']['answerQuiz']

/** R12.1: a quiz, graded by the server. */
export function QuizMaterial({ material, finishing: { where, told }, quiz }: PartProps & { quiz: Quiz }) {
  const [answers, setAnswers] = useState<Answers>({})
  const [missing, setMissing] = useState<string[]>([])
  const form = useRef<HTMLFormElement>(null)
  const result = useRef<HTMLDivElement>(null)
  const send = useMutation(api.learning.answerQuiz.mutationOptions({ onSuccess: told }))
  const graded = send.data
  const tries = useRef(0)
  useEffect(() => {
    if (graded) {
      tries.current++
      result.current?.focus()
    }
    // Another try begins at the first question; the first one leaves the focus where it is.
    else if (tries.current > 0) form.current?.querySelector('input')?.focus()
  }, [graded])

  const submit = () => {
    const empty = quiz.questions.filter(({ id }) => (answers[id] ?? []).length === 0).map(({ id }) => id)
    setMissing(empty)
    if (empty[0] !== undefined) return form.current?.querySelector<HTMLInputElement>(`[data-question="${CSS.escape(empty[0])}"] input`)?.focus()
    send.mutate({ ...where, answers })
  }
  const again = () => {
    send.reset()
    setAnswers({})
    setMissing([])
  }

  const left = graded ? graded.left : quiz.left
  const closed = material.state === 'completed' || left === 0
  if (!graded && closed) return <Closed quiz={quiz} passed={material.state === 'completed'} />
  return (
    <form ref={form} noValidate onSubmit={(event) => { event.preventDefault(); if (!graded) submit() }}>
      <Stack gap="md">
        {graded
          ? <div ref={result} tabIndex={-1} className={classes.heading}><ResultMessage result={graded} quiz={quiz} /></div>
          : <Rules quiz={quiz} />}
        {quiz.questions.map((question, index) => (
          <QuestionField
            key={question.id} question={question} number={index + 1} chosen={answers[question.id] ?? []} missing={missing.includes(question.id)}
            right={graded ? graded.right.includes(question.id) : null} onChoose={(chosen) => setAnswers((before) => ({ ...before, [question.id]: chosen }))}
          />
        ))}
        <Text role="alert" size="sm" c="red" hidden={missing.length === 0 || Boolean(graded)}>
          <Plural value={missing.length} one="# question has no answer yet." other="# questions have no answer yet." />
        </Text>
        {send.error && <ErrorPanel sentence={problemOf(send.error).sentence} />}
        <Group>
          {!graded && <Button type="submit" loading={send.isPending}><Trans>Send the answers</Trans></Button>}
          {graded && !graded.passed && left !== 0 && <Button onClick={again}><Trans>Try again</Trans></Button>}
        </Group>
      </Stack>
    </form>
  )
}

function QuestionField({ question, number, chosen, missing, right, onChoose }: {
  question: Question; number: number; chosen: string[]; missing: boolean
  /** null: not graded yet. */
  right: boolean | null
  onChoose: (chosen: string[]) => void
}) {
  const { t } = useLingui()
  const graded = right !== null
  const Choice = question.kind === 'single' ? Radio : Checkbox
  return (
    <fieldset className={classes.question} data-question={question.id}>
      <legend>{number}. {question.text}</legend>
      <Stack gap="xs">
        {question.kind === 'multiple' && <Text size="sm" c="dimmed"><Trans>Several answers may be right.</Trans></Text>}
        {question.answers.map(({ id, text }) => (
          <Choice
            key={id} name={question.id} value={id} label={text} checked={chosen.includes(id)} disabled={graded} aria-invalid={missing && chosen.length === 0}
            onChange={({ currentTarget: { checked } }) => onChoose(question.kind === 'single' ? [id] : checked ? [...chosen, id] : chosen.filter((each) => each !== id))}
          />
        ))}
        {missing && chosen.length === 0 && <Text size="sm" c="red">{t`Choose an answer.`}</Text>}
        {graded && (
          <Group gap={6} c={right ? 'teal' : 'red'}>
            {right ? <IconCircleCheck size={18} aria-hidden /> : <IconCircleX size={18} aria-hidden />}
            <Text size="sm" fw={600}>{right ? <Trans>Right</Trans> : <Trans>Not right</Trans>}</Text>
          </Group>
        )}
      </Stack>
    </fieldset>
  )
}

function Rules({ quiz: { questions, passMark, last, left } }: { quiz: Quiz }) {
  return (
    <Stack gap={4}>
      <Text><Plural value={questions.length} one="# question." other="# questions." /> <Trans>{passMark} % of them answered rightly is enough to pass.</Trans></Text>
      {last && <Text size="sm"><Trans>Your last try had {Math.floor(last.score)} %.</Trans></Text>}
      <AttemptsLeft left={left} />
    </Stack>
  )
}

function AttemptsLeft({ left }: { left: number | null }) {
  if (left === null) return null
  return <Text size="sm" c="dimmed"><Plural value={left} _0="No attempts are left. Ask whoever looks after the course for help." one="# attempt is left." other="# attempts are left." /></Text>
}

function ResultMessage({ result: { score, passed, right, left }, quiz: { questions, passMark } }: { result: Result; quiz: Quiz }) {
  return (
    <Alert color={passed ? 'teal' : 'orange'} variant="light" icon={passed ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />} title={passed ? <Trans>Passed</Trans> : <Trans>Not passed yet</Trans>}>
      <Text size="sm"><Trans>{right.length} of {questions.length} questions answered rightly: {Math.floor(score)} %. It takes {passMark} % to pass.</Trans></Text>
      {!passed && <AttemptsLeft left={left} />}
    </Alert>
  )
}

/** Passed, or out of attempts, when the page is opened again. */
function Closed({ quiz: { last, attempts }, passed }: { quiz: Quiz; passed: boolean }) {
  const score = last ? Math.floor(last.score) : null
  if (passed) {
    return (
      <Alert color="teal" variant="light" icon={<IconCircleCheck aria-hidden />} title={<Trans>Passed</Trans>}>
        {score === null ? <Trans>You have passed this quiz.</Trans> : <Trans>You have passed this quiz with {score} %.</Trans>}
      </Alert>
    )
  }
  return (
    <Alert color="red" variant="light" icon={<IconCircleX aria-hidden />} title={<Trans>No attempts left</Trans>}>
      <Plural value={attempts} one="Your only attempt is used." other="All # attempts are used." />{' '}
      <Trans>Your last try had {score ?? 0} %. Ask whoever looks after the course for help.</Trans>
    </Alert>
  )
}
