import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Input, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useRef } from 'react'
import { newQuestion, type QuizDraft } from './quiz-draft.ts'
import classes from './quiz-field.module.css'
import { QuizQuestion } from './quiz-question.tsx'

/** R12.1: a quiz with its pass mark, its attempts and its questions. */
export function QuizField({ value, onChange, error }: { value: QuizDraft; onChange: (quiz: QuizDraft) => void; error?: string | undefined }) {
  const { t } = useLingui()
  const list = useRef<HTMLOListElement>(null)
  const { questions } = value
  const move = (index: number, by: 1 | -1) => {
    const next = [...questions]
    next.splice(index + by, 0, ...next.splice(index, 1))
    onChange({ ...value, questions: next })
  }
  const add = () => {
    onChange({ ...value, questions: [...questions, newQuestion(questions)] })
    // The new question's text is the next thing to write.
    setTimeout(() => list.current?.querySelector<HTMLTextAreaElement>(':scope > li:last-child textarea')?.focus())
  }
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
        <TextInput label={t`Pass mark, in percent`} description={t`0 to 100: the share of questions to be answered rightly.`} inputMode="numeric" maxLength={4} value={value.passMark} onChange={(event) => onChange({ ...value, passMark: event.currentTarget.value })} />
        <TextInput label={t`Attempts`} description={t`How often it may be tried. 0 means as often as one likes.`} inputMode="numeric" maxLength={4} value={value.attempts} onChange={(event) => onChange({ ...value, attempts: event.currentTarget.value })} />
      </Group>
      <div role="alert">{error && <Input.Error>{error}</Input.Error>}</div>
      <ol ref={list} className={classes.questions} aria-label={t`Questions`}>
        {questions.map((question, index) => (
          <QuizQuestion
            key={question.id} number={index + 1} last={index === questions.length - 1} question={question} onMove={(by) => move(index, by)}
            onChange={(changed) => onChange({ ...value, questions: questions.map((each) => (each.id === question.id ? changed : each)) })}
            onRemove={questions.length > 1 ? () => onChange({ ...value, questions: questions.filter(({ id }) => id !== question.id) }) : undefined}
          />
        ))}
      </ol>
      <Group><Button variant="light" leftSection={<IconPlus size={18} aria-hidden />} onClick={add}><Trans>Add a question</Trans></Button></Group>
    </Stack>
  )
}
