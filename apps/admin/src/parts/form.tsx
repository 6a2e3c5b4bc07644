import { i18n } from '@lingui/core'
import { Plural } from '@lingui/react/macro'
import { VisuallyHidden } from '@mantine/core'
import type { FormErrors } from '@mantine/form'
import { DomainError } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import { ErrorPanel } from '@recert/ui/error-panel'
import { chooseLanguage } from '@recert/ui/language'
import { problemOf } from '@recert/ui/problem'
import { useEffect, useEffectEvent } from 'react'

/** The sentence with which the domain refuses a value, or null: fields say the same as the server would. */
export function refusalOf(check: () => unknown): string | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof DomainError) return sentence(error.code, error.values, chooseLanguage(i18n.locale, []))
    throw error
  }
}

type Focusable = { getInputNode: (path: string) => HTMLElement | null }

/** After a refused submit the first wrong field has the focus. */
export function focusFirstError(form: Focusable, errors: FormErrors): void {
  for (const path of Object.keys(errors)) {
    const field = form.getInputNode(path)
    if (field) return field.focus()
  }
}

/** A refusal of the server, `failed`, appears beside its field, where `fields` knows the code, and the field has the focus. */
export function useShownRefusal(form: Focusable & { setErrors: (errors: FormErrors) => void }, failed: unknown, fields: Record<string, string>): void {
  const show = useEffectEvent((refusal: unknown) => {
    const errors = refusal ? fieldErrors(refusal, fields) : {}
    if (Object.keys(errors).length === 0) return
    form.setErrors(errors)
    focusFirstError(form, errors)
  })
  // Once for each refusal: the form itself changes with every key.
  useEffect(() => show(failed), [failed])
}

/** What the server refused: beside its field where `fields` knows the code, else above the form. */
export function fieldErrors(error: unknown, fields: Record<string, string>): FormErrors {
  const { code, sentence: told } = problemOf(error)
  const field = code ? fields[code] : undefined
  return field ? { [field]: told } : {}
}

type SummaryProps = { errors: FormErrors; failed: unknown; fields: Record<string, string> }

/** Tells screen readers how many fields are wrong, and everybody what concerns no single field. */
export function FormProblems({ errors, failed, fields }: SummaryProps) {
  const count = Object.values(errors).filter(Boolean).length
  const problem = failed ? problemOf(failed) : null
  return (
    <>
      <VisuallyHidden role="alert">{count > 0 && <Plural value={count} one="# field needs your attention." other="# fields need your attention." />}</VisuallyHidden>
      {problem && !(problem.code && fields[problem.code]) && <ErrorPanel sentence={problem.sentence} logId={problem.code === 'INTERNAL' ? problem.logId : undefined} />}
    </>
  )
}
