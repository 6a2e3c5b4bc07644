import { ActionIcon, type ActionIconProps, Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type AnchorOf<Props> = Props & Omit<ComponentProps<'a'>, keyof Props>

/** Mantine's looks on the router's links. */
export const TextLink = createLink((props: AnchorOf<AnchorProps>) => <Anchor {...props} />)
export const LinkButton = createLink((props: AnchorOf<ButtonProps>) => <Button component="a" {...props} />)
export const LinkIcon = createLink((props: AnchorOf<ActionIconProps>) => <ActionIcon component="a" {...props} />)
