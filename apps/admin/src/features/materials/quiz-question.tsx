import { Trans, useLingui } from '@lingui/react/macro'
import { ActionIcon, Button, Checkbox, Group, Paper, Radio, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { Question } from '@recert/domain/quizzes'
import { IconChevronDown, IconChevronUp, IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { withAnswer, withCorrect, withKind } from './quiz-draft.ts'

type Props = {
  number: number; last: boolean; question: Question
  onChange: (question: Question) => void
  onMove: (by: 1 | -1) => void
  /** Absent for the only question. */
  onRemove: (() => void) | undefined
}

export function QuizQuestion({ number, last, question, onChange, onMove, onRemove }: Props) {
  const { t } = useLingui()
  const heading = useId()
  return (
    <Paper component="li" withBorder p="md" aria-labelledby={heading}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Text id={heading} fw={600} size="sm"><Trans>Question {number}</Trans></Text>
          <Group gap={2}>
            <ActionIcon variant="subtle" color="gray" disabled={number === 1} aria-label={t`Move question ${number} up`} onClick={() => onMove(-1)}><IconChevronUp size={18} aria-hidden /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" disabled={last} aria-label={t`Move question ${number} down`} onClick={() => onMove(1)}><IconChevronDown size={18} aria-hidden /></ActionIcon>
            <ActionIcon variant="subtle" color="red" disabled={!onRemove} aria-label={t`Delete question ${number}`} onClick={onRemove}><IconTrash size={18} aria-hidden /></ActionIcon>
          </Group>
        </Group>
        <Textarea label={t`Question`} autosize minRows={1} maxRows={6} maxLength={2000} value={question.text} onChange={(event) => onChange({ ...question, text: event.currentTarget.value })} />
        <SegmentedControl
          aria-label={t`Kind of question ${number}`} value={question.kind} onChange={(kind) => onChange(withKind(question, kind as Question['kind']))} style={{ alignSelf: 'flex-start' }}
          data={[{ value: 'single', label: t`Single choice` }, { value: 'multiple', label: t`Multiple choice` }]}
        />
        <Answers question={question} number={number} onChange={onChange} />
        <Group><Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} disabled={question.answers.length >= 20} onClick={() => onChange(withAnswer(question))}><Trans>Add an answer</Trans></Button></Group>
      </Stack>
    </Paper>
  )
}

function Answers({ question, number, onChange }: Pick<Props, 'question' | 'number' | 'onChange'>) {
  const { t } = useLingui()
  const group = useId()
  const Tick = question.kind === 'single' ? Radio : Checkbox
  return (
    <Stack gap="xs" role="group" aria-label={t`Answers of question ${number}`}>
      {question.answers.map(({ id, text, correct }, index) => (
        <Group key={id} gap="sm" wrap="nowrap">
          <Tick name={group} checked={correct} aria-label={t`Answer ${index + 1} is right`} onChange={(event) => onChange(withCorrect(question, id, event.currentTarget.checked))} />
          <TextInput
            flex={1} aria-label={t`Answer ${index + 1} of question ${number}`} placeholder={t`Answer ${index + 1}`} maxLength={2000} value={text}
            onChange={(event) => onChange({ ...question, answers: question.answers.map((answer) => (answer.id === id ? { ...answer, text: event.currentTarget.value } : answer)) })}
          />
          <ActionIcon
            variant="subtle" color="red" disabled={question.answers.length <= 2} aria-label={t`Delete answer ${index + 1} of question ${number}`}
            onClick={() => onChange({ ...question, answers: question.answers.filter((answer) => answer.id !== id) })}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </Stack>
  )
}
