import { ActionIcon, type ActionIconProps, Anchor, type AnchorProps, Button, type ButtonProps, NavLink, type NavLinkProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

/** Mantine's components as links of the router, with the routes' own types. */

type AnchorOf<Props> = Props & Omit<ComponentProps<'a'>, keyof Props>

export const TextLink = createLink((props: AnchorOf<AnchorProps>) => <Anchor {...props} />)
export const LinkButton = createLink((props: AnchorOf<ButtonProps>) => <Button component="a" {...props} />)
export const LinkIcon = createLink((props: AnchorOf<ActionIconProps>) => <ActionIcon component="a" {...props} />)
export const NavItem = createLink((props: AnchorOf<NavLinkProps>) => <NavLink component="a" {...props} />)
